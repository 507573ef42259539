import { beforeAll, describe, expect, it } from 'vitest';
import { expectForeignUnchanged, expectRecovered } from './testing/ends';
import { gpoShapes } from './testing/gpo-scenarios';
import {
  distinct,
  expectKilledEnds,
  expectTrueJournals,
  isAfterCall,
  isTorn,
  recovered,
  recoveredAndAgain,
  type NextThing,
} from './testing/killed-ends';
import type { Shape } from './testing/shapes';
import { storesOf } from './testing/watched-computer';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await gpoShapes();
});

/** Of a kind that has hundreds; all of them in `npm run test:long`. */
const mostDrawn = process.env['MODE'] === 'long' ? Infinity : 60;

/** The computer restarts first: nothing undoes a Group Policy object by itself, and nothing of it is lost by that. */
const restarted: NextThing = async ({ shape, moment }, computer) => {
  await computer.restart();
  expectForeignUnchanged(computer.disk, shape);
  expect(storesOf(computer.disk)).toEqual(storesOf(moment));
  return expectRecovered(computer, shape);
};

/** The first try to recover meets a fault; the second one does not. */
const recoveredAtSecondTry =
  (fault: string): NextThing =>
  async ({ shape }, computer) => {
    await computer.run(['recover', '--yes'], {}, { faults: fault });
    expectForeignUnchanged(computer.disk, shape);
    return expectRecovered(computer, shape);
  };

describe('a change in a Group Policy object whose process is killed between any two changes of its disk', () => {
  it('has said in its journal what was and what was not done, and changed nothing before it said that it saves', async () => {
    await expectTrueJournals(all);
  });

  it('die@k: recover ends as before or in place, and the same change works then', async () => {
    await expectKilledEnds('gpo die@k, then recover', distinct(all, isAfterCall), recoveredAndAgain);
  });

  it('before and after every line of the journal: recover ends as before or in place', async () => {
    const moments = distinct(all, (moment) => !isTorn(moment));
    await expectKilledEnds('gpo killed at any moment, then recover', moments, recovered);
  });

  it('within a line of the journal: recover ends as before or in place', async () => {
    await expectKilledEnds('gpo killed within a line, then recover', distinct(all, isTorn), recovered, mostDrawn);
  });

  it('and the computer restarts: recover ends as before or in place', async () => {
    const moments = distinct(all, (moment) => !isTorn(moment));
    await expectKilledEnds('gpo killed, then restart and recover', moments, restarted, mostDrawn);
  });

  it.each(['fail@1', 'fail@2', 'hang@1', 'hang@2', 'differ@2'])(
    'and the first try to recover meets %s: the second one ends as before or in place',
    async (fault) => {
      const moments = distinct(all, (moment) => !isTorn(moment));
      await expectKilledEnds(`gpo undo meets ${fault} once`, moments, recoveredAtSecondTry(fault), mostDrawn);
    },
  );
});
