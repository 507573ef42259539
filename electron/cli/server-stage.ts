import { AppFailure } from '#contract/app-error';
import { compile } from '#compiler/compile';
import { here } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { isOnRequest } from '#policy/on-request';
import { usesKey } from '#policy/uses-key';
import type { LedgerLine } from '#settings-file/ledger-line';
import type { OpenedSettings } from '#settings-file/read';
import { programFile } from '#settings-file/kit-program';
import type { Surroundings } from './context';
import { overridden } from './settings-override';

/**
 * How far the server is in a staged roll-out, by its newest line in the ledger. `on-request`: clear text is possible.
 * `accepts-key`: what the file says, and the pre-shared key as well. `final`: as the file says, and that is Require.
 */
export type ServerStage = 'unknown' | 'on-request' | 'accepts-key' | 'other-policy' | 'final';

const fingerprintOf = (policy: IpSecurityPolicy): string => compile(policy, here).fingerprint;

/** What `--override --mode request` makes of a policy; none where options cannot describe it. */
function requesting(policy: IpSecurityPolicy): readonly IpSecurityPolicy[] {
  try {
    return [overridden(policy, { mode: 'request' })];
  } catch (error) {
    if (error instanceof AppFailure) return [];
    throw error;
  }
}

/** With the key as the last of the methods, for workstations that have nothing else yet. */
const acceptingKey = (policy: IpSecurityPolicy): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({
    ...rule,
    authenticationMethods: [...rule.authenticationMethods, { kind: 'pre-shared-key' }],
  })),
});

/** Where the server stands, by the authentic lines of a ledger and the settings file that they were made with. */
export function serverStage(
  { sides: { server } }: Pick<OpenedSettings, 'sides'>,
  lines: readonly LedgerLine[],
): ServerStage {
  const newest = lines
    .filter(({ role }) => role === 'server')
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  if (server === undefined || newest === undefined) return 'unknown';
  const isNow = (policy: IpSecurityPolicy): boolean => fingerprintOf(policy) === newest.fingerprint;
  if (isNow(server)) return isOnRequest(server) ? 'on-request' : 'final';
  if (requesting(server).some(isNow)) return 'on-request';
  return !usesKey(server) && isNow(acceptingKey(server)) ? 'accepts-key' : 'other-policy';
}

/**
 * The command that ends the roll-out on the server, as this program is called. In quotation marks, because sticks and
 * folders have names with blanks. The packed program cannot ask for a passphrase.
 */
export function finalCommand(
  { file, sides: { server } }: Pick<OpenedSettings, 'file' | 'sides'>,
  { withoutStandardInput }: Pick<Surroundings, 'withoutStandardInput'>,
): string {
  const [program, unattended] =
    withoutStandardInput === true
      ? [`"${programFile}" --cli`, ' --yes --passphrase-file FILE']
      : ['ipsec-backup-wizard', ''];
  const mode = server !== undefined && isOnRequest(server) ? ' --override --mode require' : '';
  return `${program} apply --role server --settings "${file}"${mode}${unattended}`;
}
