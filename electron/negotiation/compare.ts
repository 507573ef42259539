import { intersection, type AddressRange, type IpFamily } from '#policy/address-range';
import type { IpAddress } from '#policy/address-text';
import type { IpSecurityPolicy } from '#policy/model';
import { clientPortBeside } from './client-port';
import { connectOutcomes } from './connect';
import { type Connection, protocolNumbers } from './connection';
import type { Conditions, KeyAgreement, Ports } from './end';
import { conditionsIn, endOfPolicy } from './end-of-policy';
import { decidingRules, type DecidingRules } from './deciding-rules';
import { mismatchesOf, type Mismatch } from './mismatches';
import { otherPortMismatches } from './other-ports';
import type { Outcome } from './outcome';
import { placesFor, type Dweller } from './places';

export interface Comparison {
  /** The most harmful of what can happen. */
  readonly outcome: Outcome;
  /** What can happen as well, where the documentation leaves it open or either end may decide. */
  readonly otherwise: readonly Outcome[];
  readonly keys: KeyAgreement;
  readonly mismatches: readonly Mismatch[];
  /** By the names of their filter lists. */
  readonly rules: DecidingRules;
}

const BACKUP_PORT = 4531;
const hasPorts = (protocol: number): boolean => protocol === protocolNumbers.TCP || protocol === protocolNumbers.UDP;

const named = (...ports: readonly (Ports | undefined)[]): number | undefined =>
  ports.flatMap((one) => (one === undefined || one === 'any' ? [] : one.map(({ from }) => from)))[0];

interface Ends {
  readonly a: IpSecurityPolicy;
  readonly b: IpSecurityPolicy;
  readonly mine: Conditions | undefined;
  readonly theirs: Conditions | undefined;
  /** For a client whose port no filter names. */
  readonly clientPort: number;
}

/** The backup is one connection to the server's port, whoever of the two begins to negotiate. */
function portsOf({ a, b, mine, theirs, clientPort }: Ends, protocol: number): readonly [number, number] {
  if (!hasPorts(protocol)) return [0, 0];
  const ownPort = named(mine?.localPorts, theirs?.remotePorts);
  const otherPort = named(mine?.remotePorts, theirs?.localPorts);
  return a.role === 'server' && b.role === 'workstation'
    ? [ownPort ?? BACKUP_PORT, otherPort ?? clientPort]
    : [a.role === b.role ? clientPort : (ownPort ?? clientPort), otherPort ?? BACKUP_PORT];
}

const union = (all: readonly Conditions[], side: 'localAddresses' | 'remoteAddresses'): readonly AddressRange[] =>
  all.flatMap((conditions) => conditions[side]);

interface Places {
  readonly from: IpAddress;
  readonly to: IpAddress;
  /** How many of the two stand on the other's list. */
  readonly onList: number;
}

/** One policy, who it makes of its computer, and all addresses that it names. */
interface Party {
  readonly who: Dweller;
  readonly conditions: readonly Conditions[];
}

/** Two addresses that the policies could have: on both lists where that is possible, else on one of them. */
function placesIn(family: IpFamily, a: Party, b: Party): Places | undefined {
  const [mine, theirs] = [union(a.conditions, 'localAddresses'), union(b.conditions, 'localAddresses')];
  const mineOnList = intersection(mine, union(b.conditions, 'remoteAddresses'));
  const theirsOnList = intersection(theirs, union(a.conditions, 'remoteAddresses'));
  const tries = [
    { from: mineOnList, to: theirsOnList, onList: 2 },
    { from: mine, to: theirsOnList, onList: 1 },
    { from: mineOnList, to: theirs, onList: 1 },
    { from: mine, to: theirs, onList: 0 },
  ];
  const found = tries.flatMap(({ from, to, onList }) => {
    const places = placesFor({ who: a.who, ranges: from }, { who: b.who, ranges: to }, family);
    return places === undefined ? [] : [{ from: places[0], to: places[1], onList }];
  });
  return found[0];
}

const anywhere: Places = {
  from: { family: 4, value: 0xc0_00_02_14n },
  to: { family: 4, value: 0xc0_00_02_0an },
  onList: 0,
};

function bestPlaces(a: Party, b: Party): Places {
  const all = ([4, 6] as const).flatMap((family) => placesIn(family, a, b) ?? []);
  const [first = anywhere, second] = all;
  return second !== undefined && second.onList > first.onList ? second : first;
}

/** Each as its role says; of two servers or two workstations the one that is called stands in for the server. */
const dwellersOf = (a: IpSecurityPolicy, b: IpSecurityPolicy): readonly [Dweller, Dweller] =>
  a.role === b.role ? ['workstation', 'server'] : [a.role, b.role];

/** The connection that two policies are about: of A's first filter, between addresses that both know, as far as there are such. */
export function connectionBetween(a: IpSecurityPolicy, b: IpSecurityPolicy): Connection {
  const [left, right] = [conditionsIn(a), conditionsIn(b)];
  const ends: Ends = { a, b, mine: left[0], theirs: right[0], clientPort: clientPortBeside([...left, ...right]) };
  const protocols = [ends.mine?.protocol, ends.theirs?.protocol];
  const protocol = protocols.find((one) => one !== undefined && one !== 'any') ?? protocolNumbers.TCP;
  const number = typeof protocol === 'number' ? protocol : protocolNumbers.TCP;
  const [whoIsA, whoIsB] = dwellersOf(a, b);
  const { from, to } = bestPlaces({ who: whoIsA, conditions: left }, { who: whoIsB, conditions: right });
  const [fromPort, toPort] = portsOf(ends, number);
  return {
    protocol: number,
    from: { address: from, port: fromPort },
    to: { address: to, port: toPort },
    client: a.role === 'server' && b.role === 'workstation' ? 'to' : 'from',
    over: a.rules[0]?.connectionType === 'remote-access' ? 'remote-access' : 'lan',
  };
}

/**
 * What happens when the computer with policy `a` opens the backup's connection to the one with policy `b`, and in what
 * the two differ, over that and over every other port that either of them protects. Pure. For policies that passed `parse`.
 * @param keys whether both hold the same key; not compared counts as equal
 */
export function comparePolicies(a: IpSecurityPolicy, b: IpSecurityPolicy, keys: KeyAgreement): Comparison {
  const connection = connectionBetween(a, b);
  const ends = [endOfPolicy(a), endOfPolicy(b)] as const;
  const [outcome, ...otherwise] = connectOutcomes(connection, ...ends, { keys });
  const told = mismatchesOf({ a, b, keys, connection, outcome });
  const elsewhere = otherPortMismatches({ a, b, ends, keys, main: connection, told, connectionOf: connectionBetween });
  const rules = decidingRules(connection, ...ends, outcome);
  return { outcome, otherwise, keys, mismatches: [...told, ...elsewhere], rules };
}
