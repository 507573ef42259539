import { AppFailure } from '#contract/app-error';
import { compile } from '#compiler/compile';
import { here } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { isOnRequest, onRequire } from '#policy/on-request';
import { usesKey } from '#policy/uses-key';
import type { LedgerLine } from '#settings-file/ledger-line';
import { oldestFirst } from '#settings-file/ledger-order';
import type { OpenedSettings } from '#settings-file/read';
import { programFile } from '#settings-file/kit-program';
import type { Surroundings } from './context';
import type { CommonOptions } from './options';
import { overridden } from './settings-override';

type Calling = Pick<Surroundings, 'withoutStandardInput' | 'program'>;

/**
 * How far the server is in a staged roll-out, by its newest line in the ledger. `on-request`: clear text is possible.
 * `accepts-key`: what the file says, and the pre-shared key as well. `taken-back`: there is no policy any more. `final`: as
 * the file says, on Require, whether the file itself says so or not.
 */
export type ServerStage = 'unknown' | 'on-request' | 'accepts-key' | 'other-policy' | 'taken-back' | 'final';

const fingerprintOf = (policy: IpSecurityPolicy): string => compile(policy, here).fingerprint;

/** What `--override --mode` makes of a policy; none where options cannot describe it. */
function inMode(mode: 'request' | 'require', policy: IpSecurityPolicy): readonly IpSecurityPolicy[] {
  try {
    return [overridden(policy, { mode })];
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
  const newest = oldestFirst(lines.filter(({ role }) => role === 'server')).at(-1);
  if (server === undefined || newest === undefined) return 'unknown';
  const isNow = (policy: IpSecurityPolicy): boolean => fingerprintOf(policy) === newest.fingerprint;
  if (newest.level === 'none') return 'taken-back';
  if (isNow(server)) return isOnRequest(server) ? 'on-request' : 'final';
  // The window switches by `onRequire`, the command that is printed here by options.
  if ([onRequire(server), ...inMode('require', server)].some(isNow)) return 'final';
  if (inMode('request', server).some(isNow)) return 'on-request';
  return !usesKey(server) && isNow(acceptingKey(server)) ? 'accepts-key' : 'other-policy';
}

/** Whether the settings file leaves the workstations on Request: whoever was visited with it stays so. */
export const areWorkstationsOnRequest = ({ workstation }: OpenedSettings['sides']): boolean =>
  workstation !== undefined && isOnRequest(workstation);

const quoted = (path: string): string => `"${path}"`;

/** What was given to this run and has to be given to that one as well. */
function givenAgain(options: CommonOptions, { withoutStandardInput }: Calling): readonly string[] {
  const { host, state, network, passphraseFile, passphraseStdin } = options;
  const isUnattended = withoutStandardInput === true || passphraseFile !== undefined || passphraseStdin === true;
  return [
    ...(passphraseFile === undefined ? [] : ['--passphrase-file', quoted(passphraseFile)]),
    ...(passphraseStdin === true ? ['--passphrase-stdin'] : []),
    // The packed program cannot ask for it.
    ...(withoutStandardInput === true && passphraseFile === undefined ? ['--passphrase-file', 'FILE'] : []),
    ...(host === undefined ? [] : ['--host', host]),
    ...(state === undefined ? [] : ['--state', quoted(state)]),
    ...(network === undefined ? [] : ['--network', quoted(network)]),
    ...(isUnattended ? ['--yes'] : []),
  ];
}

/** How this very program is called: as it was started, as it is packed, or as it is installed. */
const calledAs = ({ program, withoutStandardInput }: Calling): string =>
  withoutStandardInput === true ? `"${programFile}" --cli` : (program ?? 'ipsec-backup-wizard');

/**
 * The command that ends the roll-out on the server, whole: it can be run as it stands. In quotation marks, because sticks
 * and folders have names with blanks.
 */
export function finalCommand(
  { file, sides: { server } }: Pick<OpenedSettings, 'file' | 'sides'>,
  options: CommonOptions,
  calling: Calling,
): string {
  const mode = server !== undefined && isOnRequest(server) ? ['--override', '--mode', 'require'] : [];
  const words = ['apply', '--role', 'server', '--settings', quoted(file), ...mode, ...givenAgain(options, calling)];
  return [calledAs(calling), ...words].join(' ');
}
