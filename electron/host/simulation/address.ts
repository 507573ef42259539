import ipaddr from 'ipaddr.js';

/** Addresses from `from` to `to`, both included, as numbers. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly from: bigint;
  readonly to: bigint;
}

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);
const numberFrom = (bytes: readonly number[]): bigint => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** One address. Shortened IPv4 (`10.1`), octal (`010.1.1.1`) and zones (`fe80::1%eth0`) are not addresses here. */
function parseOne(text: string): AddressRange | undefined {
  const isFour = ipaddr.IPv4.isValidFourPartDecimal(text);
  if (!isFour && (text.includes('%') || !ipaddr.IPv6.isValid(text))) return undefined;
  const value = numberFrom(ipaddr.parse(text).toByteArray());
  return { family: isFour ? 4 : 6, from: value, to: value };
}

function prefixLengthOf(text: string, family: 4 | 6): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= bitsOf(family) ? Number(text) : undefined;
  if (family === 6 || !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return ipaddr.IPv4.parse(text).prefixLengthFromSubnetMask() ?? undefined;
}

function parseSubnet(address: string, suffix: string): AddressRange | undefined {
  const base = parseOne(address);
  const length = base === undefined ? undefined : prefixLengthOf(suffix, base.family);
  if (base === undefined || length === undefined) return undefined;
  const host = (1n << BigInt(bitsOf(base.family) - length)) - 1n;
  return { family: base.family, from: base.from & ~host, to: base.from | host };
}

function parseSpan(first: string, last: string): AddressRange | undefined {
  const [from, to] = [parseOne(first), parseOne(last)];
  if (from?.family !== to?.family || from === undefined || to === undefined || from.from > to.from) return undefined;
  return { family: from.family, from: from.from, to: to.to };
}

/** One address, `a/24`, `a/255.255.255.0` or `a-b`; undefined for anything else. */
export function parseAddress(text: string): AddressRange | undefined {
  const [address = '', suffix] = text.split('/', 2);
  if (suffix !== undefined) return text.split('/').length === 2 ? parseSubnet(address, suffix) : undefined;
  const [first = '', last, ...more] = text.split('-');
  if (last !== undefined) return more.length === 0 ? parseSpan(first, last) : undefined;
  return parseOne(text);
}

export const rangeSize = ({ from, to }: AddressRange): bigint => to - from + 1n;
export const includesRange = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.family === inner.family && outer.from <= inner.from && inner.to <= outer.to;

const multicast = { 4: parseAddress('224.0.0.0/4'), 6: parseAddress('ff00::/8') };

/** Whether a range begins or ends in multicast. A whole family is a way to say any, not multicast. */
export function touchesMulticast(range: AddressRange): boolean {
  const group = multicast[range.family];
  if (group === undefined || rangeSize(range) === 1n << BigInt(bitsOf(range.family))) return false;
  return range.from <= group.to && group.from <= range.to;
}

/** `192.0.2.0/24` as `192.0.2.0/255.255.255.0`; everything else as it is. */
export function withMask(text: string): string {
  const [address = '', length = ''] = text.split('/', 2);
  if (!/^\d{1,2}$/.test(length) || !ipaddr.IPv4.isValidFourPartDecimal(address)) return text;
  return `${address}/${ipaddr.IPv4.subnetMaskFromPrefixLength(Number(length)).toString()}`;
}
