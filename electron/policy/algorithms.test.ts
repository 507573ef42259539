import { describe, expect, it } from 'vitest';
import { cmdletTable } from '#host/cmdlet-table.generated';
import {
  encryptionIds,
  encryptions,
  groupIds,
  groups,
  integrities,
  integrityIds,
  mainModeSpelling,
  type MethodOffer,
  quickModeSpelling,
  weaknessOf,
} from './algorithms';
import { keyExchangeProblem, methodProblem } from './method-rules';
import { parseMainMode, parseQuickMode } from './method-spelling';
import type { Encryption, Integrity, KeyExchangeMethod } from './model';

const allOffers: readonly MethodOffer[] = integrityIds.flatMap((ahIntegrity) =>
  encryptionIds.flatMap((espConfidentiality) =>
    integrityIds.map((espIntegrity) => ({ ahIntegrity, espConfidentiality, espIntegrity })),
  ),
);
const offer = (
  espConfidentiality: Encryption,
  espIntegrity: Integrity,
  ahIntegrity: Integrity = 'none',
): MethodOffer => ({
  ahIntegrity,
  espConfidentiality,
  espIntegrity,
});

describe('the table of algorithms', () => {
  it('spells every algorithm once in NetSecurity, and cites a source for its strength', () => {
    for (const table of [Object.values(encryptions), Object.values(integrities)]) {
      const words = table.map(({ netIPsec }) => netIPsec.toLowerCase());
      expect(new Set(words).size).toBe(words.length);
    }
    for (const { strength } of [
      ...Object.values(encryptions),
      ...Object.values(integrities),
      ...Object.values(groups),
    ]) {
      expect(strength.source).toMatch(/RFC \d+|NIST SP/);
    }
  });

  it('names the weak ones, and the worst of them decides', () => {
    expect(weaknessOf([encryptions['3DES'], integrities.SHA1])).toEqual({
      algorithms: ['3DES', 'SHA1'],
      weakness: 'old',
    });
    expect(weaknessOf([encryptions['3DES'], integrities.MD5])).toMatchObject({ weakness: 'broken' });
    expect(weaknessOf([encryptions['AES-256'], integrities['SHA-256'], groups.DH14])).toBeUndefined();
    expect(weaknessOf([groups.DH2])).toEqual({ algorithms: ['Medium (2)'], weakness: 'old' });
  });
});

describe('quick mode', () => {
  it.each([
    ['ESP:DES3-SHA1', offer('3DES', 'SHA1')],
    ['ESP:AESGCM256-AESGMAC256', offer('AES-256-GCM', 'AES-256-GMAC')],
    ['ESP:None-SHA1', offer('none', 'SHA1')],
    ['ESP:None-AESGMAC128', offer('none', 'AES-128-GMAC')],
    ['AH:SHA1', offer('none', 'none', 'SHA1')],
    ['AH:SHA1+ESP:DES3-SHA1', offer('3DES', 'SHA1', 'SHA1')],
  ])('writes and reads %s', (text, method) => {
    expect(quickModeSpelling(method)).toBe(text);
    expect(parseQuickMode(text)).toEqual({ ok: true, value: method });
    expect(parseQuickMode(` ${text.toLowerCase()} `)).toEqual({ ok: true, value: method });
  });

  it.each([
    ['ESP:AESGCM256-None', 'gcm-needs-its-gmac'],
    ['ESP:AESGCM256-AESGMAC128', 'gcm-needs-its-gmac'],
    ['ESP:AESGCM128-SHA256', 'gcm-needs-its-gmac'],
    ['ESP:AES256-AESGMAC256', 'gmac-needs-gcm'],
    ['ESP:AES256-SHA384', 'sha384-in-quick-mode'],
    ['AH:SHA384', 'sha384-in-quick-mode'],
    ['ESP:None-None', 'nothing-protected'],
    ['AH:None', 'nothing-protected'],
    ['ESP:AES256-None', 'encryption-without-integrity'],
    ['AH:SHA1+ESP:AES256-SHA256', 'ah-and-esp-differ'],
    ['AH:SHA1+ESP:AES256-None', 'encryption-without-integrity'],
    ['', 'spelling'],
    ['ESP', 'spelling'],
    ['DES3-SHA1', 'spelling'],
    ['ESP:3DES-SHA1', 'spelling'],
    ['ESP:DES3', 'spelling'],
    ['ESP:DES3-SHA1-DH2', 'spelling'],
    ['AH:SHA1ESP:DES3-SHA1', 'spelling'],
    ['+ESP:DES3-SHA1', 'spelling'],
    ['AH:SHA1+', 'spelling'],
    ['+', 'spelling'],
    ['ESP:__proto__-SHA1', 'spelling'],
    ['A'.repeat(100_000), 'spelling'],
  ])('refuses %.40s: %s', (text, why) => {
    const read = parseQuickMode(text);
    expect(read).toMatchObject({
      ok: false,
      error: { code: 'security-method-impossible', severity: 'block', context: { why } },
    });
    expect(JSON.stringify(read).length).toBeLessThan(300);
  });

  it('lets nothing through that Windows refuses, whatever the combination', () => {
    const sound = allOffers.filter((method) => methodProblem(method) === undefined);
    for (const { ahIntegrity, espConfidentiality, espIntegrity } of sound) {
      expect([ahIntegrity, espIntegrity]).not.toContain('SHA-384');
      expect([ahIntegrity, espIntegrity]).not.toEqual(['none', 'none']);
      if (espConfidentiality.endsWith('GCM')) expect(espIntegrity).toBe(espConfidentiality.replace('GCM', 'GMAC'));
      else if (espConfidentiality !== 'none') expect(espIntegrity).toMatch(/^(MD5|SHA1|SHA-256)$/);
    }
    // ESP: 5 ciphers with 3 hashes, 3 GCM, 6 without a cipher; each alone and with an equal AH; and 6 times AH alone.
    expect(sound).toHaveLength((15 + 3 + 6) * 2 + 6);
  });

  it('writes sound methods so that they read back', () => {
    for (const method of allOffers.filter((candidate) => methodProblem(candidate) === undefined)) {
      expect(parseQuickMode(quickModeSpelling(method))).toEqual({ ok: true, value: method });
    }
  });

  it('knows that AH and IKEv2 do not go together', () => {
    expect(methodProblem(offer('none', 'none', 'SHA1'), 'IKEv2')).toBe('ah-with-ikev2');
    expect(methodProblem(offer('3DES', 'SHA1'), 'IKEv2')).toBeUndefined();
  });
});

describe('main mode', () => {
  it.each<[string, KeyExchangeMethod]>([
    ['DES3-SHA1-DH2', { encryption: '3DES', integrity: 'SHA1', group: 'DH2' }],
    ['AES256-SHA384-DH20', { encryption: 'AES-256', integrity: 'SHA-384', group: 'DH20' }],
  ])('writes and reads %s', (text, method) => {
    expect(mainModeSpelling(method)).toBe(text);
    expect(parseMainMode(` ${text.toLowerCase()}`)).toEqual({ ok: true, value: method });
  });

  it.each([
    ['AESGCM256-SHA256-DH14', 'cipher-not-in-main-mode'],
    ['None-SHA256-DH14', 'cipher-not-in-main-mode'],
    ['AES256-AESGMAC256-DH14', 'integrity-not-in-main-mode'],
    ['AES256-None-DH14', 'integrity-not-in-main-mode'],
    ['AES256-SHA256', 'spelling'],
    ['AES256-SHA256-DH5', 'spelling'],
    ['AES256-SHA256-SameAsMainMode', 'spelling'],
    ['DH2-SHA1-DES3', 'spelling'],
    ['AES256-SHA256-DH14-', 'spelling'],
  ])('refuses %s: %s', (text, why) => {
    expect(parseMainMode(text)).toMatchObject({
      ok: false,
      error: { code: 'key-exchange-impossible', context: { why } },
    });
  });

  it('takes 5 ciphers, 4 hashes and 6 groups, and reads back each', () => {
    const sound = encryptionIds
      .flatMap((encryption) =>
        integrityIds.flatMap((integrity) => groupIds.map((group) => ({ encryption, integrity, group }))),
      )
      .filter((method) => keyExchangeProblem(method) === undefined);
    expect(sound).toHaveLength(5 * 4 * 6);
    for (const method of sound) expect(parseMainMode(mainModeSpelling(method))).toEqual({ ok: true, value: method });
  });
});

describe('the tables of algorithms', () => {
  const words = (cmdlet: string, parameter: string): readonly string[] =>
    [...(cmdletTable[cmdlet]?.parameters[parameter]?.acceptedValues ?? [])].sort();
  const known = (table: Readonly<Record<string, { readonly netIPsec: string }>>): readonly string[] =>
    Object.values(table)
      .map(({ netIPsec }) => netIPsec)
      .sort();
  const [mainMode, quickMode] = ['New-NetIPsecMainModeCryptoProposal', 'New-NetIPsecQuickModeCryptoProposal'];

  it('hold every word that the cmdlets take, and no other', () => {
    expect(words(quickMode, 'Encryption')).toEqual(known(encryptions));
    expect(
      [...new Set([...words(quickMode, 'ESPHash'), ...words(quickMode, 'AHHash'), ...words(mainMode, 'Hash')])].sort(),
    ).toEqual(known(integrities));
    expect(words(mainMode, 'KeyExchange')).toEqual([...groupIds, 'None', 'SameAsMainMode'].sort());
    expect(words('New-NetIPsecQuickModeCryptoSet', 'PerfectForwardSecrecyGroup')).toEqual(
      [...groupIds, 'None', 'SameAsMainMode'].sort(),
    );
  });

  it('say of each how it stands today and by which source', () => {
    for (const { strength } of [
      ...Object.values(encryptions),
      ...Object.values(integrities),
      ...Object.values(groups),
    ]) {
      expect(strength.source).toMatch(/RFC \d{4}|NIST SP 800-/u);
    }
  });
});
