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
import type { Outcome } from './outcome';
import { placeFor } from './places';

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

/** Two addresses that the policies could have: on both lists where that is possible. */
function placesIn(family: IpFamily, a: readonly Conditions[], b: readonly Conditions[]): Places | undefined {
  const [mine, theirs] = [union(a, 'localAddresses'), union(b, 'localAddresses')];
  const [wantedOfMe, wantedOfThem] = [union(b, 'remoteAddresses'), union(a, 'remoteAddresses')];
  const onTheirList = placeFor('server', intersection(theirs, wantedOfThem), family);
  const to = onTheirList ?? placeFor('server', theirs, family);
  const onMyList = placeFor('workstation', intersection(mine, wantedOfMe), family, to);
  const from = onMyList ?? placeFor('workstation', mine, family, to);
  if (to === undefined || from === undefined) return undefined;
  return { from, to, onList: [onTheirList, onMyList].filter((place) => place !== undefined).length };
}

const anywhere: Places = {
  from: { family: 4, value: 0xc0_00_02_14n },
  to: { family: 4, value: 0xc0_00_02_0an },
  onList: 0,
};

function bestPlaces(a: readonly Conditions[], b: readonly Conditions[]): Places {
  const all = ([4, 6] as const).flatMap((family) => placesIn(family, a, b) ?? []);
  const [first = anywhere, second] = all;
  return second !== undefined && second.onList > first.onList ? second : first;
}

/** The connection that two policies are about: of A's first filter, between addresses that both know, as far as there are such. */
export function connectionBetween(a: IpSecurityPolicy, b: IpSecurityPolicy): Connection {
  const [left, right] = [conditionsIn(a), conditionsIn(b)];
  const ends: Ends = { a, b, mine: left[0], theirs: right[0], clientPort: clientPortBeside([...left, ...right]) };
  const protocols = [ends.mine?.protocol, ends.theirs?.protocol];
  const protocol = protocols.find((one) => one !== undefined && one !== 'any') ?? protocolNumbers.TCP;
  const number = typeof protocol === 'number' ? protocol : protocolNumbers.TCP;
  const { from, to } = bestPlaces(left, right);
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
 * the two differ. Pure. For policies that passed `parse`.
 * @param keys whether both hold the same key; not compared counts as equal
 */
export function comparePolicies(a: IpSecurityPolicy, b: IpSecurityPolicy, keys: KeyAgreement): Comparison {
  const connection = connectionBetween(a, b);
  const ends = [endOfPolicy(a), endOfPolicy(b)] as const;
  const [outcome, ...otherwise] = connectOutcomes(connection, ...ends, { keys });
  const mismatches = mismatchesOf({ a, b, keys, connection, outcome });
  return { outcome, otherwise, keys, mismatches, rules: decidingRules(connection, ...ends, outcome) };
}
