import { beforeAll, describe, expect, it } from 'vitest';
import { casesOf, endOf, ends, everyCall, expectEnds } from './testing/watched-ends';
import { shapes, type Shape } from './testing/shapes';

let all: readonly Shape[] = [];
beforeAll(async () => {
  all = await shapes();
});

const { refused, undone, inPlace } = ends;

describe('a change in which one call goes wrong', () => {
  it.each([
    ['fail@k', (k: number) => `fail@${k}`],
    ['differ@k', (k: number) => `differ@${k}`],
    ['hang@k', (k: number) => `hang@${k}`],
    ['diskfull@k', (k: number) => `diskfull@${k}`],
  ])('%s: ends as before or in place, for every k of every change', async (kind, faults) => {
    await expectEnds(kind, everyCall(all, faults), [undone, inPlace]);
  });

  it('is in place where nothing goes wrong', async () => {
    for (const shape of all) expect(await endOf(shape, { faults: 'delay=0' })).toBe(inPlace);
  });
});

describe('a change in which a call on scheduled tasks goes wrong', () => {
  it.each(['fail', 'hang', 'differ'])('task:%s@k: is refused, undone or in place, for every k', async (kind) => {
    const cases = casesOf(
      all,
      ({ taskCalls }) => taskCalls,
      (k) => ({ faults: `task:${kind}@${k}` }),
    );
    await expectEnds(`task:${kind}@k`, cases, [refused, undone, inPlace]);
  });
});

describe('a change whose journal, audit trail or record cannot be written', () => {
  it('ends as before or in place where one write finds the disk full, for every write', async () => {
    const cases = casesOf(
      all,
      ({ writes }) => writes,
      (k) => ({ isFull: (write) => write === k }),
    );
    await expectEnds('disk full at write k', cases, [refused, undone, inPlace]);
  });

  it('ends as before or in place where the disk is full from one write on, for every write', async () => {
    const cases = casesOf(
      all,
      ({ writes }) => writes,
      (k) => ({ isFull: (write) => write >= k }),
    );
    await expectEnds('disk full from write k on', cases, [refused, undone, inPlace]);
  });
});
