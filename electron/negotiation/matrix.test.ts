import { describe, expect, it } from 'vitest';
import type { MethodOffer } from '#policy/algorithms';
import { parsePeer } from '#policy/address';
import { parseMainMode, parseQuickMode } from '#policy/method-spelling';
import type { AuthenticationMethod, IpAddressChoice, IpSecurityPolicy, KeyExchangeMethod } from '#policy/model';
import { presetPolicy, protections, type PresetOptions } from '#policy/presets';
import { comparePolicies } from './compare';
import { connectOutcomes } from './connect';
import { endpointOf, protocolNumbers, type Connection } from './connection';
import { bareEnd } from './end';
import { endOfPolicy } from './end-of-policy';
import type { Outcome } from './outcome';
import { otherSideOf } from './other-side';

const root: AuthenticationMethod = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' };
const other: AuthenticationMethod = { kind: 'certificate', authority: 'CN=Other', authorityType: 'root' };
const key: AuthenticationMethod = { kind: 'pre-shared-key' };
const kerberos: AuthenticationMethod = { kind: 'kerberos-v5' };

const named = (name: string): AuthenticationMethod => ({
  kind: 'certificate',
  authority: 'CN=Root',
  authorityType: 'root',
  server: { nameType: 'dns-name', name },
});
const account = (number: number): AuthenticationMethod => ({
  kind: 'kerberos-v5',
  serverAccount: { name: `SERVER${number}$`, sid: `S-1-5-21-1-2-3-${number}` },
});

const authentications = [
  ...[[key], [kerberos], [root], [kerberos, key], [other, key]],
  ...[[named('one.corp')], [named('two.corp')], [named('one.corp'), key], [kerberos, named('TWO.corp')]],
  ...[[account(1105)], [account(1106)]],
] as const;
const quickModes = [
  ['ESP:DES3-SHA1'],
  ['ESP:AESGCM256-AESGMAC256', 'ESP:DES3-SHA1'],
  ['ESP:AES256-SHA256'],
  ['ESP:None-SHA1'],
];
const mainModes = [['DES3-SHA1-DH2'], ['AES256-SHA256-DH2', 'DES3-SHA1-DH2'], ['AES256-SHA384-DH20']];
/** Which addresses a side lists: everybody; those that the other side has; others. */
const narrowings = ['any', 'right', 'wrong'] as const;
const modes = ['require', 'request'] as const;

function read<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new TypeError('the test spells something wrong');
  return result.value;
}
const choice = (text: string): IpAddressChoice => read(parsePeer(text));

const lists = {
  server: { any: [], right: ['192.0.2.0/24', '2001:db8::/64'], wrong: ['203.0.113.0/24'] },
  workstation: { any: [], right: ['192.0.2.10', '2001:db8::10'], wrong: ['203.0.113.9'] },
} as const;

const own = { server: ['192.0.2.10', '2001:db8::10'], workstation: ['192.0.2.20', '2001:db8::20'] } as const;

interface Recipe {
  readonly authentication: readonly AuthenticationMethod[];
  readonly quickMode: readonly string[];
  readonly mainMode: readonly string[];
  readonly narrowing: (typeof narrowings)[number];
  readonly mode: (typeof modes)[number];
}

const made = (role: IpSecurityPolicy['role'], recipe: Recipe): IpSecurityPolicy =>
  presetPolicy({
    role,
    mode: recipe.mode,
    authenticationMethods: recipe.authentication,
    securityMethods: recipe.quickMode.map((text): MethodOffer => read(parseQuickMode(text))),
    keyExchangeMethods: recipe.mainMode.map((text): KeyExchangeMethod => read(parseMainMode(text))),
    peers: lists[role][recipe.narrowing].map(choice),
    // A list is right or wrong only against addresses that the other side is known to have.
    local: own[role].map(choice),
  });

const recipes: readonly Recipe[] = authentications.flatMap((authentication) =>
  quickModes.flatMap((quickMode) =>
    mainModes.flatMap((mainMode) =>
      narrowings.flatMap((narrowing) =>
        modes.map((mode) => ({ authentication, quickMode, mainMode, narrowing, mode })),
      ),
    ),
  ),
);

/** Every recipe with every seventh or so: all pairs of values come together, and the whole stays under some seconds. */
const pairs = recipes.flatMap((a, at) =>
  recipes.filter((_, place) => (place * 31 + at * 17) % 307 === 0).map((b) => ({ a, b })),
);

const rolePairs = [
  ['workstation', 'server'],
  ['server', 'workstation'],
  ['server', 'server'],
  ['workstation', 'workstation'],
] as const;

const at = (from: string, to: string): Connection => {
  const [a, b] = [endpointOf(from, 50_000), endpointOf(to, 4531)];
  if (a === undefined || b === undefined) throw new TypeError('the test spells an address wrong');
  return { protocol: protocolNumbers.TCP, from: a, to: b };
};

const allOf = ({ outcome, otherwise }: ReturnType<typeof comparePolicies>): readonly Outcome[] => [
  outcome,
  ...otherwise,
];
/** Some of what is wrong: hundreds of lines would hide it. */
const sample = (wrong: readonly unknown[]): readonly string[] => wrong.slice(0, 3).map((one) => JSON.stringify(one));
const common = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

/** Whether a workstation with the one method takes a server with the other. */
function takes(workstation: AuthenticationMethod, server: AuthenticationMethod): boolean {
  if (workstation.kind === 'certificate' && server.kind === 'certificate') {
    const [wanted, has] = [workstation.server?.name.toLowerCase(), server.server?.name.toLowerCase()];
    return workstation.authority === server.authority && (wanted === undefined || has === undefined || wanted === has);
  }
  if (workstation.kind === 'kerberos-v5' && server.kind === 'kerberos-v5') {
    const [wanted, has] = [workstation.serverAccount?.sid, server.serverAccount?.sid];
    return wanted === undefined || has === undefined || wanted === has;
  }
  return workstation.kind === server.kind;
}
const authenticate = (a: readonly AuthenticationMethod[], b: readonly AuthenticationMethod[]): boolean =>
  a.some((one) => b.some((another) => takes(one, another)));

/** What must come out, from the recipes alone: independent of how the model finds it. */
function comesTogether({ a, b }: { readonly a: Recipe; readonly b: Recipe }): boolean {
  return (
    a.narrowing !== 'wrong' &&
    b.narrowing !== 'wrong' &&
    common(a.mainMode, b.mainMode) &&
    common(a.quickMode, b.quickMode) &&
    authenticate(a.authentication, b.authentication)
  );
}

describe(`the generated matrix (${pairs.length} pairs)`, () => {
  it('secures a workstation and a server exactly where their lists and addresses meet', () => {
    const wrong = pairs.filter((pair) => {
      const outcomes = allOf(comparePolicies(made('workstation', pair.a), made('server', pair.b), 'equal'));
      return outcomes.some(({ kind }) => kind === 'secured') !== comesTogether(pair);
    });
    expect(sample(wrong)).toEqual([]);
  });

  it.each(rolePairs)('%s and %s: whoever begins, it works or it does not', (first, second) => {
    const wrong = pairs.filter((pair) => {
      const [a, b] = [made(first, pair.a), made(second, pair.b)];
      const secured = (outcomes: readonly Outcome[]): boolean => outcomes.some(({ kind }) => kind === 'secured');
      return (
        first !== second &&
        secured(allOf(comparePolicies(a, b, 'equal'))) !== secured(allOf(comparePolicies(b, a, 'equal')))
      );
    });
    expect(sample(wrong)).toEqual([]);
  });

  it.each(rolePairs)('%s and %s: nothing is ever in clear between two that require', (first, second) => {
    const wrong = pairs
      .filter(({ a, b }) => a.mode === 'require' && b.mode === 'require')
      .filter((pair) =>
        (['equal', 'different'] as const).some((keys) =>
          allOf(comparePolicies(made(first, pair.a), made(second, pair.b), keys)).some(
            ({ kind }) => kind === 'clear-text',
          ),
        ),
      );
    expect(sample(wrong)).toEqual([]);
  });

  it('says of every pair that does not come together at least one difference that decides, and of a secured one none', () => {
    const wrong = pairs.filter((pair) => {
      const { outcome, mismatches } = comparePolicies(made('workstation', pair.a), made('server', pair.b), 'equal');
      const decides = mismatches.some(({ effect }) => effect === 'decides');
      return outcome.kind === 'secured' ? mismatches.some(({ effect }) => effect !== 'harmless') : !decides;
    });
    expect(sample(wrong)).toEqual([]);
  });

  it('finds no difference between a policy and the other side that is made from it', () => {
    const wrong = recipes.filter((recipe) => {
      const server = made('server', recipe);
      const { outcome, mismatches } = comparePolicies(otherSideOf(server), server, 'equal');
      return outcome.kind !== 'secured' || mismatches.some(({ code }) => !code.endsWith('-address'));
    });
    expect(sample(wrong)).toEqual([]);
  });
});

describe('a stranger', () => {
  const strict = recipes.filter(({ mode, narrowing }) => mode === 'require' && narrowing !== 'wrong');
  const strangers = ['192.0.2.77', '198.51.100.7', '2001:db8::77', '2001:db8:ffff::7'];
  const owns = (stranger: string, own: { readonly v4: string; readonly v6: string }): string =>
    stranger.includes(':') ? own.v6 : own.v4;

  it('is refused by the server, inside and outside of a list, over IPv4 and IPv6', () => {
    const wrong = strict.flatMap((recipe) => {
      const end = endOfPolicy(made('server', recipe));
      return strangers.filter((from) =>
        connectOutcomes(at(from, owns(from, { v4: '192.0.2.10', v6: '2001:db8::10' })), bareEnd, end, {
          keys: 'different',
        }).some(({ kind }) => kind !== 'refused'),
      );
    });
    expect(sample(wrong)).toEqual([]);
  });

  it('is refused by the workstation, inside and outside of a list, over IPv4 and IPv6', () => {
    const wrong = strict.flatMap((recipe) => {
      const end = endOfPolicy(made('workstation', recipe));
      return [...strangers, '192.0.2.10', '2001:db8::10'].filter((to) =>
        connectOutcomes(at(owns(to, { v4: '192.0.2.20', v6: '2001:db8::20' }), to), end, bareEnd, {
          keys: 'different',
        }).some(({ kind }) => kind !== 'refused'),
      );
    });
    expect(sample(wrong)).toEqual([]);
  });

  it('gets in where the list is narrowed and the rest is left open', () => {
    const open = { ...made('server', { ...first(), narrowing: 'right' }), closeTheRest: false };
    const outcomes = connectOutcomes(at('198.51.100.7', '192.0.2.10'), bareEnd, endOfPolicy(open), {
      keys: 'different',
    });
    expect(outcomes[0]).toEqual({ kind: 'clear-text', why: 'neither-side-asks' });
  });
});

const first = (): Recipe => ({
  authentication: [key],
  quickMode: ['ESP:DES3-SHA1'],
  mainMode: ['DES3-SHA1-DH2'],
  narrowing: 'any',
  mode: 'require',
});

describe('the presets', () => {
  const pair = (a: PresetOptions['protection'], b: PresetOptions['protection']): Outcome =>
    comparePolicies(
      presetPolicy({ role: 'workstation', ...(a === undefined ? {} : { protection: a }) }),
      presetPolicy({ role: 'server', ...(b === undefined ? {} : { protection: b }) }),
      'equal',
    ).outcome;

  it('make the article’s pair: ESP 3DES/SHA1', () => {
    expect(pair('article', 'article')).toEqual({
      kind: 'secured', mainMode: 'DES3-SHA1-DH2', quickMode: 'ESP:DES3-SHA1', pfs: 'none', authentication: 'pre-shared-key', encrypted: true,
    }); // prettier-ignore
  });

  it.each(protections)('%s meets itself', (protection) => {
    expect(pair(protection, protection).kind).toBe('secured');
  });

  it('let Transition meet Article from either side', () => {
    expect(pair('transition', 'article')).toMatchObject({ kind: 'secured', quickMode: 'ESP:DES3-SHA1' });
    expect(pair('article', 'transition')).toMatchObject({ kind: 'secured', quickMode: 'ESP:DES3-SHA1' });
  });

  it.each([
    ['recommended', 'article'],
    ['article', 'recommended'],
    ['recommended', 'transition'],
  ] as const)('keep %s and %s apart: no key exchange method in common', (a, b) => {
    expect(pair(a, b)).toEqual({ kind: 'refused', why: 'no-common-main-mode' });
  });
});

describe('a hand-made secpol peer', () => {
  const offer = (text: string): { readonly encryption: string; readonly hash: string; readonly group: string } => {
    const [encryption = '', hash = '', group = ''] = text.split('-');
    return { encryption, hash, group };
  };
  const article = endOfPolicy(presetPolicy({ role: 'workstation' }));
  const offers = ['DES3-SHA1-DH2', 'DES3-MD5-DH2', 'DES-SHA1-DH1', 'DES-MD5-DH1'].map(offer);
  const secpol = {
    ...article,
    mainModeRules: article.mainModeRules.map((rule) => ({ ...rule, mainMode: { offers, mayMixGroups: true } })),
  };

  it.each([
    ['article', { kind: 'secured', mainMode: 'DES3-SHA1-DH2' }],
    ['transition', { kind: 'secured', mainMode: 'DES3-SHA1-DH2' }],
    ['recommended', { kind: 'refused', why: 'no-common-main-mode' }],
  ] as const)('and %s', (protection, expected) => {
    const server = endOfPolicy(presetPolicy({ role: 'server', protection }));
    const outcomes = connectOutcomes(at('192.0.2.20', '192.0.2.10'), secpol, server, { keys: 'equal' });
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatchObject(expected);
  });
});
