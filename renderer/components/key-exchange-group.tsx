import type { ReactElement } from 'react';
import type { IpSecurityPolicy, KeyExchange } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeKeyExchange } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { ChoiceField } from './choice-field';
import { Group } from './group';
import { KeyExchangeList } from './key-exchange-list';
import { NumberField } from './number-field';

const modules = ['IKEv1', 'IKEv2'] as const;

/** How the two computers agree on keys: methods, lifetimes, key module. */
export function KeyExchangeGroup({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { exchange: texts } = useTexts().protection;
  const edit = useEdit();
  const findings = useFindings();
  const { lifetimeMinutes, sessions, keyModule } = policy.keyExchange;
  const change = (part: Partial<KeyExchange>, field?: string): void => {
    edit((now) => changeKeyExchange(now, (old) => ({ ...old, ...part })), field);
  };
  return (
    <Group title={texts.title} hint={texts.hint}>
      <KeyExchangeList policy={policy} />
      <div className="columns">
        <NumberField
          label={texts.lifetime}
          hint={texts.lifetimeHint}
          value={lifetimeMinutes}
          findings={findingsAt(findings, 'keyExchange.lifetimeMinutes')}
          onChange={(value) => {
            change({ lifetimeMinutes: value }, 'keyExchange.lifetimeMinutes');
          }}
        />
        <NumberField
          label={texts.sessions}
          hint={texts.sessionsHint}
          value={sessions}
          findings={findingsAt(findings, 'keyExchange.sessions')}
          onChange={(value) => {
            change({ sessions: value }, 'keyExchange.sessions');
          }}
        />
        <ChoiceField
          label={texts.module}
          hint={texts.moduleHint}
          value={keyModule}
          choices={modules.map((value) => ({ value, text: value }))}
          onChange={(value) => {
            change({ keyModule: value });
          }}
        />
      </div>
    </Group>
  );
}
