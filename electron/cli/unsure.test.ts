import { describe, expect, it } from 'vitest';
import type { Unsure } from '#host/simulation/state';
import { ends, everyCall, expectEnds } from './testing/watched-ends';
import { distinct, expectKilledEnds, isAfterCall, recovered } from './testing/killed-ends';
import { shapes } from './testing/shapes';

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
};
const alone = Object.entries(otherWays).flatMap(([name, values]) => values.map((value) => ({ [name]: value })));

/** What is read with what is refused: neither has to do with the other, so that one run plays both. */
const together: readonly Partial<Unsure>[] = [
  { filtersOfIpsecRulesInGetAll: false, setInUse: 'leaves-rule-broken' },
  { proposalNames: 'class', mixedGroups: 'accepted' },
  { enums: 'integers', ikev2WithoutCertificate: 'accepted' },
  { addresses: 'mask', unsetSet: 'None' },
  { unsetSet: '', emptyCriteria: 'refused', accountsOverIkev1: 'unknown' },
];
const played: readonly Partial<Unsure>[] = process.env['MODE'] === 'long' ? alone : together;
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

  it.each(played.map((ways) => [named(ways), ways] as const))(
    '%s: every change ends as before or in place whatever goes wrong',
    async (name, unsure) => {
      const all = await shapes(unsure);
      const allowed = [ends.undone, ends.inPlace];
      await expectEnds(
        `fail@k, ${name}`,
        everyCall(all, (k) => `fail@${k}`),
        allowed,
      );
      await expectEnds(
        `differ@k, ${name}`,
        everyCall(all, (k) => `differ@${k}`),
        allowed,
      );
      await expectKilledEnds(`die@k, ${name}`, distinct(all, isAfterCall), recovered);
    },
  );
});
