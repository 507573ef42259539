import ipaddr from 'ipaddr.js';
import { finding, type Finding } from '#contract/finding';
import { refuse, succeed, type Result } from '#contract/result';
import { type AddressRange, allAddresses, familyBits, type IpFamily, isSingle, wholeFamily } from './address-range';

/** One address as a number on the line of its family. */
export interface IpAddress {
  readonly family: IpFamily;
  readonly value: bigint;
}

/** What a text turned out to be; the same kinds as in secpol. */
export type AddressText =
  | { readonly kind: 'any' }
  | { readonly kind: 'address'; readonly address: IpAddress }
  | { readonly kind: 'prefix'; readonly address: IpAddress; readonly prefixLength: number }
  | { readonly kind: 'range'; readonly from: IpAddress; readonly to: IpAddress };

/** Two IPv6 addresses of the longest form with a hyphen and blanks are shorter; nothing longer is looked at. */
const LONGEST = 100;
const shown = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);

const toNumber = (digits: readonly number[], bits: number): bigint =>
  digits.reduce((value, digit) => (value << BigInt(bits)) | BigInt(digit), 0n);

function ipv4(text: string): bigint | undefined {
  // isValid takes 10.1 and 010.1.1.1 as well, which mean something else elsewhere.
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? toNumber(ipaddr.IPv4.parse(text).octets, 8) : undefined;
}

/** ipaddr.js takes a zone, a colon at either end and a hexadecimal IPv4 tail as well: Windows would not. */
const looksLikeIpv6 = (text: string): boolean =>
  /^[0-9a-f:]+(?:(?<=:)\d+\.\d+\.\d+\.\d+)?$/i.test(text) &&
  !/^:[^:]|[^:]:$|:::/.test(text) &&
  ipaddr.IPv6.isValid(text);

function ipv6(text: string): bigint | undefined {
  const tail = /:([^:]*\.[^:]*)$/.exec(text)?.[1];
  if (tail !== undefined && ipv4(tail) === undefined) return undefined;
  return looksLikeIpv6(text) ? toNumber(ipaddr.IPv6.parse(text).parts, 16) : undefined;
}

/** One address, IPv4 in four decimal parts or IPv6 without a zone. Anything else is undefined. */
export function readAddress(text: string): IpAddress | undefined {
  const family = text.includes(':') ? 6 : 4;
  const value = family === 6 ? ipv6(text) : ipv4(text);
  return value === undefined ? undefined : { family, value };
}

interface Refused {
  readonly ok: false;
  readonly error: Finding;
}

const invalid = (address: string): Refused => refuse(finding('address-invalid', 'block', { address: shown(address) }));

/** The length of a contiguous IPv4 mask, or undefined: 255.0.255.0 names no subnet. */
function maskLength(mask: bigint): number | undefined {
  const hostBits = (~mask & 0xffffffffn).toString(2).replace(/^0$/, '');
  return hostBits.includes('0') ? undefined : 32 - hostBits.length;
}

function prefixText(text: string, address: IpAddress, tail: string): Result<AddressText, Finding> {
  const mask = address.family === 4 ? ipv4(tail) : undefined;
  if (mask !== undefined) {
    const prefixLength = maskLength(mask);
    if (prefixLength !== undefined) return succeed({ kind: 'prefix', address, prefixLength });
    return refuse(finding('mask-not-contiguous', 'block', { address: text, mask: tail }));
  }
  if (/^(?:0|[1-9]\d{0,2})$/.test(tail) && Number(tail) <= familyBits[address.family]) {
    return succeed({ kind: 'prefix', address, prefixLength: Number(tail) });
  }
  return refuse(finding('prefix-invalid', 'block', { address: text, prefix: tail }));
}

function rangeText(fromText: string, toText: string): Result<AddressText, Finding> {
  const from = readAddress(fromText);
  const to = readAddress(toText);
  if (from === undefined) return invalid(fromText);
  if (to === undefined) return invalid(toText);
  const ends = { from: fromText, to: toText };
  if (from.family !== to.family) return refuse(finding('range-mixed-families', 'block', ends));
  if (from.value > to.value) return refuse(finding('range-reversed', 'block', ends));
  return succeed({ kind: 'range', from, to });
}

/**
 * Reads every form that NetSecurity takes and returns: `a`, `a/24`, `a/255.255.255.0`, `a-b`, `Any`; IPv4 and IPv6,
 * any letter case, blanks around it. Keywords such as `LocalSubnet` and names are `address-invalid`.
 */
export function readAddressText(given: string): Result<AddressText, Finding> {
  const text = given.trim();
  if (text.length > LONGEST) return invalid(text);
  if (/^any$/i.test(text)) return succeed({ kind: 'any' });
  const slash = text.indexOf('/');
  const hyphen = text.indexOf('-');
  if (slash < 0 && hyphen >= 0) return rangeText(text.slice(0, hyphen).trim(), text.slice(hyphen + 1).trim());
  const address = readAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return invalid(text);
  return slash < 0 ? succeed({ kind: 'address', address }) : prefixText(text, address, text.slice(slash + 1));
}

/** The subnet around an address. Bits of the host are ignored, as Windows does: 192.168.10.5/24 is 192.168.10.0/24. */
export function subnet({ family, value }: IpAddress, prefixLength: number): AddressRange {
  const hostBits = BigInt(familyBits[family] - prefixLength);
  const from = (value >> hostBits) << hostBits;
  return { family, from, to: from + (1n << hostBits) - 1n };
}

export function rangesOfText(text: AddressText): readonly AddressRange[] {
  switch (text.kind) {
    case 'any':
      return allAddresses;
    case 'address':
      return [{ family: text.address.family, from: text.address.value, to: text.address.value }];
    case 'prefix':
      return [subnet(text.address, text.prefixLength)];
    case 'range':
      return [{ family: text.from.family, from: text.from.value, to: text.to.value }];
  }
}

/** The addresses of one text; `Any` is IPv4 and IPv6 as a whole. */
export function parseRanges(text: string): Result<readonly AddressRange[], Finding> {
  const read = readAddressText(text);
  return read.ok ? succeed(rangesOfText(read.value)) : read;
}

function digits(value: bigint, count: number, bits: number): number[] {
  const mask = (1n << BigInt(bits)) - 1n;
  return Array.from({ length: count }, (_, at) => Number((value >> BigInt(bits * (count - 1 - at))) & mask));
}

/** The canonical text of an address: RFC 5952 for IPv6, never with an IPv4 tail. */
export const printAddress = ({ family, value }: IpAddress): string =>
  family === 4 ? digits(value, 4, 8).join('.') : new ipaddr.IPv6(digits(value, 8, 16)).toRFC5952String();

/** The prefix length of a range that is exactly one subnet. */
function prefixOf({ family, from, to }: AddressRange): number | undefined {
  const hostBits = (to - from + 1n).toString(2).length - 1;
  const prefixLength = familyBits[family] - hostBits;
  const whole = subnet({ family, value: from }, prefixLength);
  return whole.from === from && whole.to === to ? prefixLength : undefined;
}

/** `from-to`, or the address alone where it is only one. */
export const printFromTo = (range: AddressRange): string => {
  const { family, from, to } = range;
  const first = printAddress({ family, value: from });
  return isSingle(range) ? first : `${first}-${printAddress({ family, value: to })}`;
};

/** Canonical: one address, else the prefix where the range is exactly one, else `from-to`. */
export function printRange(range: AddressRange): string {
  const prefixLength = isSingle(range) ? undefined : prefixOf(range);
  if (prefixLength === undefined) return printFromTo(range);
  return `${printAddress({ family: range.family, value: range.from })}/${prefixLength}`;
}

/** Whether a range is all of IPv4 or all of IPv6. */
export const isWholeFamily = ({ family, from, to }: AddressRange): boolean => {
  const whole = wholeFamily(family);
  return from === whole.from && to === whole.to;
};
