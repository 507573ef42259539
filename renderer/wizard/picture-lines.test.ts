import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePeer } from '#policy/address';
import { refusalReasons } from '#negotiation/outcome';
import { meaningOf } from '#negotiation/risks';
import type { IpAddressChoice, IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { en } from '../i18n/en';
import { pictureLines, type LineActor, type PictureLine } from './picture-lines';

const choice = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};
const linesOf = (policy: IpSecurityPolicy): readonly PictureLine[] => pictureLines(meaningOf(policy));
const drawn = (policy: IpSecurityPolicy, actor: LineActor): readonly string[] =>
  linesOf(policy)
    .filter((line) => line.actor === actor)
    .map(({ look, tone, families }) => `${look} ${tone} ${families.join('+')}`);
const narrowed = (role: IpSecurityPolicy['role']): IpSecurityPolicy =>
  presetPolicy({ role, peers: [choice('192.168.10.0/24')] });

describe.each(['server', 'workstation'] as const)('the picture of a %s', (role) => {
  it('holds the backup, refuses outsiders, and lets the enrolled impostor in with a warning', () => {
    const policy = presetPolicy({ role });
    expect(drawn(policy, 'backup')).toEqual(['held good 4+6']);
    expect(drawn(policy, 'stranger-inside')).toEqual(['cut good 4+6']);
    expect(drawn(policy, 'impostor-server')).toEqual(['cut good 4+6']);
    expect(drawn(policy, 'enrolled-impostor')).toEqual(['held mind 4+6']);
    expect(drawn(policy, 'eavesdropper')).toEqual(['cut good 4+6']);
  });

  it('has nobody outside of a list that lets everybody try', () => {
    expect(drawn(presetPolicy({ role }), 'stranger-outside')).toEqual([]);
  });

  it('is red for everybody who can have clear text, though the backup itself is held', () => {
    const policy = presetPolicy({ role, mode: 'request' });
    for (const actor of ['stranger-inside', 'impostor-server', 'eavesdropper'] as const)
      expect(drawn(policy, actor), actor).toEqual(['clear bad 4+6']);
    expect(drawn(policy, 'backup')).toEqual(['held good 4+6']);
  });

  it('refuses the stranger outside of a narrowed list over IPv4 and IPv6', () => {
    expect(drawn(narrowed(role), 'stranger-outside')).toEqual(['cut good 4+6']);
  });

  it('shows a listener who reads what is only guarded against changes', () => {
    const method = { ahIntegrity: 'none', espConfidentiality: 'none', espIntegrity: 'SHA1' } as const;
    const [line] = linesOf(presetPolicy({ role, securityMethods: [method] })).filter(
      ({ actor }) => actor === 'eavesdropper',
    );
    expect(line).toMatchObject({ look: 'clear', tone: 'bad' });
    expect(line === undefined ? '' : en.picture.sentence(line)).toContain('reads it');
  });

  it('shows a backup that does not come through as cut, and not as good', () => {
    const policy = presetPolicy({ role });
    const mute = { ...policy, keyExchange: { ...policy.keyExchange, methods: [] } };
    expect(drawn(mute, 'backup')).toEqual(['cut mind 4+6']);
  });

  it('is empty where nothing is negotiated', () => {
    const policy = presetPolicy({ role });
    const rules = policy.rules.map((rule) => ({
      ...rule,
      filterAction: { kind: 'permit', name: 'x', description: '' } as const,
    }));
    expect(linesOf({ ...policy, rules })).toEqual([]);
  });

  it('never draws as good what the risk matrix calls open, and the other way round', () => {
    const protections = ['article', 'recommended', 'transition'] as const;
    const policies = fc
      .record({
        protection: fc.constantFrom(...protections),
        accept: fc.boolean(),
        fallback: fc.boolean(),
        narrow: fc.boolean(),
        closeTheRest: fc.boolean(),
      })
      .map(({ protection, accept, fallback, narrow, closeTheRest }): IpSecurityPolicy => {
        const policy = presetPolicy({ role, protection, ...(narrow ? { peers: [choice('10.1.0.0/16')] } : {}) });
        const rules = policy.rules.map((rule) =>
          rule.filterAction.kind === 'negotiate-security'
            ? { ...rule, filterAction: { ...rule.filterAction, acceptUnsecured: accept, allowFallback: fallback } }
            : rule,
        );
        return { ...policy, rules, closeTheRest };
      });
    fc.assert(
      fc.property(policies, (policy) => {
        const meaning = meaningOf(policy);
        for (const risk of meaning.risks) {
          const lines = pictureLines({ ...meaning, meetings: [], risks: [risk] });
          expect(lines.every(({ tone }) => tone === 'good')).toBe(risk.verdict === 'covered');
        }
      }),
      { numRuns: 40 },
    );
  });
});

it('protects several ports as the weakest of them does', () => {
  const policy = presetPolicy({ role: 'server' });
  const [rule] = policy.rules;
  if (rule?.filterAction.kind !== 'negotiate-security') throw new TypeError('no rule');
  const filters = rule.filterList.filters.map((one) => ({
    ...one,
    destinationPort: { kind: 'port', port: 445 } as const,
  }));
  const asking = { ...rule.filterAction, acceptUnsecured: true, allowFallback: true };
  const second = { ...rule, filterList: { ...rule.filterList, filters }, filterAction: asking };
  expect(drawn({ ...policy, rules: [rule, second] }, 'stranger-inside')).toEqual(['clear bad 4+6']);
});

describe('the words of the picture', () => {
  it('say every line in whole sentences that name the families', () => {
    for (const line of [
      ...linesOf(presetPolicy({ role: 'server', mode: 'request' })),
      ...linesOf(narrowed('server')),
    ]) {
      expect(en.picture.sentence(line)).toMatch(/^[A-Z].*\(IPv[46].*\): [a-z][^.]+\. [A-Z].*\.$/u);
    }
  });

  it('are short enough to stand beside a line', () => {
    const said = refusalReasons.map((why) => en.picture.because({ kind: 'refused', why }));
    for (const words of said) expect(words.length, words).toBeLessThanOrEqual(16);
  });

  it('name the ciphers as secpol does', () => {
    const because = (quickMode: string): string =>
      en.picture.because({
        kind: 'secured',
        mainMode: 'DES3-SHA1-DH2',
        quickMode,
        pfs: 'none',
        authentication: 'pre-shared-key',
        encrypted: true,
      });
    expect(because('ESP:DES3-SHA1')).toBe('ESP 3DES, SHA1');
    expect(because('AH:SHA1+ESP:DES3-SHA1')).toBe('AH SHA1 + ESP 3DES, SHA1');
    expect(because('ESP:AESGCM256-AESGMAC256')).toBe('ESP AES-256-GCM');
  });
});
