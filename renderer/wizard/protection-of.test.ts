import { describe, expect, it } from 'vitest';
import { presetPolicy, protections } from '#policy/presets';
import { changeFilters, changeKeyExchange, changeNegotiation } from './edit-policy';
import { protectionOf, withProtection } from './protection-of';

const article = presetPolicy({ role: 'workstation' });

describe('protectionOf', () => {
  it.each(protections)('knows %s by its content', (protection) => {
    expect(protectionOf(presetPolicy({ role: 'server', protection }), 0)).toBe(protection);
    expect(protectionOf(withProtection(article, 0, protection), 0)).toBe(protection);
  });

  it('calls the smallest change of the protection "own"', () => {
    expect(
      protectionOf(
        changeNegotiation(article, 0, (action) => ({ ...action, allowFallback: true })),
        0,
      ),
    ).toBe('own');
    expect(
      protectionOf(
        changeKeyExchange(article, (exchange) => ({ ...exchange, lifetimeMinutes: 60 })),
        0,
      ),
    ).toBe('own');
  });

  it('does not care for names and addresses', () => {
    const renamed = changeNegotiation(article, 0, (action) => ({ ...action, name: 'Mine' }));
    expect(
      protectionOf(
        changeFilters(renamed, 0, () => []),
        0,
      ),
    ).toBe('article');
  });
});

describe('withProtection', () => {
  it('keeps the names and the filters that were typed', () => {
    const renamed = changeNegotiation(article, 0, (action) => ({ ...action, name: 'Mine', description: 'Ours' }));
    const [rule] = withProtection(renamed, 0, 'recommended').rules;
    expect(rule?.filterAction).toMatchObject({ name: 'Mine', description: 'Ours' });
    expect(rule?.filterList).toBe(renamed.rules[0]?.filterList);
  });

  it('keeps the key module, and gives what the preset offers over it', () => {
    const certificates = changeKeyExchange(article, (exchange) => ({ ...exchange, keyModule: 'IKEv2' }));
    const transition = withProtection(certificates, 0, 'transition');
    expect(transition.keyExchange.keyModule).toBe('IKEv2');
    expect(protectionOf(transition, 0)).toBe('transition');
  });

  it('leaves out what a build of Windows does not know, and keeps everything where the build is not known', () => {
    const ciphers = (known: { readonly build?: number }): readonly string[] => {
      const action = withProtection(article, 0, 'transition', known).rules[0]?.filterAction;
      return action?.kind === 'negotiate-security'
        ? action.securityMethods.map(({ espConfidentiality }) => espConfidentiality)
        : [];
    };
    expect(ciphers({ build: 6_000 })).toEqual(['3DES']);
    expect(ciphers({})).toEqual(ciphers({ build: 26_100 }));
    expect(ciphers({})).toEqual(['AES-256-GCM', 'AES-256', '3DES']);
  });

  it('knows a preset from elsewhere on a computer whose Windows does not know all of it', () => {
    expect(protectionOf(withProtection(article, 0, 'transition'), 0, { build: 6_000 })).toBe('transition');
  });
});
