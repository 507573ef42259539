import type { IpAddressChoice, IpFilter, IpPort, IpProtocol, Role, SecurityRule } from './model';

/** A filter seen from the computer that carries the policy: which side is its own, which the other's. */
export interface Traffic {
  readonly protocol: IpProtocol;
  readonly localPort: IpPort;
  readonly remotePort: IpPort;
  readonly locals: readonly IpAddressChoice[];
  readonly remotes: readonly IpAddressChoice[];
}

/** secpol writes a server's filter towards it and a workstation's away from it. */
function seenFrom(role: Role, filter: IpFilter): Traffic {
  const { protocol, source, sourcePort, destination, destinationPort } = filter;
  return role === 'server'
    ? { protocol, localPort: destinationPort, remotePort: sourcePort, locals: [destination], remotes: [source] }
    : { protocol, localPort: sourcePort, remotePort: destinationPort, locals: [source], remotes: [destination] };
}

const samePort = (a: IpPort, b: IpPort): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameProtocol = (a: IpProtocol, b: IpProtocol): boolean => JSON.stringify(a) === JSON.stringify(b);

const withChoice = (list: readonly IpAddressChoice[], more: readonly IpAddressChoice[]): readonly IpAddressChoice[] => [
  ...list,
  ...more.filter((choice) => !list.some((known) => JSON.stringify(known) === JSON.stringify(choice))),
];

function join(traffics: readonly Traffic[], next: Traffic): readonly Traffic[] {
  const at = traffics.findIndex(
    (known) =>
      sameProtocol(known.protocol, next.protocol) &&
      samePort(known.localPort, next.localPort) &&
      samePort(known.remotePort, next.remotePort),
  );
  return traffics[at] === undefined
    ? [...traffics, next]
    : traffics.map((known, place) =>
        place === at
          ? {
              ...known,
              locals: withChoice(known.locals, next.locals),
              remotes: withChoice(known.remotes, next.remotes),
            }
          : known,
      );
}

/**
 * What a security rule is about, one entry for each protocol and pair of ports: filters that differ in addresses only
 * become one entry with several addresses.
 */
export function trafficOf(role: Role, rule: SecurityRule): readonly Traffic[] {
  return rule.filterList.filters.map((filter) => seenFrom(role, filter)).reduce(join, [] as readonly Traffic[]);
}
