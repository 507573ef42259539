import { readChoice } from '#policy/address';
import { isWholeFamily, parseRanges, printRange, readAddressText, subnet } from '#policy/address-text';
import type { IpAddressChoice, IpFilter, IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { changeFilters, ruleOf } from './edit-policy';

/** The end of a filter that is the other computer: secpol writes a server's filter towards it. */
export const farEnd = (role: Role): 'source' | 'destination' => (role === 'server' ? 'source' : 'destination');

/** The article's filter for a role: what a new line of the table begins with. */
export const newFilter = (role: Role): readonly IpFilter[] => ruleOf(presetPolicy({ role }))?.filterList.filters ?? [];

function isBroadChoice(choice: IpAddressChoice): boolean {
  if (choice.kind === 'any') return true;
  if (choice.kind === 'specific-address') return false;
  const read = readChoice(choice);
  return read.ok && read.value.kind === 'ranges' && read.value.ranges.some(isWholeFamily);
}

/** Whether any address of the other side falls under the filter. */
export const isBroad = (role: Role, filter: IpFilter): boolean => isBroadChoice(filter[farEnd(role)]);

/** The filters with these addresses on the far end, like the first filter of the rule in everything else. */
function filtersFor(policy: IpSecurityPolicy, at: number, choices: readonly IpAddressChoice[]): readonly IpFilter[] {
  const [like] = [...(ruleOf(policy, at)?.filterList.filters ?? []), ...newFilter(policy.role)];
  return like === undefined ? [] : choices.map((choice) => ({ ...like, [farEnd(policy.role)]: choice }));
}

/** Adds one filter for each address; on request they take the place of those that let any address try. */
export function addAddresses(
  policy: IpSecurityPolicy,
  at: number,
  choices: readonly IpAddressChoice[],
  { replaceBroad }: { readonly replaceBroad: boolean },
): IpSecurityPolicy {
  const added = filtersFor(policy, at, choices);
  return changeFilters(policy, at, (filters) => {
    const kept = replaceBroad ? filters.filter((filter) => !isBroad(policy.role, filter)) : filters;
    return [...kept, ...added];
  });
}

/** Narrows a broad list, and closes the port for everybody who is then not on it. */
export const narrow = (
  policy: IpSecurityPolicy,
  at: number,
  choices: readonly IpAddressChoice[],
): IpSecurityPolicy => ({
  ...addAddresses(policy, at, choices, { replaceBroad: true }),
  closeTheRest: true,
});

const ownSubnet = (address: string): readonly IpAddressChoice[] => {
  const read = readAddressText(address);
  if (!read.ok || read.value.kind !== 'prefix') return [];
  const { address: own, prefixLength } = read.value;
  const [network = ''] = printRange(subnet(own, prefixLength)).split('/');
  return [{ kind: 'subnet', address: network, prefixLength }];
};

/** Link-local and loopback subnets are on every computer and name none. */
const isLocalOnly = (address: string): boolean => /^(?:127\.|169\.254\.|::1|fe80:)/iu.test(address);

/** The subnets that this computer is in, from its own addresses: what a broad filter can be narrowed to. */
export function ownSubnets(addresses: readonly string[]): readonly IpAddressChoice[] {
  const subnets = addresses.filter((address) => !isLocalOnly(address)).flatMap(ownSubnet);
  return [...new Map(subnets.map((choice) => [JSON.stringify(choice), choice])).values()];
}

/** secpol's mask of an address: `255.255.255.255` for one, `0.0.0.0` for any; a prefix with IPv6; none for a range. */
export function maskOf(choice: IpAddressChoice): string {
  switch (choice.kind) {
    case 'any':
      return '0.0.0.0';
    case 'my-ip-address':
      return '255.255.255.255';
    case 'specific-address':
      return choice.address.includes(':') ? '/128' : '255.255.255.255';
    case 'subnet':
      return choice.address.includes(':') ? `/${choice.prefixLength}` : maskText(choice.prefixLength);
    case 'range':
    case 'dns-name':
      return '';
  }
}

/** `24` is `255.255.255.0`; what is no IPv4 prefix length is shown as it is. */
export function maskText(prefixLength: number): string {
  const range = parseRanges(`255.255.255.255/${prefixLength}`);
  const first = range.ok ? range.value[0] : undefined;
  if (first === undefined) return `/${prefixLength}`;
  const value = Number(first.from);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
