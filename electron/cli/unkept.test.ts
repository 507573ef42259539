import { beforeAll, describe, expect, it } from 'vitest';
import { expectCleanStatus, expectEnd } from './testing/ends';
import { distinct, expectKilledEnds, expectTrueJournals, isTorn, recovered, unattended } from './testing/killed-ends';
import { printCount } from './testing/watched-ends';
import { pendingShapes, type PendingShape } from './testing/shapes';
import { isSame, storesOf, WatchedComputer } from './testing/watched-computer';

let all: readonly PendingShape[] = [];
beforeAll(async () => {
  all = await pendingShapes(60);
});

/** Nobody keeps it: in place until the deadline, undone after it, and said so. */
async function letItPass(shape: PendingShape): Promise<void> {
  const computer = new WatchedComputer(shape.pending);
  await computer.passTime(50);
  expect(isSame(storesOf(computer.disk), storesOf(shape.pending))).toBe(true);
  expect((await computer.run(['status'])).answer.pending).not.toBeNull();
  await computer.passTime(15);
  expect(storesOf(computer.disk)).toEqual(storesOf(shape.was));
  await expectCleanStatus(computer);
  const { status, answer } = await computer.run(['confirm', '--without-proof']);
  expect({ status, code: answer.error?.code }).toEqual({ status: 3, code: 'undone-automatically' });
  expect(expectEnd(computer.disk, shape)).toBe('as before');
  expect((await computer.journal())?.state).toBe('undone');
}

describe('a change that waits to be kept', () => {
  it('undoes itself at its deadline where confirm never comes', async () => {
    for (const shape of all) await letItPass(shape);
    printCount('confirm never comes', all.length, all.length, '', 0);
  });

  it('undoes itself when the computer restarts', async () => {
    for (const shape of all) {
      const computer = new WatchedComputer(shape.pending);
      await computer.restart();
      expect(storesOf(computer.disk)).toEqual(storesOf(shape.was));
      await expectCleanStatus(computer);
    }
    printCount('restart while pending', all.length, all.length, '', 0);
  });

  it('has a journal that tells the truth from its first line to its last', async () => {
    await expectTrueJournals(all);
  });

  it('killed at any moment until it is kept: recover ends as before or in place', async () => {
    await expectKilledEnds('killed until kept, then recover', distinct(all), recovered);
  });

  it('killed at any moment until it is kept, and nobody comes: ends as before or in place', async () => {
    const wait = unattended((computer) => computer.passTime(125));
    await expectKilledEnds(
      'killed until kept, then time +125',
      distinct(all, (moment) => !isTorn(moment)),
      wait,
    );
  });
});
