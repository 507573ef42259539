import { afterAll, beforeAll, describe, it } from 'vitest';
import { ends, expectEnds, prepareAll } from './testing/fault-ends';
import type { Prepared } from './testing/fault-scenarios';

let all: readonly Prepared[] = [];
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ all, remove } = await prepareAll());
});
afterAll(() => remove());

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
    await expectEnds(all, kind, faults, [ends.undone, ends.remedied]);
  });
});
