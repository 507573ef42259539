import { describe, expect, it } from 'vitest';
import { findingSentences } from '#texts/findings.en';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { preflight } from './checks';
import { presetExcludes } from './preset-excludes';
import { found, inputFor, only, told } from './testing/scene';

const certificate = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' } as const;
const policy = (options: Partial<PresetOptions>): ReturnType<typeof presetPolicy> =>
  presetPolicy({ role: 'server', ...options });
const excluded = (options: Partial<PresetOptions>, build = '20348'): unknown =>
  only(presetExcludes, policy(options), { computer: { windows: told({ edition: 'Windows', build }) } })?.context;

describe('whom a protection excludes', () => {
  it('is a note with Recommended and with Transition', () => {
    expect(found(presetExcludes, policy({ protection: 'recommended' }))).toEqual([['preset-excludes', 'note']]);
    expect(excluded({ protection: 'recommended' })).toEqual({
      ...{ protection: 'recommended', peers: ['secpol', 'article', 'transition'] },
    });
    expect(excluded({ protection: 'transition' })).toEqual({ protection: 'transition', peers: ['recommended'] });
  });

  it('is not said of Article and of own offers', () => {
    expect(excluded({})).toBeUndefined();
    expect(
      excluded({ keyExchangeMethods: [{ encryption: 'AES-256', integrity: 'SHA1', group: 'DH14' }] }),
    ).toBeUndefined();
  });

  it('depends on the key module', () => {
    const ikev2 = { keyModule: 'IKEv2', authenticationMethods: [certificate] } as const;
    expect(excluded({ ...ikev2, protection: 'transition' })).toEqual({
      ...{ protection: 'transition', peers: ['secpol', 'ikev1', 'article'] },
    });
  });

  it('depends on the build where the preset was adapted to it', () => {
    const adapted = policy({ protection: 'transition', build: 6_000 });
    expect(adapted.rules[0]?.filterAction).toMatchObject({ securityMethods: [{ espConfidentiality: '3DES' }] });
    expect(excluded({ protection: 'transition', build: 6_000 }, '6000')).toBeUndefined();
    expect(excluded({ protection: 'recommended' }, '6000')).toMatchObject({ protection: 'recommended' });
  });

  it('is said with this computer and with a Group Policy object, in three sentences', () => {
    const input = inputFor(policy({ protection: 'recommended', authenticationMethods: [{ kind: 'kerberos-v5' }] }));
    const inObject = { ...input, plan: { ...input.plan, target: { kind: 'gpo', gpo: 'corp.example\\FBS' } as const } };
    for (const one of [input, inObject]) expect(preflight(one).map(({ code }) => code)).toContain('preset-excludes');
    const [note] = presetExcludes.run(input);
    expect(note === undefined ? '' : findingSentences(note).happened).toBe(
      'Recommended today does not come together with computers set up by hand in Local Security Policy; computers with Article; computers with Transition.',
    );
  });
});
