import type { IpFilter, IpSecurityPolicy } from '#policy/model';

/** secpol writes both sides' filters towards the server, so that its port is the destination's. */
function portWord({ protocol, destinationPort: port }: IpFilter): string {
  const word = typeof protocol === 'object' ? String(protocol.number) : protocol;
  return port.kind === 'any' ? word : `${word} ${port.port}`;
}

/** What a policy secures, for example `TCP 4531`: the ports of the rules that negotiate, each once. */
export const portsOf = ({ rules }: IpSecurityPolicy): readonly string[] => [
  ...new Set(
    rules
      .filter(({ filterAction }) => filterAction.kind === 'negotiate-security')
      .flatMap(({ filterList }) => filterList.filters.map(portWord)),
  ),
];
