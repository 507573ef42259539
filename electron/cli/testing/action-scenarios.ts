import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSharingDoor, withDoor } from '#policy/doors';
import type { FilterAction, IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { plainText } from '#settings-file/document';
import type { Scenario } from './fault-scenarios';

/** Settings files of the scenarios, read anew by every run: they stay until the process of the tests ends. */
const folder = mkdtempSync(join(tmpdir(), 'ipsecbw-settings-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/** A settings file with this policy: what no option of the command line says. */
function settingsWith(name: string, policy: IpSecurityPolicy): readonly string[] {
  const file = join(folder, `${name}.json`);
  const sides = policy.role === 'server' ? { server: policy } : { workstation: policy };
  writeFileSync(file, plainText({ createdAt: '2024-01-01T00:00:00.000Z', sides }));
  return ['apply', '--yes', '--settings', file];
}

const kerberos = (role: Role): IpSecurityPolicy => {
  const policy = presetPolicy({ role });
  const authenticationMethods = [{ kind: 'kerberos-v5' as const }];
  return { ...policy, rules: policy.rules.map((rule) => ({ ...rule, authenticationMethods })) };
};

function withAction(role: Role, filterAction: FilterAction): IpSecurityPolicy {
  const policy = kerberos(role);
  return { ...policy, rules: policy.rules.map((rule) => ({ ...rule, filterAction, authenticationMethods: [] })) };
}

const action = (kind: 'permit' | 'block'): FilterAction => ({ kind, name: `Own ${kind}`, description: '' });
const withFileSharing = (policy: IpSecurityPolicy): IpSecurityPolicy => withDoor(policy, fileSharingDoor(policy));

const negotiating = settingsWith('negotiating', kerberos('server'));
const permitting = settingsWith('permitting', withAction('server', action('permit')));
const blocking = settingsWith('blocking', withAction('server', action('block')));
const twoRules = settingsWith('two-rules', withFileSharing(kerberos('server')));
const certificate = ['apply', '--yes', '--role', 'server', '--auth', 'certificate', '--ca', 'CN=Corp Root CA'];
const remove = ['remove', '--yes'];

const scenario = (name: string, before: Scenario['before'], change: Scenario['change']): Scenario => ({
  ...{ name, before, change, key: '', status: 0 },
});

/** Every filter action, several rules, certificates: made, changed into each other, and removed. */
export const actionScenarios: readonly Scenario[] = [
  scenario('a permit action', [], permitting),
  scenario('a block action', [], blocking),
  scenario('a policy of two rules', [], twoRules),
  scenario('certificates', [], certificate),
  scenario('from negotiating to blocking', [negotiating], blocking),
  scenario('from blocking to permitting', [blocking], permitting),
  scenario('a door that is opened to IPsec', [negotiating], twoRules),
  scenario('a door that is given up', [twoRules], negotiating),
  scenario('from Kerberos to certificates', [negotiating], certificate),
  scenario('a removal of two rules', [twoRules], remove),
  scenario('a removal of a block action', [blocking], remove),
];
