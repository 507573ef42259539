import { type AddressProblem, finding, type Finding } from '#contract/finding';
import { fail } from '#contract/app-error';
import { refuse, succeed, type Result } from '#contract/result';
import {
  type AddressRange,
  allAddresses,
  complement,
  contains,
  intersection,
  normaliseRanges,
  overlap,
  sameRanges,
} from './address-range';
import { isWholeFamily, parseRanges, printFromTo, printRange, readAddressText } from './address-text';
import type { IpAddressChoice } from './model';

/** What a choice of secpol means in addresses. A subnet of length 0 is a whole family, not `any`. */
export type ChoiceAddresses =
  | { readonly kind: 'my-ip-address' }
  | { readonly kind: 'any' }
  | { readonly kind: 'ranges'; readonly ranges: readonly AddressRange[] };

const known = (text: string): readonly AddressRange[] => {
  const read = parseRanges(text);
  if (!read.ok) throw new Error(`not an address: ${text}`);
  return read.value;
};

/** Where nobody lives. `partly`: refused as soon as one address is touched, because Windows refuses the list then. */
const notUnicast: readonly {
  readonly why: AddressProblem;
  readonly ranges: readonly AddressRange[];
  readonly partly: boolean;
}[] = [
  { why: 'multicast', ranges: [...known('224.0.0.0/4'), ...known('ff00::/8')], partly: true },
  { why: 'broadcast', ranges: known('255.255.255.255'), partly: true },
  { why: 'loopback', ranges: [...known('127.0.0.0/8'), ...known('::1')], partly: false },
  { why: 'unspecified', ranges: [...known('0.0.0.0'), ...known('::')], partly: false },
  // Never on the wire: a packet from 192.0.2.1 is IPv4, whatever a program calls it.
  { why: 'ipv4-in-ipv6', ranges: known('::ffff:0:0/96'), partly: false },
];

/**
 * What a firewall rule that blocks can name: every address from which a connection can come, and none that Windows
 * refuses in such a list. In: 0.0.0.0/8 but its first address, 127.0.0.0/8 (Windows never filters loopback, so nothing
 * is cut), 240.0.0.0/4, link-local. Out: multicast and the broadcast address, which cannot be the source of a
 * connection, and `::` and `::1`, which Windows refuses and which no network carries.
 */
const connectable: readonly AddressRange[] = [
  ...known('0.0.0.1-223.255.255.255'),
  ...known('240.0.0.0-255.255.255.254'),
  ...known('::2-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'),
];

function problemOf(range: AddressRange): AddressProblem | undefined {
  if (isWholeFamily(range)) return undefined;
  return notUnicast.find(({ ranges, partly }) => (partly ? overlap(ranges, [range]) : contains(ranges, [range])))?.why;
}

function unicast(text: string): Result<readonly AddressRange[], Finding> {
  const read = parseRanges(text);
  if (!read.ok) return read;
  const why = read.value.map(problemOf).find((problem) => problem !== undefined);
  return why === undefined ? read : refuse(finding('address-not-unicast', 'block', { address: text.trim(), why }));
}

function joined(texts: readonly string[]): Result<ChoiceAddresses, Finding> {
  const reads = texts.map(unicast);
  const refused = reads.find((read) => !read.ok);
  if (refused !== undefined) return refused;
  return succeed({ kind: 'ranges', ranges: normaliseRanges(reads.flatMap((read) => (read.ok ? read.value : []))) });
}

/** An address field holds one address: `Any`, a prefix or a range in it would mean more than the field says. */
function onlyAddress(text: string): Result<string, Finding> {
  const read = readAddressText(text);
  if (!read.ok) return read;
  return read.value.kind === 'address' ? succeed(text) : refuse(finding('address-invalid', 'block', { address: text }));
}

function joinedAddresses(
  addresses: readonly string[],
  form: (texts: readonly string[]) => readonly string[],
): Result<ChoiceAddresses, Finding> {
  const bad = addresses.map(onlyAddress).find((read) => !read.ok);
  if (bad !== undefined) return bad;
  return joined(form(addresses));
}

/** The addresses of a choice as it may come from anywhere; refused with the finding that says what is wrong with it. */
export function readChoice(choice: IpAddressChoice): Result<ChoiceAddresses, Finding> {
  switch (choice.kind) {
    case 'my-ip-address':
    case 'any':
      return succeed({ kind: choice.kind });
    case 'specific-address':
      return joinedAddresses([choice.address], (texts) => texts);
    case 'subnet':
      return joinedAddresses([choice.address], ([address]) => [`${address ?? ''}/${choice.prefixLength}`]);
    case 'range':
      return joinedAddresses([choice.from, choice.to], ([from, to]) => [`${from ?? ''}-${to ?? ''}`]);
    case 'dns-name':
      if (choice.addresses.length > 0) return joinedAddresses(choice.addresses, (texts) => texts);
      return refuse(finding('dns-name-unresolved', 'block', { dnsName: choice.dnsName }));
  }
}

/**
 * The addresses of the choices of one side, joined: `any` and `my-ip-address` are all addresses of both families.
 * For choices that passed `parse` or `validate`; throws AppFailure `policy-invalid` for others.
 */
export function choiceRanges(choices: readonly IpAddressChoice[]): readonly AddressRange[] {
  const ranges = choices.flatMap((choice) => {
    const read = readChoice(choice);
    if (!read.ok) return fail('policy-invalid', { finding: read.error });
    return read.value.kind === 'ranges' ? read.value.ranges : allAddresses;
  });
  return normaliseRanges(ranges);
}

/** Whether a side leaves any address out, of either family. */
export const isNarrowed = (choices: readonly IpAddressChoice[]): boolean =>
  !contains(choiceRanges(choices), allAddresses);

/** `-LocalAddress` and `-RemoteAddress` of an IPsec rule: `Any` alone, or canonical texts without a multicast address. */
export function addressTexts(choices: readonly IpAddressChoice[]): readonly string[] {
  const ranges = choiceRanges(choices);
  if (contains(ranges, allAddresses)) return ['Any'];
  // A whole family holds its multicast block, which Windows refuses in an IPsec rule.
  return ranges
    .flatMap((range) => (isWholeFamily(range) ? intersection([range], connectable) : [range]))
    .map(printRange);
}

/**
 * `-RemoteAddress` (or `-LocalAddress`) of the firewall rule that blocks everybody who is not on the list, as `from-to`
 * and single addresses, IPv4 and IPv6; see `connectable` for what it covers. Empty where the list leaves nobody out.
 */
export function closingAddresses(choices: readonly IpAddressChoice[]): readonly string[] {
  return intersection(complement(choiceRanges(choices)), connectable).map(printFromTo);
}

/** A list as a store tells it. Words that are no addresses (`LocalSubnet`) are kept as words. */
function fromStore(texts: readonly string[]): {
  readonly ranges: readonly AddressRange[];
  readonly words: readonly string[];
} {
  const reads = texts.map((text) => ({ text, read: parseRanges(text) }));
  return {
    ranges: reads.flatMap(({ read }) => (read.ok ? read.value : [])),
    words: reads.flatMap(({ text, read }) => (read.ok ? [] : [text.trim().toLowerCase()])),
  };
}

/** Whether two lists of a store's texts are the same addresses, whatever form they are written in. */
export function sameAddresses(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [fromStore(a), fromStore(b)];
  const words = (list: readonly string[]): string => [...new Set(list)].sort().join();
  return sameRanges(left.ranges, right.ranges) && words(left.words) === words(right.words);
}

/** Whether two lists of a store's texts may share an address. A word such as `LocalSubnet` may be any address. */
export function addressesOverlap(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [fromStore(a), fromStore(b)];
  if (left.words.length > 0 || right.words.length > 0) return a.length > 0 && b.length > 0;
  return overlap(left.ranges, right.ranges);
}

function asChoice(text: string): IpAddressChoice {
  const [first = '', second] = text.split(/[-/]/).map((part) => part.trim());
  const read = readAddressText(text);
  if (!read.ok || read.value.kind === 'any') return { kind: 'any' };
  if (read.value.kind === 'prefix') return { kind: 'subnet', address: first, prefixLength: read.value.prefixLength };
  if (read.value.kind === 'range') return { kind: 'range', from: first, to: second ?? first };
  return { kind: 'specific-address', address: first };
}

/** `--peer` and `--local`: an address, prefix, mask or range, or `any`. A name is `address-invalid`: names are not resolved here. */
export function parsePeer(text: string): Result<IpAddressChoice, Finding> {
  const read = readAddressText(text);
  if (!read.ok) return read;
  if (read.value.kind === 'any') return succeed({ kind: 'any' });
  const usable = unicast(text);
  return usable.ok ? succeed(asChoice(text)) : usable;
}
