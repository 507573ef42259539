import { beforeAll, describe, expect, it } from 'vitest';
import { asideScenarios, installersRule } from './testing/aside-scenarios';
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
import { storesOf, type Disk } from './testing/watched-computer';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await shapesOf(asideScenarios);
});

/** Of a kind that has hundreds; all of them in `npm run test:long`. */
const mostDrawn = process.env['MODE'] === 'long' ? Infinity : 120;
const { refused, undone, inPlace } = ends;

const isOn = (disk: Disk): unknown =>
  (storesOf(disk)['PersistentStore']?.['NetFirewallRule'] as readonly Readonly<Record<string, unknown>>[]).find(
    ({ Name }) => Name === installersRule,
  )?.['Enabled'];

describe('a rule of others that is put aside or given back: a change in which something goes wrong', () => {
  it('is off exactly where somebody agreed, and on again where the layer or the policy is gone', () => {
    expect(Object.fromEntries(all.map((shape) => [shape.name, [isOn(shape.was), isOn(shape.is)]]))).toEqual({
      'only secured connections': ['True', 'True'],
      'putting a rule of others aside': ['True', 'False'],
      'putting it aside later': ['True', 'False'],
      'an update that leaves it aside': ['False', 'False'],
      'giving up the layer': ['False', 'True'],
      'another port': ['False', 'True'],
      'a removal that gives back': ['False', 'True'],
    });
  });

  it.each([
    ['fail@k', (k: number) => `fail@${k}`],
    ['differ@k', (k: number) => `differ@${k}`],
    ['hang@k', (k: number) => `hang@${k}`],
    ['diskfull@k', (k: number) => `diskfull@${k}`],
  ])('%s: ends as before or in place, for every k of every change', async (kind, faults) => {
    await expectEnds(`aside ${kind}`, everyCall(all, faults), [undone, inPlace]);
  });

  it('is in place where nothing goes wrong', async () => {
    expect(all.length).toBe(asideScenarios.length);
    for (const shape of all) expect(await endOf(shape, { faults: 'delay=0' })).toBe(inPlace);
  });

  it('ends as before or in place where the disk is full from one write on', async () => {
    const cases = casesOf(
      all,
      ({ writes }) => writes,
      (k) => ({ isFull: (write) => write >= k }),
    );
    await expectEnds('aside, disk full from write k on', cases, [refused, undone, inPlace], mostDrawn);
  });
});

describe('a rule of others that is put aside or given back: a process that is killed', () => {
  it('has said in its journal what was and what was not done', async () => {
    await expectTrueJournals(all);
  });

  it('die@k: recover ends as before or in place, and the same change works then', async () => {
    await expectKilledEnds('aside die@k, then recover', distinct(all, isAfterCall), recoveredAndAgain);
  });

  it('before and after a line of the journal: recover ends as before or in place', async () => {
    const moments = distinct(all, (moment) => !isTorn(moment));
    await expectKilledEnds('aside killed at any moment, then recover', moments, recovered, mostDrawn);
  });

  it('and the computer restarts: the undo runs, and then status and recover say the truth', async () => {
    const wait = unattended((computer) => computer.restart());
    const moments = distinct(all, (moment) => !isTorn(moment));
    await expectKilledEnds('aside killed, then restart', moments, wait, mostDrawn);
  });

  it('and the automatic undo fails once: ends all the same', async () => {
    const wait = unattended((computer) => computer.passTime(125, 'fail@1'));
    const changing = distinct(all, isAfterCall);
    await expectKilledEnds('aside, undo fails once (time)', changing, wait, mostDrawn);
  });
});
