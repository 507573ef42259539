import { expect } from 'vitest';
import { isOwnName } from './command-line';
import { expectThreeSentences } from './expectations';
import { journalOf, recordIn, taskNamesIn } from './journal-truth';
import type { Shape } from './shapes';
import { isSame, secpolStore, storesOf, type Disk, type WatchedComputer } from './watched-computer';

/** The only two ends of a change that something went wrong with. */
export type End = 'as before' | 'in place';

type Stored = Readonly<Record<string, unknown>>;

/** Whether such a rule is on is judged by the end (as before, in place); everything else of it is as it was. */
const withoutConsented =
  (consented: readonly string[]) =>
  (one: Stored): Stored =>
    consented.includes(String(one['Name'])) ? { ...one, Enabled: 'by consent' } : one;

const others = (disk: Disk, consented: readonly string[]): unknown =>
  Object.entries(storesOf(disk))
    .filter(([store]) => store !== secpolStore)
    .map(([store, content]) => [
      store,
      Object.entries(content)
        .map(([noun, list]) => [
          noun,
          (list as readonly Stored[]).filter(({ Name }) => !isOwnName(Name)).map(withoutConsented(consented)),
        ])
        .filter(([, list]) => (list?.length ?? 0) > 0),
    ]);

/** Counted over all cases of a test file. */
export const foreignObjects = { changed: 0 };

export function expectForeignUnchanged(disk: Disk, { was, consented = [] }: Pick<Shape, 'was' | 'consented'>): void {
  if (isSame(others(disk, consented), others(was, consented))) return;
  foreignObjects.changed += 1;
  expect(others(disk, consented)).toEqual(others(was, consented));
}

const withoutTimes = (record: string): string => record.replaceAll(/"appliedAt": "[^"]*"/gu, '');
const holds = (disk: Disk, wanted: Disk): boolean =>
  isSame(storesOf(disk), storesOf(wanted)) && withoutTimes(recordIn(disk)) === withoutTimes(recordIn(wanted));

/** Where a change has ended, to the last property, record included, and no task of ours left behind. */
export function expectEnd(disk: Disk, shape: Shape): End {
  expectForeignUnchanged(disk, shape);
  expect(taskNamesIn(disk)).toEqual([]);
  if (isSame(storesOf(disk), storesOf(shape.was)) && recordIn(disk) === recordIn(shape.was)) return 'as before';
  if (holds(disk, shape.is)) return 'in place';
  // Neither: say in what it differs from where it was.
  expect({ stores: storesOf(disk), record: recordIn(disk) }).toEqual({
    stores: storesOf(shape.was),
    record: recordIn(shape.was),
  });
  return 'as before';
}

/** `status` has nothing to say against the computer, and knows of nothing unfinished. */
export async function expectCleanStatus(computer: WatchedComputer): Promise<void> {
  const { status, answer } = await computer.run(['status']);
  const { policies = [], findings } = answer;
  expect({ status, findings, pending: answer.pending, interrupted: answer.interrupted }).toEqual({
    ...{ status: 0, findings: [], pending: null, interrupted: null },
  });
  for (const { differences } of policies) expect(differences).toBe(0);
}

/** What `recover --yes` says and what the journal says then are both what is there. */
export async function expectRecovered(computer: WatchedComputer, shape: Shape): Promise<End> {
  const { status, answer } = await computer.run(['recover', '--yes']);
  if (answer.error !== undefined) expectThreeSentences(answer.error);
  const end = expectEnd(computer.disk, shape);
  const journal = (await journalOf(computer.disk, shape))?.state ?? 'none';
  const said = { status, outcome: answer.outcome, error: answer.error, journal };
  if (status === 3)
    expect({ ...said, end }).toEqual({
      ...said,
      outcome: 'rolled-back',
      error: undefined,
      journal: 'undone',
      end: 'as before',
    });
  else if (answer.outcome === 'applied')
    expect({ ...said, end }).toEqual({ ...said, status: 0, journal: 'finished', end: 'in place' });
  else {
    const final = end === 'in place' ? ['finished'] : ['none', 'undone'];
    expect({ ...said, isFinal: final.includes(journal) }).toEqual({
      ...said,
      status: 0,
      outcome: 'unchanged',
      isFinal: true,
    });
  }
  await expectCleanStatus(computer);
  return end;
}

/** The same change works afterwards. */
export async function expectAgain(computer: WatchedComputer, shape: Shape): Promise<void> {
  const { status, answer } = await computer.run(shape.change, { stdin: shape.key });
  expect({ status, error: answer.error }).toEqual({ status: shape.status, error: undefined });
}
