import { describe, expect, it } from 'vitest';
import { textsOf, type ProposalProperties, type StoreObject } from '#contract/store-object';
import type { AuthenticationMethod, IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { compile } from './compile';
import { parseObjectName } from './names';
import { planRemoval } from './plan-change';
import { addresses } from './testing/example-policies';
import { danglingRules, inventoryOf } from './testing/model-store';
import {
  applied,
  changed,
  local,
  names,
  onComputer,
  planFor,
  withInverses,
  withRetire,
  withSteps,
} from './testing/planned';

const sid = 'S-1-5-21-1-2-3-1105';
const listed: AuthenticationMethod = { kind: 'kerberos-v5', serverAccount: { name: 'CORP\\BACKUP1$', sid } };
const named: AuthenticationMethod = {
  kind: 'certificate',
  authority: 'CN=Root',
  authorityType: 'root',
  server: { nameType: 'common-name', name: 'Backup 1' },
};
const policyOf = (role: Role, method: AuthenticationMethod, more: Partial<PresetOptions> = {}): IpSecurityPolicy =>
  presetPolicy({ role, authenticationMethods: [method], ...more });

const partOf = ({ name }: StoreObject): string => parseObjectName(name)?.part ?? '';
const ofPart = (policy: IpSecurityPolicy, part: string): readonly StoreObject[] =>
  planFor(policy).expected.filter((one) => partOf(one) === part);
const proposals = (policy: IpSecurityPolicy): readonly ProposalProperties[] =>
  ofPart(policy, 'phase1').flatMap(({ properties }) => properties['Proposal'] as readonly ProposalProperties[]);

describe("the server's account on a workstation", () => {
  const list = { peers: addresses('192.0.2.10', '2001:db8::10') };
  const policy = policyOf('workstation', listed, list);

  it('is a rule that lets only that account through, and one that blocks everybody else on the list', () => {
    const conditions = {
      Direction: 'Outbound',
      Protocol: 'TCP',
      RemotePort: '4531',
      LocalPort: 'Any',
      LocalAddress: ['Any'],
    };
    const [allow, block] = [ofPart(policy, 'account-allow')[0], ofPart(policy, 'account-block')[0]];
    expect(allow?.properties).toMatchObject({
      ...conditions,
      Action: 'Allow',
      Authentication: 'Required',
      Encryption: 'Required',
      OverrideBlockRules: true,
      RemoteMachine: `D:(A;;CC;;;${sid})`,
      Description: 'CORP\\BACKUP1$',
    });
    expect(block?.properties).toMatchObject({ ...conditions, Action: 'Block' });
    const [rule] = ofPart(policy, 'rule');
    for (const one of [allow, block])
      expect(one?.properties['RemoteAddress']).toEqual(rule?.properties['RemoteAddress']);
  });

  it('demands encryption only where every security method encrypts', () => {
    const securityMethods = [{ ahIntegrity: 'none', espConfidentiality: 'none', espIntegrity: 'SHA1' }] as const;
    const [allow] = ofPart(policyOf('workstation', listed, { securityMethods }), 'account-allow');
    expect(allow?.properties).toMatchObject({ Authentication: 'Required', Encryption: 'NotRequired' });
  });

  it('has no objects on the server', () => {
    expect(planFor(policyOf('server', listed)).expected.map(partOf)).toEqual(
      planFor(policyOf('server', { kind: 'kerberos-v5' })).expected.map(partOf),
    );
  });

  it('lets out before it blocks, and both before the rule of IPsec is in force', () => {
    const order = planFor(policy).steps.map(({ id }) => id);
    const place = (id: string): number => order.indexOf(id);
    expect(place('account-allow')).toBeGreaterThan(-1);
    expect(place('account-allow')).toBeLessThan(place('account-block'));
    expect(place('account-block')).toBeLessThan(place('rule'));
  });

  const drifts: readonly (readonly [string, string, Readonly<Record<string, string | boolean>>])[] = [
    ['account-allow', 'RemoteMachine', { RemoteMachine: 'D:(A;;CC;;;WD)' }],
    ['account-allow', 'RemoteMachine', { RemoteMachine: `D:(A;;CC;;;${sid})(A;;CC;;;S-1-5-21-1-2-3-1999)` }],
    ['account-allow', 'RemoteMachine', { RemoteMachine: '' }],
    ['account-allow', 'Authentication', { Authentication: 'NotRequired' }],
    ['account-allow', 'Encryption', { Encryption: 'Dynamic' }],
    ['account-allow', 'OverrideBlockRules', { OverrideBlockRules: false }],
    ['account-allow', 'Action', { Action: 'Block' }],
    ['account-block', 'Enabled', { Enabled: 'False' }],
    ['account-block', 'Action', { Action: 'Allow' }],
  ];
  it.each(drifts)('%s that was changed by hand in %s to %j is told, and replaced', (part, property, change) => {
    const before = changed(onComputer(policy), part, (properties) => ({ ...properties, ...change }));
    const plan = planFor(policy, before);
    expect(plan.drift.map((one) => one.property)).toEqual([property]);
    expect(names(plan.difference.create)).toEqual([`ipsecbw-fbs-workstation-${part}-2`]);
    const after = withRetire(withSteps({ objects: before.objects, proposals: {} }, plan), plan);
    expect(planFor(policy, inventoryOf(after)).drift).toEqual([]);
  });

  it.each(['RemoteMachine', 'Authentication', 'Encryption', 'OverrideBlockRules'])(
    'is not taken to be there where a host does not tell %s',
    (property) => {
      const before = changed(onComputer(policy), 'account-allow', ({ [property]: _, ...others }) => others);
      expect(planFor(policy, before).drift.map((one) => one.property)).toEqual([property]);
    },
  );

  it('is the same list with its owner written before it', () => {
    const before = changed(onComputer(policy), 'account-allow', (properties) => ({
      ...properties,
      RemoteMachine: `O:LSD:(A;;CC;;;${sid})`,
    }));
    expect(planFor(policy, before)).toMatchObject({ steps: [], drift: [] });
  });

  it('comes, changes and goes with nothing left over, and every change is undone', () => {
    const other: AuthenticationMethod = {
      kind: 'kerberos-v5',
      serverAccount: { name: 'B2$', sid: 'S-1-5-21-1-2-3-1106' },
    };
    const policies = [
      policyOf('workstation', { kind: 'kerberos-v5' }, list),
      policy,
      policyOf('workstation', other, list),
    ];
    for (const from of policies) {
      for (const to of policies) {
        const before = applied(from);
        const plan = planFor(to, inventoryOf(before));
        const during = withSteps(before, plan);
        expect(withInverses(during, plan).objects).toEqual(before.objects);
        expect(planFor(to, inventoryOf(withRetire(during, plan))).steps).toEqual([]);
      }
    }
    const store = applied(policy);
    const removal = planRemoval(compile(policy, local), inventoryOf(store));
    expect(
      removal.steps
        .map(({ id }) => id)
        .slice(0, 2)
        .join(),
    ).toContain('-rule-');
    const removed = withRetire(withSteps(store, removal), removal);
    expect([removed.objects, danglingRules(removed)]).toEqual([[], []]);
  });

  it('has two rules for each pair of lists, not for each port', () => {
    const one = policyOf('workstation', listed, list);
    const two = policyOf('workstation', listed, { ...list, port: 4532 });
    const [rule, next] = [one.rules[0], two.rules[0]];
    if (rule === undefined || next === undefined) throw new TypeError('no rule');
    const filters = [...rule.filterList.filters, ...next.filterList.filters];
    const both = { ...one, rules: [{ ...rule, filterList: { ...rule.filterList, filters } }] };
    expect(ofPart(both, 'account-allow').map(({ properties }) => textsOf(properties['RemotePort']))).toEqual([
      ['4531', '4532'],
    ]);
  });

  it('comes into a Group Policy object through its session', () => {
    const gpo = { kind: 'gpo', gpo: 'corp.example\\FBS' } as const;
    const created = compile(policy, gpo).objects.filter(({ part }) => part.startsWith('account'));
    expect(created.map(({ part }) => part)).toEqual(['account-allow', 'account-block']);
  });
});

describe("the server's name in a certificate", () => {
  const common = { Machine: true, Cert: true, Authority: 'CN=Root', AuthorityType: 'Root' };
  const name = { SubjectName: 'Backup 1', SubjectNameType: 'CN' };

  it('is what a workstation checks: one proposal selects, one validates', () => {
    expect(proposals(policyOf('workstation', named))).toEqual([
      { ...common, SelectionCriteria: true },
      { ...common, ...name, ValidationCriteria: true },
    ]);
  });

  it('is what the server picks its own certificate by', () => {
    expect(proposals(policyOf('server', named))).toEqual([
      { ...common, ...name, SelectionCriteria: true },
      { ...common, ValidationCriteria: true },
    ]);
  });

  it('leaves a method without one as it was', () => {
    const { server: _, ...plain } = named;
    expect(proposals(policyOf('server', plain))).toEqual([common]);
  });

  it.each(['server', 'workstation'] as const)('that was taken out by hand on a %s is told', (role) => {
    const policy = policyOf(role, named);
    const strip = ({ SubjectName: _, SubjectNameType: __, ...others }: ProposalProperties): ProposalProperties =>
      others;
    const before = changed(onComputer(policy), 'phase1', (properties) => ({
      ...properties,
      Proposal: (properties['Proposal'] as readonly ProposalProperties[]).map(strip),
    }));
    expect(planFor(policy, before).drift.map(({ property }) => property.replace(/^Proposal\[\d\]\./u, ''))).toEqual([
      'SubjectName',
      'SubjectNameType',
    ]);
  });

  it('that nobody asked for is told as well', () => {
    const { server: _, ...plain } = named;
    const policy = policyOf('workstation', plain);
    const before = changed(onComputer(policy), 'phase1', (properties) => ({
      ...properties,
      Proposal: (properties['Proposal'] as readonly ProposalProperties[]).map((one) => ({ ...one, ...name })),
    }));
    expect(planFor(policy, before).drift).toMatchObject([
      { property: 'Proposal[0].SubjectName', expected: '(absent)', found: 'Backup 1' },
    ]);
  });

  it('keeps the fingerprint of policies without one', () => {
    const plain = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
    const again = JSON.parse(JSON.stringify(plain)) as IpSecurityPolicy;
    expect(compile(again, local).fingerprint).toBe(compile(plain, local).fingerprint);
    expect(compile(policyOf('server', listed), local).fingerprint).not.toBe(compile(plain, local).fingerprint);
  });
});
