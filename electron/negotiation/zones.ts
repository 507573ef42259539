import { allAddresses, complement, intersection, normaliseRanges, type AddressRange } from '#policy/address-range';
import type { IpSecurityPolicy, SecurityRule } from '#policy/model';
import type { Conditions, Ports } from './end';
import { conditionsOf } from './end-of-policy';
import { compareWidths, narrowest, widthOfAddresses } from './match';

const BACKUP_PORT = 4531;
const TCP = 6;
const UDP = 17;
/** More of them would be tried one by one, and no policy of ours names any. */
const MOST_CLIENT_PORTS = 8;

type Role = IpSecurityPolicy['role'];
type Addresses = readonly AddressRange[];

/** One port that a policy protects. */
export interface ProtectedPort {
  readonly protocol: number;
  /** 0 where the protocol has none; the usual port where the filter takes any. */
  readonly port: number;
}

/** Somebody calls such a port from one of its own; 0 where there are none. */
export interface Call extends ProtectedPort {
  readonly clientPort: number;
}

/** Pairs of addresses for which the same rules of a policy count, so that one pair speaks for all. */
export interface Zone {
  /** Whether a rule that protects or permits is about them; a list that blocks puts nobody on it. */
  readonly place: 'inside' | 'outside';
  /** Whether the two are meant to meet there: no rule of the policy keeps them apart. */
  readonly isMeant: boolean;
  /** The rule that counts there lets them talk without IPsec. */
  readonly isPermitted: boolean;
  readonly own: Addresses;
  readonly other: Addresses;
}

const portSide = (role: Role): 'localPorts' | 'remotePorts' => (role === 'server' ? 'localPorts' : 'remotePorts');
const farSide = (role: Role): 'localPorts' | 'remotePorts' => (role === 'server' ? 'remotePorts' : 'localPorts');
const spansOf = (ports: Ports): Exclude<Ports, 'any'> => (ports === 'any' ? [] : ports);

function portOf(role: Role, conditions: Conditions): ProtectedPort {
  const ports = conditions[portSide(role)];
  const protocol = conditions.protocol === 'any' ? TCP : conditions.protocol;
  const first = ports === 'any' ? BACKUP_PORT : (ports[0]?.from ?? BACKUP_PORT);
  return { protocol, port: protocol === TCP || protocol === UDP ? first : 0 };
}

const conditionsIn = (role: Role, { filterList }: SecurityRule): readonly Conditions[] =>
  filterList.filters.map((filter) => conditionsOf(role, filter));

/** The ports of a policy's rules that negotiate security, each once. */
export function protectedPorts({ role, rules }: IpSecurityPolicy): readonly ProtectedPort[] {
  const all = rules
    .filter(({ filterAction }) => filterAction.kind === 'negotiate-security')
    .flatMap((rule) => conditionsIn(role, rule))
    .map((conditions) => portOf(role, conditions));
  return [...new Map(all.map((one) => [`${one.protocol} ${one.port}`, one])).values()];
}

/** A rule as far as it is about one port: what its filters name at each end. */
interface Area {
  readonly rule: SecurityRule;
  readonly own: Addresses;
  readonly other: Addresses;
}

const union = (all: readonly Conditions[], side: 'localAddresses' | 'remoteAddresses'): Addresses =>
  normaliseRanges(all.flatMap((one) => one[side]));

function areaOf(role: Role, rule: SecurityRule, about: (one: Conditions) => boolean): readonly Area[] {
  const all = conditionsIn(role, rule).filter(about);
  return all.length === 0 ? [] : [{ rule, own: union(all, 'localAddresses'), other: union(all, 'remoteAddresses') }];
}

const covers = (ports: Ports, port: number): boolean =>
  ports === 'any' || ports.some(({ from, to }) => from <= port && port <= to);

/** Whether a filter is about a port, whoever calls. */
export const namesPort = (role: Role, { protocol, port }: ProtectedPort, one: Conditions): boolean =>
  (one.protocol === 'any' || one.protocol === protocol) && (port === 0 || covers(one[portSide(role)], port));

/** A rule that protects is about everybody on its list, even where it names the port from which they call. */
const isAbout =
  (role: Role, call: Call, { filterAction }: SecurityRule) =>
  (one: Conditions): boolean =>
    namesPort(role, call, one) &&
    (filterAction.kind === 'negotiate-security' || call.port === 0 || covers(one[farSide(role)], call.clientPort));

/** Cuts a set where others begin or end: within each piece every one of them holds all or nothing. */
const pieces = (sets: readonly Addresses[]): readonly Addresses[] =>
  sets.reduce<readonly Addresses[]>(
    (cells, set) =>
      cells
        .flatMap((cell) => [intersection(cell, set), intersection(cell, complement(set))])
        .filter((cell) => cell.length > 0),
    [allAddresses],
  );

const holds = (set: Addresses, piece: Addresses): boolean => intersection(set, piece).length > 0;

const widthOfArea = ({ own, other }: Area): readonly bigint[] => widthOfAddresses(other, own);
const kindOf = ({ rule }: Area): SecurityRule['filterAction']['kind'] => rule.filterAction.kind;

/** Where rules say the same and the narrower come first, whoever is there fares alike. */
const likeness = (areas: readonly Area[]): string =>
  JSON.stringify(
    areas
      .toSorted((a, b) => compareWidths(widthOfArea(a), widthOfArea(b)))
      .map(({ rule: { filterAction, authenticationMethods, connectionType } }) => [
        { ...filterAction, name: '', description: '' },
        authenticationMethods,
        connectionType,
      ]),
  );

function zoneOf(areas: readonly Area[], own: Addresses, other: Addresses): readonly [key: string, zone: Zone] {
  const here = areas.filter((area) => holds(area.own, own) && holds(area.other, other));
  const isBlocked = here.some((area) => kindOf(area) === 'block');
  const place = here.some((area) => kindOf(area) !== 'block') ? 'inside' : 'outside';
  const isPermitted = narrowest(here, widthOfArea).some((area) => kindOf(area) === 'permit');
  const zone: Zone = { place, isMeant: place === 'inside' && !isBlocked, isPermitted, own, other };
  return [place === 'inside' ? likeness(here) : String(here.length), zone];
}

/** With one address of the own computer: everybody who fares alike there is one zone. */
function zonesAt(areas: readonly Area[], own: Addresses): readonly Zone[] {
  const found = new Map<string, Zone>();
  for (const other of pieces(areas.map((area) => area.other))) {
    const [key, zone] = zoneOf(areas, own, other);
    const known = found.get(key)?.other ?? [];
    found.set(key, { ...zone, other: normaliseRanges([...known, ...zone.other]) });
  }
  return [...found.values()];
}

/**
 * Everywhere that two computers can be with one of the ports of a policy, as far as it makes a difference. Pure. For
 * policies that passed `parse`.
 */
export function zonesOf({ role, rules }: IpSecurityPolicy, call: Call): readonly Zone[] {
  const areas = rules.flatMap((rule) => areaOf(role, rule, isAbout(role, call, rule)));
  return pieces(areas.map(({ own }) => own)).flatMap((own) => zonesAt(areas, own));
}

/** Ports from which a rule treats those who call in a way of its own: somebody who means harm chooses such a one. */
export const namedClientPorts = ({ role, rules }: IpSecurityPolicy, { protocol }: ProtectedPort): readonly number[] => [
  ...new Set(
    rules
      .flatMap((rule) => conditionsIn(role, rule))
      .filter((one) => one.protocol === 'any' || one.protocol === protocol)
      .flatMap((one) => spansOf(one[farSide(role)]).map(({ from }) => from))
      .slice(0, MOST_CLIENT_PORTS),
  ),
];

/**
 * The rules that somebody in a zone would hold as well, whatever the port: those that are about the two. Where the
 * narrowest permits, nobody there has to ask for anything.
 */
export function rulesIn({ role, rules }: IpSecurityPolicy, zone: Zone): readonly SecurityRule[] {
  if (zone.place === 'outside') return rules;
  const here = rules.filter((rule) =>
    areaOf(role, rule, () => true).some((area) => holds(area.own, zone.own) && holds(area.other, zone.other)),
  );
  return zone.isPermitted ? here.filter(({ filterAction }) => filterAction.kind === 'permit') : here;
}
