import { describe, expect, it } from 'vitest';
import type { ComputerCertificate } from '#contract/facts';
import type { CertificateMethod } from '#preflight/certificate-fit';
import { certificateChoices, namesOffered, someFits, type CertificateChoice } from './certificate-choices';

const root = 'DC=example, CN=Corp Root CA';
const certificate = (part: Partial<ComputerCertificate> = {}): ComputerCertificate => ({
  thumbprint: 'A'.repeat(40),
  subject: 'CN=srv01',
  dnsNames: ['srv01.corp.example'],
  issuer: 'DC=example, CN=Issuing CA',
  root,
  intermediates: ['DC=example, CN=Issuing CA'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  hasPrivateKey: true,
  purposes: ['client-authentication'],
  signing: 'RSA',
  ...part,
});
const method: CertificateMethod = { kind: 'certificate', authority: '', authorityType: 'root' };

function choicesFor(certificates: readonly ComputerCertificate[], of = method): readonly CertificateChoice[] {
  const facts = { certificates: { available: true, value: certificates }, now: '2026-05-04T12:00:00.000Z' } as const;
  const choices = certificateChoices(facts, of, 'server');
  return choices.available ? choices.value : [];
}

describe('certificates to choose from', () => {
  it('fill in the root of their chain, and the issuer where no root is known', () => {
    const [whole, broken] = choicesFor([certificate(), certificate({ subject: 'CN=z', root: null })]);
    expect(whole?.fills).toEqual({ authority: root, authorityType: 'root' });
    expect(broken?.fills).toEqual({ authority: 'DC=example, CN=Issuing CA', authorityType: 'intermediate' });
  });
  it('are chosen once the method names the authority that they fill in', () => {
    for (const one of [certificate(), certificate({ root: null })]) {
      const [before] = choicesFor([one]);
      expect(before?.chosen).toBe(false);
      const [after] = choicesFor([one], { ...method, ...before?.fills });
      expect(after?.chosen).toBe(true);
    }
  });
  it('stand usable ones first, bad ones with every reason', () => {
    const bad = certificate({ subject: 'CN=a', hasPrivateKey: false, notAfter: '2026-02-01T00:00:00.000Z' });
    const choices = choicesFor([bad, certificate()]);
    expect(choices.map(({ faults }) => faults)).toEqual([[], ['expired', 'no-private-key']]);
    expect(choices.map(({ usable }) => usable)).toEqual([true, false]);
    expect([someFits(choices), someFits(choicesFor([bad], { ...method, authority: root }))]).toEqual([false, false]);
    expect(someFits(choicesFor([bad, certificate()], { ...method, authority: root }))).toBe(true);
  });
  it('offer the names of the ones that are chosen, also while another name is asked for', () => {
    const asked = { ...method, authority: root, server: { nameType: 'dns-name', name: 'other' } } as const;
    const elsewhere = certificate({ root: 'CN=Other', dnsNames: ['elsewhere'] });
    const keyless = certificate({ hasPrivateKey: false, dnsNames: ['keyless'] });
    const [first] = choicesFor([certificate()], asked);
    expect([first?.faults, first?.usable]).toEqual([['other-name'], true]);
    expect(namesOffered(choicesFor([certificate(), elsewhere, keyless], asked))).toEqual(['srv01.corp.example']);
  });
  it('are not there where they could not be read', () => {
    const facts = { certificates: { available: false, reason: 'no Windows' }, now: '' } as const;
    expect(certificateChoices(facts, method, 'server')).toEqual({ available: false, reason: 'no Windows' });
  });
});
