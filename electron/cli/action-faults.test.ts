import { beforeAll, describe, expect, it } from 'vitest';
import { actionScenarios } from './testing/action-scenarios';
import {
  distinct,
  expectKilledEnds,
  expectTrueJournals,
  isAfterCall,
  isTorn,
  recovered,
  recoveredAndAgain,
  unattended,
} from './testing/killed-ends';
import { shapesOf, type Shape } from './testing/shapes';
import { casesOf, endOf, ends, everyCall, expectEnds } from './testing/watched-ends';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await shapesOf(actionScenarios);
});

/** Of a kind that has hundreds; all of them in `npm run test:long`. */
const mostDrawn = process.env['MODE'] === 'long' ? Infinity : 120;
const { refused, undone, inPlace } = ends;

describe('permit, block, several rules and certificates: a change in which something goes wrong', () => {
  it.each([
    ['fail@k', (k: number) => `fail@${k}`],
    ['differ@k', (k: number) => `differ@${k}`],
    ['hang@k', (k: number) => `hang@${k}`],
    ['diskfull@k', (k: number) => `diskfull@${k}`],
  ])('%s: ends as before or in place, for every k of every change', async (kind, faults) => {
    await expectEnds(`actions ${kind}`, everyCall(all, faults), [undone, inPlace]);
  });

  it('is in place where nothing goes wrong', async () => {
    expect(all.length).toBe(actionScenarios.length);
    for (const shape of all) expect(await endOf(shape, { faults: 'delay=0' })).toBe(inPlace);
  });

  it('ends as before or in place where the disk is full from one write on', async () => {
    const cases = casesOf(
      all,
      ({ writes }) => writes,
      (k) => ({ isFull: (write) => write >= k }),
    );
    await expectEnds('actions, disk full from write k on', cases, [refused, undone, inPlace], mostDrawn);
  });
});

describe('permit, block, several rules and certificates: a process that is killed', () => {
  it('has said in its journal what was and what was not done', async () => {
    await expectTrueJournals(all);
  });

  it('die@k: recover ends as before or in place, and the same change works then', async () => {
    await expectKilledEnds('actions die@k, then recover', distinct(all, isAfterCall), recoveredAndAgain);
  });

  it('before and after a line of the journal: recover ends as before or in place', async () => {
    const moments = distinct(all, (moment) => !isTorn(moment));
    await expectKilledEnds('actions killed at any moment, then recover', moments, recovered, mostDrawn);
  });

  it('and the computer restarts: the undo runs, and then status and recover say the truth', async () => {
    const wait = unattended((computer) => computer.restart());
    const moments = distinct(all, (moment) => !isTorn(moment));
    await expectKilledEnds('actions killed, then restart', moments, wait, mostDrawn);
  });

  it('and the automatic undo fails once: ends all the same', async () => {
    const wait = unattended((computer) => computer.passTime(125, 'fail@1'));
    const changing = distinct(all, isAfterCall);
    await expectKilledEnds('actions, undo fails once (time)', changing, wait, mostDrawn);
  });
});
