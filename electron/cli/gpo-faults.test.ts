import { beforeAll, describe, expect, it } from 'vitest';
import { gpoShapes } from './testing/gpo-scenarios';
import type { Shape } from './testing/shapes';
import { casesOf, endOf, ends, everyCall, expectEnds, type End } from './testing/watched-ends';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await gpoShapes();
});

/** Of a kind that has hundreds; all of them in `npm run test:long`. */
const mostDrawn = process.env['MODE'] === 'long' ? Infinity : 60;

const { refused, undone, inPlace, remedied } = ends;

describe('a change in a Group Policy object in which one call goes wrong', () => {
  it.each<readonly [string, (k: number) => string, readonly End[]]>([
    ['fail@k', (k) => `fail@${k}`, [undone, inPlace]],
    ['differ@k', (k) => `differ@${k}`, [undone, inPlace]],
    ['hang@k', (k) => `hang@${k}`, [undone, inPlace]],
    ['diskfull@k', (k) => `diskfull@${k}`, [undone, inPlace]],
    ['fail@k, and the next one', (k) => `fail@${k},fail@${k + 1}`, [undone, inPlace, remedied]],
    ['hang@k, and the undo fails once', (k) => `hang@${k},fail@${k + 2}`, [undone, inPlace, remedied]],
  ])('%s: ends as before or in place, for every k of every change, without confirm', async (kind, faults, allowed) => {
    await expectEnds(`gpo ${kind}`, everyCall(all, faults), allowed);
  });

  it('is in place where nothing goes wrong', async () => {
    expect(all.length).toBeGreaterThan(4);
    for (const shape of all) expect(await endOf(shape, { faults: 'delay=0' })).toBe(inPlace);
  });

  it('ends as before or in place where one write of its journal finds the disk full, for every write', async () => {
    const cases = casesOf(
      all,
      ({ writes }) => writes,
      (k) => ({ isFull: (write) => write === k }),
    );
    await expectEnds('gpo disk full at write k', cases, [refused, undone, inPlace], mostDrawn);
  });

  it('ends as before or in place where the disk is full from one write on, for every write', async () => {
    const cases = casesOf(
      all,
      ({ writes }) => writes,
      (k) => ({ isFull: (write) => write >= k }),
    );
    await expectEnds('gpo disk full from write k on', cases, [refused, undone, inPlace], mostDrawn);
  });
});
