import type { IpAddressChoice, IpProtocol, Role } from '#policy/model';

const kinds: Readonly<Record<IpAddressChoice['kind'], string>> = {
  'my-ip-address': 'My IP address',
  any: 'Any IP address',
  'specific-address': 'A specific IP address',
  subnet: 'A specific IP subnet',
  range: 'A range of addresses',
  'dns-name': 'A specific DNS name',
};

function addressWords(choice: IpAddressChoice): string {
  switch (choice.kind) {
    case 'my-ip-address':
      return 'My IP address';
    case 'any':
      return 'Any';
    case 'specific-address':
    case 'subnet':
      return choice.address;
    case 'range':
      return `${choice.from} - ${choice.to}`;
    case 'dns-name':
      return `${choice.dnsName} (${choice.addresses.length === 0 ? 'not resolved' : choice.addresses.join(', ')})`;
  }
}

const protocolWord = (protocol: IpProtocol): string =>
  typeof protocol === 'object' ? `Other (${protocol.number})` : protocol === 'any' ? 'Any' : protocol;

export const filter = {
  title: 'IP filter list',
  lead: (role: Role): string =>
    role === 'server'
      ? 'Which connections to this backup server are secured. The article’s filter is filled in.'
      : 'Which connections of this workstation are secured. The article’s filter is filled in.',
  name: 'Name',
  nameHint: 'As it would stand in Local Security Policy.',
  description: 'Description',
  descriptionHint: 'For whoever looks at it later.',
  table: 'IP filters',
  columns: {
    mirrored: 'Mirrored',
    protocol: 'Protocol',
    source: 'Source address and mask',
    sourcePort: 'Source port',
    destination: 'Destination address and mask',
    destinationPort: 'Destination port',
    deeds: 'Commands',
  },
  yes: 'Yes',
  no: 'No',
  any: 'Any',
  none: 'The list is empty.',
  add: 'Add a filter',
  paste: 'Paste addresses',
  edit: (number: number): string => `Edit filter ${number}`,
  duplicate: (number: number): string => `Duplicate filter ${number}`,
  remove: (number: number): string => `Remove filter ${number}`,
  count: (count: number): string => `${count} ${count === 1 ? 'filter' : 'filters'}`,
  page: (from: number, to: number, of: number): string => `Filters ${from} to ${to} of ${of}`,
  earlier: 'Earlier filters',
  later: 'Later filters',
  addressWords,
  protocolWord,
  broad: {
    title: 'Any address may try.',
    text: 'It must prove itself in any case. To shut out the rest of the network, limit the list; the port is then closed for everybody else by a block rule, IPv4 and IPv6.',
    limitTo: 'Limit to:',
    subnet: (subnet: string): string => `${subnet} (this network)`,
    all: 'all networks of this computer',
    enter: 'Enter addresses',
  },
  secure: 'Allow the connection only if it is secure',
  secureHint:
    'An own firewall rule lets in what IPsec has secured, and nothing else. Review lists the other rules that let the port in.',
  secureMore:
    'Windows Firewall calls it "Allow the connection if it is secure". Should the security rule be switched off or fail, the port is closed and not open in clear text, provided that nothing else lets it in. Rules of others are switched off only when you agree on Review, and come back when the policy is removed.',
  rest: 'Block the port for every other address',
  restHint:
    'An own firewall rule closes it for whoever is not on the list, IPv4 and IPv6. It has an effect only where the list is narrowed.',
  restMore:
    'Narrowing a filter list protects the addresses on it and leaves all others in clear text. Only the block rule shuts these out. A Block rule of Windows Firewall wins over every Allow rule.',
  sheet: {
    add: 'Add an IP filter',
    edit: 'Edit the IP filter',
    source: 'Source address',
    destination: 'Destination address',
    kinds,
    address: 'IP address',
    addressHint: 'IPv4 or IPv6, for example 192.168.10.5 or 2001:db8::5.',
    subnet: 'Subnet',
    subnetAddress: 'Subnet address',
    mask: 'Subnet mask or prefix length',
    maskHint: 'For example 255.255.255.0 or 24.',
    from: 'First address',
    to: 'Last address',
    dnsName: 'DNS name',
    dnsHint: 'Resolved once, now. The addresses are kept, not the name: resolve it again when they change.',
    resolve: 'Resolve',
    resolving: 'Resolving',
    resolved: (addresses: readonly string[]): string => `Kept addresses: ${addresses.join(', ')}`,
    unresolved: 'Not resolved yet.',
    protocol: 'Protocol',
    protocolHint: 'The backup uses TCP.',
    other: 'Other',
    number: 'Protocol number',
    numberHint: '0 to 255, as IANA counts them.',
    sourcePort: 'Source port',
    destinationPort: 'Destination port',
    anyPort: 'From any port',
    anyDestinationPort: 'To any port',
    thisPort: 'From this port',
    thisDestinationPort: 'To this port',
    port: 'Port',
    sourcePortNumber: 'Source port number',
    destinationPortNumber: 'Destination port number',
    mirrored: 'Mirrored',
    mirroredHint: 'Also matches packets the other way, with source and destination exchanged. A connection needs both.',
    doAdd: 'Add the filter',
    doEdit: 'Keep the filter',
    cancel: 'Cancel',
  },
  pasting: {
    title: 'Paste addresses',
    label: (role: Role): string =>
      role === 'server' ? 'Addresses of the workstations' : 'Addresses of the backup server',
    hint: 'Addresses, subnets and ranges, IPv4 and IPv6, in lines or parted by commas; a CSV file’s text does as well. At most 1,024.',
    found: (count: number): string => `${count} ${count === 1 ? 'address' : 'addresses'} understood`,
    repeated: (count: number): string => `${count} repeated`,
    notUnderstood: (count: number): string => `${count} not understood`,
    line: (line: number): string => `Line ${line}:`,
    andMore: (count: number): string => `and ${count} more`,
    tooMany: 'A filter list holds at most 1,024 filters; the rest is left out. Use subnets or ranges.',
    replaceBroad: 'In place of the filter that lets any address try',
    add: (count: number): string =>
      count === 0 ? 'Add filters' : `Add ${count} ${count === 1 ? 'filter' : 'filters'}`,
    cancel: 'Cancel',
  },
};
