import { describe, expect, it } from 'vitest';
import type { StoreObject } from '#contract/store-object';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import { addresses } from '#compiler/testing/example-policies';
import { presetPolicy } from '#policy/presets';
import type { Row } from './gateway';
import { readInventory, storeReads } from './observe';
import { inClassWords, inCmdletWords } from './testing/example-store';
import { nounOf, objectsIn, observe, ruleOf, TableGateway, type Told } from './testing/table-gateway';

const policy = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24'), protection: 'recommended' });
const compiled = compile(policy, { kind: 'local' });

const withRows = (told: Told, noun: string, change: (rows: readonly Row[]) => unknown): Told => ({
  ...told,
  all: { ...told.all, [noun]: change(told.all[noun] as readonly Row[]) },
});

describe('a store', () => {
  it.each([
    ['in the words of the cmdlets', inCmdletWords],
    ['in the words and integers of the classes', inClassWords],
  ])('shown %s is the policy that was put there', async (_how, told) => {
    const plan = planChange(compiled, await observe(told));
    expect(plan.drift).toEqual([]);
    expect(plan.steps).toEqual([]);
    expect(plan.difference.keep).toHaveLength(6);
  });

  it('is told in one vocabulary whatever host it was read from', async () => {
    const ruleIn = async (told: Told, name: string): Promise<StoreObject['properties'] | undefined> =>
      (await objectsIn(told)).find((object) => object.name === name)?.properties;
    for (const name of [
      'ipsecbw-fbs-server-quick-mode-1',
      'ipsecbw-fbs-server-main-mode-1',
      'ipsecbw-fbs-server-phase1-1',
    ]) {
      expect(await ruleIn(inClassWords, name)).toEqual(await ruleIn(inCmdletWords, name));
    }
    const { RemoteAddress: mask, ...other } = (await ruleIn(inClassWords, 'ipsecbw-fbs-server-rule-1')) ?? {};
    const { RemoteAddress: prefix, ...rule } = (await ruleIn(inCmdletWords, 'ipsecbw-fbs-server-rule-1')) ?? {};
    expect(other).toEqual(rule);
    expect([mask, prefix]).toEqual([['192.168.10.0/255.255.255.0'], ['192.168.10.0/24']]);
  });

  it('is read in one exchange, whatever it holds', async () => {
    const gateway = new TableGateway(inCmdletWords);
    await readInventory(gateway, 'PersistentStore');
    expect(gateway.exchanges.map((reads) => reads.length)).toEqual([storeReads('PersistentStore').length]);
  });

  it('is asked for the spellings of both', () => {
    const selected = new Set(storeReads('PersistentStore').flatMap(({ select }) => select));
    const missing = [inCmdletWords, inClassWords].flatMap(({ all }) =>
      Object.values(all).flatMap((rows) =>
        (rows as readonly Row[]).flatMap((row) => Object.keys(row).filter((name) => !selected.has(name))),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('that holds nothing is empty', async () => {
    expect(await observe({ all: {} })).toEqual({ objects: [], enforcement: [] });
  });
});

describe('rows that make no sense', () => {
  const garbage = [
    null, 42, 'text', [], {}, [{ Name: 'nested' }], { Name: '' }, { Name: null, InstanceID: {} }, { DisplayName: 'no name' },
  ]; // prettier-ignore

  it.each(Object.keys(inCmdletWords.all))('among those of %s change nothing', async (noun) => {
    const told = withRows(inCmdletWords, noun, (rows) => [...garbage, ...rows, ...garbage]);
    expect(await observe(told)).toEqual(await observe(inCmdletWords));
  });

  it.each([[null], [undefined], ['text'], [{}]])('in place of all rows, like %j, are no rows', async (answer) => {
    expect(await objectsIn(withRows(inCmdletWords, 'NetIPsecRule', () => answer))).toHaveLength(5);
  });

  it.each([['User'], ['Users'], ['Machine'], ['Machines']])('narrow a rule where they tell %s', async (spelling) => {
    const drift = async (shown: string | null): Promise<readonly string[]> => {
      const told = withRows(inCmdletWords, 'NetIPsecRule', ([rule]) => [{ ...rule, [spelling]: shown }]);
      return planChange(compiled, await observe(told)).drift.map(({ property, found }) => `${property} ${found}`);
    };
    expect(await drift('D:(A;;CC;;;WD)')).toEqual([`${spelling.replace(/s$/u, '')} D:(A;;CC;;;WD)`]);
    for (const nobody of [null, '', 'None', 'Any']) expect(await drift(nobody)).toEqual([]);
  });

  it('leave out what they do not tell, and are not taken for the right thing', async () => {
    const told = withRows(inCmdletWords, 'NetIPsecRule', ([rule]) => [
      { ...rule, InboundSecurity: {}, KeyModule: [], Profile: '' },
    ]);
    const [rule] = (await objectsIn(told)).filter(({ kind }) => kind === 'NetIPsecRule');
    expect(rule?.properties).not.toHaveProperty('InboundSecurity');
    expect(rule?.properties).not.toHaveProperty('Profile');
    expect(
      planChange(compiled, await observe(told)).drift.map(({ property, found }) => [property, found]),
    ).toContainEqual(['InboundSecurity', '(absent)']);
  });
});

describe('filters that the bulk read did not tell', () => {
  const rule = 'ipsecbw-fbs-server-rule-1';
  const filters = {
    [rule]: {
      NetFirewallAddressFilter: [{ LocalAddress: ['Any'], RemoteAddress: ['192.168.10.0/24'] }],
      NetFirewallPortFilter: [{ Protocol: 'TCP', LocalPort: ['4531'], RemotePort: ['Any'] }],
    },
  };
  const others = (rows: readonly Row[]): readonly Row[] => rows.filter(({ InstanceID }) => InstanceID !== rule);

  it.each(['NetFirewallAddressFilter', 'NetFirewallPortFilter'])(
    'are asked for by their rule, in one more exchange: %s',
    async (noun) => {
      const gateway = new TableGateway({ ...withRows(inCmdletWords, noun, others), associated: filters });
      const inventory = await readInventory(gateway, 'ActiveStore');
      expect(inventory).toEqual(await observe(inCmdletWords));
      expect(gateway.exchanges).toHaveLength(2);
      expect(gateway.exchanges[1]?.map(({ invocation }) => invocation)).toEqual(
        ['Get-NetFirewallAddressFilter', 'Get-NetFirewallPortFilter'].map((cmdlet) => ({
          cmdlet,
          parameters: {
            AssociatedNetIPsecRule: {
              read: { cmdlet: 'Get-NetIPsecRule', parameters: { IPsecRuleName: rule, PolicyStore: 'ActiveStore' } },
            },
          },
        })),
      );
    },
  );

  it('of a main-mode rule are addresses only', async () => {
    const name = 'ipsecbw-fbs-server-main-mode-rule-1';
    const told = withRows(inCmdletWords, 'NetFirewallAddressFilter', (rows) =>
      rows.filter(({ InstanceID }) => InstanceID !== name),
    );
    const gateway = new TableGateway({ ...told, associated: { [name]: filters[rule] } });
    expect(await readInventory(gateway, 'PersistentStore')).toEqual(await observe(inCmdletWords));
    expect(gateway.exchanges[1]?.map(nounOf)).toEqual(['NetFirewallAddressFilter']);
    expect(gateway.exchanges[1]?.map(ruleOf)).toEqual([{ kind: 'NetIPsecMainModeRule', name }]);
  });

  it('because two have the same name are asked for, and never guessed', async () => {
    const twice = withRows(inCmdletWords, 'NetFirewallAddressFilter', (rows) => [
      ...rows,
      { InstanceID: rule, LocalAddress: ['Any'], RemoteAddress: ['Any'] },
    ]);
    expect(await observe({ ...twice, associated: filters })).toEqual(await observe(inCmdletWords));
    const [untold] = (await objectsIn(twice)).filter(({ name }) => name === rule);
    expect(untold?.properties).not.toHaveProperty('RemoteAddress');
  });

  it('because rules of two kinds have the same name are asked for as well', async () => {
    const told: Told = {
      all: {
        NetIPsecRule: [{ IPsecRuleName: 'same' }],
        NetFirewallRule: [{ Name: 'same' }],
        NetFirewallAddressFilter: [{ InstanceID: 'same', RemoteAddress: ['10.0.0.1'] }],
        NetFirewallPortFilter: [{ InstanceID: 'same', Protocol: 'TCP' }],
      },
    };
    const gateway = new TableGateway(told);
    const inventory = await readInventory(gateway, 'PersistentStore');
    expect(gateway.exchanges[1]?.map(ruleOf)).toContainEqual({ kind: 'NetIPsecRule', name: 'same' });
    expect(inventory.objects.map(({ properties }) => properties['RemoteAddress'])).toEqual([undefined, undefined]);
  });

  it.each(['*', 'a*b', 'x?', '[a-z]', 'a]b', 'back`tick'])(
    'of a rule named %s are not asked for: it would select others',
    async (name) => {
      const gateway = new TableGateway({
        all: { NetIPsecRule: [{ IPsecRuleName: name }], NetFirewallRule: [{ Name: name }] },
      });
      const { objects: seen } = await readInventory(gateway, 'PersistentStore');
      expect(gateway.exchanges).toHaveLength(1);
      expect(seen.map((object) => object.name)).toEqual([name, name]);
    },
  );
});

describe('what the engine says of a rule', () => {
  const enforcement = async (row: Row): Promise<unknown> =>
    (await observe({ all: { NetIPsecRule: [{ IPsecRuleName: 'rule', ...row }] } })).enforcement;
  const said = (rest: object): unknown => [
    { name: 'rule', kind: 'NetIPsecRule', primaryStatus: '', enforcementStatus: [], ...rest },
  ];

  it.each<[Row, unknown]>([
    [{ PrimaryStatus: 'OK', EnforcementStatus: 'Full' }, said({ primaryStatus: 'OK', enforcementStatus: ['Full'] })],
    [
      { PrimaryStatus: 1, EnforcementStatus: [1], StatusCode: 65_536 },
      said({ primaryStatus: 'OK', enforcementStatus: ['Full'], statusCode: 65_536 }),
    ],
    [
      { PrimaryStatus: 'Inactive', EnforcementStatus: ['5', 17] },
      said({ primaryStatus: 'Degraded', enforcementStatus: ['InactiveProfile', 'LocalConsecRulesDisallowed'] }),
    ],
    [{ EnforcementStatus: 'Full, InactiveProfile' }, said({ enforcementStatus: ['Full', 'InactiveProfile'] })],
    [{ EnforcementStatus: 'NotApplicable' }, said({ enforcementStatus: ['NotApplicable'] })],
    [{ StatusCode: 'none', EnforcementStatus: {} }, said({})],
    [{}, said({})],
  ])('%j', async (row, wanted) => {
    expect(await enforcement(row)).toEqual(wanted);
  });

  it('is told of rules only', async () => {
    const { enforcement: all } = await observe(inCmdletWords);
    expect(all.map(({ kind }) => kind)).toEqual(['NetIPsecMainModeRule', 'NetIPsecRule', 'NetFirewallRule']);
  });
});
