import { describe, expect, it } from 'vitest';
import type { Unsure } from '#host/simulation/state';
import { ends, everyCall, expectEnds } from './testing/watched-ends';
import { distinct, expectKilledEnds, isAfterCall, recovered } from './testing/killed-ends';
import { shapes, type ShapeWish } from './testing/shapes';
import { isSame, storesOf } from './testing/watched-computer';

/** Every way beside the usual one, of everything that nobody could find out about Windows. */
const otherWays: { readonly [Name in keyof Unsure]: readonly Unsure[Name][] } = {
  filtersOfIpsecRulesInGetAll: [false],
  proposalNames: ['class'],
  enums: ['integers'],
  addresses: ['mask'],
  unsetSet: ['None', ''],
  setInUse: ['leaves-rule-broken'],
  mixedGroups: ['accepted'],
  ikev2WithoutCertificate: ['accepted'],
  emptyCriteria: ['refused'],
  accountsOverIkev1: ['unknown'],
  secpolChanges: ['noticed'],
  secpolPrecedence: ['secpol-first'],
};
const alone = Object.entries(otherWays).flatMap(([name, values]) => values.map((value) => ({ [name]: value })));

/** What is read with what is refused: neither has to do with the other, so that one run plays both. */
const together: readonly Partial<Unsure>[] = [
  { filtersOfIpsecRulesInGetAll: false, setInUse: 'leaves-rule-broken' },
  { proposalNames: 'class', mixedGroups: 'accepted' },
  { enums: 'integers', ikev2WithoutCertificate: 'accepted' },
  { addresses: 'mask', unsetSet: 'None', secpolChanges: 'noticed', secpolPrecedence: 'secpol-first' },
  { unsetSet: '', emptyCriteria: 'refused', accountsOverIkev1: 'unknown' },
];
const isLong = process.env['MODE'] === 'long';
const played: readonly Partial<Unsure>[] = isLong ? alone : together;
/** Of each fault; drawn by a fixed seed, to keep the time of the usual run. */
const most = isLong ? Infinity : 70;
const named = (ways: object): string =>
  Object.entries(ways)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
    .join(', ');

describe('what nobody knows of Windows, the other way round', () => {
  it('is played both ways by the simulated computer', async () => {
    const [shape] = await shapes({ only: ({ name }) => name === 'a server' });
    expect(Object.keys(otherWays).toSorted()).toEqual(Object.keys(shape?.was.state.unsure ?? {}).toSorted());
    const values = (all: readonly object[]): ReadonlySet<string> =>
      new Set(all.flatMap((one) => Object.entries(one).map((entry) => JSON.stringify(entry))));
    expect(values(together)).toEqual(values(alone));
  });

  it('a certificate with the server’s name is undone as a whole where Windows takes no half that names nothing', async () => {
    const only: ShapeWish['only'] = ({ refusedWhere }) => refusedWhere !== undefined;
    const ended = async (emptyCriteria: Unsure['emptyCriteria']): Promise<unknown> => {
      const [shape] = await shapes({ emptyCriteria, only });
      return { status: shape?.status, as: shape !== undefined && isSame(storesOf(shape.is), storesOf(shape.was)) };
    };
    expect(await ended('accepted')).toEqual({ status: 4, as: false });
    expect(await ended('refused')).toEqual({ status: 3, as: true });
  });

  it.each(played.map((ways) => [named(ways), ways] as const))(
    '%s: every change ends as before or in place whatever goes wrong',
    async (name, unsure) => {
      const all = await shapes(unsure);
      const allowed = [ends.undone, ends.inPlace];
      await expectEnds(
        `fail@k, ${name}`,
        everyCall(all, (k) => `fail@${k}`),
        allowed,
        most,
      );
      await expectEnds(
        `differ@k, ${name}`,
        everyCall(all, (k) => `differ@${k}`),
        allowed,
        most,
      );
      await expectKilledEnds(`die@k, ${name}`, distinct(all, isAfterCall), recovered, most);
    },
  );
});
