import { expect } from 'vitest';
import { expectAgain, expectEnd, expectForeignUnchanged, expectRecovered, foreignObjects, type End } from './ends';
import { drawn, printCount, sampled } from './watched-ends';
import { journalOf, liesAt } from './journal-truth';
import type { Shape } from './shapes';
import { isSame, storesOf, WatchedComputer, type Moment } from './watched-computer';

export interface Killed {
  readonly shape: Shape;
  readonly moment: Moment;
}

/** The audit trail decides nothing. */
const leftBehind = ({ state, files }: Moment): string =>
  JSON.stringify([state, [...files].filter(([name]) => !name.startsWith('audit'))]);

/** One of those moments that leave the same behind. */
export function distinct(all: readonly Shape[], isMeant: (moment: Moment) => boolean = () => true): readonly Killed[] {
  return all.flatMap((shape) => {
    const byDisk = new Map(shape.moments.filter(isMeant).map((moment) => [leftBehind(moment), { shape, moment }]));
    return [...byDisk.values()];
  });
}

export const isTorn = ({ what }: Moment): boolean => what.startsWith('torn');
/** The moments right after a call on a policy store took effect: what `die@k` leaves. */
export const isAfterCall = ({ what }: Moment): boolean =>
  what.startsWith('call ') && !/undo-task|of a task/u.test(what);
export const isAfterTaskCall = ({ what }: Moment): boolean => what.startsWith('call undo-task');

/** What happens to the computer after its process was killed, and how it ended. */
export type NextThing = (killed: Killed, computer: WatchedComputer) => Promise<End>;

/** The natural next thing. */
export const recovered: NextThing = async ({ shape }, computer) => expectRecovered(computer, shape);

/** And then what was meant all along. */
export const recoveredAndAgain: NextThing = async ({ shape }, computer) => {
  const end = await expectRecovered(computer, shape);
  await expectAgain(computer, shape);
  expect(expectEnd(computer.disk, shape)).toBe('in place');
  return end;
};

const pastUndoing = ['keeping', 'kept', 'finished'];

/** Nobody comes: what the computer does by itself has undone the change, unless it was being kept. */
export const unattended =
  (wait: (computer: WatchedComputer) => Promise<unknown>): NextThing =>
  async (killed, computer) => {
    const { shape, moment } = killed;
    const journal = await journalOf(moment, shape);
    await wait(computer);
    expectForeignUnchanged(computer.disk, shape);
    const stores = storesOf(computer.disk);
    const wasKept = pastUndoing.includes(journal?.state ?? 'none') && isSame(stores, storesOf(moment));
    if (!wasKept) expect(stores).toEqual(storesOf(shape.was));
    expect((await computer.run(['status'])).status).toBe(0);
    return recovered(killed, computer);
  };

/** Ends every one of them, and prints how many ended how. */
export async function expectKilledEnds(
  kind: string,
  cases: readonly Killed[],
  next: NextThing,
  most = Infinity,
): Promise<void> {
  const all = sampled(cases, most);
  const before = foreignObjects.changed;
  const ended = await Promise.all(
    all.map(async (killed) => {
      try {
        return await next(killed, new WatchedComputer(killed.moment));
      } catch (error) {
        throw new Error(`${kind}, ${killed.shape.name}, after: ${killed.moment.what}`, { cause: error });
      }
    }),
  );
  const count = (end: End): string => `${ended.filter((one) => one === end).length} ${end}`;
  printCount(
    drawn(kind, all, cases),
    ended.length,
    all.length,
    `${count('as before')}, ${count('in place')}`,
    foreignObjects.changed - before,
  );
}

/** The journal says the truth at every moment of every shape. */
export async function expectTrueJournals(all: readonly Shape[]): Promise<void> {
  const moments = all.flatMap((shape) => shape.moments.map((moment) => ({ shape, moment })));
  const told = await Promise.all(moments.map(({ shape, moment }) => liesAt(moment, shape)));
  const lies = told.flatMap((words, at) =>
    words.map((lie) => `${moments[at]?.shape.name ?? ''}, ${moments[at]?.moment.what ?? ''}: ${lie}`),
  );
  expect(lies).toEqual([]);
  printCount('the journal at every moment', told.length, moments.length, 'no lie', 0);
}
