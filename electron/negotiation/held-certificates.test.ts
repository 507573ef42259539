import { describe, expect, it } from 'vitest';
import { connectOutcomes } from './connect';
import type { End, HeldCertificate } from './end';
import { inShort, played, type CaseEnd } from './testing/case-ends';

const secured = 'secured DES3-SHA1-DH2 ESP:DES3-SHA1 pfs=none certificate encrypted';
const holding = (end: End, certificates: readonly HeldCertificate[]): End => ({
  ...end,
  credentials: { ...end.credentials, certificates },
});
const of = (root: string | null, ...names: readonly string[]): HeldCertificate => ({ root, intermediates: [], names });
const right = of('CN=Root', 'backup.corp');
const other = of('CN=Root', 'pc7.corp');

/** What happens to a workstation that holds a good certificate, at a server with these. */
function outcomes(workstation: CaseEnd, server: CaseEnd, certificates: readonly HeldCertificate[]): readonly string[] {
  const { connection, a, b, world } = played({ name: '', source: '', expected: [], a: workstation, b: server });
  return connectOutcomes(connection, holding(a, [other]), holding(b, certificates), world).map(inShort);
}

const asking = { authentication: 'certificate CN=Root name=backup.corp' };
const plain = { authentication: 'certificate CN=Root' };
const picking = { authentication: 'certificate CN=Root own=backup.corp' };

describe('certificates that a computer holds', () => {
  it('prove it where one is of the authority that both name', () => {
    expect(outcomes(plain, plain, [of('CN=Other'), other])).toEqual([secured]);
    expect(outcomes(plain, plain, [of('CN=Other'), of(null)])).toEqual(['refused credentials-missing']);
    expect(outcomes(plain, plain, [])).toEqual(['refused credentials-missing']);
  });

  it('count by an authority below the root as well, unless the method names the root', () => {
    const below: HeldCertificate = { root: 'CN=Top', intermediates: ['CN=Root'], names: [] };
    expect(outcomes(plain, plain, [below])).toEqual([secured]);
    const { connection, a, b, world } = played({ name: '', source: '', expected: [], a: plain, b: plain });
    const rootOnly: End = {
      ...b,
      rules: b.rules.map((rule) => ({
        ...rule,
        authentication: [{ kind: 'certificate', authority: 'CN=Root', authorityType: 'root' }],
      })),
      mainModeRules: b.mainModeRules.map(({ authentication: _, ...rule }) => rule),
    };
    expect(connectOutcomes(connection, holding(a, [other]), holding(rootOnly, [below]), world).map(inShort)).toEqual([
      'refused credentials-missing',
    ]);
  });

  it('are shown as Windows pleases where nobody picks, so that the worse is said first', () => {
    expect(outcomes(asking, plain, [right, other])).toEqual(['refused peer-not-authorised', secured]);
    expect(outcomes(asking, plain, [right])).toEqual([secured]);
    expect(outcomes(asking, plain, [other])).toEqual(['refused peer-not-authorised']);
  });

  it('are picked by the server’s name where its rule says so', () => {
    expect(outcomes(asking, picking, [other, right])).toEqual([secured]);
    expect(outcomes(asking, picking, [other])).toEqual(['refused credentials-missing']);
  });

  it('that lead to what their owner names are refused where the other names it as another kind of authority', () => {
    const under: HeldCertificate = { root: 'CN=Top', intermediates: ['CN=Root'], names: [] };
    const { connection, a, b, world } = played({ name: '', source: '', expected: [], a: plain, b: plain });
    const naming = (end: End, authorityType: 'root' | 'intermediate'): End => ({
      ...end,
      rules: end.rules.map((rule) => ({
        ...rule,
        authentication: [{ kind: 'certificate', authority: 'CN=Root', authorityType }],
      })),
      mainModeRules: end.mainModeRules.map(({ authentication: _, ...rule }) => rule),
    });
    const ends = [naming(a, 'intermediate'), naming(b, 'root')] as const;
    const meet = (...[from, to]: readonly [End, End]): readonly string[] =>
      connectOutcomes(connection, from, to, world).map(inShort);
    expect(meet(holding(ends[0], [under]), holding(ends[1], [other]))).toEqual(['refused credentials-missing']);
    expect(meet(holding(naming(a, 'root'), [other]), holding(ends[1], [other]))).toEqual([secured]);
    // Nobody told which chains there are: the worse of the two is shown.
    expect(meet(...ends)).toEqual(['refused authorities-differ', secured]);
  });
});
