import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { apply } from '#deeds/apply';
import { choosePolicy, examine, factsOf } from '#deeds/examine';
import { placeOf } from '#deeds/place';
import { verify } from '#deeds/verify';
import type { PropertyValue, StoreObject } from '#contract/store-object';
import { connectOutcomes } from '#negotiation/connect';
import { endpointOf, type Connection } from '#negotiation/connection';
import { bareEnd, type End } from '#negotiation/end';
import { endOfPolicy } from '#negotiation/end-of-policy';
import { endOfStore } from '#negotiation/end-of-store';
import type { FilterAction, IpFilter, IpSecurityPolicy, Role, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { validatePolicy } from '#policy/validate';
import { parseObjectName } from './names';
import { addresses } from './testing/example-policies';
import { applied, local, objectsOf, planFor, withInverses, withSteps } from './testing/planned';
import { inventoryOf } from './testing/model-store';

const permit: FilterAction = { kind: 'permit', name: 'Permit', description: 'because it must' };
const block: FilterAction = { kind: 'block', name: 'Block', description: '' };

interface Made {
  readonly peers?: readonly string[];
  readonly ports?: readonly number[];
  readonly action?: FilterAction;
  readonly change?: Partial<IpFilter>;
}

function ruleOf(role: Role, { peers = [], ports = [4531], action, change = {} }: Made): SecurityRule {
  const rules = ports.map((port) => presetPolicy({ role, port, peers: addresses(...peers) }).rules[0]);
  const [first] = rules;
  if (first === undefined) throw new Error('no rule');
  const filters = rules.flatMap((rule) => rule?.filterList.filters ?? []).map((filter) => ({ ...filter, ...change }));
  const list = { ...first.filterList, filters };
  return action === undefined
    ? { ...first, filterList: list }
    : { ...first, filterList: list, filterAction: action, authenticationMethods: [] };
}

const policyOf = (role: Role, ...made: readonly Made[]): IpSecurityPolicy => ({
  ...presetPolicy({ role }),
  rules: made.map((one) => ruleOf(role, one)),
});

const part = (policy: IpSecurityPolicy, wanted: string): readonly StoreObject[] =>
  objectsOf(policy).filter(({ name }) => parseObjectName(name)?.part === wanted);
const property = (objects: readonly StoreObject[], name: string): readonly (PropertyValue | undefined)[] =>
  objects.map(({ properties }) => properties[name]);

describe('the filter action Permit', () => {
  const policy = policyOf('server', {}, { peers: ['10.0.0.0/8'], action: permit });

  it('becomes a rule that secures nothing and names no sets', () => {
    const [rule, ...more] = part(policy, 'permit');
    expect(more).toEqual([]);
    expect(rule).toMatchObject({
      kind: 'NetIPsecRule',
      properties: {
        InboundSecurity: 'None',
        OutboundSecurity: 'None',
        LocalPort: '4531',
        RemoteAddress: ['10.0.0.0/8'],
      },
    });
    expect(Object.keys(rule?.properties ?? {}).filter((name) => /Set$|KeyModule/u.test(name))).toEqual([]);
    expect(rule?.properties['Description']).toBe(
      'FBS incoming connections: Incoming connections from workstations\nbecause it must',
    );
  });

  it('is in force before the rule that it is an exception of', () => {
    const ids = planFor(policy).steps.map(({ id }) => id);
    expect(ids.indexOf('permit')).toBeLessThan(ids.indexOf('rule'));
  });

  it('is not closed by what closes the rest', () => {
    const narrowed = policyOf('server', { peers: ['10.0.0.0/8'] }, { peers: ['192.0.2.7'], action: permit });
    const [closing] = part(narrowed, 'block');
    const texts = JSON.stringify(closing?.properties['RemoteAddress']);
    expect(texts).toContain('192.0.2.8-');
    expect(texts).toContain('-192.0.2.6');
  });

  it('stays closed where it lets some far ports through only', () => {
    const change = { sourcePort: { kind: 'port' as const, port: 5_000 } };
    const narrowed = policyOf('server', { peers: ['10.0.0.0/8'] }, { peers: ['192.0.2.7'], action: permit, change });
    expect(JSON.stringify(property(part(narrowed, 'block'), 'RemoteAddress'))).not.toContain('192.0.2.8-');
  });
});

describe('the filter action Block', () => {
  it('blocks both directions of a mirrored filter', () => {
    const policy = policyOf('server', {}, { peers: ['10.0.0.0/8'], action: block });
    for (const [name, direction] of [
      ['block-inbound', 'Inbound'],
      ['block-outbound', 'Outbound'],
    ] as const) {
      expect(property(part(policy, name), 'Direction')).toEqual([direction]);
      expect(part(policy, name)[0]?.properties).toMatchObject({
        Action: 'Block', Protocol: 'TCP', LocalPort: '4531', RemotePort: 'Any', RemoteAddress: ['10.0.0.0/8'],
      }); // prettier-ignore
    }
  });

  it.each([
    ['server', 'block-inbound', 'block-outbound'],
    ['workstation', 'block-outbound', 'block-inbound'],
  ] as const)('blocks the one direction of a filter of a %s that is not mirrored', (role, there, notThere) => {
    const policy = policyOf(role, {}, { peers: ['10.0.0.1'], action: block, change: { mirrored: false } });
    expect([part(policy, there).length, part(policy, notThere).length]).toEqual([1, 0]);
  });

  it('can be taken back and changed into another action', () => {
    const before = applied(policyOf('server', {}, { peers: ['10.0.0.0/8'], action: block }));
    const next = planFor(policyOf('server', {}, { peers: ['10.0.0.0/8'], action: permit }), inventoryOf(before));
    expect(next.difference.create.map(({ kind }) => kind)).toEqual(['NetIPsecRule']);
    expect(next.difference.remove.map(({ kind }) => kind)).toEqual(['NetFirewallRule', 'NetFirewallRule']);
    expect(withInverses(withSteps(before, next), next).objects).toEqual(before.objects);
  });
});

describe('several ports and lists', () => {
  it('of one list are protected one by one, with one main mode, and closed together', () => {
    const policy = policyOf('server', { ports: [4531, 4532, 4600], peers: ['10.0.0.0/8'] });
    expect(property(part(policy, 'rule'), 'LocalPort')).toEqual(['4531', '4532', '4600']);
    expect(['phase1', 'quick-mode', 'main-mode-rule'].map((one) => part(policy, one).length)).toEqual([1, 1, 1]);
    expect(property(part(policy, 'block'), 'LocalPort')).toEqual([['4531', '4532', '4600']]);
    const away = policyOf('workstation', { ports: [4531, 4532] });
    expect(property(part(away, 'rule'), 'RemotePort')).toEqual(['4531', '4532']);
    expect(property(part(away, 'rule'), 'LocalPort')).toEqual(['Any', 'Any']);
    const exempt = policyOf('workstation', {}, { ports: [4600, 4601], action: permit });
    expect(property(part(exempt, 'permit'), 'RemotePort')).toEqual([['4600', '4601']]);
  });

  it('of two lists that share a port leave that port open for both', () => {
    const policy = policyOf(
      'server',
      { ports: [4531, 4532], peers: ['10.0.0.0/8'] },
      { ports: [4532], peers: ['192.0.2.0/24'] },
    );
    const blocks = part(policy, 'block');
    expect(property(blocks, 'LocalPort')).toEqual(['4531', '4532']);
    const [first, second] = property(blocks, 'RemoteAddress').map((value) => JSON.stringify(value));
    expect([first, second].map((text) => text?.includes('-192.0.1.255'))).toEqual([false, true]);
    expect(new Set(blocks.map(({ name }) => name)).size).toBe(2);
  });

  it('of TCP and protocol 6 are one thing', () => {
    const six = policyOf(
      'server',
      { peers: ['10.0.0.0/8'] },
      { peers: ['192.0.2.0/24'], change: { protocol: { number: 6 } } },
    );
    expect(part(six, 'block')).toHaveLength(1);
  });
});

describe('on a computer', () => {
  it.each(['server', 'workstation'] as const)('all actions of a %s are in force beside each other', async (role) => {
    const place = placeOf({ host: 'simulated' }, { environment: {}, platform: 'linux' });
    const given = { key: new Secret('a key of the test'), findings: [] };
    const made = policyOf(
      role,
      {},
      { peers: ['10.0.0.0/8'], action: permit },
      { peers: ['10.0.0.0/24', '2001:db8::/64'], action: block },
    );
    const chosen = choosePolicy(made);
    const wish = { onProgress: () => undefined, signal: new AbortController().signal };
    const report = await apply(place, examine(chosen, await factsOf(place, given), given), given, wish);
    expect([report.outcome, report.differences]).toEqual(['applied', []]);
    const verdict = await verify(place, chosen, await factsOf(place, given));
    expect([verdict.differences, verdict.proof.level]).toEqual([[], 'enforced']);
  });
});

const connection = (from: string, to: string, [here, there]: readonly [number, number]): Connection => {
  const [a, b] = [endpointOf(from, here), endpointOf(to, there)];
  if (a === undefined || b === undefined) throw new TypeError(`${from} ${to}`);
  return { protocol: 6, from: a, to: b };
};

const own = '192.0.2.10';
const peers = ['10.0.0.1', '10.9.0.1', '192.0.2.7', '203.0.113.5'];
const shapes: readonly (readonly Made[])[] = [
  [{}, { peers: ['10.0.0.0/16'], action: permit }],
  [{}, { peers: ['10.0.0.0/16'], action: block }],
  [{}, { peers: ['10.0.0.0/16'], action: block, change: { mirrored: false } }],
  [{ peers: ['10.0.0.0/8'] }, { peers: ['192.0.2.7'], action: permit }],
  [{ peers: ['10.0.0.0/8'] }, { peers: ['10.0.0.0/16'], action: block }, { peers: ['192.0.2.7'], action: permit }],
  [
    { ports: [4531, 4532], peers: ['10.0.0.0/8'] },
    { ports: [4532, 4533], peers: ['192.0.2.0/24'] },
  ],
];

const storeEnd = (policy: IpSecurityPolicy): End => {
  const allowing = {
    kind: 'NetFirewallRule' as const,
    name: 'in',
    properties: { Direction: 'Inbound', Action: 'Allow' },
  };
  return endOfStore(
    { objects: [...objectsOf(policy), allowing], enforcement: [] },
    {
      addresses: [`${own}/24`],
      firewall: { isOn: true, inboundDefault: 'block', outboundDefault: 'allow' },
      credentials: { lacks: [] },
      keyingRuns: true,
    },
  );
};

describe('what is written for Windows means what the policy says', () => {
  it.each(shapes.flatMap((made) => (['server', 'workstation'] as const).map((role) => ({ role, made }))))(
    'for a $role: $made',
    ({ role, made }) => {
      const policy = policyOf(role, ...made);
      const blocking = validatePolicy(policy, { target: local }).filter(({ severity }) => severity === 'block');
      expect(blocking).toEqual([]);
      const [meant, written] = [endOfPolicy(policy), storeEnd(policy)];
      for (const peer of peers) {
        for (const ports of [
          [50_000, 4531],
          [4531, 50_000],
          [50_000, 4532],
          [50_000, 4533],
        ] as const) {
          for (const other of [
            bareEnd,
            endOfPolicy(presetPolicy({ role: role === 'server' ? 'workstation' : 'server' })),
          ]) {
            const inwards = (end: End): unknown =>
              connectOutcomes(connection(peer, own, ports), other, end, { keys: 'equal' });
            const outwards = (end: End): unknown =>
              connectOutcomes(connection(own, peer, ports), end, other, { keys: 'equal' });
            expect([inwards(written), outwards(written)]).toEqual([inwards(meant), outwards(meant)]);
          }
        }
      }
    },
  );
});
