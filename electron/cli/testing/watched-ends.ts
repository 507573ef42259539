import { expect } from 'vitest';
import { isOwnName, type Answer } from './command-line';
import { expectForeignUnchanged, expectRecovered, foreignObjects } from './ends';
import { expectThreeSentences } from './expectations';
import { seeded } from './real-kills';
import { carryOutRemedyOn } from './remedy';
import type { Shape } from './shapes';
import { storesOf, WatchedComputer, type Wrong } from './watched-computer';

/** The only ends that a change may have. */
export const ends = { refused: 'refused', undone: 'undone', inPlace: 'in place', remedied: 'remedied' } as const;
export type End = (typeof ends)[keyof typeof ends];

/** Exit 3: as before, to the last property, and it says so in three sentences. */
async function expectUndone(computer: WatchedComputer, shape: Shape, { error, outcome }: Answer): Promise<End> {
  expect(outcome).toBe('rolled-back');
  expect(error?.stateNow).toContain('as it was before (read back).');
  expectUndoneStores(computer, shape);
  // Where the disk was full or a task could not be deleted, the journal waits for this.
  expect(await expectRecovered(computer, shape)).toBe('as before');
  return ends.undone;
}

function expectUndoneStores(computer: WatchedComputer, shape: Shape): void {
  expect(storesOf(computer.disk)).toEqual(storesOf(shape.was));
}

/** Exits 1 and 5: nothing was touched. */
async function expectRefused(computer: WatchedComputer, shape: Shape, { error }: Answer): Promise<End> {
  expect(error).toBeDefined();
  expectUndoneStores(computer, shape);
  expect(await expectRecovered(computer, shape)).toBe('as before');
  return ends.refused;
}

/** The status of a change where nothing goes wrong: what was asked for is there, and nothing but it, or it is named. */
async function expectInPlace(
  computer: WatchedComputer,
  shape: Shape,
  { error, findings = [], outcome }: Answer,
): Promise<End> {
  expect(error).toBeUndefined();
  expect(outcome).toBe('applied');
  if (findings.some(({ code }) => code === 'other-generation-left' || code === 'gpo-block-rule-left')) {
    expect((await computer.run(shape.change, { stdin: shape.key })).status).toBe(shape.status);
  }
  const end = await expectRecovered(computer, shape);
  expect(end).toBe('in place');
  return ends.inPlace;
}

const ownIn = (computer: WatchedComputer): readonly unknown[] =>
  Object.values(storesOf(computer.disk))
    .flatMap((store) => Object.values(store).flat())
    .filter((object) => isOwnName((object as { readonly Name?: unknown }).Name));

/** Exit 7: the commands that are printed, carried out to the letter, do what the program could not do. */
async function expectRemedied(computer: WatchedComputer, shape: Shape, { error, outcome }: Answer): Promise<End> {
  expect(outcome).toBe('unknown');
  expect(error?.whatNext).toMatch(/^In an elevated Windows PowerShell run: \S/u);
  await carryOutRemedyOn(computer.gateway, error?.whatNext ?? '');
  if (error?.code === 'remove-incomplete') expect(ownIn(computer)).toEqual([]);
  else {
    expectUndoneStores(computer, shape);
    expect(await expectRecovered(computer, shape)).toBe('as before');
  }
  return ends.remedied;
}

/** Runs a change in which something goes wrong, and holds its end against the only ones that there may be. */
export async function endOf(shape: Shape, wrong: Wrong): Promise<End> {
  const computer = new WatchedComputer(shape.was);
  const { status, answer } = await computer.run(shape.change, { stdin: shape.key }, wrong);
  expectForeignUnchanged(computer.disk, shape);
  if (answer.error !== undefined) expectThreeSentences(answer.error);
  if (status === 3) return expectUndone(computer, shape, answer);
  if (status === 7) return expectRemedied(computer, shape, answer);
  if (status === 1 || status === 5) return expectRefused(computer, shape, answer);
  expect({ status, error: answer.error }).toEqual({ status: shape.status, error: undefined });
  return expectInPlace(computer, shape, answer);
}

export interface Case {
  readonly shape: Shape;
  readonly k: number;
  readonly wrong: Wrong;
}

/** One case for each of the first so many: calls, writes, whatever is counted. */
export const casesOf = (
  all: readonly Shape[],
  many: (shape: Shape) => number,
  wrong: (k: number) => Wrong,
): readonly Case[] =>
  all.flatMap((shape) => Array.from({ length: many(shape) }, (_, at) => ({ shape, k: at + 1, wrong: wrong(at + 1) })));

const byCall = ({ calls }: Shape): number => calls;

/** `fail@k` for every call of every shape, and whatever else is counted by them. */
export const everyCall = (all: readonly Shape[], faults: (k: number) => string): readonly Case[] =>
  casesOf(all, byCall, (k) => ({ faults: faults(k) }));

/** Of the cases of one kind, where not all of them run; the same ones every time. */
const usualSeed = 4531;

/** These cases, or so many of them, drawn by a fixed seed. */
export function sampled<T>(cases: readonly T[], most: number): readonly T[] {
  if (cases.length <= most) return cases;
  const random = seeded(usualSeed);
  return cases
    .map((one, at) => ({ one, at, drawn: random() }))
    .toSorted((a, b) => a.drawn - b.drawn)
    .slice(0, most)
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** Holds every end against those that are allowed, all cases beside each other, and prints how many there were of each. */
export async function expectEnds(
  kind: string,
  all: readonly Case[],
  allowed: readonly End[],
  most = Infinity,
): Promise<void> {
  const cases = sampled(all, most);
  const before = foreignObjects.changed;
  const found = await Promise.all(
    cases.map(async ({ shape, k, wrong }) => {
      try {
        return { shape: shape.name, k, end: await endOf(shape, wrong) };
      } catch (error) {
        throw new Error(`${kind}, ${shape.name}, k = ${k}`, { cause: error });
      }
    }),
  );
  expect(found.filter(({ end }) => !allowed.includes(end))).toEqual([]);
  const counts = allowed.map((end) => `${found.filter((one) => one.end === end).length} ${end}`).join(', ');
  printCount(drawn(kind, cases, all), found.length, cases.length, counts, foreignObjects.changed - before);
}

/** Says so where not all cases run. */
export const drawn = (kind: string, cases: readonly unknown[], all: readonly unknown[]): string =>
  cases.length === all.length ? kind : `${kind} (drawn from ${all.length})`;

/** A line for each kind, for whoever reads the output of the tests. */
export function printCount(kind: string, right: number, of: number, how: string, changed: number): void {
  expect(of).toBeGreaterThan(0);
  process.stdout.write(
    `${kind}: ${right} of ${of}${how === '' ? '' : ` (${how})`}, foreign objects changed: ${changed}\n`,
  );
}
