import { describe, expect, it } from 'vitest';
import { findingSentences } from '#texts/findings.en';
import { addresses } from '#compiler/testing/example-policies';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { localFirewallRules } from './local-firewall-rules';
import { found, inputFor, only, profile, told, unavailable, type Scene } from './testing/scene';

const server = presetPolicy({ role: 'server' });
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24') });
const listed = presetPolicy({
  role: 'workstation',
  authenticationMethods: [
    { kind: 'kerberos-v5', serverAccount: { name: 'CORP\\BACKUP1$', sid: 'S-1-5-21-1-2-3-1105' } },
  ],
});
const blocking: IpSecurityPolicy = {
  ...server,
  rules: server.rules.flatMap((rule) => [
    rule,
    { ...rule, filterAction: { kind: 'block', name: 'Block', description: '' } as const },
  ]),
};

const ignoring = (...names: readonly string[]): Scene => ({
  profiles: told(
    ['Domain', 'Private', 'Public'].map((name) =>
      profile(name, { allowLocalFirewallRules: names.includes(name) ? 'False' : 'True' }),
    ),
  ),
});

describe('local firewall rules', () => {
  it.each([
    ['closes the port for the rest', narrowed],
    ['lets one account answer', listed],
    ['blocks', blocking],
  ])('block a plan that %s where a connected network’s profile ignores them', (_, policy) => {
    expect(only(localFirewallRules, policy, ignoring('Private', 'Public'))).toMatchObject({
      code: 'local-firewall-rules-ignored', severity: 'block', context: { profiles: ['Private'], by: 'group-policy' },
    }); // prettier-ignore
  });

  it('are silent where the plan has none', () => {
    expect(found(localFirewallRules, server, ignoring('Private'))).toEqual([]);
  });

  it('are a warning where they are ignored in other networks only', () => {
    expect(only(localFirewallRules, narrowed, ignoring('Domain'))).toMatchObject({
      code: 'local-firewall-rules-ignored-elsewhere', severity: 'warning', context: { profiles: ['Domain'] },
    }); // prettier-ignore
  });

  it('tell a local setting, which can be changed on the spot, from Group Policy', () => {
    const local = { allowLocalFirewallRules: 'False', allowLocalFirewallRulesStored: 'False' };
    const finding = only(localFirewallRules, narrowed, { profiles: told([profile('Private', local)]) });
    expect(finding).toMatchObject({ context: { by: 'local' } });
    expect(finding && findingSentences(finding).whatNext).toContain('-AllowLocalFirewallRules True');
  });

  it.each(['True', 'NotConfigured'])('are silent where the setting is %s', (allowLocalFirewallRules) => {
    const profiles = told([profile('Private', { allowLocalFirewallRules })]);
    expect(found(localFirewallRules, narrowed, { profiles })).toEqual([]);
  });

  it('are silent where it cannot be read, and for a Group Policy object', () => {
    expect(found(localFirewallRules, narrowed, { profiles: unavailable('refused') })).toEqual([]);
    const input = inputFor(narrowed, ignoring('Private'));
    const target = { kind: 'gpo', gpo: 'corp\\FBS' } as const;
    expect(localFirewallRules.run({ ...input, plan: { ...input.plan, target } })).toEqual([]);
  });
});
