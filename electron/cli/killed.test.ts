import { beforeAll, describe, it } from 'vitest';
import {
  distinct,
  expectKilledEnds,
  expectTrueJournals,
  isAfterCall,
  isAfterTaskCall,
  isTorn,
  recovered,
  recoveredAndAgain,
  unattended,
} from './testing/killed-ends';
import { shapes, type Shape } from './testing/shapes';
import { isSame, storesOf } from './testing/watched-computer';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await shapes();
});

describe('a process that is killed between any two changes of its disk', () => {
  it('has said in its journal what was and what was not done', async () => {
    await expectTrueJournals(all);
  });

  it('die@k: recover ends as before or in place, and the same change works then', async () => {
    await expectKilledEnds('die@k, then recover', distinct(all, isAfterCall), recoveredAndAgain);
  });

  it('task:die@k: recover ends as before or in place', async () => {
    await expectKilledEnds('task:die@k, then recover', distinct(all, isAfterTaskCall), recovered);
  });

  it('before and after every line of the journal: recover ends as before or in place', async () => {
    await expectKilledEnds(
      'killed at any moment, then recover',
      distinct(all, (moment) => !isTorn(moment)),
      recovered,
    );
  });

  it('within a line of the journal: recover ends as before or in place', async () => {
    await expectKilledEnds('killed within a line, then recover', distinct(all, isTorn), recovered);
  });

  it('and nobody comes: the deadline passes, and then status and recover say the truth', async () => {
    const wait = unattended((computer) => computer.passTime(125));
    await expectKilledEnds(
      'killed, then time +125',
      distinct(all, (moment) => !isTorn(moment)),
      wait,
    );
  });

  it('and the computer restarts: the undo runs, and then status and recover say the truth', async () => {
    const wait = unattended((computer) => computer.restart());
    await expectKilledEnds(
      'killed, then restart',
      distinct(all, (moment) => !isTorn(moment)),
      wait,
    );
  });
});

describe('an automatic undo in which a call goes wrong once', () => {
  const changed = (shape: Shape): boolean => !isSame(storesOf(shape.was), storesOf(shape.is));
  const afterCalls = () => distinct(all.filter(changed), isAfterCall);

  it('that fails: ends all the same', async () => {
    const wait = unattended((computer) => computer.passTime(125, 'fail@1'));
    await expectKilledEnds('undo fails once (time)', afterCalls(), wait);
  });

  it('that fails after a restart: ends all the same', async () => {
    const wait = unattended((computer) => computer.restart('fail@1'));
    await expectKilledEnds('undo fails once (restart)', afterCalls(), wait);
  });

  it('that hangs: ends a minute later', async () => {
    const wait = unattended((computer) => computer.passTime(190, 'hang@1'));
    await expectKilledEnds('undo hangs once (time)', afterCalls(), wait);
  });
});
