import { describe, expect, it } from 'vitest';
import type { IpSecurityPolicy } from './model';
import { parsePolicy } from './parse';
import { presetPolicy } from './presets';
import { validatePolicy } from './validate';

const found = (policy: IpSecurityPolicy): readonly string[] =>
  validatePolicy(policy, { target: { kind: 'local' } })
    .filter(({ path }) => path === 'allowIfSecure')
    .map(({ code, severity }) => `${severity} ${code}`);

describe('letting only secured connections in', () => {
  it('has a note that it closes nothing by itself, on a server that requires security', () => {
    expect(found(presetPolicy({ role: 'server', allowIfSecure: true }))).toEqual(['note allow-if-secure-alone']);
  });

  it('is blocked on a workstation, to which nothing comes in', () => {
    expect(found(presetPolicy({ role: 'workstation', allowIfSecure: true }))).toEqual([
      'block allow-if-secure-on-workstation',
    ]);
  });

  it.each([
    [true, true],
    [false, true],
  ])('is blocked where clear text is allowed: accept %j, fall back %j', (acceptUnsecured, allowFallback) => {
    const policy = presetPolicy({ role: 'server', allowIfSecure: true });
    const rules = policy.rules.map((rule) =>
      rule.filterAction.kind === 'negotiate-security'
        ? { ...rule, filterAction: { ...rule.filterAction, acceptUnsecured, allowFallback } }
        : rule,
    );
    expect(found({ ...policy, rules })).toEqual(['block allow-if-secure-with-clear-text']);
  });

  it('is nothing where nobody asked for it', () => {
    expect(found(presetPolicy({ role: 'server', mode: 'request' }))).toEqual([]);
    expect(found(presetPolicy({ role: 'workstation' }))).toEqual([]);
  });

  it('is true or absent, and nothing else', () => {
    const policy = presetPolicy({ role: 'server', allowIfSecure: true });
    expect(parsePolicy(policy)).toEqual({ ok: true, value: policy });
    expect('allowIfSecure' in presetPolicy({ role: 'server', allowIfSecure: false })).toBe(false);
    for (const wrong of [false, 'true', 1, null])
      expect(parsePolicy({ ...policy, allowIfSecure: wrong }).ok).toBe(false);
  });
});
