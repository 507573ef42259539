import { fail } from '#contract/app-error';
import type { IpAddressChoice, IpFilter, IpSecurityPolicy, Role, SecurityRule } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import type { OpenedSettings } from './read';
import type { Sides } from './document';

export interface Pair {
  readonly server: IpSecurityPolicy;
  readonly workstation: IpSecurityPolicy;
}

/** What both sides have in common, and the addresses of each; none is any. */
export interface PairOptions extends Omit<PresetOptions, 'role' | 'peers' | 'local'> {
  readonly servers: readonly IpAddressChoice[];
  readonly workstations: readonly IpAddressChoice[];
}

/**
 * Both sides from one description, so that they match. On each side its own address stays My IP address: one file serves
 * forty workstations, and a server's second address is protected as well.
 */
export const pairOf = ({ servers, workstations, allowIfSecure, ...both }: PairOptions): Pair => ({
  // What lets connections in is the server's alone.
  server: presetPolicy({
    ...both,
    ...(allowIfSecure === true ? { allowIfSecure } : {}),
    role: 'server',
    peers: workstations,
  }),
  workstation: presetPolicy({ ...both, role: 'workstation', peers: servers }),
});

const roles: readonly Role[] = ['server', 'workstation'];

/** The policy of one side; where there is one only, it need not be named. Throws AppFailure `settings-role-...`. */
export function sideOf(
  { file, sides }: Pick<OpenedSettings, 'file' | 'sides'>,
  role: Role | undefined,
): IpSecurityPolicy {
  const here = roles.filter((one) => sides[one] !== undefined);
  if (role === undefined && here.length > 1) return fail('settings-role-missing', { file });
  const wanted = role ?? here[0] ?? 'server';
  return sides[wanted] ?? fail('settings-role-absent', { file, role: wanted, has: here.join(', ') });
}

/** Ports and protocol as a connection has them, from whichever side a filter looks at it. */
const shapeOf = ({ protocol, destinationPort, sourcePort, mirrored }: IpFilter): object => ({
  protocol,
  destinationPort,
  sourcePort,
  mirrored,
});

const distinct = (values: readonly object[]): readonly string[] =>
  [...new Set(values.map((value) => JSON.stringify(value)))].sort();

const filtersOf = ({ filterList }: SecurityRule): unknown => distinct(filterList.filters.map(shapeOf));

/** Names and descriptions are each computer's own. */
function actionOf({ filterAction }: SecurityRule): unknown {
  return { ...filterAction, name: '', description: '' };
}

const parts: readonly (readonly [part: string, of: (policy: IpSecurityPolicy) => unknown])[] = [
  ['short name', ({ id }) => id],
  ['key exchange', ({ keyExchange }) => keyExchange],
  ['ports and protocol', ({ rules }) => rules.map(filtersOf)],
  ['filter action', ({ rules }) => rules.map(actionOf)],
  ['authentication', ({ rules }) => rules.map(({ authenticationMethods }) => authenticationMethods)],
];

/** In what the two sides of a pair do not match; empty for one side alone. Addresses are each side's own. */
export function pairDifferences({ server, workstation }: Sides): readonly string[] {
  if (server === undefined || workstation === undefined) return [];
  return parts.filter(([, of]) => JSON.stringify(of(server)) !== JSON.stringify(of(workstation))).map(([part]) => part);
}
