import type { IpAddressChoice, IpFilter, IpPort, IpProtocol, Role, SecurityRule } from './model';

/** A filter seen from the computer that carries the policy: which side is its own, which the other's. */
export interface Traffic {
  readonly protocol: IpProtocol;
  readonly localPort: IpPort;
  readonly remotePort: IpPort;
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

/** secpol writes a server's filter towards it and a workstation's away from it. */
function seenFrom(role: Role, filter: IpFilter): Seen {
  const { protocol, source, sourcePort, destination, destinationPort } = filter;
  return role === 'server'
    ? { protocol, localPort: destinationPort, remotePort: sourcePort, local: destination, remote: source }
    : { protocol, localPort: sourcePort, remotePort: destinationPort, local: source, remote: destination };
}

const distinct = (choices: readonly IpAddressChoice[]): readonly IpAddressChoice[] => [
  ...new Map(choices.map((choice) => [JSON.stringify(choice), choice])).values(),
];

/**
 * What a security rule is about, one entry for each protocol and pair of ports: filters that differ in addresses only
 * become one entry with several addresses.
 */
export function trafficOf(role: Role, rule: SecurityRule): readonly Traffic[] {
  const groups = new Map<string, Seen[]>();
  for (const filter of rule.filterList.filters) {
    const seen = seenFrom(role, filter);
    const key = JSON.stringify([seen.protocol, seen.localPort, seen.remotePort]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [seen]);
    else group.push(seen);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { protocol, localPort, remotePort } = first;
    const locals = distinct(group.map(({ local }) => local));
    return [{ protocol, localPort, remotePort, locals, remotes: distinct(group.map(({ remote }) => remote)) }];
  });
}
