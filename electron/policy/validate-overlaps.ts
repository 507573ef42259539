import { finding, type Finding } from '#contract/finding';
import { choiceRanges } from './address';
import { contains, overlap } from './address-range';
import type { FilterAction, IpPort, Role, SecurityRule } from './model';
import { isAnyPort, trafficOf, type Traffic } from './traffic';
import type { PolicyRule } from './validate';

const numbers = (ports: readonly IpPort[]): readonly number[] =>
  ports.flatMap((port) => (port.kind === 'port' ? [port.port] : []));
const portsMeet = (a: readonly IpPort[], b: readonly IpPort[]): boolean =>
  isAnyPort(a) || isAnyPort(b) || numbers(a).some((port) => numbers(b).includes(port));
const portsIn = (inner: readonly IpPort[], outer: readonly IpPort[]): boolean =>
  isAnyPort(outer) || (!isAnyPort(inner) && numbers(inner).every((port) => numbers(outer).includes(port)));

const sameProtocol = (a: Traffic, b: Traffic): boolean => JSON.stringify(a.protocol) === JSON.stringify(b.protocol);

/** Whether two kinds of traffic have a packet in common. */
const meet = (a: Traffic, b: Traffic): boolean =>
  (a.protocol === 'any' || b.protocol === 'any' || sameProtocol(a, b)) &&
  portsMeet(a.localPorts, b.localPorts) &&
  portsMeet(a.remotePorts, b.remotePorts) &&
  overlap(choiceRanges(a.locals), choiceRanges(b.locals)) &&
  overlap(choiceRanges(a.remotes), choiceRanges(b.remotes));

/** By every measure: which one Windows looks at first, addresses or ports, is not documented. */
const isInside = (inner: Traffic, outer: Traffic): boolean =>
  (outer.protocol === 'any' || sameProtocol(inner, outer)) &&
  portsIn(inner.localPorts, outer.localPorts) &&
  portsIn(inner.remotePorts, outer.remotePorts) &&
  contains(choiceRanges(outer.locals), choiceRanges(inner.locals)) &&
  contains(choiceRanges(outer.remotes), choiceRanges(inner.remotes));

const isNarrower = (inner: Traffic, outer: Traffic): boolean => isInside(inner, outer) && !isInside(outer, inner);

interface Pair {
  readonly first: SecurityRule;
  readonly second: SecurityRule;
}

/** Whether something is in both of which `settled` does not say which of the two counts. */
const unsettled = (
  first: readonly Traffic[],
  second: readonly Traffic[],
  settled: (a: Traffic, b: Traffic) => boolean,
): boolean => first.some((a) => second.some((b) => meet(a, b) && !settled(a, b)));

/** What blocks does so filter by filter, however its list is put into rules. */
const filterByFilter = (role: Role, { filterList }: SecurityRule): readonly Traffic[] =>
  filterList.filters.flatMap((filter) => trafficOf(role, { filterList: { filters: [filter] } }));

const contentOf = (action: FilterAction): string => JSON.stringify({ ...action, name: '', description: '' });

function contradiction(role: Role, pair: Pair, path: string): readonly Finding[] {
  const { first, second } = pair;
  const [one, other] = [first.filterAction, second.filterAction];
  const names = { first: first.filterList.name, second: second.filterList.name };
  if (contentOf(one) === contentOf(other)) return [];
  const settled = (a: Traffic, b: Traffic): boolean => isNarrower(a, b) || isNarrower(b, a);
  return unsettled(trafficOf(role, first), trafficOf(role, second), settled)
    ? [finding('rules-contradict', 'block', names, path)]
    : [];
}

/** In secpol the narrower filter counts; in Windows a Block rule always does, so only the narrower one may block. */
function blocked(role: Role, { first, second }: Pair, path: string): readonly Finding[] {
  const [blocking, other] = first.filterAction.kind === 'block' ? [first, second] : [second, first];
  const names = { blocking: blocking.filterList.name, blocked: other.filterList.name };
  const others = trafficOf(role, other);
  // As a whole first: one by one takes a moment with a thousand filters.
  const covers =
    unsettled(trafficOf(role, blocking), others, isNarrower) &&
    unsettled(filterByFilter(role, blocking), others, isNarrower);
  return covers ? [finding('block-covers-rule', 'block', names, path)] : [];
}

function judged(role: Role, pair: Pair, path: string): readonly Finding[] {
  const blocking = [pair.first, pair.second].filter(({ filterAction }) => filterAction.kind === 'block').length;
  if (blocking === 2) return [];
  return blocking === 1 ? blocked(role, pair, path) : contradiction(role, pair, path);
}

/** Two rules that say different things of the same traffic: one must be the narrower, else it is Windows' choice. */
export const rulesDoNotContradict: PolicyRule = ({ role, rules }) =>
  rules.flatMap((second, at) =>
    rules.slice(0, at).flatMap((first) => judged(role, { first, second }, `rules[${at}].filterList.filters`)),
  );

/** An exemption is clear text by definition: said aloud, because nobody sees it on the wire. */
export const permitIsInClear: PolicyRule = ({ rules }) =>
  rules.flatMap(({ filterAction, filterList }, at) =>
    filterAction.kind === 'permit'
      ? [finding('permit-in-clear', 'warning', { filterList: filterList.name }, `rules[${at}].filterAction.kind`)]
      : [],
  );

export const overlapRules: readonly PolicyRule[] = [rulesDoNotContradict, permitIsInClear];
