import { describe, expect, it } from 'vitest';
import { presetPolicy } from './presets';
import { usesKey } from './uses-key';

describe('a policy', () => {
  const withKey = presetPolicy({ role: 'server' });
  it('uses a key where a rule that negotiates offers one', () => {
    expect(usesKey(withKey)).toBe(true);
    expect(usesKey(presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] }))).toBe(false);
  });
  it('uses none for a rule that only blocks, whatever is listed there', () => {
    const rules = withKey.rules.map((rule) => ({
      ...rule,
      filterAction: { kind: 'block', name: 'Block', description: '' } as const,
    }));
    expect(usesKey({ ...withKey, rules })).toBe(false);
  });
});
