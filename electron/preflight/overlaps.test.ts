import { describe, expect, it } from 'vitest';
import type { StoreObject } from '#contract/store-object';
import { addresses } from '#compiler/testing/example-policies';
import { objectsOf } from '#compiler/testing/planned';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import type { IpSecurityPolicy } from '#policy/model';
import { preflight } from './checks';
import { inboundAllow } from './inbound-allow';
import { ipsecRuleOverlap } from './ipsec-rule-overlap';
import { mainModeOverlap } from './main-mode-overlap';
import { portClosed } from './port-closed';
import { allowRule, blockRule, found, inputFor, ipsecRule, mainModeRule, only } from './testing/scene';

const server = presetPolicy({ role: 'server' });
const workstation = presetPolicy({ role: 'workstation' });
const toPeers = (
  role: 'server' | 'workstation',
  peers: readonly string[],
  rest: Partial<PresetOptions> = {},
): IpSecurityPolicy => presetPolicy({ role, peers: addresses(...peers), ...rest });
const narrowed = toPeers('server', ['192.168.10.0/24', '2001:db8::/64']);

const withKey = (policy: IpSecurityPolicy, comparison: string): readonly StoreObject[] =>
  objectsOf(policy).map((object) =>
    object.kind === 'NetIPsecPhase1AuthSet'
      ? { ...object, properties: { ...object.properties, Proposal: [{ Machine: true, PreSharedKey: comparison }] } }
      : object,
  );

describe('main mode has no port: another rule for the same addresses', () => {
  const blocked = [['main-mode-overlap', 'block']];

  it('with another key or key exchange blocks, and is named with what they share', () => {
    expect(only(mainModeOverlap, narrowed, { local: [mainModeRule({ RemoteAddress: ['192.168.0.0/16'] })] })).toEqual({
      code: 'main-mode-overlap',
      severity: 'block',
      context: {
        other: 'Main mode of others ({foreign-main-mode})',
        addresses: '192.168.10.0/24',
        property: 'Phase1AuthSet',
      },
    });
  });

  it.each([
    ['an IPsec rule for any port', ipsecRule()],
    ['an IPsec rule for a port that is not ours', ipsecRule({ Protocol: 'TCP', LocalPort: ['445'] })],
    [
      'an IPsec rule that only requires one direction',
      ipsecRule({ InboundSecurity: 'Require', OutboundSecurity: 'None' }),
    ],
    ['a rule for the local subnet, which only Windows knows', mainModeRule({ RemoteAddress: ['LocalSubnet'] })],
    ['a rule whose addresses were not told', mainModeRule({ RemoteAddress: [] })],
  ])('blocks when it is %s', (_what, other) => {
    expect(found(mainModeOverlap, narrowed, { local: [other] })).toEqual(blocked);
  });

  it('blocks when it comes by Group Policy', () => {
    expect(found(mainModeOverlap, server, { byGroupPolicy: [mainModeRule()] })).toEqual(blocked);
  });

  it.each([
    ['it is for other addresses', mainModeRule({ RemoteAddress: ['10.0.0.0/8', 'fd00::/8'] })],
    ['it is for other own addresses', mainModeRule({ LocalAddress: ['10.0.0.1'] })],
    ['it is switched off', mainModeRule({ Enabled: 'False' })],
    ['it secures nothing', ipsecRule({ InboundSecurity: 'None', OutboundSecurity: 'None' })],
  ])('is no matter where %s', (_where, other) => {
    const policy = toPeers('server', ['192.168.10.0/24', '2001:db8::/64'], {
      local: addresses('192.168.1.2', '2001:db8:1::1'),
    });
    expect(found(mainModeOverlap, policy, { local: [other] })).toEqual([]);
  });

  it('is no matter where it is a rule of the very policy, as it is before a change', () => {
    expect(
      found(mainModeOverlap, presetPolicy({ role: 'server', protection: 'recommended' }), { local: objectsOf(server) }),
    ).toEqual([]);
  });
});

describe('two policies of ours with overlapping addresses', () => {
  it('may stand beside each other with the same key and key exchange: a server that is a workstation as well', () => {
    expect(found(mainModeOverlap, workstation, { local: objectsOf(server) })).toEqual([]);
    expect(preflight(inputFor(workstation, { local: objectsOf(server) }))).toEqual([]);
    expect(
      preflight(inputFor(server, { local: [...objectsOf(workstation), allowRule()] })).map(({ code }) => code),
    ).toEqual(['server-first']);
  });

  it('and another name of the policy are still the same', () => {
    const other = { ...presetPolicy({ role: 'workstation' }), name: 'Other name' };
    expect(found(mainModeOverlap, other, { local: objectsOf(server) })).toEqual([]);
  });

  it.each([
    ['another key', withKey(server, 'different'), 'Phase1AuthSet'],
    [
      'another authentication',
      objectsOf(presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] })),
      'Phase1AuthSet',
    ],
    [
      'another key exchange',
      objectsOf(presetPolicy({ role: 'server', protection: 'recommended' })),
      'MainModeCryptoSet',
    ],
  ])('block each other with %s', (_what, local, property) => {
    const findings = mainModeOverlap.run(inputFor(workstation, { local }));
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'main-mode-overlap-own',
        severity: 'block',
        context: { other: 'FBS secure connection - main mode (ipsecbw-fbs-server-main-mode-rule-1)', property },
      }),
    );
  });

  it('may be different where their addresses are', () => {
    const other = toPeers('server', ['10.0.0.0/8'], { id: 'second', protection: 'recommended' });
    expect(found(mainModeOverlap, narrowed, { local: objectsOf(other) })).toEqual([]);
  });
});

describe('another IPsec rule for the same connection', () => {
  it('that names our port blocks: it is uncertain which of the two counts', () => {
    const other = ipsecRule({ Protocol: 'TCP', LocalPort: ['4531'] });
    expect(only(ipsecRuleOverlap, server, { local: [other] })).toEqual({
      code: 'ipsec-rule-overlap',
      severity: 'block',
      context: { other: 'Domain isolation ({foreign-rule})', port: 'TCP 4531', precedence: 'ambiguous' },
    });
  });

  it('blocks as well where it exempts the port from IPsec', () => {
    const exempt = ipsecRule({
      Protocol: 'TCP',
      LocalPort: ['4500-4600'],
      InboundSecurity: 'None',
      OutboundSecurity: 'None',
    });
    expect(found(ipsecRuleOverlap, server, { byGroupPolicy: [exempt] })).toEqual([['ipsec-rule-overlap', 'block']]);
  });

  it('of a workstation is told by the port at the other end', () => {
    const there = ipsecRule({ Protocol: 'TCP', RemotePort: ['4531'] });
    expect(found(ipsecRuleOverlap, workstation, { local: [there] })).toEqual([['ipsec-rule-overlap', 'block']]);
  });

  it.each([
    ['wins where it is narrower by addresses', 'wins', { LocalPort: ['4531'], RemoteAddress: ['192.168.10.7'] }],
    ['wins where it names more ports', 'wins', { LocalPort: ['4531'], RemotePort: ['5000'] }],
    ['is ambiguous where it is as wide', 'ambiguous', { LocalPort: ['4531'] }],
    ['is ambiguous where addresses and ports disagree', 'ambiguous', { RemoteAddress: ['192.168.10.7'] }],
    [
      'is ambiguous where each has addresses that the other lacks',
      'ambiguous',
      { LocalPort: ['4531'], RemoteAddress: ['192.168.10.7', '172.16.0.0/12'] },
    ],
    ['loses where it is for every port', 'loses', {}],
    ['loses where it is for more addresses', 'loses', { LocalPort: ['4531'], RemoteAddress: ['Any'] }],
  ])('%s', (_what, precedence, properties) => {
    const other = ipsecRule({
      Protocol: 'TCP', RemoteAddress: ['192.168.10.0/24', '2001:db8::/64'], ...properties,
    }); // prettier-ignore
    expect(only(ipsecRuleOverlap, narrowed, { local: [other] })).toMatchObject({
      severity: precedence === 'loses' ? 'warning' : 'block',
      context: { precedence },
    });
  });

  it('that is wider is worth knowing', () => {
    expect(found(ipsecRuleOverlap, server, { local: [ipsecRule()] })).toEqual([['ipsec-rule-overlap', 'warning']]);
  });

  it.each([
    ['it is for other ports', ipsecRule({ Protocol: 'TCP', LocalPort: ['445', '3389'] })],
    ['it is for another protocol', ipsecRule({ Protocol: 'UDP' })],
    ['it is for what this server asks of others', ipsecRule({ Protocol: 'TCP', RemotePort: ['445'] })],
    ['it is for other addresses', ipsecRule({ Protocol: 'TCP', LocalPort: ['4531'], RemoteAddress: ['10.0.0.0/8'] })],
    ['it is switched off', ipsecRule({ Protocol: 'TCP', LocalPort: ['4531'], Enabled: 'False' })],
  ])('is no matter where %s', (_where, other) => {
    expect(found(ipsecRuleOverlap, narrowed, { local: [other] })).toEqual([]);
  });

  it('of ours for the other end is no matter, for the same end a warning', () => {
    expect(found(ipsecRuleOverlap, workstation, { local: objectsOf(server) })).toEqual([]);
    const second = presetPolicy({ role: 'workstation', id: 'second' });
    expect(found(ipsecRuleOverlap, second, { local: objectsOf(workstation) })).toEqual([
      ['ipsec-rule-overlap', 'warning'],
    ]);
  });
});

describe('a rule of Group Policy that has taken our name', () => {
  const impostor = { ...ipsecRule({ InboundSecurity: 'None' }), name: 'ipsecbw-fbs-server-rule-1' };

  it.each([
    ['before ours is there', []],
    ['when ours is stored', objectsOf(server)],
  ])('counts in place of ours and blocks %s', (_when, local) => {
    expect(found(ipsecRuleOverlap, server, { local, byGroupPolicy: [impostor] })).toEqual([
      ['ipsec-rule-overlap', 'block'],
    ]);
  });

  it('is no matter where it has the same content', () => {
    expect(found(ipsecRuleOverlap, server, { local: objectsOf(server), byGroupPolicy: objectsOf(server) })).toEqual([]);
  });
});

describe('the words of a rule', () => {
  it('are read in any letter case', () => {
    const exempt = ipsecRule({ InboundSecurity: 'none', OutboundSecurity: 'NONE' });
    expect(found(mainModeOverlap, narrowed, { local: [exempt] })).toEqual([]);
    const block = blockRule({ Action: 'block', Direction: 'INBOUND' });
    expect(found(portClosed, server, { local: [block] })).toEqual([['port-closed', 'warning']]);
    const allow = allowRule({ Action: 'allow', Direction: 'inbound' });
    expect(found(inboundAllow, server, { local: [allow] })).toEqual([]);
  });
});

describe('a firewall rule that blocks', () => {
  it('what the policy protects is named', () => {
    expect(only(portClosed, narrowed, { local: [blockRule({ RemoteAddress: ['192.168.10.128/25'] })] })).toEqual({
      code: 'port-closed',
      severity: 'warning',
      context: { other: 'Blocker (Blocker-1)', port: 'TCP 4531', addresses: '192.168.10.128/25' },
    });
  });

  it.each([
    ['other addresses', blockRule({ RemoteAddress: ['10.0.0.0/8'] })],
    ['another port', blockRule({ LocalPort: ['445'] })],
    ['the other direction', blockRule({ Direction: 'Outbound' })],
    ['nothing, because it is off', blockRule({ Enabled: 'False' })],
    ['some program on all ports', blockRule({ Protocol: 'TCP', LocalPort: ['Any'] })],
  ])('%s is no matter', (_what, rule) => {
    expect(found(portClosed, narrowed, { local: [rule] })).toEqual([]);
  });

  it('of the very policy is no matter', () => {
    expect(found(portClosed, narrowed, { local: objectsOf(narrowed) })).toEqual([]);
    expect(found(portClosed, toPeers('server', ['192.168.10.0/25']), { local: objectsOf(narrowed) })).toEqual([]);
  });

  it('is what two narrowed policies for one port are for each other: the second is blocked, with the reason', () => {
    const first = toPeers('workstation', ['10.0.0.1'], { id: 'first' });
    const second = toPeers('workstation', ['10.0.0.2'], { id: 'second' });
    expect(portClosed.run(inputFor(second, { local: objectsOf(first) }))).toEqual([
      {
        code: 'port-closed',
        severity: 'block',
        context: {
          other: 'FBS secure connection - everybody else (ipsecbw-first-workstation-block-1)',
          port: 'TCP 4531',
          addresses: '10.0.0.2',
        },
      },
      {
        code: 'closes-other-policy',
        severity: 'block',
        context: {
          other: 'FBS secure connection (ipsecbw-first-workstation-rule-1)',
          port: 'TCP 4531',
          addresses: '10.0.0.1',
        },
      },
    ]);
  });

  it.each([
    ['for different ports', toPeers('workstation', ['10.0.0.1'], { id: 'first', port: 4600 })],
    ['of which one is a server’s', toPeers('server', ['10.0.0.1'], { id: 'first' })],
  ])('does not stand between two narrowed policies %s', (_what, first) => {
    expect(
      found(portClosed, toPeers('workstation', ['10.0.0.2'], { id: 'second' }), { local: objectsOf(first) }),
    ).toEqual([]);
  });
});
