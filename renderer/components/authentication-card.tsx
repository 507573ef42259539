import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import type { AuthenticationMethod, IpSecurityPolicy } from '#policy/model';
import { useTexts } from '../i18n/texts-context';
import { changeRule, move, removeAt, replaceAt } from '../wizard/edit-policy';
import { findingsAt } from '../wizard/findings';
import { useEdit, useFindings } from '../wizard/use-wizard';
import { ChoiceField } from './choice-field';
import { FindingLines } from './finding-list';
import { IconButton } from './icon-button';
import { KeyCard } from './key-card';
import { TextField } from './text-field';

type Certificate = Extract<AuthenticationMethod, { readonly kind: 'certificate' }>;

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
  const path = `rules[0].authenticationMethods[${at}]`;
  const findings = useFindings();
  const name = texts.kinds[method.kind];
  const change = (
    next: (methods: readonly AuthenticationMethod[]) => readonly AuthenticationMethod[],
    field?: string,
  ): void => {
    edit(
      (now) => changeRule(now, (rule) => ({ ...rule, authenticationMethods: next(rule.authenticationMethods) })),
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
      {method.kind === 'kerberos-v5' && <p>{noKerberos ?? texts.kerberosText}</p>}
      {method.kind === 'certificate' && (
        <CertificateFields
          method={method}
          findings={findingsAt(findings, `${path}.authority`)}
          onChange={(part) => {
            change((old) => replaceAt(old, at, { ...method, ...part }), `${path}.authority`);
          }}
        />
      )}
      <FindingLines findings={own} />
    </li>
  );
}

interface CertificateFieldsProps {
  readonly method: Certificate;
  readonly findings: readonly Finding[];
  readonly onChange: (part: Partial<Certificate>) => void;
}

function CertificateFields({ method, findings, onChange }: CertificateFieldsProps): ReactElement {
  const { methods: texts } = useTexts().rule;
  return (
    <div className="columns">
      <TextField
        label={texts.authority}
        hint={texts.authorityHint}
        value={method.authority}
        findings={findings}
        onChange={(authority) => {
          onChange({ authority });
        }}
      />
      <ChoiceField
        label={texts.authorityType}
        hint={texts.authorityTypeHint}
        value={method.authorityType}
        choices={(['root', 'intermediate'] as const).map((value) => ({ value, text: texts.authorityTypes[value] }))}
        onChange={(authorityType) => {
          onChange({ authorityType });
        }}
      />
    </div>
  );
}
