import { Button } from '@fluentui/react-components';
import { type ReactElement, useEffect } from 'react';
import { useStore } from 'zustand';
import { CopyButton } from '../components/copy-button';
import { DifferenceTable, differencesAsText } from '../components/difference-table';
import { ErrorNotice } from '../components/error-notice';
import { Icon } from '../components/icon';
import { Notice } from '../components/notice';
import { Waiting } from '../components/waiting';
import { Page } from '../components/page';
import { here } from '#contract/store-object';
import { useTexts } from '../i18n/texts-context';
import type { Whose } from '../stores/change-store';
import { checkOf, type CheckState } from '../stores/check-store';
import { useStores } from '../stores/stores-context';
import { useComputerName } from '../wizard/use-wizard';
import { usePolicyOnComputer } from '../wizard/use-policy-on-computer';

type Checked = Extract<CheckState, { readonly kind: 'checked' }>;

/** Compares what is on the computer with what was assigned. */
export function CheckPage({ whose: given }: { readonly whose: Whose }): ReactElement {
  const { policyId, role, target = here } = given;
  const { change, groupPolicy } = useTexts();
  const { check, key } = useStores();
  const state = checkOf(useStore(check.state), given);
  const kept = useStore(key.state, (now) =>
    now.kind === 'kept' && now.policyId === policyId ? now.appraisal.handle : null,
  );
  const computer = useComputerName();
  const name = usePolicyOnComputer(given)?.name ?? policyId;
  const lead = target.kind === 'gpo' ? groupPolicy.check.lead(target.gpo) : change.check.lead(computer);
  useEffect(() => {
    void check.check({ policyId, role, target }, kept);
  }, [check, policyId, role, target, kept]);
  return (
    <Page title={change.check.title(name)} lead={lead}>
      {state.kind === 'checking' && <Waiting label={change.check.checking} />}
      {state.kind === 'failed' && <ErrorNotice error={state.error} />}
      {state.kind === 'checked' && <Result state={state} />}
      <div className="buttons">
        <Button icon={<Icon name="refresh" />} onClick={() => void check.check({ policyId, role, target }, kept)}>
          {change.check.again}
        </Button>
      </div>
    </Page>
  );
}

function Result({ state: { found, key, whose } }: { readonly state: Checked }): ReactElement {
  const texts = useTexts();
  const inGpo = whose.target?.kind === 'gpo';
  const check = inGpo ? { ...texts.change.check, ...texts.groupPolicy.check } : texts.change.check;
  const { differences } = found;
  const same = differences.length === 0 && found.level !== 'none';
  const title = same ? check.inPlace : check.drifted(Math.max(1, differences.length));
  const level = inGpo && same ? texts.groupPolicy.check.level : texts.start.policies.levels[found.level];
  // No key can be there: a pre-shared key is blocked for Group Policy.
  const keyText = inGpo ? '' : key !== null ? check.keyCompared : check.keyNotCompared;
  const report = [title, `${texts.change.check.level}: ${level}`, keyText, differencesAsText(differences)];
  return (
    <>
      <Notice tone={same ? 'mind' : 'bad'} title={title} live>
        <p>
          {texts.change.check.level}: {level}
        </p>
        {keyText !== '' && <p>{keyText}</p>}
        {!same && <p>{check.driftedText}</p>}
      </Notice>
      {differences.length > 0 && (
        <section>
          <h2>{check.differences}</h2>
          <DifferenceTable label={check.differences} differences={differences} />
        </section>
      )}
      <CopyButton label={check.copy} text={() => report.join('\n')} />
    </>
  );
}
