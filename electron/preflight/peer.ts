import type { Peer } from '#contract/facts';
import type { IpAddressChoice, IpSecurityPolicy } from '#policy/model';

const addressesOf = (choice: IpAddressChoice): readonly (string | undefined)[] => {
  switch (choice.kind) {
    case 'specific-address':
      return [choice.address];
    case 'dns-name':
      return choice.addresses;
    case 'my-ip-address':
    case 'any':
    case 'subnet':
    case 'range':
      return [undefined];
  }
};

/** The one server that a workstation's policy names; undefined where it names none, or more than one address. */
export function peerOf({ role, rules }: IpSecurityPolicy): Peer | undefined {
  if (role !== 'workstation') return undefined;
  const filters = rules
    .filter(({ filterAction }) => filterAction.kind === 'negotiate-security')
    .flatMap(({ filterList }) => filterList.filters);
  const [address, ...more] = new Set(filters.flatMap(({ destination }) => addressesOf(destination)));
  const ports = filters.map(({ protocol, destinationPort }) => (protocol === 'TCP' ? destinationPort : undefined));
  const port = ports.flatMap((one) => (one?.kind === 'port' ? one.port : []))[0];
  return address === undefined || more.length > 0 || port === undefined ? undefined : { address, port };
}
