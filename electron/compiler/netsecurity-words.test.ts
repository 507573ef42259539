import { describe, expect, it } from 'vitest';
import { cmdletTable } from '#host/cmdlet-table.generated';
import { enforcementWord, profileWords, spellingsOf, wordOf } from './netsecurity-words';

/** The integers of the CIM classes (sa-and-errors of the reference, sections 2 and 3), per parameter of a cmdlet. */
const integers: readonly (readonly [parameter: string, values: Readonly<Record<string, number>>])[] = [
  [
    'Encryption',
    {
      None: 0, DES: 2, DES3: 6, AES128: 65001, AES192: 65002, AES256: 65003,
      AESGCM128: 65004, AESGCM192: 65005, AESGCM256: 65006,
    },
  ],
  ['Hash', { None: 0, MD5: 2, SHA1: 3, SHA256: 65001, SHA384: 65002, AESGMAC256: 65005 }],
  ['ESPHash', { None: 0, MD5: 2, SHA1: 3, SHA256: 65001, AESGMAC128: 65003, AESGMAC192: 65004, AESGMAC256: 65005 }],
  ['AHHash', { SHA1: 3, SHA256: 65001 }],
  ['KeyExchange', { None: 0, DH1: 1, DH2: 2, DH14: 14, DH19: 19, DH20: 20, DH24: 24, SameAsMainMode: 65535 }],
  ['PerfectForwardSecrecyGroup', { None: 0, DH1: 1, DH2: 2, DH14: 14, DH19: 19, DH20: 20, DH24: 24, SameAsMainMode: 65535 }],
  ['Encapsulation', { None: 0, AH: 1, ESP: 2, 'AH,ESP': 3 }],
  ['Mode', { Transport: 1, Tunnel: 2 }],
  ['InboundSecurity', { None: 0, Request: 1, Require: 2 }],
  ['OutboundSecurity', { None: 0, Request: 1, Require: 2 }],
  ['KeyModule', { Default: 0, IKEv1: 1, AuthIP: 2, IKEv2: 4 }],
  ['Enabled', { True: 1, False: 2 }],
  ['Direction', { Inbound: 1, Outbound: 2 }],
  ['Action', { Allow: 2, Block: 4 }],
  ['Protocol', { TCP: 6, UDP: 17 }],
  ['AuthorityType', { Root: 1, Intermediate: 2 }],
  ['PrimaryStatus', { Unknown: 0, OK: 1, Degraded: 2, Error: 3 }],
]; // prettier-ignore
const rows = integers.flatMap(([parameter, values]) =>
  Object.entries(values).map(([word, integer]) => [parameter, integer, word] as const),
);

describe('wordOf', () => {
  it.each(rows)('-%s: %d is %s, as number, as text and as the word itself', (parameter, integer, word) => {
    expect(wordOf(parameter, integer)).toBe(word);
    expect(wordOf(parameter, String(integer))).toBe(word);
    expect(wordOf(parameter, word)).toBe(word);
    expect(spellingsOf(parameter, word)).toEqual(expect.arrayContaining([word, String(integer)]));
  });

  it.each([
    ['Encryption', '3DES', 'DES3'],
    ['Encryption', 'AES-GCM-256', 'AESGCM256'],
    ['Encryption', 'AES-128', 'AES128'],
    ['Hash', 'SHA-1', 'SHA1'],
    ['ESPHash', 'AES-GMAC-256', 'AESGMAC256'],
    ['KeyExchange', 'DHGroup14', 'DH14'],
    ['KeyExchange', 'Group 2', 'DH2'],
    ['InboundSecurity', 'Never', 'None'],
    ['PrimaryStatus', 'Inactive', 'Degraded'],
    ['Enabled', true, 'True'],
    ['Enabled', false, 'False'],
  ] as const)('-%s: %s is another spelling of %s', (parameter, shown, word) => {
    expect(wordOf(parameter, shown)).toBe(word);
  });

  it.each([
    ['Encryption', 'ChaCha20', 'ChaCha20'],
    ['Encryption', 4711, '4711'],
    ['KeyModule', 'IKEv1, IKEv2', 'IKEv1, IKEv2'],
    ['NoSuchParameter', 'word', 'word'],
    ['Mode', 'constructor', 'constructor'],
    ['Mode', '', ''],
  ] as const)('-%s: %s is left as it is', (parameter, shown, word) => {
    expect(wordOf(parameter, shown)).toBe(word);
  });

  it('never gives two words one spelling', () => {
    for (const [parameter, values] of integers) {
      const all = Object.keys(values).flatMap((word) => spellingsOf(parameter, word).map((text) => text.toLowerCase()));
      const own = Object.keys(values).flatMap((word) => [
        ...new Set(spellingsOf(parameter, word).map((text) => text.toLowerCase())),
      ]);
      expect(new Set(all).size, parameter).toBe(own.length);
    }
  });

  it('knows only words that the cmdlets take', () => {
    const accepted = (parameter: string): readonly string[] =>
      Object.entries(cmdletTable)
        .filter(([cmdlet]) => cmdlet.startsWith('New-'))
        .flatMap(([, { parameters }]) => parameters[parameter]?.acceptedValues ?? []);
    const wrong = rows.filter(([parameter, , word]) => {
      const words = accepted(parameter);
      return words.length > 0 && word.split(',').some((one) => !words.includes(one));
    });
    expect(wrong).toEqual([]);
  });
});

describe('profileWords', () => {
  it.each([
    ['Any', ['Any']],
    ['All', ['Any']],
    [0, ['Any']],
    ['7', ['Any']],
    [2_147_483_647, ['Any']],
    [1, ['Domain']],
    [6, ['Private', 'Public']],
    ['Domain, Private', ['Domain', 'Private']],
    ['Domain,Public', ['Domain', 'Public']],
    ['NotApplicable', ['NotApplicable']],
    ['', []],
  ] as const)('%j is %j', (shown, words) => {
    expect(profileWords(shown)).toEqual(words);
  });
});

describe('enforcementWord', () => {
  it.each([
    [1, 'Full'],
    ['1', 'Full'],
    [17, 'LocalConsecRulesDisallowed'],
    [23, 'TupleResolutionEmpty'],
    ['Full', 'Full'],
    ['NotApplicable', 'NotApplicable'],
    [99, '99'],
    ['', ''],
    [' ', ' '],
    ['1.0', '1.0'],
  ] as const)('%j is %s', (shown, word) => {
    expect(enforcementWord(shown)).toBe(word);
  });
});
