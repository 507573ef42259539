import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOf, ends, expectEnds, prepareAll } from './testing/fault-ends';
import type { Prepared } from './testing/fault-scenarios';

let all: readonly Prepared[] = [];
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ all, remove } = await prepareAll());
});
afterAll(() => remove());

describe('a change in which one call goes wrong', () => {
  it.each([
    ['fail@k', (k: number) => `fail@${k}`],
    ['differ@k', (k: number) => `differ@${k}`],
    ['hang@k', (k: number) => `hang@${k}`],
    ['diskfull@k', (k: number) => `diskfull@${k}`],
  ])('%s: ends as before or in place, for every k of every change', async (kind, faults) => {
    await expectEnds(all, kind, faults, [ends.undone]);
  });

  it('is in place where nothing goes wrong', async () => {
    for (const scenario of all) expect(await endOf(scenario, 'delay=0')).toBe(ends.inPlace);
  });
});
