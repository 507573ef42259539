import type { ReactElement } from 'react';
import type { AuthenticationMethod, IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeRule, move, removeAt, replaceAt } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { useChosenRule } from '../wizard/use-rule';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { CertificateFields } from './certificate-fields';
import { FindingLines } from './finding-list';
import { IconButton } from './icon-button';
import { KerberosFields } from './kerberos-fields';
import { KeyCard } from './key-card';

interface AuthenticationCardProps {
  readonly policy: IpSecurityPolicy;
  readonly methods: readonly AuthenticationMethod[];
  readonly method: AuthenticationMethod;
  readonly at: number;
  /** Why Kerberos cannot work on this computer. */
  readonly noKerberos: string | undefined;
}

/** One authentication method in its order, with its own fields. */
export function AuthenticationCard({ policy, methods, method, at, noKerberos }: AuthenticationCardProps): ReactElement {
  const { methods: texts } = useTexts().rule;
  const edit = useEdit();
  const rule = useChosenRule();
  const path = `${rule.path}.authenticationMethods[${at}]`;
  const findings = useFindings();
  const name = texts.kinds[method.kind];
  const change = (
    next: (methods: readonly AuthenticationMethod[]) => readonly AuthenticationMethod[],
    field?: string,
  ): void => {
    edit(
      (now) => changeRule(now, rule.at, (old) => ({ ...old, authenticationMethods: next(old.authenticationMethods) })),
      field,
    );
  };
  // The key card says in its own words that a key is for tests.
  const own = findingsAt(findings, path).filter(({ code }) => code !== 'pre-shared-key-for-tests');
  return (
    <li className="method-card">
      <div className="method-head">
        <h2 className="small-title">
          {at + 1}. {name}
        </h2>
        <span>
          <IconButton
            icon="up"
            label={texts.up(name)}
            disabled={at === 0}
            onClick={() => {
              change((old) => move(old, at, -1));
            }}
          />
          <IconButton
            icon="down"
            label={texts.down(name)}
            disabled={at === methods.length - 1}
            onClick={() => {
              change((old) => move(old, at, 1));
            }}
          />
          <IconButton
            icon="remove"
            label={texts.remove(name)}
            onClick={() => {
              change((old) => removeAt(old, at));
            }}
          />
        </span>
      </div>
      {method.kind === 'pre-shared-key' && <KeyCard policy={policy} />}
      {method.kind === 'kerberos-v5' && (
        <KerberosFields
          method={method}
          path={path}
          findings={findings}
          noKerberos={noKerberos}
          onChange={(next, field) => {
            change((old) => replaceAt(old, at, next), field);
          }}
        />
      )}
      {method.kind === 'certificate' && (
        <CertificateFields
          method={method}
          role={policy.role}
          path={path}
          findings={findings}
          onChange={(next, field) => {
            change((old) => replaceAt(old, at, next), field);
          }}
        />
      )}
      <FindingLines findings={own} />
    </li>
  );
}
