import { beforeAll, describe, it } from 'vitest';
import { ends, everyCall, expectEnds } from './testing/watched-ends';
import { shapes, type Shape } from './testing/shapes';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await shapes();
});

/** From `fail@k` on everything fails, for longer than any undoing takes. */
const fromThenOn = (k: number): string => Array.from({ length: 60 }, (_, more) => `fail@${k + more}`).join(',');

describe('a change in which undoing goes wrong as well', () => {
  it.each([
    ['fail@k,fail@k+1', (k: number) => `fail@${k},fail@${k + 1}`],
    ['fail@k,differ@k+1', (k: number) => `fail@${k},differ@${k + 1}`],
    ['differ@k,fail@k+1', (k: number) => `differ@${k},fail@${k + 1}`],
    ['hang@k,hang@k+1', (k: number) => `hang@${k},hang@${k + 1}`],
    ['fail@k and everything after it', fromThenOn],
  ])('%s: ends as before, in place, or with the exact remedy, for every k of every change', async (kind, faults) => {
    await expectEnds(kind, everyCall(all, faults), [ends.undone, ends.inPlace, ends.remedied]);
  });
});
