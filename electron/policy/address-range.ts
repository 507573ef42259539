/**
 * Arithmetic on sets of IP addresses. IPv4 and IPv6 are two number lines that never meet; a set is a list of ranges,
 * in any order, overlapping or not, unless a function says that it is normalised.
 */
export type IpFamily = 4 | 6;

/** All addresses from `from` to `to`, both included; `from` is never above `to`. */
export interface AddressRange {
  readonly family: IpFamily;
  readonly from: bigint;
  readonly to: bigint;
}

export const familyBits = { 4: 32, 6: 128 } as const;

export const wholeFamily = (family: IpFamily): AddressRange => ({
  family,
  from: 0n,
  to: (1n << BigInt(familyBits[family])) - 1n,
});

export const allAddresses: readonly AddressRange[] = [wholeFamily(4), wholeFamily(6)];

export const isSingle = ({ from, to }: AddressRange): boolean => from === to;

const byPlace = (a: AddressRange, b: AddressRange): number => {
  if (a.family !== b.family) return a.family - b.family;
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0;
};

/** Neighbours count as touching: 10.0.0.0-10.0.0.1 and 10.0.0.2 are one range. */
const touches = (before: AddressRange, after: AddressRange): boolean =>
  before.family === after.family && after.from <= before.to + 1n;

/** The same addresses as the fewest ranges: IPv4 first, ascending, none touching another. */
export function normaliseRanges(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const joined: AddressRange[] = [];
  for (const range of ranges.toSorted(byPlace)) {
    const last = joined.at(-1);
    if (last === undefined || !touches(last, range)) joined.push(range);
    else if (range.to > last.to) joined[joined.length - 1] = { ...last, to: range.to };
  }
  return joined;
}

export const rangesOverlap = (a: AddressRange, b: AddressRange): boolean =>
  a.family === b.family && a.from <= b.to && b.from <= a.to;

/** Whether any address is in both sets. */
export const overlap = (a: readonly AddressRange[], b: readonly AddressRange[]): boolean =>
  intersection(a, b).length > 0;

/** Whether every address of `inner` is in `outer`. The empty set is in every set. */
export function contains(outer: readonly AddressRange[], inner: readonly AddressRange[]): boolean {
  const whole = normaliseRanges(outer);
  return normaliseRanges(inner).every((range) =>
    whole.some(({ family, from, to }) => family === range.family && from <= range.from && range.to <= to),
  );
}

const sameRange = (a: AddressRange, b: AddressRange | undefined): boolean =>
  a.family === b?.family && a.from === b.from && a.to === b.to;

/** Whether both lists hold the same addresses, however they are cut into ranges. */
export function sameRanges(a: readonly AddressRange[], b: readonly AddressRange[]): boolean {
  const left = normaliseRanges(a);
  const right = normaliseRanges(b);
  return left.length === right.length && left.every((range, at) => sameRange(range, right[at]));
}

/** The addresses that are in both sets, normalised. Both lists are walked once. */
export function intersection(a: readonly AddressRange[], b: readonly AddressRange[]): readonly AddressRange[] {
  const left = normaliseRanges(a);
  const right = normaliseRanges(b);
  const common: AddressRange[] = [];
  let [i, j] = [0, 0];
  for (let [x, y] = [left[i], right[j]]; x !== undefined && y !== undefined; [x, y] = [left[i], right[j]]) {
    if (rangesOverlap(x, y)) common.push({ family: x.family, from: max(x.from, y.from), to: min(x.to, y.to) });
    if (x.family < y.family || (x.family === y.family && x.to < y.to)) i += 1;
    else j += 1;
  }
  return common;
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function gaps(family: IpFamily, taken: readonly AddressRange[]): readonly AddressRange[] {
  const { to: last } = wholeFamily(family);
  const open: AddressRange[] = [];
  let next = 0n;
  for (const { from, to } of taken) {
    if (from > next) open.push({ family, from: next, to: from - 1n });
    next = to + 1n;
  }
  return next > last ? open : [...open, { family, from: next, to: last }];
}

/** Every address that is not in the set, IPv4 and IPv6: a family that the set does not mention is in it as a whole. */
export function complement(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const taken = normaliseRanges(ranges);
  const ofFamily = (family: IpFamily): readonly AddressRange[] => taken.filter((range) => range.family === family);
  return [...gaps(4, ofFamily(4)), ...gaps(6, ofFamily(6))];
}
