import { describe, expect, it } from 'vitest';
import type { ProposalProperties, PropertyValue, StoreObject } from '#contract/store-object';
import { presetPolicy } from '#policy/presets';
import { parseObjectName } from './names';
import { addresses } from './testing/example-policies';
import { carryOut, emptyStore, inventoryOf, type ModelStore } from './testing/model-store';
import { changed, cmdlets, names, onComputer, planFor, withSteps } from './testing/planned';

const article = presetPolicy({ role: 'server' });
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24') });

type Drift = readonly [part: string, property: string, value: PropertyValue, expected: string, found: string];

describe('a drifted property', () => {
  const onRules: readonly Drift[] = [
    ['rule', 'Enabled', 'False', 'True', 'False'],
    ['rule', 'InboundSecurity', 'Request', 'Require', 'Request'],
    ['rule', 'OutboundSecurity', 'None', 'Require', 'None'],
    ['rule', 'KeyModule', 'Default', 'IKEv1', 'Default'],
    ['rule', 'Mode', 'Tunnel', 'Transport', 'Tunnel'],
    ['rule', 'Profile', ['Domain', 'Private'], 'Any', 'Domain, Private'],
    ['rule', 'Protocol', 'UDP', 'TCP', 'UDP'],
    ['rule', 'LocalPort', ['4532'], '4531', '4532'],
    ['rule', 'RemotePort', ['1000'], 'Any', '1000'],
    ['rule', 'LocalAddress', ['10.0.0.1'], 'Any', '10.0.0.1'],
    ['rule', 'RemoteAddress', ['Any'], '192.168.10.0/24', 'Any'],
    ['rule', 'DisplayName', 'Other', 'FBS secure connection', 'Other'],
    ['rule', 'Description', '', 'FBS incoming connections: Incoming connections from workstations', ''],
    ['main-mode-rule', 'Enabled', 'False', 'True', 'False'],
    ['main-mode-rule', 'RemoteAddress', ['192.168.11.0/24'], '192.168.10.0/24', '192.168.11.0/24'],
    ['main-mode-rule', 'LocalAddress', ['10.0.0.1'], 'Any', '10.0.0.1'],
    ['main-mode-rule', 'Profile', ['Public'], 'Any', 'Public'],
    ['main-mode-rule', 'DisplayName', 'Other', 'FBS secure connection - main mode', 'Other'],
  ];
  it.each(onRules)(
    '%s %s %j is named and switched back in place, and the inverse restores it',
    (part, property, value, expected, found) => {
      const before = changed(onComputer(narrowed), part, (properties) => ({ ...properties, [property]: value }));
      const plan = planFor(narrowed, before);
      const name = `ipsecbw-fbs-server-${part}-1`;
      expect(plan.drift).toEqual([
        { kind: part === 'rule' ? 'NetIPsecRule' : 'NetIPsecMainModeRule', name, property, expected, found },
      ]);
      expect(cmdlets(plan)).toEqual([part === 'rule' ? 'Set-NetIPsecRule' : 'Set-NetIPsecMainModeRule']);
      expect(names(plan.difference.change)).toEqual([name]);
      const store: ModelStore = { ...emptyStore, objects: before.objects };
      const after = withSteps(store, plan);
      expect(planFor(narrowed, inventoryOf(after)).steps).toEqual([]);
      const [step] = plan.steps;
      if (step?.inverse == null) throw new TypeError('no inverse');
      expect(carryOut(after, 'undo', step.inverse).objects).toEqual(before.objects);
    },
  );

  it('that is a port is set together with the protocol that has ports, and back likewise', () => {
    const before = changed(onComputer(article), 'rule', (properties) => ({ ...properties, LocalPort: ['4532'] }));
    const [step] = planFor(article, before).steps;
    expect(step?.invocation.parameters).toMatchObject({ Protocol: 'TCP', LocalPort: '4531' });
    expect(step?.inverse?.parameters).toMatchObject({ Protocol: 'TCP', LocalPort: ['4532'] });
  });

  it('of several is set back in one call', () => {
    const before = changed(onComputer(article), 'rule', (properties) => ({
      ...properties,
      InboundSecurity: 'Request',
      KeyModule: 'Default',
    }));
    const { steps } = planFor(article, before);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.invocation.parameters).toEqual({
      IPsecRuleName: 'ipsecbw-fbs-server-rule-1', PolicyStore: 'PersistentStore', InboundSecurity: 'Require', KeyModule: 'IKEv1',
    }); // prettier-ignore
  });

  const onOthers: readonly Drift[] = [
    ['phase1', 'DisplayName', 'Other', 'FBS secure connection - authentication methods', 'Other'],
    ['main-mode', 'MaxMinutes', 60, '480', '60'],
    ['main-mode', 'MaxSessions', 5, '0', '5'],
    ['quick-mode', 'DisplayName', 'Other', 'Require security', 'Other'],
    ['quick-mode', 'PerfectForwardSecrecyGroup', 'DH14', 'None', 'DH14'],
    ['block', 'Enabled', 'False', 'True', 'False'],
    ['block', 'Action', 'Allow', 'Block', 'Allow'],
    ['block', 'Direction', 'Outbound', 'Inbound', 'Outbound'],
    ['block', 'LocalPort', ['4532'], '4531', '4532'],
    ['block', 'Protocol', 'UDP', 'TCP', 'UDP'],
    ['block', 'RemotePort', ['9'], 'Any', '9'],
    ['block', 'LocalAddress', ['1.2.3.4'], 'Any', '1.2.3.4'],
    ['block', 'InterfaceType', 'Wireless', 'Any', 'Wireless'],
    ['block', 'Program', 'C:\\app.exe', 'Any', 'C:\\app.exe'],
    ['block', 'Service', 'RemoteAccess', 'Any', 'RemoteAccess'],
    ['rule', 'InterfaceType', 'Wireless', 'Any', 'Wireless'],
    ['rule', 'User', 'D:(A;;CC;;;S-1-5-32-544)', 'Any', 'D:(A;;CC;;;S-1-5-32-544)'],
    ['rule', 'Machine', 'D:(A;;CC;;;S-1-5-32-544)', 'Any', 'D:(A;;CC;;;S-1-5-32-544)'],
  ];
  it.each(onOthers)(
    '%s %s %j is named; a new generation stands beside it and the old one is retired',
    (part, property, value, expected, found) => {
      const before = changed(onComputer(narrowed), part, (properties) => ({ ...properties, [property]: value }));
      const plan = planFor(narrowed, before);
      const name = `ipsecbw-fbs-server-${part}-1`;
      expect(plan.drift).toEqual([expect.objectContaining({ name, property, expected, found })]);
      expect(names(plan.difference.create)).toEqual([`ipsecbw-fbs-server-${part}-2`]);
      expect(names(plan.difference.remove)).toEqual([name]);
      expect(plan.retire.map(({ parameters }) => parameters)).toEqual([
        { [part === 'rule' ? 'IPsecRuleName' : 'Name']: name, PolicyStore: 'PersistentStore' },
      ]);
      // Nothing that holds content is ever overwritten: undoing must not need what it held.
      expect(cmdlets(plan).filter((cmdlet) => cmdlet.startsWith('Set-') && !cmdlet.endsWith('Rule'))).toEqual([]);
    },
  );

  it.each([
    ['main-mode', 'Encryption', 'AES256', 'DES3'],
    ['main-mode', 'Hash', 'MD5', 'SHA1'],
    ['main-mode', 'KeyExchange', 'DH14', 'DH2'],
    ['quick-mode', 'Encryption', 'None', 'DES3'],
    ['quick-mode', 'ESPHash', 'SHA256', 'SHA1'],
    ['quick-mode', 'Encapsulation', 'AH', 'ESP'],
  ])('%s proposal %s %s is named with its place', (part, parameter, value, expected) => {
    const before = changed(onComputer(article), part, (properties) => ({
      ...properties,
      Proposal: (properties['Proposal'] as readonly ProposalProperties[]).map((proposal) => ({
        ...proposal,
        [parameter]: value,
      })),
    }));
    const { drift } = planFor(article, before);
    expect(drift).toContainEqual(
      expect.objectContaining({
        name: `ipsecbw-fbs-server-${part}-1`,
        property: `Proposal[0].${parameter}`,
        expected,
        found: value,
      }),
    );
  });

  it.each([
    ['MaxMinutes', 5, '60'],
    ['MaxKiloBytes', 20_480, '100000'],
  ])('%s of a method without an own limit is what Windows gives, and is never given', (parameter, value, expected) => {
    const before = changed(onComputer(article), 'quick-mode', (properties) => ({
      ...properties,
      Proposal: (properties['Proposal'] as readonly ProposalProperties[]).map((one) => ({
        ...one,
        [parameter]: value,
      })),
    }));
    const plan = planFor(article, before);
    // The rule that is switched over to the new set, and the old set that is retired, are no differences.
    expect(plan.drift).toEqual([
      {
        kind: 'NetIPsecQuickModeCryptoSet', name: 'ipsecbw-fbs-server-quick-mode-1',
        property: `Proposal[0].${parameter}`, expected, found: String(value),
      },
    ]); // prettier-ignore
    expect(JSON.stringify(plan.steps)).not.toMatch(/MaxMinutes|MaxKiloBytes/u);
    expect(cmdlets(plan)).toContain('Set-NetIPsecRule');
  });

  it('of a rule without a display name, which no cmdlet changes, is mended by a rule beside it', () => {
    const before = changed(onComputer(article), 'rule', ({ DisplayName: _untold, ...rest }) => ({
      ...rest,
      KeyModule: 'Default',
    }));
    const plan = planFor(article, before);
    expect(cmdlets(plan)).toEqual(['New-NetIPsecRule', 'Disable-NetIPsecRule']);
    expect(plan.drift.map(({ property }) => property)).toEqual(['KeyModule']);
  });

  it('that the host no longer tells cannot be put back: the rule is replaced beside the old one', () => {
    const { objects } = changed(onComputer(article), 'rule', ({ RemotePort: _gone, ...rest }) => rest);
    const plan = planFor(article, { objects, enforcement: [] });
    expect(cmdlets(plan)).toEqual(['New-NetIPsecRule', 'Disable-NetIPsecRule']);
    expect(plan.drift).toContainEqual(expect.objectContaining({ property: 'RemotePort', found: '(absent)' }));
  });

  it('that names a set which is gone is switched back all the same', () => {
    const before = changed(onComputer(article), 'rule', (properties) => ({
      ...properties,
      QuickModeCryptoSet: 'gone',
    }));
    expect(cmdlets(planFor(article, before))).toEqual(['Set-NetIPsecRule']);
  });
});

describe('an object that is gone', () => {
  it.each(['rule', 'main-mode-rule', 'block'])('is created again: %s', (part) => {
    const { objects } = onComputer(narrowed);
    const left = objects.filter(({ name }) => parseObjectName(name)?.part !== part);
    const plan = planFor(narrowed, { objects: left, enforcement: [] });
    expect(names(plan.difference.create)).toEqual([`ipsecbw-fbs-server-${part}-2`]);
    expect(plan.drift.map(({ name, property, found }) => [name, property, found])).toEqual([
      [`ipsecbw-fbs-server-${part}-1`, '(the object)', '(absent)'],
    ]);
  });

  it('and is a set is told of once, not again by the rule that names it', () => {
    const { objects } = onComputer(article);
    const left = objects.filter(({ name }) => parseObjectName(name)?.part !== 'quick-mode');
    expect(planFor(article, { objects: left, enforcement: [] }).drift.map(({ name }) => name)).toEqual([
      'ipsecbw-fbs-server-quick-mode-1',
    ]);
  });
});

describe('what is left over of an earlier change', () => {
  const leftOver = (properties: Readonly<Record<string, PropertyValue>>): StoreObject => ({
    kind: 'NetIPsecRule',
    name: 'ipsecbw-fbs-server-rule3-9',
    properties: { Enabled: 'True', ...properties },
  });

  it('is switched off now, taken away when the change is kept, and named', () => {
    const before = inventoryOf({ objects: [...onComputer(article).objects, leftOver({})] });
    const plan = planFor(article, before);
    const selector = { IPsecRuleName: 'ipsecbw-fbs-server-rule3-9', PolicyStore: 'PersistentStore' };
    expect(plan.steps.map(({ invocation, inverse }) => [invocation, inverse])).toEqual([
      [
        { cmdlet: 'Disable-NetIPsecRule', parameters: selector },
        { cmdlet: 'Enable-NetIPsecRule', parameters: selector },
      ],
    ]);
    expect(plan.retire).toEqual([{ cmdlet: 'Remove-NetIPsecRule', parameters: selector }]);
    expect(plan.drift.map(({ property, expected, found }) => [property, expected, found])).toEqual([
      ['(the object)', '(absent)', 'present'],
    ]);
  });

  it('and switched off already is only taken away', () => {
    const before = inventoryOf({ objects: [...onComputer(article).objects, leftOver({ Enabled: 'False' })] });
    const plan = planFor(article, before);
    expect(plan.steps).toEqual([]);
    expect(plan.retire).toHaveLength(1);
  });
});
