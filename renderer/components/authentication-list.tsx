import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { AuthenticationMethod, IpSecurityPolicy } from '#policy/model';
import { limits } from '#policy/parse';
import { overviewOf } from '../stores/computer-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { changeRule, ruleOf } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { AuthenticationCard } from './authentication-card';
import { FindingLines } from './finding-list';
import { Group } from './group';
import { Icon } from './icon';

const blank: readonly AuthenticationMethod[] = [
  { kind: 'kerberos-v5' },
  { kind: 'certificate', authority: '', authorityType: 'root' },
  { kind: 'pre-shared-key' },
];

/** Why Kerberos cannot be chosen here; undefined where it can, or where nobody knows. */
function useNoKerberos(): string | undefined {
  const domain = useStore(useStores().computer.state, overviewOf)?.computer.domain;
  const { methods } = useTexts().rule;
  return domain?.available === true && domain.value === null ? methods.noDomain : undefined;
}

/** secpol's ordered list of authentication methods; at most one Kerberos and one key, as Windows has it. */
export function AuthenticationList({ policy }: { readonly policy: IpSecurityPolicy }): ReactElement {
  const { methods: texts } = useTexts().rule;
  const edit = useEdit();
  const findings = useFindings();
  const noKerberos = useNoKerberos();
  const chosen = useChosenRule();
  const methods = ruleOf(policy, chosen.at)?.authenticationMethods ?? [];
  const add = (method: AuthenticationMethod): void => {
    edit((now) =>
      changeRule(now, chosen.at, (rule) => ({
        ...rule,
        authenticationMethods: [...rule.authenticationMethods, method],
      })),
    );
  };
  const full = methods.length >= limits.methods;
  const there = (method: AuthenticationMethod): boolean =>
    method.kind !== 'certificate' && methods.some(({ kind }) => kind === method.kind);
  return (
    <Group title={texts.title} hint={texts.hint}>
      <ol className="method-cards">
        {methods.map((method, at) => (
          <AuthenticationCard
            key={`${method.kind}-${at}`}
            policy={policy}
            methods={methods}
            method={method}
            at={at}
            noKerberos={noKerberos}
          />
        ))}
      </ol>
      <FindingLines findings={findingsAt(findings, `${chosen.path}.authenticationMethods`)} />
      <div className="buttons">
        {blank
          .filter((method) => !there(method))
          .map((method) => (
            <Button
              key={method.kind}
              icon={<Icon name="add" />}
              disabledFocusable={full || (method.kind === 'kerberos-v5' && noKerberos !== undefined)}
              onClick={() => {
                add(method);
              }}
            >
              {texts.add[method.kind]}
            </Button>
          ))}
      </div>
      {noKerberos !== undefined && <p className="hint">{noKerberos}</p>}
    </Group>
  );
}
