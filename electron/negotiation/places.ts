import { intersection, normaliseRanges, overlap, type AddressRange, type IpFamily } from '#policy/address-range';
import { parseRanges, type IpAddress } from '#policy/address-text';

const known = (text: string): readonly AddressRange[] => {
  const read = parseRanges(text);
  return read.ok ? read.value : [];
};

/** Where computers live: what the model puts an actor at is one of these. */
const unicast: readonly AddressRange[] = [
  ...known('1.0.0.1-126.255.255.254'),
  ...known('128.0.0.1-223.255.255.254'),
  ...known('2000::1-fdff:ffff:ffff:ffff:ffff:ffff:ffff:fffe'),
];

/** Addresses for examples (RFC 5737, RFC 3849), taken where a list allows any. */
const wanted = {
  server: ['192.0.2.10', '2001:db8::10'],
  workstation: ['192.0.2.20', '2001:db8::20'],
  stranger: ['192.0.2.77', '198.51.100.7', '203.0.113.7', '2001:db8::77', '2001:db8:ffff::7'],
} as const;
export type Dweller = keyof typeof wanted;

const first = (ranges: readonly AddressRange[], avoid: IpAddress | undefined): IpAddress | undefined => {
  const [range, next] = ranges;
  if (range === undefined) return undefined;
  // The first address of a subnet names the subnet.
  const value = range.to - range.from > 1n ? range.from + 1n : range.from;
  if (value !== avoid?.value || range.family !== avoid.family) return { family: range.family, value };
  if (value < range.to) return { family: range.family, value: value + 1n };
  return next === undefined ? undefined : { family: next.family, value: next.from };
};

/** Somebody, and where that one may be. */
export interface Search {
  readonly who: Dweller;
  readonly ranges: readonly AddressRange[];
}

const sizeIn = ({ ranges }: Search, family: IpFamily): bigint =>
  normaliseRanges(intersection(ranges, unicast))
    .filter((range) => range.family === family)
    .reduce((sum, { from, to }) => sum + (to - from + 1n), 0n);

/**
 * Addresses of that family for two computers, never the same one. Whoever has less choice chooses first, so that the
 * other does not take the only place that is left. Undefined where there is no room for both.
 */
export function placesFor(
  one: Search,
  other: Search,
  family: IpFamily,
): readonly [one: IpAddress, other: IpAddress] | undefined {
  const isOtherFirst = sizeIn(other, family) < sizeIn(one, family);
  const [early, late] = isOtherFirst ? [other, one] : [one, other];
  const first = placeFor(early.who, early.ranges, family);
  const second = first === undefined ? undefined : placeFor(late.who, late.ranges, family, first);
  if (first === undefined || second === undefined) return undefined;
  return isOtherFirst ? [second, first] : [first, second];
}

/** An address of that family for somebody, out of a set; not the one to be avoided. Undefined where the set has none. */
export function placeFor(
  who: Dweller,
  ranges: readonly AddressRange[],
  family: IpFamily,
  avoid?: IpAddress,
): IpAddress | undefined {
  const usable = intersection(ranges, unicast).filter((range) => range.family === family);
  const usual = wanted[who]
    .flatMap((text) => known(text))
    .filter((range) => range.family === family && overlap([range], usable) && range.from !== avoid?.value);
  const [best] = usual;
  return best === undefined ? first(usable, avoid) : { family, value: best.from };
}
