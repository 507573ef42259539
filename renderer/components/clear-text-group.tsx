import type { ReactElement } from 'react';
import { groupIds, groups } from '#policy/algorithms';
import type { NegotiateSecurity } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeNegotiation } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { ChoiceField } from './choice-field';
import { Group } from './group';
import { SwitchField } from './switch-field';

/** secpol's two clear-text switches and its perfect forward secrecy. */
export function ClearTextGroup({ action }: { readonly action: NegotiateSecurity }): ReactElement {
  const { protection: texts } = useTexts();
  const edit = useEdit();
  const findings = useFindings();
  const rule = useChosenRule();
  const path = `${rule.path}.filterAction`;
  const change = (part: Partial<NegotiateSecurity>): void => {
    edit((now) => changeNegotiation(now, rule.at, (old) => ({ ...old, ...part })));
  };
  return (
    <Group title={texts.clearText.title}>
      <SwitchField
        label={texts.clearText.accept}
        hint={texts.clearText.acceptHint}
        checked={action.acceptUnsecured}
        findings={findingsAt(findings, `${path}.acceptUnsecured`)}
        onChange={(acceptUnsecured) => {
          change({ acceptUnsecured });
        }}
      />
      <SwitchField
        label={texts.clearText.fallback}
        hint={texts.clearText.fallbackHint}
        checked={action.allowFallback}
        findings={findingsAt(findings, `${path}.allowFallback`)}
        onChange={(allowFallback) => {
          change({ allowFallback });
        }}
      />
      <ChoiceField
        label={texts.pfs}
        hint={texts.pfsHint}
        value={action.sessionKeyPerfectForwardSecrecy}
        choices={[
          { value: 'none', text: texts.pfsNone },
          { value: 'same-as-main-mode', text: texts.pfsSame },
          ...groupIds.map((value) => ({ value, text: groups[value].secpol })),
        ]}
        findings={findingsAt(findings, `${path}.sessionKeyPerfectForwardSecrecy`)}
        onChange={(sessionKeyPerfectForwardSecrecy) => {
          change({ sessionKeyPerfectForwardSecrecy });
        }}
      />
    </Group>
  );
}
