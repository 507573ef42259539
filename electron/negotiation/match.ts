import { normaliseRanges, type AddressRange } from '#policy/address-range';
import type { IpAddress } from '#policy/address-text';
import type { Endpoint, Seen } from './connection';
import type { Conditions, Ports } from './end';

export const coversAddress = (ranges: readonly AddressRange[], { family, value }: IpAddress): boolean =>
  ranges.some((range) => range.family === family && range.from <= value && value <= range.to);

const coversPort = (ports: Ports, port: number): boolean =>
  ports === 'any' || ports.some(({ from, to }) => from <= port && port <= to);

const coversEndpoint = (ports: Ports, ranges: readonly AddressRange[], { address, port }: Endpoint): boolean =>
  coversPort(ports, port) && coversAddress(ranges, address);

/** Whether a connection is what the conditions are about. */
export const covers = (conditions: Conditions, { protocol, local, remote }: Seen): boolean =>
  (conditions.protocol === 'any' || conditions.protocol === protocol) &&
  coversEndpoint(conditions.localPorts, conditions.localAddresses, local) &&
  coversEndpoint(conditions.remotePorts, conditions.remoteAddresses, remote);

/** The same conditions with both ends exchanged. */
export const swapped = (conditions: Conditions): Conditions => ({
  protocol: conditions.protocol,
  localPorts: conditions.remotePorts,
  remotePorts: conditions.localPorts,
  localAddresses: conditions.remoteAddresses,
  remoteAddresses: conditions.localAddresses,
});

const insidePorts = (outer: Ports, inner: Ports): boolean =>
  outer === 'any' ||
  (inner !== 'any' && inner.every(({ from, to }) => outer.some((span) => span.from <= from && to <= span.to)));

/**
 * Whether what one end proposes lies in what the other holds, seen from the other end. Transport mode proposes the two
 * addresses of the connection, so that only protocol and ports can be wider (RFC 2409 5.5).
 */
export const proposes = (proposed: Conditions, held: Conditions): boolean =>
  (held.protocol === 'any' || held.protocol === proposed.protocol) &&
  insidePorts(held.localPorts, proposed.remotePorts) &&
  insidePorts(held.remotePorts, proposed.localPorts);

const width = (ranges: readonly AddressRange[]): bigint =>
  normaliseRanges(ranges).reduce((sum, { from, to }) => sum + (to - from + 1n), 0n);

/** How wide a rule is: the other side's addresses count first, then the own ones, then ports, then the protocol. */
export const widthOf = (conditions: Conditions): readonly bigint[] => [
  width(conditions.remoteAddresses),
  width(conditions.localAddresses),
  BigInt([conditions.localPorts, conditions.remotePorts].filter((ports) => ports === 'any').length),
  conditions.protocol === 'any' ? 1n : 0n,
];

/** Negative where the first is narrower. */
export function compareWidths(a: readonly bigint[], b: readonly bigint[]): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0n) < (b[at] ?? 0n) ? -1 : 1;
}

/** The narrowest of some things; all of them where several are equally narrow. */
export function narrowest<T>(items: readonly T[], widthOfItem: (item: T) => readonly bigint[]): readonly T[] {
  const measured = items.map((item) => ({ item, width: widthOfItem(item) }));
  const [first, ...others] = measured;
  if (first === undefined) return [];
  const least = others.reduce((best, one) => (compareWidths(one.width, best.width) < 0 ? one : best), first);
  return measured.filter(({ width: own }) => compareWidths(own, least.width) === 0).map(({ item }) => item);
}

export const widthOfAddresses = (
  remote: readonly AddressRange[],
  local: readonly AddressRange[],
): readonly bigint[] => [width(remote), width(local)];
