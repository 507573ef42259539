import '../styles/certificates.css';
import type { ReactElement } from 'react';
import type { Finding } from '#contract/finding';
import { quote } from '#compiler/quote';
import type { AuthenticationMethod } from '#policy/model';
import { useCertificateTexts } from '../i18n/certificate-texts';
import { useTexts } from '../i18n/texts-context';
import { findingsAt, findingsUnder } from '../wizard/findings';
import { CopyButton } from './copy-button';
import { FindingLines } from './finding-list';
import { TextField } from './text-field';

type Kerberos = Extract<AuthenticationMethod, { readonly kind: 'kerberos-v5' }>;
type Account = NonNullable<Kerberos['serverAccount']>;

interface KerberosFieldsProps {
  readonly method: Kerberos;
  readonly path: string;
  readonly findings: readonly Finding[];
  /** Why Kerberos cannot work on this computer. */
  readonly noKerberos: string | undefined;
  readonly onChange: (method: Kerberos, field: string) => void;
}

/** No name and no SID is no account: so a policy without one is the policy that it was before there were accounts. */
const withAccount = (account: Account): Kerberos =>
  account.name === '' && account.sid === '' ? { kind: 'kerberos-v5' } : { kind: 'kerberos-v5', serverAccount: account };

/** Works on every computer of a domain, without the tools for administrators (System.Security.Principal, .NET 4). */
const sidCommand = (name: string): string =>
  `(New-Object Security.Principal.NTAccount ${quote(name)}).Translate([Security.Principal.SecurityIdentifier]).Value`;

const exampleAccount = 'CORP\\BACKUP1$';

/** Kerberos, and the one account that may answer as the server. Out of a domain: only why not. */
export function KerberosFields({ method, path, findings, noKerberos, onChange }: KerberosFieldsProps): ReactElement {
  const { methods } = useTexts().rule;
  const texts = useCertificateTexts();
  const account: Account = method.serverAccount ?? { name: '', sid: '' };
  const change = (part: Partial<Account>): void => {
    onChange(withAccount({ ...account, ...part }), `${path}.serverAccount`);
  };
  const command = sidCommand(account.name === '' ? exampleAccount : account.name);
  const own = [`${path}.serverAccount.name`, `${path}.serverAccount.sid`];
  return (
    <>
      <p className={noKerberos === undefined ? undefined : 'unavailable'}>{noKerberos ?? methods.kerberosText}</p>
      <div className="columns">
        <TextField
          label={texts.account}
          hint={texts.accountHint}
          value={account.name}
          findings={findingsAt(findings, `${path}.serverAccount.name`)}
          onChange={(name) => {
            change({ name });
          }}
        />
        <TextField
          label={texts.sid}
          hint={texts.sidHint}
          value={account.sid}
          findings={findingsAt(findings, `${path}.serverAccount.sid`)}
          onChange={(sid) => {
            change({ sid: sid.trim() });
          }}
        />
      </div>
      <div className="sid-command">
        <p className="hint">{texts.sidCommand}</p>
        <code>{command}</code>
        <CopyButton label={texts.sidCopy} text={() => command} />
      </div>
      <FindingLines
        findings={findingsUnder(findings, `${path}.serverAccount`).filter((one) => !own.includes(one.path ?? ''))}
      />
    </>
  );
}
