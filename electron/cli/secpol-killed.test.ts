import { beforeAll, describe, expect, it } from 'vitest';
import { secpolInForce } from '#host/simulation/secpol-agent';
import { printCount } from './testing/watched-ends';
import { shapes, type Shape } from './testing/shapes';
import { isSame, storesOf, WatchedComputer, type Disk } from './testing/watched-computer';

const inForce = ({ state }: Disk): string => secpolInForce(state);
/** What a read of the store cannot tell: the service works with what is assigned. */
const isTrue = (disk: Disk, { was, is }: Shape): boolean =>
  inForce(disk) === inForce(isSame(storesOf(disk), storesOf(was)) ? was : is);

describe.each(['at-service-start', 'noticed'] as const)('what the Policy Agent works with (%s)', (secpolChanges) => {
  let all: readonly Shape[] = [];
  beforeAll(async () => {
    all = await shapes({ secpolChanges, only: ({ facts }) => facts !== undefined });
  });

  it.each<[string, readonly (readonly string[])[]]>([
    ['recover', [['recover', '--yes']]],
    [
      'the deadline, and then recover',
      [
        ['simulate', 'time'],
        ['recover', '--yes'],
      ],
    ],
  ])('is what is assigned, wherever the process was killed: %s', { timeout: 120_000 }, async (kind, next) => {
    const cases = all.flatMap((shape) => shape.moments.map((moment) => ({ shape, moment })));
    const wrong: string[] = [];
    for (const { shape, moment } of cases) {
      const computer = new WatchedComputer(moment);
      for (const argv of next) await (argv[0] === 'simulate' ? computer.passTime(125) : computer.run(argv));
      if (!isTrue(computer.disk, shape)) wrong.push(`${shape.name}, ${moment.what}`);
    }
    expect(wrong).toEqual([]);
    printCount(`in force after ${kind}, ${secpolChanges}`, cases.length, cases.length, '', 0);
  });

  it('is what is assigned where the process is killed again while it undoes', { timeout: 120_000 }, async () => {
    const wrong: string[] = [];
    let count = 0;
    for (const shape of all) {
      const stopped = shape.moments.filter(({ what }) => what === 'call secpol-agent-again').slice(0, 1);
      for (const begun of stopped) {
        const { moments } = await new WatchedComputer(begun).watch(['recover', '--yes']);
        for (const moment of moments) {
          const computer = new WatchedComputer(moment);
          await computer.run(['recover', '--yes']);
          count += 1;
          if (!isTrue(computer.disk, shape)) wrong.push(`${shape.name}, ${moment.what}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    printCount(`in force after a second kill, ${secpolChanges}`, count, count, '', 0);
  });
});
