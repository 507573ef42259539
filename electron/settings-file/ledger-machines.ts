import type { LedgerLine } from './ledger-line';

/** One computer as a ledger shows it, whatever it was called meanwhile. */
export interface Machine {
  /** What it did last counts. */
  readonly newest: LedgerLine;
  /** Every name that it bore, comparable. */
  readonly names: ReadonlySet<string>;
}

/** How names are compared: `pc1.corp.example` and `PC1` are one. */
export type Comparable = (name: string) => string;

const machineOf = (lines: readonly LedgerLine[], comparable: Comparable): readonly Machine[] => {
  const newest = lines.at(-1);
  return newest === undefined ? [] : [{ newest, names: new Set(lines.map(({ computer }) => comparable(computer))) }];
};

function grouped(
  lines: readonly LedgerLine[],
  keyOf: (line: LedgerLine) => string,
): readonly (readonly LedgerLine[])[] {
  const groups = new Map<string, LedgerLine[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group === undefined) groups.set(keyOf(line), [line]);
    else group.push(line);
  }
  return [...groups.values()];
}

/** A renamed computer never goes back to an earlier name between two of its lines; copies of one image do. */
function takeTurns(names: readonly string[]): boolean {
  const changes = names.filter((name, at) => name !== names[at - 1]);
  return changes.length > new Set(changes).size;
}

/** Copies of one disk image may share their id: several names that are expected each, or take turns, are several computers. */
function split(
  lines: readonly LedgerLine[],
  isExpected: (name: string) => boolean,
  comparable: Comparable,
): readonly (readonly LedgerLine[])[] {
  const names = lines.map(({ computer }) => comparable(computer));
  const expected = new Set(names.filter(isExpected));
  const isSeveral = expected.size > 1 || takeTurns(names);
  return isSeveral ? grouped(lines, ({ computer }) => comparable(computer)) : [lines];
}

/** Which groups ever bore a name. */
function bearersOf(
  groups: readonly (readonly LedgerLine[])[],
  comparable: Comparable,
): ReadonlyMap<string, readonly (readonly LedgerLine[])[]> {
  const bearers = new Map<string, (readonly LedgerLine[])[]>();
  for (const group of groups)
    for (const name of new Set(group.map(({ computer }) => comparable(computer))))
      bearers.set(name, [...(bearers.get(name) ?? []), group]);
  return bearers;
}

/**
 * The computers of a ledger: two of one name stay two, and a renamed one stays one. Lines without an id, as of earlier
 * versions, belong to the one computer of that name, or are a computer by that name. `lines`: oldest first. Pure.
 * @param isExpected whether a comparable name stands on a list of computers that are each expected
 */
export function machinesIn(
  lines: readonly LedgerLine[],
  isExpected: (name: string) => boolean,
  comparable: Comparable,
): readonly Machine[] {
  const named = lines.filter(({ machineId }) => machineId !== undefined);
  const groups = grouped(named, ({ machineId = '' }) => machineId).flatMap((one) => split(one, isExpected, comparable));
  const bearers = bearersOf(groups, comparable);
  const nameless = lines.filter(({ machineId }) => machineId === undefined);
  const [joined, alone] = [new Map<readonly LedgerLine[], readonly LedgerLine[]>(), [] as (readonly LedgerLine[])[]];
  for (const group of grouped(nameless, ({ computer }) => comparable(computer))) {
    const [bearer, ...others] = bearers.get(comparable(group[0]?.computer ?? '')) ?? [];
    if (bearer === undefined || others.length > 0) alone.push(group);
    else joined.set(bearer, [...(joined.get(bearer) ?? []), ...group]);
  }
  const place = new Map(lines.map((line, at) => [line, at]));
  const inOrder = (group: readonly LedgerLine[]): readonly LedgerLine[] =>
    group.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const whole = groups.map((group) => [...(joined.get(group) ?? []), ...group]);
  return [...whole, ...alone].flatMap((group) => machineOf(inOrder(group), comparable));
}
