import { describe, expect, it } from 'vitest';
import type { IpAddressChoice } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { en } from '../i18n/en';
import { afterwardsOf } from './afterwards';
import { changeKeyExchange } from './edit-policy';

const said = (options: PresetOptions): string => {
  const facts = afterwardsOf(presetPolicy(options));
  return facts === undefined ? '' : en.review.afterwards(facts, 'SRV01');
};
const subnet: IpAddressChoice = { kind: 'subnet', address: '192.168.10.0', prefixLength: 24 };

describe('the sentence on top of Review', () => {
  it("says what the article's policy does to a server", () => {
    expect(said({ role: 'server' })).toBe(
      'Afterwards only computers that know the key can reach TCP 4531 on SRV01; everything is encrypted with 3DES.',
    );
  });

  it('speaks of the way out on a workstation', () => {
    expect(said({ role: 'workstation', protection: 'recommended' })).toBe(
      'Afterwards SRV01 connects to TCP 4531 only to computers that know the key; everything is encrypted with AES-256-GCM.',
    );
  });

  it('never says "only" where clear text passes, and says that it does', () => {
    const sentence = said({ role: 'server', mode: 'request' });
    expect(sentence).not.toContain('only');
    expect(sentence).toContain('Clear text still passes in both directions');
  });

  it('names what happens to addresses that are not on the list', () => {
    expect(said({ role: 'server', peers: [subnet] })).toContain('not on the list the port is closed');
  });

  it('does not claim encryption for a method without it', () => {
    const integrityOnly = [{ ahIntegrity: 'none', espConfidentiality: 'none', espIntegrity: 'SHA1' }] as const;
    expect(said({ role: 'server', securityMethods: integrityOnly })).toContain('nothing is encrypted');
  });

  it('is not said of a policy that cannot be assigned', () => {
    const wrong = changeKeyExchange(presetPolicy({ role: 'server' }), (old) => ({ ...old, lifetimeMinutes: 0 }));
    expect(afterwardsOf(wrong)).toBeUndefined();
  });
});
