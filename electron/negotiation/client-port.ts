import type { Conditions, Ports } from './end';

/** In what Windows hands out to clients (49152 to 65535); the second is for rules that name all of these. */
const startingPoints = [50_000, 1_024];
const LAST_PORT = 65_535;

interface Span {
  readonly from: number;
  readonly to: number;
}
const spansOf = (ports: Ports): readonly Span[] => (ports === 'any' ? [] : ports);

const freeFrom = (start: number, taken: readonly Span[]): number =>
  taken.reduce((port, { from, to }) => (from <= port && port <= to ? to + 1 : port), start);

/**
 * The port from which a client calls, as one among many that it could have: none that a rule is about, because then the
 * rule of another service would seem to govern (passive FTP is secured port by port). Where rules name every port: 50000.
 */
export function clientPortBeside(conditions: readonly Conditions[]): number {
  const taken = conditions
    .flatMap(({ localPorts, remotePorts }) => [...spansOf(localPorts), ...spansOf(remotePorts)])
    .toSorted((a, b) => a.from - b.from);
  const free = startingPoints.map((start) => freeFrom(start, taken));
  return free.find((port) => port <= LAST_PORT) ?? 50_000;
}
