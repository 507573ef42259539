import type { IpFilter, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { connectOutcomes } from './connect';
import { protocolNumbers, type Connection } from './connection';
import type { End, KeyAgreement } from './end';
import { conditionsIn, conditionsOf } from './end-of-policy';
import { mismatchesOf, type Mismatch } from './mismatches';
import { namesPort, protectedPorts, type ProtectedPort } from './zones';

/** Two policies that were compared over one connection, and how to find one for others. */
export interface Pair {
  readonly a: IpSecurityPolicy;
  readonly b: IpSecurityPolicy;
  readonly ends: readonly [a: End, b: End];
  readonly keys: KeyAgreement;
  /** What they were compared over, and the differences that are told of it. */
  readonly main: Connection;
  readonly told: readonly Mismatch[];
  readonly connectionOf: (a: IpSecurityPolicy, b: IpSecurityPolicy) => Connection;
}

type Side = 'from' | 'to';
const calledEnd = ({ client }: Connection): Side => (client === 'to' ? 'from' : 'to');
const portOf = (connection: Connection): ProtectedPort => ({
  protocol: connection.protocol,
  port: connection[calledEnd(connection)].port,
});

/** A policy as far as it is about one port; a rule without such a filter says nothing about it. */
function narrowedTo(policy: IpSecurityPolicy, port: ProtectedPort): IpSecurityPolicy {
  const isAbout = (filter: IpFilter): boolean => namesPort(policy.role, port, conditionsOf(policy.role, filter));
  const rules = policy.rules
    .map((rule): SecurityRule => {
      const filters = rule.filterList.filters.filter(isAbout);
      return { ...rule, filterList: { ...rule.filterList, filters } };
    })
    .filter(({ filterList: { filters } }) => filters.length > 0);
  return { ...policy, rules };
}

const wordOf = ({ protocol, port }: ProtectedPort): string => {
  const name = Object.entries(protocolNumbers).find(([, number]) => number === protocol)?.[0] ?? `protocol ${protocol}`;
  return port === 0 ? name : `${name} ${port}`;
};

const lists = ({ rules }: IpSecurityPolicy): string =>
  rules.length === 0 ? 'none' : [...new Set(rules.map(({ filterList: { name } }) => name))].join('; ');

/** The same two computers, about another port; the one that names it says where they are. */
function connectionAbout(
  port: ProtectedPort,
  { a, b, connectionOf }: Pair,
  narrowed: readonly IpSecurityPolicy[],
): Connection {
  const [left = a, right = b] = narrowed.map((one, at) => (one.rules.length > 0 ? one : at === 0 ? a : b));
  const connection = { ...connectionOf(left, right), protocol: port.protocol };
  const end = calledEnd(connection);
  return { ...connection, [end]: { ...connection[end], port: port.port } };
}

/** Two who name different ports are told so already. */
const isAnotherPort = ({ code, effect }: Mismatch): boolean =>
  (code === 'port' || code === 'protocol') && effect !== 'harmless';

/** Where one side has no rule about a port, that is the difference; the others are those that would be told of it alone. */
function differences(port: ProtectedPort, pair: Pair): readonly Mismatch[] {
  const { a, b, ends, keys, told } = pair;
  const [left, right] = [narrowedTo(a, port), narrowedTo(b, port)];
  const connection = connectionAbout(port, pair, [left, right]);
  const [outcome] = connectOutcomes(connection, ...ends, { keys });
  if (outcome.kind === 'secured') return [];
  const about = wordOf(port);
  if (left.rules.length === 0 || right.rules.length === 0)
    return told.some(isAnotherPort)
      ? []
      : [{ code: 'rule-missing', effect: 'elsewhere', about, a: lists(left), b: lists(right) }];
  const known = new Set(told.map((one) => JSON.stringify([one.code, one.a, one.b])));
  return mismatchesOf({ a: left, b: right, keys, connection, outcome })
    .filter((one) => one.effect !== 'harmless' && !known.has(JSON.stringify([one.code, one.a, one.b])))
    .map((one) => ({ ...one, effect: 'elsewhere', about }));
}

/** By the rules of both that are about a port: ports with the same ones fare alike (passive FTP has a thousand). */
function rulesAbout({ a, b }: Pair): (port: ProtectedPort) => string {
  const sides = [a, b].map(({ role, rules }) => ({
    role,
    rules: rules.map((rule) => conditionsIn({ role, rules: [rule] })),
  }));
  return (port) =>
    sides.map(({ role, rules }) => rules.map((all) => all.some((one) => namesPort(role, port, one))).join()).join(' ');
}

/**
 * What keeps two policies apart over the other ports that either of them protects. Two of one role are not compared
 * further: that is the difference. Pure.
 */
export function otherPortMismatches(pair: Pair): readonly Mismatch[] {
  const { a, b, main } = pair;
  if (a.role === b.role) return [];
  const usual = portOf(main);
  const keyOf = rulesAbout(pair);
  const groups = new Map<string, ProtectedPort>();
  for (const port of [...protectedPorts(a), ...protectedPorts(b)]) {
    if (port.protocol === usual.protocol && port.port === usual.port) continue;
    const key = keyOf(port);
    if (!groups.has(key)) groups.set(key, port);
  }
  return [...groups.values()].flatMap((port) => differences(port, pair));
}
