import { describe, expect, it } from 'vitest';
import { textOf, textsOf, type StoreObject } from '#contract/store-object';
import { parseQuickMode } from '#policy/method-spelling';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { compile } from './compile';
import { parseObjectName } from './names';
import { planChange, planRemoval } from './plan-change';
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

const serverWith = (more: Partial<PresetOptions> = {}): IpSecurityPolicy =>
  presetPolicy({ role: 'server', allowIfSecure: true, ...more });
const list = { peers: addresses('192.0.2.0/24', '2001:db8::/64'), local: addresses('192.0.2.1', '2001:db8::1') };
const partOf = ({ name }: Pick<StoreObject, 'name'>): string => parseObjectName(name)?.part ?? '';
const allowed = (policy: IpSecurityPolicy): readonly StoreObject[] =>
  planFor(policy).expected.filter((one) => partOf(one) === 'allow-secure');

describe('allow the connection if it is secure', () => {
  it('lets in what the rule of IPsec has secured, for exactly its port and its addresses', () => {
    const { expected } = planFor(serverWith(list));
    const [allow, rule] = ['allow-secure', 'rule'].map((part) => expected.find((one) => partOf(one) === part));
    expect(allow?.properties).toMatchObject({
      Direction: 'Inbound',
      Action: 'Allow',
      Profile: 'Any',
      Enabled: 'True',
      Authentication: 'Required',
      Encryption: 'Required',
      OverrideBlockRules: false,
    });
    for (const condition of ['Protocol', 'LocalPort', 'RemotePort', 'LocalAddress', 'RemoteAddress']) {
      expect([condition, allow?.properties[condition]]).toEqual([condition, rule?.properties[condition]]);
    }
  });

  it('carries the group tag, so that the firewall console shows whose it is', () => {
    const step = planFor(serverWith()).steps.find(({ id }) => id === 'allow-secure');
    expect(step?.invocation.parameters).toMatchObject({ Group: 'IPsec Backup Wizard' });
  });

  it.each([
    ['every method encrypts', ['ESP:DES3-SHA1', 'ESP:AES128-SHA1'], 'Required'],
    ['one method is integrity only', ['ESP:DES3-SHA1', 'ESP:None-SHA1'], 'NotRequired'],
  ])('demands encryption where %s: %j, %s', (_where, texts, word) => {
    const securityMethods = texts.map((text) => {
      const read = parseQuickMode(text);
      if (!read.ok) throw new TypeError(text);
      return read.value;
    });
    const [allow] = allowed(serverWith({ securityMethods }));
    expect(textOf(allow ?? { properties: {} }, 'Encryption')).toBe(word);
  });

  it('is nothing where nobody asked for it, on a workstation, and for what is permitted or blocked', () => {
    const policy = serverWith();
    const [rule] = policy.rules;
    if (rule === undefined) throw new TypeError('no rule');
    const filterAction = { kind: 'permit', name: 'Permit', description: '' } as const;
    const permitting = { ...policy, rules: [{ ...rule, filterAction, authenticationMethods: [] }] };
    const without = presetPolicy({ role: 'server' });
    for (const one of [without, presetPolicy({ role: 'workstation', allowIfSecure: true }), permitting]) {
      expect(allowed(one)).toEqual([]);
    }
  });

  it('leaves the fingerprint of a policy without it as it was before there was such a thing', () => {
    expect(compile(presetPolicy({ role: 'server' }), local).fingerprint).toBe(
      'c93d91970f6587579baa2b198efe2ede32e4d23cb1b1329c3d81f99f4c5386e5',
    );
    expect(compile(serverWith(), local).fingerprint).not.toContain('c93d91970f');
  });

  it('is one rule for ports that share their lists', () => {
    const [one, two] = [serverWith(list), serverWith({ ...list, port: 4532 })];
    const [rule, next] = [one.rules[0], two.rules[0]];
    if (rule === undefined || next === undefined) throw new TypeError('no rule');
    const filters = [...rule.filterList.filters, ...next.filterList.filters];
    const both = { ...one, rules: [{ ...rule, filterList: { ...rule.filterList, filters } }] };
    expect(allowed(both).map(({ properties }) => textsOf(properties['LocalPort']))).toEqual([['4531', '4532']]);
  });

  it('is never there without the rule that requires IPsec: last to come, first to go', () => {
    const policy = serverWith(list);
    const order = planFor(policy).steps.map(({ id }) => id);
    expect(order.at(-1)).toBe('allow-secure');
    expect(order).toContain('rule');
    const removal = planRemoval(compile(policy, local), onComputer(policy));
    expect(removal.steps[0]?.id).toBe('disable-ipsecbw-fbs-server-allow-secure-1');
    expect(removal.retire[0]?.parameters).toMatchObject({ Name: 'ipsecbw-fbs-server-allow-secure-1' });
  });

  it.each([
    ['Authentication', 'NotRequired'],
    ['Encryption', 'NotRequired'],
    ['OverrideBlockRules', true],
    ['Enabled', 'False'],
    ['RemoteAddress', 'Any'],
    ['LocalPort', 'Any'],
    ['Direction', 'Outbound'],
  ])('that was changed by hand in %s is told, and replaced beside the old', (property, value) => {
    const policy = serverWith(list);
    const before = changed(onComputer(policy), 'allow-secure', (properties) => ({ ...properties, [property]: value }));
    const plan = planFor(policy, before);
    expect(plan.drift.map((one) => one.property)).toEqual([property]);
    expect(names(plan.difference.create)).toEqual(['ipsecbw-fbs-server-allow-secure-2']);
  });

  it.each(['Authentication', 'Encryption', 'OverrideBlockRules'])(
    'is not taken to be there where a host does not tell %s',
    (property) => {
      const policy = serverWith();
      const before = changed(onComputer(policy), 'allow-secure', ({ [property]: _, ...others }) => others);
      expect(planFor(policy, before).drift.map((one) => one.property)).toEqual([property]);
    },
  );

  it('comes, changes and goes with nothing left over, and every change is undone', () => {
    const integrityOnly = [{ ahIntegrity: 'none', espConfidentiality: 'none', espIntegrity: 'SHA1' }] as const;
    const policies = [
      presetPolicy({ role: 'server', ...list }),
      serverWith(list),
      serverWith({ securityMethods: integrityOnly }),
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
    const store = applied(serverWith(list));
    const removal = planRemoval(compile(serverWith(list), local), inventoryOf(store));
    const removed = withRetire(withSteps(store, removal), removal);
    expect([removed.objects, danglingRules(removed)]).toEqual([[], []]);
  });

  it('comes into a Group Policy object through its session', () => {
    const gpo = { kind: 'gpo', gpo: 'corp.example\\FBS' } as const;
    const { steps } = planChange(compile(serverWith(), gpo), { objects: [], enforcement: [] });
    const step = steps.find(({ id }) => id === 'allow-secure');
    expect(step?.invocation).toMatchObject({
      cmdlet: 'New-NetFirewallRule',
      parameters: { GPOSession: { fromStep: 'open-gpo' } },
    });
  });
});
