import { describe, expect, it } from 'vitest';
import type { StoreObject } from '#contract/store-object';
import { noAside, type AsideWish } from '#compiler/aside';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { addresses } from '#compiler/testing/example-policies';
import { objectsOf } from '#compiler/testing/planned';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import type { CheckInput } from './check';
import { overruling, preflight } from './checks';
import { inboundAllow } from './inbound-allow';
import { localFirewallRules } from './local-firewall-rules';
import { portNotClosed, putAsideFindings } from './port-not-closed';
import { portOpeners } from './port-openers';
import { allowRule, found, inputFor, only, profile, told, type Scene } from './testing/scene';

const server = presetPolicy({ role: 'server', allowIfSecure: true });
const narrowed = presetPolicy({ role: 'server', allowIfSecure: true, peers: addresses('192.168.10.0/24') });
const named = (name: string, properties: Parameters<typeof allowRule>[0] = {}): StoreObject => ({
  ...allowRule({ DisplayName: name, ...properties }),
  name,
});
const openersOf = (policy: IpSecurityPolicy, scene: Scene): readonly (readonly [string, boolean])[] =>
  portOpeners(inputFor(policy, scene)).map(({ rule, canBePutAside }) => [rule.name, canBePutAside]);
const contextOf = (scene: Scene, policy = server): unknown => only(portNotClosed, policy, scene)?.context;
/** As it is once something is put aside by this very plan. */
const withAside = (scene: Scene, put: readonly string[]): CheckInput => {
  const input = inputFor(server, scene);
  const wish: AsideWish = { ...noAside, put: { firewallRules: put } };
  return { ...input, plan: planChange(compile(server, { kind: 'local' }), input.facts.persistent, wish) };
};

describe('what lets the port in beside ours', () => {
  it.each([
    ['exactly the port', {}, true],
    ['the port, for some addresses', { RemoteAddress: ['LocalSubnet'] }, true],
    ['the port by its protocol number', { Protocol: 'tcp' }, true],
    ['a list with another port', { LocalPort: ['80', '4531'] }, false],
    ['a range', { LocalPort: ['4000-5000'] }, false],
    ['any port', { LocalPort: ['Any'] }, false],
    ['any protocol', { Protocol: 'Any', LocalPort: ['Any'] }, false],
  ])('is a rule for %s, and whether it could be put aside', (_what, properties, can) => {
    expect(openersOf(server, { local: [allowRule(properties)] })).toEqual([['FBS-In', can]]);
  });

  it.each([
    ['another port', { LocalPort: ['4532'] }],
    ['another protocol', { Protocol: 'UDP' }],
    ['what goes out', { Direction: 'Outbound' }],
    ['what is off', { Enabled: 'False' }],
    ['what blocks', { Action: 'Block' }],
  ])('is not a rule for %s', (_what, properties) => {
    expect(openersOf(server, { local: [allowRule(properties)] })).toEqual([]);
  });

  it('is not ours to take away where Group Policy brings it, alone or beside a local one of the same name', () => {
    expect(openersOf(server, { local: [], byGroupPolicy: [allowRule()] })).toEqual([['FBS-In', false]]);
    const both = { local: [allowRule()], byGroupPolicy: [allowRule({ RemoteAddress: ['10.0.0.0/8'] })] };
    expect(openersOf(server, both).map(([, can]) => can)).toEqual([false, false]);
  });

  it.each(['*', 'FBS*', 'a?', 'x[1]', 'x`'])('cannot be taken away where its name %j is a pattern', (name) => {
    expect(openersOf(server, { local: [named(name)] })).toEqual([[name, false]]);
  });

  it('stays where it lets in whom the policy exempts', () => {
    const [rule] = presetPolicy({ role: 'server', peers: addresses('192.168.10.7') }).rules;
    if (rule === undefined) throw new TypeError('no rule');
    const filterAction = { kind: 'permit', name: 'Permit', description: '' } as const;
    const exempting = { ...server, rules: [...server.rules, { ...rule, filterAction, authenticationMethods: [] }] };
    expect(openersOf(exempting, { local: [allowRule()] })).toEqual([['FBS-In', false]]);
  });

  it('stays where another policy of ours has no rule of its own to be let in by', () => {
    const other = presetPolicy({ role: 'server', id: 'other' });
    const own = presetPolicy({ role: 'server', id: 'other', allowIfSecure: true });
    const beside = (policy: IpSecurityPolicy): Scene => ({ local: [allowRule(), ...objectsOf(policy)] });
    expect(openersOf(server, beside(other))).toEqual([['FBS-In', false]]);
    expect(openersOf(server, beside(presetPolicy({ role: 'server', id: 'other', port: 5000 })))).toEqual([
      ['FBS-In', true],
    ]);
    expect(openersOf(server, beside(own))).toEqual([['FBS-In', true]]);
  });

  it('is no matter of addresses that the list does not have', () => {
    expect(openersOf(narrowed, { local: [allowRule({ RemoteAddress: ['10.0.0.0/8'] })] })).toEqual([]);
  });
});

describe('the port is not closed', () => {
  it('is silent for a policy without that layer, and on a server where nothing else lets the port in', () => {
    expect(found(portNotClosed, presetPolicy({ role: 'server' }))).toEqual([]);
    expect(found(portNotClosed, server, { local: [] })).toEqual([]);
  });

  it('tells what could be switched off from what could not, with how many there are', () => {
    const many = Array.from({ length: 60 }, (_, at) => named(`One-${at}`));
    const local = [...many, named('Wide', { LocalPort: ['Any'] })];
    const finding = only(portNotClosed, server, { local, byGroupPolicy: [named('Domain rule')] });
    expect(finding).toMatchObject({ code: 'port-not-closed', severity: 'warning' });
    const context = contextOf({ local, byGroupPolicy: [named('Domain rule')] }) as Record<string, unknown>;
    expect(context).toMatchObject({ port: 'TCP 4531', removableCount: 60, stayingCount: 2 });
    expect(context['removable']).toHaveLength(50);
    expect(context['staying']).toEqual(['Domain rule (Domain rule)', 'Wide (Wide)']);
  });

  it('does not list what this plan switches off, nor what is off already', () => {
    const scene = { local: [named('One'), named('Two'), named('Off', { Enabled: 'False' })] };
    const [finding] = portNotClosed.run(withAside(scene, ['One']));
    expect(finding?.context).toMatchObject({ removable: ['Two (Two)'], removableCount: 1, stayingCount: 0 });
    expect(portNotClosed.run(withAside(scene, ['One', 'Two']))).toEqual([]);
  });

  it('still lists what Group Policy brings under the name of a rule that is switched off', () => {
    const scene = { local: [named('One', { RemoteAddress: ['10.0.0.1'] })], byGroupPolicy: [named('One')] };
    const [finding] = portNotClosed.run(withAside(scene, ['One']));
    expect(finding?.context).toMatchObject({ stayingCount: 2 });
  });

  it.each([
    ['is off', { enabled: 'False' }],
    ['lets in what no rule blocks', { defaultInboundAction: 'Allow' }],
  ])('says so where the firewall %s in a profile, connected or not', (_how, rest) => {
    const profiles = told([profile('Private'), profile('Public', rest)]);
    expect(only(portNotClosed, server, { local: [], profiles })).toMatchObject({
      code: 'port-open-by-default', severity: 'warning', context: { port: 'TCP 4531', profiles: ['Public'] },
    }); // prettier-ignore
  });

  it('is said of a policy that is in place as well, and is no drift', () => {
    const codes = overruling(inputFor(server)).map(({ code, severity }) => [code, severity]);
    expect(codes).toContainEqual(['port-not-closed', 'warning']);
  });

  it('is asked of a Group Policy object by the rules in it, none of which can be put aside', () => {
    const input = inputFor(server, { local: [allowRule()] });
    const target = { kind: 'gpo', gpo: 'corp.example\\FBS' } as const;
    const gpo = { available: true, value: { objects: [named('In the object')], enforcement: [] } } as const;
    const found = preflight({ ...input, plan: { ...input.plan, target }, facts: { ...input.facts, gpo } });
    expect(found.find(({ code }) => code === 'port-not-closed')?.context).toMatchObject({
      removableCount: 0,
      staying: ['In the object (In the object)'],
    });
  });
});

describe('what is put aside', () => {
  it('is named as long as it is there', () => {
    const input = inputFor(server, { local: [named('One'), named('Two')] });
    expect(putAsideFindings(['One', 'gone'], input)).toMatchObject([
      {
        code: 'allow-rules-put-aside',
        severity: 'note',
        context: { port: 'TCP 4531', rules: ['One (One)'], count: 1 },
      },
    ]);
    expect(putAsideFindings(['gone'], input)).toEqual([]);
  });
});

describe('our own rule for secured connections', () => {
  it('lets workstations in where nothing else does', () => {
    expect(found(inboundAllow, server, { local: [] })).toEqual([]);
    expect(found(inboundAllow, presetPolicy({ role: 'server' }), { local: [] })).toEqual([
      ['no-inbound-allow', 'warning'],
    ]);
  });

  it('counts nothing where Group Policy ignores local rules: that blocks', () => {
    const profiles = told([profile('Private', { allowLocalFirewallRules: 'False' })]);
    expect(found(localFirewallRules, server, { profiles })).toEqual([['local-firewall-rules-ignored', 'block']]);
    expect(found(localFirewallRules, presetPolicy({ role: 'server' }), { profiles })).toEqual([]);
  });
});
