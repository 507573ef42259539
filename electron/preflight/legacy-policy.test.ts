import { describe, expect, it } from 'vitest';
import { finding } from '#contract/finding';
import { findingSentences } from '#texts/findings.en';

const nextFor = (from: 'local' | 'domain', name: string): string =>
  findingSentences(finding('legacy-policy', 'warning', { from, name })).whatNext;

describe('what to do about a policy that is assigned in secpol.msc', () => {
  it('is a command and the one that takes it back', () => {
    expect(nextFor('local', 'Old policy')).toContain('netsh ipsec static set policy name="Old policy" assign=no');
    expect(nextFor('local', 'Old policy')).toContain('netsh ipsec static set policy name="Old policy" assign=yes');
  });

  it.each(['a" & shutdown', '%PATH%', 'a\nb', 'a|b', 'ipsecPolicy{0b6c}', ''])(
    'is no command where the name %j cannot stand in one',
    (name) => {
      expect(nextFor('local', name)).toContain('secpol.msc');
      expect(nextFor('local', name)).not.toContain('assign=');
    },
  );

  it('is for the administrator of the domain where the domain has assigned it', () => {
    expect(nextFor('domain', 'Old policy')).toMatch(/domain administrator.*show gpoassignedpolicy/u);
    expect(nextFor('domain', 'Old policy')).not.toContain('assign=');
  });
});
