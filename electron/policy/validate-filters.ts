import { finding, type Finding } from '#contract/finding';
import { choiceRanges, isNarrowed, readChoice } from './address';
import { type AddressRange, type IpFamily, sameRanges } from './address-range';
import { isWholeFamily } from './address-text';
import type { IpAddressChoice, IpFilter, IpPort, IpProtocol, IpSecurityPolicy, SecurityRule } from './model';
import { groupedBy, namedProtocol, portsOfRole, trafficOf } from './traffic';
import type { PolicyRule } from './validate';

const filterPath = (rule: number, filter: number): string => `rules[${rule}].filterList.filters[${filter}]`;

/** Every filter of a policy with its path. */
const eachFilter = (
  { rules }: IpSecurityPolicy,
  look: (filter: IpFilter, path: string) => readonly Finding[],
): readonly Finding[] =>
  rules.flatMap(({ filterList }, rule) =>
    filterList.filters.flatMap((filter, at) => look(filter, filterPath(rule, at))),
  );

export const hasRules: PolicyRule = ({ rules }) =>
  rules.length === 0 ? [finding('rules-missing', 'block', {}, 'rules')] : [];

export const hasFilters: PolicyRule = ({ rules }) =>
  rules.flatMap(({ filterList: { name, filters } }, at) =>
    filters.length > 0
      ? []
      : [finding('filters-missing', 'block', { filterList: name }, `rules[${at}].filterList.filters`)],
  );

const protocolWord = (protocol: IpProtocol): string =>
  typeof protocol === 'object' ? String(protocol.number) : protocol;
const hasPorts = (protocol: IpProtocol): boolean => ['TCP', 'UDP'].includes(protocolWord(namedProtocol(protocol)));

/** MS-FASP 2.2.55: ports need TCP or UDP. */
export const portsNeedTheirProtocol: PolicyRule = (policy) =>
  eachFilter(policy, ({ protocol, sourcePort, destinationPort }, path) =>
    hasPorts(protocol) || (sourcePort.kind === 'any' && destinationPort.kind === 'any')
      ? []
      : [finding('port-without-protocol', 'block', { protocol: protocolWord(protocol) }, `${path}.protocol`)],
  );

/** The server's filters come towards it, a workstation's go away from it; the near side is this computer. */
export const filtersAreAboutThisComputer: PolicyRule = (policy) =>
  eachFilter(policy, ({ source, destination }, path) => {
    const [near, far] = policy.role === 'server' ? [destination, source] : [source, destination];
    const right = near.kind !== 'any' && far.kind !== 'my-ip-address';
    return right ? [] : [finding('filter-not-about-this-computer', 'block', { role: policy.role }, path)];
  });

function textOf(choice: IpAddressChoice): string {
  switch (choice.kind) {
    case 'specific-address':
      return choice.address;
    case 'subnet':
      return `${choice.address}/${choice.prefixLength}`;
    case 'range':
      return `${choice.from}-${choice.to}`;
    case 'dns-name':
      return choice.dnsName;
    case 'any':
    case 'my-ip-address':
      return choice.kind;
  }
}

const inFamily = (choice: IpAddressChoice, family: IpFamily): readonly AddressRange[] =>
  choiceRanges([choice]).filter((range) => range.family === family);

/** An IPv4 address never talks to an IPv6 address: such a filter would match nothing, and protect nothing. */
export const filterEndsCanMeet: PolicyRule = (policy) =>
  eachFilter(policy, ({ source, destination }, path) => {
    const meet = ([4, 6] as const).some(
      (family) => inFamily(source, family).length > 0 && inFamily(destination, family).length > 0,
    );
    const ends = { source: textOf(source), destination: textOf(destination) };
    return meet ? [] : [finding('filter-families-differ', 'block', ends, path)];
  });

const portWord = (port: IpPort): string => (port.kind === 'any' ? 'any' : String(port.port));

/** Filters that become one NetSecurity rule: same protocol and ports (see traffic.ts), and, where they block, directions. */
const kindOf = ({ protocol, sourcePort, destinationPort, mirrored }: IpFilter): unknown => [
  namedProtocol(protocol),
  portWord(sourcePort),
  portWord(destinationPort),
  mirrored,
];

/** Whether pairs of addresses are every source with every destination, as a rule with two address lists means it. */
function isEveryWithEvery(filters: readonly IpFilter[], family: IpFamily): boolean {
  const bySource = groupedBy(
    filters.filter(
      ({ source, destination }) => inFamily(source, family).length > 0 && inFamily(destination, family).length > 0,
    ),
    ({ source }) => JSON.stringify(inFamily(source, family).map(({ from, to }) => [`${from}`, `${to}`])),
  );
  const destinations = bySource.map((group) => group.flatMap(({ destination }) => inFamily(destination, family)));
  return destinations.every((ranges) => sameRanges(ranges, destinations[0] ?? []));
}

/** One NetSecurity rule has one list of addresses at each end: it cannot say "this one only with that one". */
export const filtersFitOneRule: PolicyRule = ({ rules }) =>
  rules.flatMap(({ filterList: { name, filters } }, at) => {
    const kinds = groupedBy(filters, kindOf);
    const fit = kinds.every((kind) => isEveryWithEvery(kind, 4) && isEveryWithEvery(kind, 6));
    return fit
      ? []
      : [finding('filters-differ-in-kind', 'block', { filterList: name }, `rules[${at}].filterList.filters`)];
  });

/** The port that a policy is about: the server's own, the workstation's target. */
const portOf = (role: IpSecurityPolicy['role'], rule: SecurityRule): string => {
  const [traffic] = trafficOf(role, rule).filter(({ locals, remotes }) => isNarrowed(locals) || isNarrowed(remotes));
  if (traffic === undefined) return 'any';
  const ports = portsOfRole(role, traffic).map(portWord);
  return `${protocolWord(traffic.protocol)} ${ports.slice(0, 6).join(', ')}${ports.length > 6 ? ' ...' : ''}`;
};

/** Narrowing protects its addresses and leaves everybody else in clear, unless a rule closes the port for them. */
export const narrowingClosesTheRest: PolicyRule = ({ role, rules, closeTheRest }) =>
  rules.flatMap((rule, at) => {
    if (rule.filterAction.kind !== 'negotiate-security') return [];
    const narrowed = trafficOf(role, rule).some(({ locals, remotes }) => isNarrowed(locals) || isNarrowed(remotes));
    if (closeTheRest || !narrowed) return [];
    return [finding('rest-left-open', 'block', { port: portOf(role, rule) }, `rules[${at}].filterList.filters`)];
  });

/** On a workstation "any" is the stronger choice: every address that poses as the server must prove itself. */
export const anyAddressIsForTests: PolicyRule = ({ role, rules }) =>
  rules.flatMap(({ filterList: { name, filters }, filterAction }, at) => {
    const anybody = filters.some(({ source }) => choiceRanges([source]).some(isWholeFamily));
    if (role !== 'server' || !anybody || filterAction.kind !== 'negotiate-security') return [];
    return [finding('any-address-is-for-tests', 'warning', { filterList: name }, `rules[${at}].filterList.filters`)];
  });

/** A lease that changes takes the protection with it, without a word. */
export const ownAddressMayChange: PolicyRule = (policy) =>
  eachFilter(policy, ({ source, destination }, path) => {
    const server = policy.role === 'server';
    const near = server ? destination : source;
    const read = readChoice(near);
    if (!read.ok || read.value.kind !== 'ranges') return [];
    return [
      finding(
        'local-address-fixed',
        'warning',
        { address: textOf(near) },
        `${path}.${server ? 'destination' : 'source'}`,
      ),
    ];
  });

export const filterRules: readonly PolicyRule[] = [
  hasRules,
  hasFilters,
  portsNeedTheirProtocol,
  filtersAreAboutThisComputer,
  filterEndsCanMeet,
  filtersFitOneRule,
  narrowingClosesTheRest,
  anyAddressIsForTests,
  ownAddressMayChange,
];
