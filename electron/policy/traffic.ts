import type { IpAddressChoice, IpFilter, IpPort, IpProtocol, Role, SecurityRule } from './model';

/** A filter seen from the computer that carries the policy: which side is its own, which the other's. */
export interface Traffic {
  readonly protocol: IpProtocol;
  /** `any` alone, or one or more ports. */
  readonly localPorts: readonly IpPort[];
  readonly remotePorts: readonly IpPort[];
  readonly locals: readonly IpAddressChoice[];
  readonly remotes: readonly IpAddressChoice[];
}

interface Seen {
  readonly protocol: IpProtocol;
  readonly localPort: IpPort;
  readonly remotePort: IpPort;
  readonly local: IpAddressChoice;
  readonly remote: IpAddressChoice;
}

const namedProtocols: ReadonlyMap<number, IpProtocol> = new Map<number, IpProtocol>([
  [1, 'ICMPv4'],
  [6, 'TCP'],
  [17, 'UDP'],
  [58, 'ICMPv6'],
]);

/** TCP and protocol 6 are one thing: what is said of one must not be forgotten of the other. */
export const namedProtocol = (protocol: IpProtocol): IpProtocol =>
  typeof protocol === 'object' ? (namedProtocols.get(protocol.number) ?? protocol) : protocol;

/** secpol writes a server's filter towards it and a workstation's away from it. */
function seenFrom(role: Role, filter: IpFilter): Seen {
  const { source, sourcePort, destination, destinationPort } = filter;
  const protocol = namedProtocol(filter.protocol);
  return role === 'server'
    ? { protocol, localPort: destinationPort, remotePort: sourcePort, local: destination, remote: source }
    : { protocol, localPort: sourcePort, remotePort: destinationPort, local: source, remote: destination };
}

/** Lists of what shares a key, in the order of first sight (Node 20 has no Map.groupBy). */
export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => unknown): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

const distinct = (choices: readonly IpAddressChoice[]): readonly IpAddressChoice[] => [
  ...new Map(choices.map((choice) => [JSON.stringify(choice), choice])).values(),
];

function joinedAddresses(group: readonly [Seen, ...Seen[]]): Traffic {
  const [{ protocol, localPort, remotePort }] = group;
  const locals = distinct(group.map(({ local }) => local));
  const remotes = distinct(group.map(({ remote }) => remote));
  return { protocol, localPorts: [localPort], remotePorts: [remotePort], locals, remotes };
}

const isPort = (ports: readonly IpPort[]): boolean => ports.every(({ kind }) => kind === 'port');

/**
 * What a security rule is about, one entry for each protocol and pair of ports: filters that differ in addresses only
 * become one entry with several addresses. Each has one port at either end, because what protects must: secpol has no
 * lists of ports, IKEv1 proposes one port, and how Windows would split a list is not documented; port ranges it refuses
 * in a rule that protects (status 0x00100023).
 */
export function trafficOf(role: Role, rule: WithFilters): readonly Traffic[] {
  const seen = rule.filterList.filters.map((filter) => seenFrom(role, filter));
  const groups = groupedBy(seen, ({ protocol, localPort, remotePort }) => [protocol, localPort, remotePort]);
  return groups.map(joinedAddresses);
}

interface WithFilters {
  readonly filterList: Pick<SecurityRule['filterList'], 'filters'>;
}

/** As `trafficOf` for what negotiates nothing: filters that differ only in the port that the role is about are one entry. */
export function joinedTrafficOf(role: Role, rule: WithFilters): readonly Traffic[] {
  const side = role === 'server' ? 'localPorts' : 'remotePorts';
  const groups = groupedBy(trafficOf(role, rule), (one) => ({ ...one, [side]: isPort(one[side]) }));
  return groups.map((group) => ({ ...group[0], [side]: group.flatMap((one) => one[side]) }));
}

/** The ports that a role is about: the server's own, the workstation's target. */
export const portsOfRole = (role: Role, { localPorts, remotePorts }: Traffic): readonly IpPort[] =>
  role === 'server' ? localPorts : remotePorts;

/** The ports of the other end. */
export const farPortsOfRole = (role: Role, { localPorts, remotePorts }: Traffic): readonly IpPort[] =>
  role === 'server' ? remotePorts : localPorts;

/** Whether a list of ports takes every port. */
export const isAnyPort = (ports: readonly IpPort[]): boolean => ports.some(({ kind }) => kind === 'any');
