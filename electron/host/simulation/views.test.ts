import { describe, expect, it } from 'vitest';
import { articleCalls, call, ipsecRule, mainModeRule, type NamedCall } from '../gateway-contract-calls';
import { SimulatedGateway } from '../simulated-gateway';
import { errorOf, KEY, newStateFile, rowsOf } from '../testing/simulated-computer';

async function withArticle(content: unknown = { format: 1 }): Promise<SimulatedGateway> {
  const gateway = new SimulatedGateway({ file: await newStateFile(content) });
  expect(await errorOf(gateway, articleCalls())).toBeUndefined();
  return gateway;
}

const foreignRule = (name: string, more: object = {}): object => ({
  ...{ Name: name, DisplayName: name, InboundSecurity: 'None', OutboundSecurity: 'None' },
  ...more,
});

describe('ActiveStore', () => {
  const enforcement = async (
    computer: object,
    stores: object = {},
    more: readonly NamedCall[] = [],
  ): Promise<unknown> => {
    const gateway = await withArticle({ format: 1, computer, stores });
    await errorOf(gateway, more);
    const parameters = { IPsecRuleName: 'contract-rule', PolicyStore: 'ActiveStore' };
    const [row = {}] = await rowsOf(
      gateway,
      'Get-NetIPsecRule',
      parameters,
      'PrimaryStatus',
      'EnforcementStatus',
      'StatusCode',
    );
    return [row['PrimaryStatus'], row['EnforcementStatus'], row['StatusCode']];
  };
  const profiles = (change: object): object[] => ['Domain', 'Private', 'Public'].map((Name) => ({ Name, ...change }));
  const disable: NamedCall = ['x', call('Disable-NetIPsecRule', { IPsecRuleName: 'contract-rule' })];

  it('says Full of a rule that is in force', async () => {
    expect(await enforcement({})).toEqual(['OK', ['Full'], 65_536]);
  });

  it.each([
    ['LocalConsecRulesDisallowed', {}, { RSOP: { NetFirewallProfile: profiles({ AllowLocalIPsecRules: 'False' }) } }, []],
    ['LocalConsecRulesDisallowed', {}, { PersistentStore: { NetFirewallProfile: profiles({ AllowLocalIPsecRules: 'False' }) } }, []],
    ['FirewallOffInProfile', {}, { PersistentStore: { NetFirewallProfile: profiles({ Enabled: 'False' }) } }, []],
    ['DisabledObject', {}, {}, [disable]],
  ])('says %s', async (status, computer, stores, more) => {
    expect(await enforcement(computer, stores, more)).toEqual(['Inactive', [status], 65_536]);
  }); // prettier-ignore

  it('says what is wrong with a rule whose set is gone', async () => {
    const lax = { format: 1, unsure: { setInUse: 'leaves-rule-broken' } };
    const gateway = await withArticle(lax);
    await errorOf(gateway, [['x', call('Remove-NetIPsecQuickModeCryptoSet', { Name: 'contract-qm' })]]);
    const [row] = await rowsOf(
      gateway,
      'Get-NetIPsecRule',
      { PolicyStore: 'ActiveStore' },
      'PrimaryStatus',
      'StatusCode',
    );
    expect(row).toEqual({ PrimaryStatus: 'Error', StatusCode: 0x0020_0001 });
  });

  it('shows what Group Policy brings, and PersistentStore does not', async () => {
    const gateway = await withArticle({ format: 1, stores: { RSOP: { NetIPsecRule: [foreignRule('by-policy')] } } });
    const names = async (PolicyStore: string): Promise<unknown[]> =>
      (await rowsOf(gateway, 'Get-NetIPsecRule', { PolicyStore }, 'InstanceID')).map((row) => row['InstanceID']);
    expect(await names('ActiveStore')).toEqual(['by-policy', 'contract-rule']);
    expect(await names('PersistentStore')).toEqual(['contract-rule']);
  });

  it('lets a rule of Group Policy hide the local one of the same name', async () => {
    const gateway = await withArticle({
      format: 1,
      stores: { RSOP: { NetIPsecRule: [foreignRule('contract-rule')] } },
    });
    const rows = await rowsOf(
      gateway,
      'Get-NetIPsecRule',
      { PolicyStore: 'ActiveStore' },
      'InboundSecurity',
      'PolicyStoreSourceType',
    );
    expect(rows).toEqual([{ InboundSecurity: 'None', PolicyStoreSourceType: 'GroupPolicy' }]);
  });
});

describe('the rule that governs', () => {
  const asked = { RemoteAddress: '192.0.2.10', Protocol: 'TCP', LocalPort: 4_531 };
  const governing = async (parameters: object, foreign: readonly object[] = []): Promise<unknown> => {
    const gateway = await withArticle({ format: 1, stores: { PersistentStore: { NetIPsecRule: foreign } } });
    const [row] = await rowsOf(gateway, 'Find-NetIPsecRule', { ...asked, ...parameters }, 'IPsecRuleName');
    return row?.['IPsecRuleName'];
  };

  it('is ours for our port and our peers only', async () => {
    expect(await governing({})).toBe('contract-rule');
    expect(await governing({ LocalPort: 4_532 })).toBeUndefined();
    expect(await governing({ Protocol: 'UDP' })).toBeUndefined();
    expect(await governing({ RemoteAddress: '198.51.100.1' })).toBeUndefined();
    expect(await governing({ RemoteAddress: '2001:db8::7' })).toBe('contract-rule');
  });

  it('is the narrower one, wherever it stands', async () => {
    expect(await governing({}, [foreignRule('wide')])).toBe('contract-rule');
    expect(await governing({}, [foreignRule('narrow', { RemoteAddress: ['192.0.2.10'] })])).toBe('narrow');
  });

  it('is never a disabled one', async () => {
    const off = foreignRule('narrow', { RemoteAddress: '192.0.2.10', Enabled: 'False' });
    expect(await governing({}, [off])).toBe('contract-rule');
  });
});

describe('what differs between systems', () => {
  const filterIds = async (gateway: SimulatedGateway, cmdlet: string): Promise<unknown[]> =>
    (await rowsOf(gateway, cmdlet, { All: true }, 'InstanceID')).map((row) => row['InstanceID']);
  const unsure = (choice: object): object => ({ format: 1, unsure: choice });

  it('shows the filters of IPsec rules among all filters, or not', async () => {
    const yes = await withArticle();
    expect(await filterIds(yes, 'Get-NetFirewallAddressFilter')).toEqual([
      'FBS-Server-In-TCP',
      'contract-fw',
      'contract-rule',
      'contract-mm-rule',
    ]);
    expect(await filterIds(yes, 'Get-NetFirewallPortFilter')).toEqual([
      'FBS-Server-In-TCP',
      'contract-fw',
      'contract-rule',
    ]);
    const no = await withArticle(unsure({ filtersOfIpsecRulesInGetAll: false }));
    expect(await filterIds(no, 'Get-NetFirewallAddressFilter')).toEqual(['FBS-Server-In-TCP', 'contract-fw']);
  });

  const proposals = async (gateway: SimulatedGateway, noun: string): Promise<unknown> =>
    (await rowsOf(gateway, `Get-${noun}`, { All: true }, 'Proposal'))[0]?.['Proposal'];

  it('shows proposals under parameter names or class names, as words or integers', async () => {
    const parameters = await withArticle();
    expect(await proposals(parameters, 'NetIPsecMainModeCryptoSet')).toEqual([
      { Encryption: 'DES3', Hash: 'SHA1', KeyExchange: 'DH2' },
    ]);
    expect(await proposals(parameters, 'NetIPsecPhase1AuthSet')).toEqual([
      { Machine: true, PreSharedKey: 'not-compared' },
    ]);
    const classes = await withArticle(unsure({ proposalNames: 'class', enums: 'integers' }));
    expect(await proposals(classes, 'NetIPsecMainModeCryptoSet')).toEqual([
      { CipherAlgorithm: 6, HashAlgorithm: 3, GroupId: 2 },
    ]);
    expect(await proposals(classes, 'NetIPsecPhase1AuthSet')).toEqual([
      { AuthenticationMethod: 2, PreSharedKey: 'not-compared' },
    ]);
    expect(await proposals(classes, 'NetIPsecQuickModeCryptoSet')).toEqual([
      {
        ...{ Encapsulation: 2, CipherAlgorithm: 6, HashAlgorithmESP: 3, HashAlgorithmAH: 0 },
        ...{ MaxLifetimeMinutes: 60, MaxLifetimeKilobytes: 100_000 },
      },
    ]);
  });

  it('shows enumerations as words or integers', async () => {
    const select = ['Enabled', 'InboundSecurity', 'KeyModule', 'Mode'] as const;
    expect(await rowsOf(await withArticle(), 'Get-NetIPsecRule', {}, ...select)).toEqual([
      { Enabled: 'True', InboundSecurity: 'Require', KeyModule: 'IKEv1', Mode: 'Transport' },
    ]);
    expect(await rowsOf(await withArticle(unsure({ enums: 'integers' })), 'Get-NetIPsecRule', {}, ...select)).toEqual([
      { Enabled: 1, InboundSecurity: 2, KeyModule: 1, Mode: 1 },
    ]);
  });

  it('shows prefixes as they were given or with masks', async () => {
    const read = { AssociatedNetIPsecRule: { read: call('Get-NetIPsecRule', { IPsecRuleName: 'contract-rule' }) } };
    const addresses = async (gateway: SimulatedGateway): Promise<unknown> =>
      (await rowsOf(gateway, 'Get-NetFirewallAddressFilter', read, 'RemoteAddress'))[0]?.['RemoteAddress'];
    expect(await addresses(await withArticle())).toEqual(['192.0.2.0/24', '2001:db8::/64']);
    expect(await addresses(await withArticle(unsure({ addresses: 'mask' })))).toEqual([
      '192.0.2.0/255.255.255.0',
      '2001:db8::/64',
    ]);
  });

  it.each(['Default', 'None', ''])('shows %j for a set that a rule does not name', async (word) => {
    const gateway = await withArticle(unsure({ unsetSet: word }));
    expect(await rowsOf(gateway, 'Get-NetIPsecRule', {}, 'Phase2AuthSet')).toEqual([{ Phase2AuthSet: word }]);
  });
});

describe('reading with a selector', () => {
  it('follows a rule to its sets', async () => {
    const gateway = await withArticle();
    const read = { AssociatedNetIPsecRule: { read: call('Get-NetIPsecRule', { IPsecRuleName: 'contract-rule' }) } };
    expect(await rowsOf(gateway, 'Get-NetIPsecQuickModeCryptoSet', read, 'Name')).toEqual([{ Name: 'contract-qm' }]);
  });

  it('refuses an object of another kind, and several where one belongs', async () => {
    const gateway = await withArticle();
    const wrong = { AssociatedNetIPsecRule: { read: call('Get-NetIPsecMainModeRule', { Name: 'contract-mm-rule' }) } };
    await expect(rowsOf(gateway, 'Get-NetFirewallAddressFilter', wrong, 'InstanceID')).rejects.toMatchObject({
      kind: 'refused',
    });
    const several = { AssociatedNetFirewallRule: { read: call('Get-NetFirewallRule', { All: true }) } };
    await expect(rowsOf(gateway, 'Get-NetFirewallAddressFilter', several, 'InstanceID')).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  it('finds by group, by wildcard and by display name', async () => {
    const gateway = new SimulatedGateway();
    await errorOf(gateway, [
      ['a', { ...ipsecRule(), parameters: { ...ipsecRule().parameters, Group: 'ours (1)' } }],
      ['b', call('New-NetIPsecRule', { IPsecRuleName: 'other', DisplayName: 'contract rule' })],
    ]);
    const ids = async (parameters: object): Promise<unknown[]> =>
      (await rowsOf(gateway, 'Get-NetIPsecRule', { ...parameters }, 'InstanceID')).map((row) => row['InstanceID']);
    expect(await ids({ Group: 'ours (1)' })).toEqual(['contract-rule']);
    expect(await ids({ IPsecRuleName: 'contract-*' })).toEqual(['contract-rule']);
    expect(await ids({ IPsecRuleName: 'nothing*' })).toEqual([]);
    expect(await ids({ DisplayName: 'Contract Rule' })).toEqual(['contract-rule', 'other']);
  });

  it('shows defaults for an object put in by hand, and does not mind its odd members', async () => {
    const odd = { Name: 'odd', Enabled: 7, RemoteAddress: { a: 1 }, LocalPort: 4_531, Proposal: 'x' };
    const gateway = new SimulatedGateway({
      file: await newStateFile({ format: 1, stores: { PersistentStore: { NetIPsecRule: [odd, {}] } } }),
    });
    const [first = {}, second = {}] = await rowsOf(
      gateway,
      'Get-NetIPsecRule',
      {},
      'InstanceID',
      'Mode',
      'DisplayName',
    );
    expect([first['InstanceID'], first['Mode'], second['InstanceID']]).toEqual(['odd', 'Transport', '']);
    const ports = await rowsOf(gateway, 'Get-NetFirewallPortFilter', {}, 'InstanceID', 'LocalPort');
    expect(ports).toContainEqual({ InstanceID: 'odd', LocalPort: ['4531'] });
  });

  it('compares a key put in by hand without telling it', async () => {
    const set = { Name: 'p', DisplayName: 'P', Proposal: [{ Machine: true, PreSharedKey: KEY.reveal() }] };
    const gateway = new SimulatedGateway({
      file: await newStateFile({ format: 1, stores: { PersistentStore: { NetIPsecPhase1AuthSet: [set] } } }),
    });
    const read = { invocation: call('Get-NetIPsecPhase1AuthSet', {}), select: ['Proposal'] };
    expect(JSON.stringify(await gateway.read([read], { compareKey: KEY }))).toContain('"same"');
    expect(JSON.stringify(await gateway.read([read]))).not.toContain(KEY.reveal());
  });

  it('shows a main-mode rule with its addresses in its filter only', async () => {
    const gateway = new SimulatedGateway();
    await errorOf(gateway, [['m', mainModeRule(['192.0.2.7'])]]);
    expect(await rowsOf(gateway, 'Get-NetIPsecMainModeRule', {}, 'Name', 'RemoteAddress', 'LocalPort')).toEqual([
      { Name: 'contract-mm-rule' },
    ]);
  });
});
