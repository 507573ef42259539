import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { ChangeEnd } from '#contract/ipc';
import type { IpSecurityPolicy } from '#policy/model';
import { BreakGlassPart } from '../components/break-glass-part';
import { CopyButton } from '../components/copy-button';
import { ErrorNotice } from '../components/error-notice';
import { FindingList } from '../components/finding-list';
import { inOneText, Notice } from '../components/notice';
import { OutcomeStatement } from '../components/outcome-statement';
import { Page } from '../components/page';
import { useTexts } from '../i18n/texts-context';
import { useStores } from '../stores/stores-context';
import { errorOf } from '../wizard/change-end';
import { useComputerName } from '../wizard/use-wizard';

interface EndProps {
  readonly end: ChangeEnd;
  readonly policy: IpSecurityPolicy;
}

/** What is true now, how that is known, and what comes next. */
export function OutcomePage(): ReactElement {
  const { change: texts } = useTexts();
  const { change } = useStores();
  const state = useStore(change.state);
  const computer = useComputerName();
  const deed = state.kind === 'none' ? undefined : state.deed;
  return (
    <Page title={texts.outcome.title} lead={texts.outcome.lead(computer)}>
      {state.kind === 'refused' && (
        <>
          <Notice tone="bad" title={texts.outcome.refused} />
          <ErrorNotice error={state.error} />
        </>
      )}
      {state.kind === 'ended' && deed?.kind === 'apply' && <End end={state.end} policy={deed.policy} />}
    </Page>
  );
}

function End({ end, policy }: EndProps): ReactElement {
  const texts = useTexts();
  const { outcome: words } = texts.change;
  const error = errorOf(end);
  const inPlace = end.outcome === 'applied' || end.outcome === 'unchanged';
  const report = [
    words.statement(end),
    words.meaning(end, policy.role),
    ...end.evidence,
    ...end.findings.map((finding) => inOneText(texts.finding(finding))),
    ...(error === undefined ? [] : [inOneText(texts.error(error))]),
  ];
  return (
    <>
      <OutcomeStatement end={end} role={policy.role} />
      {error !== undefined && <ErrorNotice error={error} />}
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
      {inPlace && end.findings.length > 0 && (
        <section>
          <h2>{words.findings}</h2>
          <FindingList findings={end.findings} />
        </section>
      )}
      {inPlace && <BreakGlassPart />}
      {inPlace && <NextDeeds policy={policy} />}
    </>
  );
}

function NextDeeds({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { outcome: words } = useTexts().change;
  const { place } = useStores();
  return (
    <section>
      <h2>{words.next}</h2>
      <p>{policy.role === 'server' ? words.nextServer : words.nextWorkstation}</p>
      <Button
        onClick={() => {
          place.goCheck({ policyId: policy.id, role: policy.role });
        }}
      >
        {words.check}
      </Button>
      <h2>{words.stillOpen}</h2>
      <p>{words.stillOpenText}</p>
    </section>
  );
}
