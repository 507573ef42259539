import { describe, expect, it } from 'vitest';
import { objectsOf } from '#compiler/testing/planned';
import { presetPolicy } from '#policy/presets';
import { addresses } from '#compiler/testing/example-policies';
import { elevation } from './elevation';
import { checks, preflight } from './checks';
import { firewallOff } from './firewall-off';
import { inboundAllow } from './inbound-allow';
import { key } from './key';
import { languageMode } from './language-mode';
import { localRules } from './local-rules';
import { netSecurityModule } from './netsecurity-module';
import { serverFirst } from './server-first';
import { allowRule, found, inputFor, only, profile, told, unavailable } from './testing/scene';

const server = presetPolicy({ role: 'server' });
const workstation = presetPolicy({ role: 'workstation' });
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24') });

describe('elevation', () => {
  it('blocks without administrator rights', () => {
    expect(only(elevation, server, { computer: { elevated: told(false) } })).toMatchObject({
      code: 'not-elevated', severity: 'block', context: { computer: 'BACKUP01' },
    }); // prettier-ignore
  });
  it('is silent where rights cannot be read: one note speaks of all that could not be', () => {
    expect(found(elevation, server, { computer: { elevated: unavailable('no Windows') } })).toEqual([]);
  });
  it('is silent with administrator rights', () => {
    expect(found(elevation, server)).toEqual([]);
  });
});

describe('language mode', () => {
  it.each(['ConstrainedLanguage', 'RestrictedLanguage', 'NoLanguage', ''])('blocks in %j', (mode) => {
    expect(only(languageMode, server, { computer: { languageMode: mode } })).toMatchObject({
      code: 'constrained-language', severity: 'block', context: { mode },
    }); // prettier-ignore
  });
  it('is silent in FullLanguage', () => {
    expect(found(languageMode, server)).toEqual([]);
  });
});

describe('NetSecurity module', () => {
  it('blocks where it is missing, with the reason', () => {
    expect(only(netSecurityModule, server, { computer: { netSecurityModule: unavailable('not found') } })).toMatchObject({
      code: 'netsecurity-missing', severity: 'block', context: { reason: 'not found' },
    }); // prettier-ignore
  });
  it('is not called missing where a locked-down PowerShell cannot be asked for it', () => {
    const computer = { netSecurityModule: unavailable('not found'), languageMode: 'ConstrainedLanguage' };
    expect(preflight(inputFor(server, { computer })).map(({ code }) => code)).toEqual(['constrained-language']);
  });
  it('is silent where it is there', () => {
    expect(found(netSecurityModule, server)).toEqual([]);
  });
});

describe('local rules', () => {
  const ignoring = (...names: readonly string[]) =>
    told(
      ['Domain', 'Private', 'Public'].map((name) =>
        profile(name, { allowLocalIPsecRules: names.includes(name) ? 'False' : 'True' }),
      ),
    );
  it('block where Group Policy ignores them in the profile of a connected network: success would be a lie', () => {
    expect(only(localRules, server, { profiles: ignoring('Private', 'Public') })).toMatchObject({
      code: 'local-ipsec-rules-ignored', severity: 'block', context: { profiles: ['Private', 'Public'], by: 'group-policy' },
    }); // prettier-ignore
  });
  it('are a warning where they are ignored in other networks only', () => {
    expect(only(localRules, server, { profiles: ignoring('Domain') })).toMatchObject({
      code: 'local-ipsec-rules-ignored-elsewhere', severity: 'warning', context: { profiles: ['Domain'] },
    }); // prettier-ignore
  });
  it('know the domain’s profile by the network’s word for it', () => {
    const networks = told([{ network: 'corp', interfaceAlias: 'LAN', category: 'DomainAuthenticated' }] as const);
    expect(found(localRules, server, { profiles: ignoring('Domain'), computer: { networks } })).toEqual([
      ['local-ipsec-rules-ignored', 'block'],
    ]);
  });
  it.each([told([]), unavailable('refused')])(
    'block in any profile where the networks are not known: %j',
    (networks) => {
      expect(found(localRules, server, { profiles: ignoring('Domain'), computer: { networks } })).toEqual([
        ['local-ipsec-rules-ignored', 'block'],
      ]);
    },
  );
  it('tell a local setting, which can be changed on the spot, from Group Policy', () => {
    const local = { allowLocalIPsecRules: 'False', allowLocalIPsecRulesStored: 'False' };
    expect(only(localRules, server, { profiles: told([profile('Private', local)]) })).toMatchObject({
      context: { by: 'local' },
    });
  });
  it('are silent where they cannot be read: one note speaks of all that could not be', () => {
    expect(found(localRules, server, { profiles: unavailable('refused') })).toEqual([]);
  });
  it.each(['True', 'NotConfigured'])('are silent where the setting is %s', (allowLocalIPsecRules) => {
    expect(found(localRules, server, { profiles: told([profile('Domain', { allowLocalIPsecRules })]) })).toEqual([]);
  });
  it('do not matter to a Group Policy object', () => {
    const input = inputFor(server, { profiles: ignoring('Private') });
    expect(localRules.run({ ...input, plan: { ...input.plan, target: { kind: 'gpo', gpo: 'corp\\FBS' } } })).toEqual(
      [],
    );
  });
});

describe('firewall off', () => {
  const off = told([profile('Private', { enabled: 'False' }), profile('Domain')]);
  it('blocks a narrowed policy: what closes the rest would not count', () => {
    expect(only(firewallOff, narrowed, { profiles: off })).toMatchObject({
      code: 'firewall-off', severity: 'block', context: { profiles: ['Private'] },
    }); // prettier-ignore
  });
  it('is a warning where nothing has to be closed', () => {
    expect(found(firewallOff, server, { profiles: off })).toEqual([['firewall-off-here', 'warning']]);
  });
  it('is a warning where it is off in other networks only', () => {
    const elsewhere = told([profile('Private'), profile('Public', { enabled: 'False' })]);
    expect(only(firewallOff, narrowed, { profiles: elsewhere })).toMatchObject({
      code: 'firewall-off-elsewhere', severity: 'warning', context: { profiles: ['Public'] },
    }); // prettier-ignore
  });
  it.each([
    told([profile('Private')]),
    told([profile('Private', { enabled: 'NotConfigured' })]),
    unavailable('refused'),
  ])('is silent where the firewall is on or unknown: %j', (profiles) => {
    expect(found(firewallOff, narrowed, { profiles })).toEqual([]);
  });
});

describe('inbound allow', () => {
  const warning = [['no-inbound-allow', 'warning']];
  it('warns on a server that nothing lets the port in on', () => {
    expect(only(inboundAllow, server, { local: [] })).toMatchObject({
      code: 'no-inbound-allow', severity: 'warning', context: { port: 'TCP 4531' },
    }); // prettier-ignore
  });
  it.each([
    ['another port', { LocalPort: ['4532'] }],
    ['another protocol', { Protocol: 'UDP' }],
    ['what goes out', { Direction: 'Outbound' }],
    ['what is switched off', { Enabled: 'False' }],
    ['what blocks', { Action: 'Block' }],
  ])('does not count %s', (_what, properties) => {
    expect(found(inboundAllow, server, { local: [allowRule(properties)] })).toEqual(warning);
  });
  it('does not count what lets other addresses in', () => {
    expect(found(inboundAllow, narrowed, { local: [allowRule({ RemoteAddress: ['10.0.0.0/8'] })] })).toEqual(warning);
  });
  it.each([
    ['its port', {}],
    ['a list with its port', { LocalPort: ['80', '4531'] }],
    ['a range around its port', { LocalPort: ['4000-5000'] }],
    ['any port', { LocalPort: ['Any'] }],
    ['any protocol', { Protocol: 'Any', LocalPort: ['Any'] }],
    ['its addresses', { RemoteAddress: ['LocalSubnet'] }],
    ['what needs no block to be overridden', { Action: 'AllowBypass' }],
  ])('is silent where a rule lets in %s', (_what, properties) => {
    expect(found(inboundAllow, server, { local: [allowRule(properties)] })).toEqual([]);
  });
  it('is silent where Group Policy lets the port in', () => {
    expect(found(inboundAllow, server, { local: [], byGroupPolicy: [allowRule()] })).toEqual([]);
  });
  it.each([{ enabled: 'False' }, { defaultInboundAction: 'Allow' }])(
    'is silent where the firewall lets everything in: %j',
    (rest) => {
      const profiles = told(['Domain', 'Private', 'Public'].map((name) => profile(name, rest)));
      expect(found(inboundAllow, server, { local: [], profiles })).toEqual([]);
    },
  );
  it('is silent on a workstation, which nobody connects to', () => {
    expect(found(inboundAllow, workstation, { local: [] })).toEqual([]);
  });
});

describe('server first', () => {
  it('says which backups stop from now on', () => {
    expect(only(serverFirst, server)).toMatchObject({
      code: 'server-first', severity: 'warning', context: { port: 'TCP 4531', computer: 'BACKUP01' },
    }); // prettier-ignore
  });
  it.each([
    ['on a workstation', workstation, {}],
    ['where clear text still passes', presetPolicy({ role: 'server', mode: 'request' }), {}],
    ['where nothing changes', server, { local: objectsOf(server) }],
  ])('is silent %s', (_where, policy, scene) => {
    expect(found(serverFirst, policy, scene)).toEqual([]);
  });
});

describe('key', () => {
  it('will be needed where the set that holds it is new', () => {
    expect(found(key, server, { keyGiven: false })).toEqual([['key-needed', 'note']]);
  });
  it('was not compared where the set is there', () => {
    expect(found(key, server, { keyGiven: false, local: objectsOf(server) })).toEqual([['key-not-compared', 'note']]);
  });
  it('is no matter where it is given, or where none is used', () => {
    expect(found(key, server)).toEqual([]);
    const kerberos = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
    expect(found(key, kerberos, { keyGiven: false })).toEqual([]);
  });
});

describe('pre-flight', () => {
  it('finds nothing but what everybody should know on a computer with nothing unusual about it', () => {
    expect(preflight(inputFor(server)).map(({ code }) => code)).toEqual(['server-first']);
    expect(preflight(inputFor(workstation))).toEqual([]);
  });

  it.each([
    ['constrained-language', { languageMode: 'ConstrainedLanguage' }],
    ['netsecurity-missing', { netSecurityModule: unavailable('not found') }],
  ])('says only %s where the stores could not be read: what is unknown is not missing', (code, computer) => {
    const input = inputFor(server, { computer, local: [], profiles: unavailable('not read'), keyGiven: false });
    expect(preflight(input).map((one) => one.code)).toEqual([code]);
  });

  it('says both that PowerShell is locked down and that rights are missing', () => {
    const input = inputFor(server, { computer: { languageMode: 'ConstrainedLanguage', elevated: told(false) } });
    expect(preflight(input).map(({ code }) => code)).toEqual(['constrained-language', 'not-elevated']);
  });

  it('runs checks of different names', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });
});
