import { mainModeSpelling, quickModeSpelling } from '#policy/algorithms';
import { allAddresses, contains, intersection, normaliseRanges, type AddressRange } from '#policy/address-range';
import { printRange } from '#policy/address-text';
import { authorityText } from '#policy/authority-name';
import { serverAccountOf } from '#policy/server-name';
import type { AuthenticationMethod, IpFilter, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { seenByInitiator, seenByResponder, type Connection, type Seen } from './connection';
import type { Conditions, KeyAgreement, Ports } from './end';
import { conditionsOf } from './end-of-policy';
import { covers, coversAddress } from './match';
import type { Outcome } from './outcome';
import { certificateName } from './certificate-name';
import { decidedBy } from './decided-by';

/** In what two policies can differ. */
export const mismatchCodes = [
  'roles',
  'filter-action',
  'protocol',
  'port',
  'initiator-address',
  'responder-address',
  'mirrored',
  'connection-type',
  'key-module',
  'key-exchange',
  'key-exchange-order',
  'key-exchange-groups',
  'key-exchange-lifetime',
  'authentication',
  'authentication-order',
  'server-name',
  'server-account',
  'keys',
  'security-methods',
  'security-methods-order',
  'perfect-forward-secrecy',
  'session-key-lifetime',
  'clear-text',
  'rule-missing',
] as const;
export type MismatchCode = (typeof mismatchCodes)[number];

/**
 * `decides`: what is seen now comes of it. `hidden`: it would prevent the connection as well, once what decides now is
 * mended. `harmless`: they come together all the same. `elsewhere`: it keeps them apart over another port.
 */
export type MismatchEffect = 'decides' | 'hidden' | 'harmless' | 'elsewhere';

export interface Mismatch {
  readonly code: MismatchCode;
  readonly effect: MismatchEffect;
  /** The other port, `TCP 445`; only where the effect is elsewhere. */
  readonly about?: string;
  /** What stands on each side, in the spelling of the command line. */
  readonly a: string;
  readonly b: string;
}

export interface Compared {
  readonly a: IpSecurityPolicy;
  readonly b: IpSecurityPolicy;
  readonly keys: KeyAgreement;
  readonly connection: Connection;
  readonly outcome: Outcome;
}

/** A difference before it is known what it does; `prevents`: by itself it keeps the two apart. */
interface Difference {
  readonly code: MismatchCode;
  readonly prevents: boolean;
  readonly a: string;
  readonly b: string;
}

/** One policy as far as it is about the connection. */
interface Side {
  readonly policy: IpSecurityPolicy;
  readonly rule: SecurityRule | undefined;
  readonly filters: readonly IpFilter[];
  readonly conditions: readonly Conditions[];
  readonly action: NegotiateSecurity | undefined;
  readonly seen: Seen;
}

/** The rule that covers the connection; where none does, the first, so that it can be said why. */
function sideOf(policy: IpSecurityPolicy, seen: Seen): Side {
  const about = ({ filterList }: SecurityRule): boolean =>
    filterList.filters.some((filter) => covers(conditionsOf(policy.role, filter), seen));
  const rule = policy.rules.find(about) ?? policy.rules[0];
  const filters = rule?.filterList.filters ?? [];
  const action = rule?.filterAction.kind === 'negotiate-security' ? rule.filterAction : undefined;
  return { policy, rule, filters, conditions: filters.map((one) => conditionsOf(policy.role, one)), action, seen };
}

const differs = (code: MismatchCode, prevents: boolean, a: string, b: string): readonly Difference[] =>
  a === b ? [] : [{ code, prevents, a, b }];

type Aspect = (a: Side, b: Side, compared: Compared) => readonly Difference[];

/** Ordered offers: the same, the same in another order, some in common, none in common. */
function offers(
  codes: { readonly list: MismatchCode; readonly order: MismatchCode },
  a: readonly string[],
  b: readonly string[],
): readonly Difference[] {
  const [left, right] = [a.join(', '), b.join(', ')];
  const sorted = (list: readonly string[]): string => [...new Set(list)].sort().join(', ');
  if (sorted(a) === sorted(b)) return differs(codes.order, false, left, right);
  return differs(codes.list, !a.some((one) => b.includes(one)), left, right);
}

const roles: Aspect = (a, b) =>
  a.policy.role === b.policy.role
    ? [{ code: 'roles', prevents: !covered(a) || !covered(b), a: a.policy.role, b: b.policy.role }]
    : [];

const covered = ({ conditions, seen }: Side): boolean => conditions.some((one) => covers(one, seen));

const filterAction: Aspect = (a, b) =>
  differs('filter-action', true, a.rule?.filterAction.kind ?? 'none', b.rule?.filterAction.kind ?? 'none');

const portText = (ports: Ports): string =>
  ports === 'any' ? 'any' : ports.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
const unique = (texts: readonly string[]): string => [...new Set(texts)].sort().join('; ');
const protocolText = ({ conditions }: Side): string => unique(conditions.map(({ protocol }) => String(protocol)));

const protocol: Aspect = (a, b) => {
  const fits = ({ conditions, seen }: Side): boolean =>
    conditions.some((one) => one.protocol === 'any' || one.protocol === seen.protocol);
  const wider =
    a.conditions.some((one) => one.protocol === 'any') && !b.conditions.some((one) => one.protocol === 'any');
  return differs('protocol', !fits(a) || !fits(b) || (wider && isIkev1(a)), protocolText(a), protocolText(b));
};
const isIkev1 = ({ policy }: Side): boolean => policy.keyExchange.keyModule === 'IKEv1';

/** Both ends name the same pair of ports, each from its own side. */
const port: Aspect = (a, b) => {
  if (a.policy.role === b.policy.role) return [];
  const mine = unique(a.conditions.map((one) => `${portText(one.localPorts)} to ${portText(one.remotePorts)}`));
  const theirs = unique(b.conditions.map((one) => `${portText(one.remotePorts)} to ${portText(one.localPorts)}`));
  return differs('port', !coversPorts(a) || !coversPorts(b) || (isWider(a, b) && isIkev1(a)), mine, theirs);
};
const anywhere = (one: Conditions, { local, remote }: Seen): Conditions => ({
  ...one,
  protocol: 'any',
  localAddresses: single(local.address),
  remoteAddresses: single(remote.address),
});
const single = ({ family, value }: Seen['local']['address']): readonly AddressRange[] => [
  { family, from: value, to: value },
];
const coversPorts = ({ conditions, seen }: Side): boolean =>
  conditions.some((one) => covers(anywhere(one, seen), seen));
const isWider = (a: Side, b: Side): boolean =>
  a.conditions.some((mine) =>
    b.conditions.every(
      (theirs) =>
        (mine.localPorts === 'any' && theirs.remotePorts !== 'any') ||
        (mine.remotePorts === 'any' && theirs.localPorts !== 'any'),
    ),
  );

const union = (side: Side, which: 'localAddresses' | 'remoteAddresses'): readonly AddressRange[] =>
  normaliseRanges(side.conditions.flatMap((one) => one[which]));
/** Enough of a list to know it again. */
const rangesText = (ranges: readonly AddressRange[]): string =>
  contains(ranges, allAddresses) ? 'any' : someRanges(ranges);
const someRanges = (ranges: readonly AddressRange[]): string =>
  ranges.slice(0, 8).map(printRange).join(', ') + (ranges.length > 8 ? ', ...' : '');

/**
 * Whether all that one side can be is on the other's list. Where the two cannot stand on each other's lists at once (IPv4
 * on one, IPv6 on the other, the same single address on both) the address that the connection has then is not on it.
 */
function address(code: 'initiator-address' | 'responder-address', side: Side, other: Side): readonly Difference[] {
  const [own, list] = [union(side, 'localAddresses'), union(other, 'remoteAddresses')];
  if (contains(list, own)) return [];
  const text = { own: rangesText(own), list: rangesText(list) };
  const prevents = !coversAddress(list, side.seen.local.address) || intersection(own, list).length === 0;
  return code === 'initiator-address'
    ? [{ code, prevents, a: text.own, b: text.list }]
    : [{ code, prevents, a: text.list, b: text.own }];
}
const initiatorAddress: Aspect = (a, b) => address('initiator-address', a, b);
const responderAddress: Aspect = (a, b) => address('responder-address', b, a);

const isMirrored = ({ filters }: Side): boolean => filters.every(({ mirrored }) => mirrored);
const mirrored: Aspect = (a, b) =>
  isMirrored(a) && isMirrored(b)
    ? []
    : [{ code: 'mirrored', prevents: true, a: isMirrored(a) ? 'yes' : 'no', b: isMirrored(b) ? 'yes' : 'no' }];

const connectionType: Aspect = (a, b, { connection: { over = 'lan' } }) => {
  const [mine, theirs] = [a.rule?.connectionType ?? 'all', b.rule?.connectionType ?? 'all'];
  return differs(
    'connection-type',
    [mine, theirs].some((type) => type !== 'all' && type !== over),
    mine,
    theirs,
  );
};

const keyModule: Aspect = (a, b) =>
  differs('key-module', true, a.policy.keyExchange.keyModule, b.policy.keyExchange.keyModule);

const mainModes = ({ policy }: Side): readonly string[] => policy.keyExchange.methods.map(mainModeSpelling);
const keyExchange: Aspect = (a, b) =>
  offers({ list: 'key-exchange', order: 'key-exchange-order' }, mainModes(a), mainModes(b));

/** Not between the two, but in one of them: whether Windows takes such a set is not known. */
const keyExchangeGroups: Aspect = (a, b) => {
  const groupsOf = ({ policy }: Side): string =>
    [...new Set(policy.keyExchange.methods.map(({ group }) => group))].join(', ');
  const mixed = [groupsOf(a), groupsOf(b)].some((text) => text.includes(','));
  return mixed ? [{ code: 'key-exchange-groups', prevents: true, a: groupsOf(a), b: groupsOf(b) }] : [];
};

const lifetimeText = ({ policy: { keyExchange: own } }: Side): string =>
  `${own.lifetimeMinutes} min, ${own.sessions} sessions`;
const keyExchangeLifetime: Aspect = (a, b) => differs('key-exchange-lifetime', false, lifetimeText(a), lifetimeText(b));

const authorityOf = ({ authority, authorityType }: Extract<AuthenticationMethod, { kind: 'certificate' }>): string =>
  authorityText(authority) + (authorityType === 'intermediate' ? ' (intermediate)' : '');
const methodText = (method: AuthenticationMethod): string =>
  method.kind === 'certificate' ? `certificate ${authorityOf(method)}` : method.kind;
const methodsOf = ({ rule }: Side): readonly AuthenticationMethod[] => rule?.authenticationMethods ?? [];
const authentication: Aspect = (a, b) => {
  const codes = { list: 'authentication', order: 'authentication-order' } as const;
  const found = offers(codes, methodsOf(a).map(methodText), methodsOf(b).map(methodText));
  return found.map((one) => ({ ...one, prevents: one.prevents || authorityFirst(a, b) }));
};
/** With certificates of both sides at the front, the authorities decide, and it is not sure that the next method is tried. */
function authorityFirst(a: Side, b: Side): boolean {
  const shared = (list: readonly AuthenticationMethod[], other: readonly AuthenticationMethod[]): string | undefined =>
    list.find(({ kind }) => other.some((one) => one.kind === kind))?.kind;
  const firsts = [shared(methodsOf(a), methodsOf(b)), shared(methodsOf(b), methodsOf(a))];
  const authorities = (side: Side): readonly string[] =>
    methodsOf(side).flatMap((one) => (one.kind === 'certificate' ? [authorityOf(one)] : []));
  return firsts.includes('certificate') && !authorities(a).some((one) => authorities(b).includes(one));
}

/** The first method that both sides have, from either side's order. */
const firstShared = (a: Side, b: Side): readonly (AuthenticationMethod['kind'] | undefined)[] =>
  [a, b].map((side) => {
    const other = side === a ? b : a;
    return methodsOf(side).find(({ kind }) => methodsOf(other).some((one) => one.kind === kind))?.kind;
  });

const serverNameOf = (side: Side): string =>
  methodsOf(side).flatMap((one) =>
    one.kind === 'certificate' && one.server ? [certificateName(one.server.nameType, one.server.name)] : [],
  )[0] ?? 'none';
/** Where one side names nobody, nothing is refused: the server shows any certificate, or the workstation takes any. */
const serverName: Aspect = (a, b) => {
  const names = [serverNameOf(a), serverNameOf(b)] as const;
  const shares = [a, b].every((side) => methodsOf(side).some(({ kind }) => kind === 'certificate'));
  if (!shares) return [];
  return differs('server-name', !names.includes('none') && firstShared(a, b).includes('certificate'), ...names);
};

const accountOf = ({ rule }: Side): string => (rule === undefined ? undefined : serverAccountOf(rule)?.sid) ?? 'none';
const serverAccount: Aspect = (a, b) => {
  const accounts = [accountOf(a), accountOf(b)] as const;
  const shares = [a, b].every((side) => methodsOf(side).some(({ kind }) => kind === 'kerberos-v5'));
  return shares ? differs('server-account', !accounts.includes('none'), ...accounts) : [];
};

const keys: Aspect = (a, b, { keys: agreement }) => {
  const sharesKey = [a, b].every((side) => methodsOf(side).some(({ kind }) => kind === 'pre-shared-key'));
  if (agreement !== 'different' || !sharesKey) return [];
  const isFirst = firstShared(a, b).includes('pre-shared-key');
  return [{ code: 'keys', prevents: isFirst, a: 'one key', b: 'another key' }];
};

const quickModes = ({ action }: Side): readonly string[] => (action?.securityMethods ?? []).map(quickModeSpelling);
const securityMethods: Aspect = (a, b) =>
  offers({ list: 'security-methods', order: 'security-methods-order' }, quickModes(a), quickModes(b));

const pfsOf = ({ action }: Side): string => action?.sessionKeyPerfectForwardSecrecy ?? 'none';
const perfectForwardSecrecy: Aspect = (a, b) => {
  const group = a.policy.keyExchange.methods.find((own) => mainModes(b).includes(mainModeSpelling(own)))?.group;
  const resolved = (side: Side): string => (pfsOf(side) === 'same-as-main-mode' ? (group ?? 'DH?') : pfsOf(side));
  return differs('perfect-forward-secrecy', resolved(a) !== resolved(b), pfsOf(a), pfsOf(b));
};

const sessionsOf = ({ action }: Side): string =>
  (action?.securityMethods ?? [])
    .map(({ sessionKeyLifetime: { seconds, kilobytes } }) => `${seconds} s, ${kilobytes} KB`)
    .filter((text, at, all) => all.indexOf(text) === at)
    .join('; ');
const sessionKeyLifetime: Aspect = (a, b) => differs('session-key-lifetime', false, sessionsOf(a), sessionsOf(b));

const word = (yes: boolean): string => (yes ? 'yes' : 'no');
const switches = ({ action }: Side): string =>
  action === undefined ? 'none' : `${word(action.acceptUnsecured)}/${word(action.allowFallback)}`;
const clearText: Aspect = (a, b) =>
  a.action === undefined || b.action === undefined ? [] : differs('clear-text', false, switches(a), switches(b));

const aspects: readonly Aspect[] = [
  roles, filterAction, protocol, port, initiatorAddress, responderAddress, mirrored, connectionType, keyModule,
  keyExchange, keyExchangeGroups, keyExchangeLifetime, authentication, serverName, serverAccount, keys, securityMethods,
  perfectForwardSecrecy, sessionKeyLifetime, clearText,
]; // prettier-ignore

/** Every difference of two policies, those that decide now before the hidden and the harmless ones. */
export function mismatchesOf(compared: Compared): readonly Mismatch[] {
  const { a, b, connection, outcome } = compared;
  const sides = [sideOf(a, seenByInitiator(connection)), sideOf(b, seenByResponder(connection))] as const;
  const effectOf = ({ code, prevents }: Difference): MismatchEffect =>
    !prevents ? 'harmless' : decidedBy(outcome).includes(code) ? 'decides' : 'hidden';
  const found = aspects
    .flatMap((aspect) => aspect(...sides, compared))
    .map((one): Mismatch => ({ code: one.code, effect: effectOf(one), a: one.a, b: one.b }));
  return (['decides', 'hidden', 'harmless'] as const).flatMap((effect) => found.filter((one) => one.effect === effect));
}
