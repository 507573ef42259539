import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { ChangeEnd } from '#contract/ipc';
import { here, type Target } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { groupPolicyTexts } from '#texts/group-policy.en';
import { AdministratorPart } from '../components/administrator-part';
import { BreakGlassPart } from '../components/break-glass-part';
import { CopyButton } from '../components/copy-button';
import { ErrorNotice } from '../components/error-notice';
import { FindingList } from '../components/finding-list';
import { inOneText, Notice } from '../components/notice';
import { NextWorkstation } from '../components/next-workstation';
import { OutcomeStatement } from '../components/outcome-statement';
import { Page } from '../components/page';
import { ServerDeeds } from '../components/server-deeds';
import { StillOpen } from '../components/still-open';
import { useSentences } from '../i18n/sentences';
import { useTexts } from '../i18n/texts-context';
import { gpoOf } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import { errorOf } from '../wizard/change-end';
import { findingsOfEnd } from '../wizard/end-findings';
import { useComputerName } from '../wizard/use-wizard';

interface EndProps {
  readonly end: ChangeEnd;
  readonly policy: IpSecurityPolicy;
  /** Where it went, if not into this computer. */
  readonly gpo: string | undefined;
}

/** What is true now, how that is known, and what comes next. */
export function OutcomePage(): ReactElement {
  const { change: texts, groupPolicy } = useTexts();
  const { change } = useStores();
  const state = useStore(change.state);
  const computer = useComputerName();
  const deed = state.kind === 'none' ? undefined : state.deed;
  const gpo = deed === undefined ? undefined : gpoOf(deed);
  const lead = gpo === undefined ? texts.outcome.lead(computer) : groupPolicy.outcome.lead(gpo);
  return (
    <Page title={texts.outcome.title} lead={lead}>
      {state.kind === 'refused' && (
        <>
          <Notice tone="bad" title={texts.outcome.refused} />
          <ErrorNotice error={state.error} />
        </>
      )}
      {state.kind === 'ended' && deed?.kind === 'apply' && <End end={state.end} policy={deed.policy} gpo={gpo} />}
    </Page>
  );
}

function End({ end, policy, gpo }: EndProps): ReactElement {
  const texts = useTexts();
  const sentencesOf = useSentences();
  const { statement, meaning } = useOutcomeWords({ end, policy, gpo });
  const { outcome: words } = texts.change;
  const error = errorOf(end);
  const inPlace = end.outcome === 'applied' || end.outcome === 'unchanged';
  const findings = inPlace ? findingsOfEnd(end, policy) : end.findings;
  const report = [
    statement,
    meaning,
    ...end.evidence,
    ...findings.map((finding) => inOneText(sentencesOf.finding(finding))),
    ...(error === undefined ? [] : [inOneText(sentencesOf.error(error))]),
  ];
  return (
    <>
      <OutcomeStatement end={end} statement={statement} meaning={meaning} />
      {error !== undefined && <ErrorNotice error={error} />}
      {inPlace && gpo === undefined && <NextWorkstation end={end} policy={policy} />}
      <section>
        <h2>{words.evidence}</h2>
        {end.evidence.length === 0 ? (
          <p>{words.noEvidence}</p>
        ) : (
          <ul className="evidence">
            {end.evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <CopyButton label={words.copy} text={() => report.join('\n')} />
      </section>
      {inPlace && findings.length > 0 && (
        <section>
          <h2>{words.findings}</h2>
          <FindingList findings={findings} />
        </section>
      )}
      {inPlace && gpo !== undefined && <AfterGpo gpo={gpo} />}
      {inPlace && <BreakGlassPart gpo={gpo} />}
      {inPlace && <NextDeeds policy={policy} gpo={gpo} />}
    </>
  );
}

/** What is said of the end: of this computer, or of a Group Policy object. */
function useOutcomeWords({ end, policy, gpo }: EndProps): { readonly statement: string; readonly meaning: string } {
  const { change, groupPolicy } = useTexts();
  return gpo === undefined
    ? { statement: change.outcome.statement(end), meaning: change.outcome.meaning(end, policy.role) }
    : { statement: groupPolicy.outcome.statement(end), meaning: groupPolicy.outcome.meaning(end, gpo) };
}

/** What is not known of the computers that it reaches, and what an administrator has to do. */
function AfterGpo({ gpo }: { readonly gpo: string }): ReactElement {
  const { outcome: words } = useTexts().groupPolicy;
  return (
    <>
      <section>
        <h2>{words.unknownTitle}</h2>
        <ul className="evidence">
          {words.unknown.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <AdministratorPart steps={groupPolicyTexts.administrator(gpo)} />
    </>
  );
}

function NextDeeds({ policy, gpo }: Omit<EndProps, 'end'>): ReactElement {
  const { change: texts, groupPolicy } = useTexts();
  const { outcome: words } = texts;
  const { place } = useStores();
  const target: Target = gpo === undefined ? here : { kind: 'gpo', gpo };
  const next = policy.role === 'server' ? words.nextServer : words.nextWorkstation;
  return (
    <section>
      <h2>{words.next}</h2>
      <p>{gpo === undefined ? next : groupPolicy.outcome.next(policy.role)}</p>
      <Button
        onClick={() => {
          place.goCheck({ policyId: policy.id, role: policy.role, target });
        }}
      >
        {gpo === undefined ? words.check : groupPolicy.outcome.check}
      </Button>
      {gpo === undefined && policy.role === 'server' && <ServerDeeds policy={policy} />}
      <StillOpen policy={policy} />
    </section>
  );
}
