import { describe, expect, it } from 'vitest';
import { finding } from '#contract/finding';
import type { ComputerFacts } from '#contract/facts';
import { textOf, type StoreObject } from '#contract/store-object';
import { nothingAside } from '#compiler/aside';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { presetPolicy } from '#policy/presets';
import { findingSentences } from '#texts/findings.en';
import { legacyPolicy } from './legacy-policy';
import { inputFor, only, told } from './testing/scene';

const key = 'SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
const assigned = (path = `${key}\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}`): StoreObject => ({
  kind: 'AssignedPolicy',
  name: 'ActivePolicy',
  properties: { Path: path, DisplayName: 'Old policy' },
});
const server = presetPolicy({ role: 'server' });
const by = (from: 'local' | 'domain'): Partial<ComputerFacts> => ({ legacyPolicy: told({ from, name: 'Old policy' }) });
const locally = by('local');
const disabled: Partial<ComputerFacts> = { services: told([{ name: 'PolicyAgent', running: false, disabled: true }]) };

describe('a policy that is assigned in secpol.msc', () => {
  it('can be un-assigned with the change, by the option or the tick', () => {
    const found = only(legacyPolicy, server, { computer: locally, local: [assigned()] });
    expect(found).toMatchObject({ code: 'legacy-policy', severity: 'warning', context: { canUnassign: true } });
    expect(found && findingSentences(found).whatNext).toMatch(/"Un-assign it" on Review, or give --unassign-secpol\./u);
  });

  it.each([
    ['lies elsewhere', { computer: locally, local: [assigned('SOFTWARE\\Elsewhere')] }],
    ['could not be read', { computer: locally }],
    ['has a service that is disabled', { computer: { ...locally, ...disabled }, local: [assigned()] }],
    ['is of the domain', { computer: by('domain'), local: [assigned()] }],
  ])('cannot where it %s', (_, scene) => {
    expect(only(legacyPolicy, server, scene)).toMatchObject({ code: 'legacy-policy', severity: 'warning' });
    expect(only(legacyPolicy, server, scene)?.context).not.toHaveProperty('canUnassign');
  });

  it('is a note of what happens, where the plan un-assigns it', () => {
    const input = inputFor(server, { computer: locally, local: [assigned()] });
    const put = {
      firewallRules: [],
      assignedPolicy: { path: textOf(assigned(), 'Path'), name: 'Old policy' },
    };
    const plan = planChange(compile(server, { kind: 'local' }), input.facts.persistent, { put, back: nothingAside });
    const [found, ...more] = legacyPolicy.run({ ...input, plan });
    expect([found, more]).toMatchObject([{ code: 'legacy-policy-put-aside', severity: 'note' }, []]);
    expect(found && findingSentences(found).whatNext).toContain('assigned again when this policy is removed');
  });
});

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
