import { describe, expect, it } from 'vitest';
import type { PropertyValue, StoreObject } from '#contract/store-object';
import { sameAddresses } from '#policy/address';
import { allAddresses, contains, normaliseRanges, overlap, type AddressRange } from '#policy/address-range';
import { parseRanges } from '#policy/address-text';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { addresses } from './testing/example-policies';
import { objectsOf, ofKind } from './testing/planned';

const rangesOf = (value: PropertyValue | undefined): readonly AddressRange[] =>
  normaliseRanges(
    (Array.isArray(value) ? value : []).flatMap((text) => {
      const read = parseRanges(String(text));
      return read.ok ? read.value : [];
    }),
  );
const blocksOf = (policy: IpSecurityPolicy): readonly StoreObject[] => ofKind(objectsOf(policy), 'NetFirewallRule');
const narrowed = (role: Role, options: Omit<PresetOptions, 'role'> = {}): IpSecurityPolicy =>
  presetPolicy({ role, peers: addresses('192.168.10.0/24', '2001:db8::/64'), ...options });

describe('a narrowed filter list', () => {
  it.each([
    ['server', 'Inbound', 'LocalPort', 'RemotePort'],
    ['workstation', 'Outbound', 'RemotePort', 'LocalPort'],
  ] as const)('of a %s closes its port %s for everybody else', (role, direction, port, otherPort) => {
    const [block, ...more] = blocksOf(narrowed(role, { port: 4600 }));
    expect(more).toEqual([]);
    expect(block?.properties).toMatchObject({
      Enabled: 'True', Profile: 'Any', Direction: direction, Action: 'Block', Protocol: 'TCP', [port]: '4600',
    }); // prettier-ignore
    expect([block?.properties[otherPort], block?.properties['LocalAddress']]).toEqual(['Any', 'Any']);
  });

  it('is closed for all addresses but its own, IPv4 and IPv6, but those from which nobody connects', () => {
    const policy = narrowed('server');
    const [block] = blocksOf(policy);
    const [rule] = ofKind(objectsOf(policy), 'NetIPsecRule');
    const closed = rangesOf(block?.properties['RemoteAddress']);
    const open = rangesOf(rule?.properties['RemoteAddress']);
    const nobody = [
      '0.0.0.0',
      '224.0.0.0/4',
      '255.255.255.255',
      '::',
      '::1',
      'feff::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ];
    expect(overlap(closed, open)).toBe(false);
    expect(contains([...closed, ...open, ...rangesOf([...nobody, 'ff00::/8', 'feff::/16'])], allAddresses)).toBe(true);
    expect(contains(closed, rangesOf(['192.168.9.255', '192.168.11.0', '10.0.0.1', '2001:db8:0:1::', 'fe80::1']))).toBe(
      true,
    );
  });

  it('of IPv4 addresses alone leaves no IPv6 address open', () => {
    const [block] = blocksOf(narrowed('server', { peers: addresses('192.168.10.0/24') }));
    expect(
      contains(rangesOf(block?.properties['RemoteAddress']), rangesOf(['2001:db8::/32', 'fe80::/10', 'fd00::/8'])),
    ).toBe(true);
  });

  it('gives the main-mode rule the addresses of its security rule', () => {
    for (const policy of [
      narrowed('server', { local: addresses('192.168.1.2', '2001:db8:1::2') }),
      narrowed('workstation'),
    ]) {
      const [rule] = ofKind(objectsOf(policy), 'NetIPsecRule');
      const [mainMode] = ofKind(objectsOf(policy), 'NetIPsecMainModeRule');
      for (const property of ['LocalAddress', 'RemoteAddress']) {
        expect(mainMode?.properties[property]).toEqual(rule?.properties[property]);
      }
    }
  });

  it.each(['server', 'workstation'] as const)('of own addresses closes the other own addresses of a %s', (role) => {
    const [block, ...more] = blocksOf(presetPolicy({ role, local: addresses('192.168.1.2') }));
    expect(more).toEqual([]);
    expect(block?.name).toBe(`ipsecbw-fbs-${role}-block-local-1`);
    expect(block?.properties['RemoteAddress']).toBe('Any');
    const closed = rangesOf(block?.properties['LocalAddress']);
    expect(overlap(closed, rangesOf(['192.168.1.2']))).toBe(false);
    expect(contains(closed, rangesOf(['192.168.1.1', '192.168.1.3', '2001:db8::1']))).toBe(true);
  });

  it('of both sides closes both', () => {
    const names = blocksOf(narrowed('server', { local: addresses('192.168.1.2', '2001:db8:1::2') })).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['ipsecbw-fbs-server-block-1', 'ipsecbw-fbs-server-block-local-1']);
  });

  it('closes nothing where the technician has said so', () => {
    expect(blocksOf({ ...narrowed('server'), closeTheRest: false })).toEqual([]);
  });

  it('is written before the rules that open anything', () => {
    const kinds = objectsOf(narrowed('server', { local: addresses('192.168.1.2', '2001:db8:1::2') })).map(({ name }) =>
      name.slice('ipsecbw-fbs-server-'.length),
    );
    expect(kinds).toEqual([
      'phase1-1',
      'main-mode-1',
      'quick-mode-1',
      'block-1',
      'block-local-1',
      'main-mode-rule-1',
      'rule-1',
    ]);
  });
});

/** A policy whose one rule has several filters: address and port of each. */
function withFilters(role: Role, ...filters: readonly (readonly [peer: string, port: number])[]): IpSecurityPolicy {
  const policy = presetPolicy({ role });
  const lists = filters.flatMap(
    ([peer, port]) => presetPolicy({ role, port, peers: addresses(peer) }).rules[0]?.filterList.filters ?? [],
  );
  return {
    ...policy,
    rules: policy.rules.map((rule) => ({ ...rule, filterList: { ...rule.filterList, filters: lists } })),
  };
}

describe('several filters', () => {
  it('of one kind become one rule with all their addresses', () => {
    const objects = objectsOf(
      withFilters('server', ['192.168.10.5', 4531], ['192.168.20.0/24', 4531], ['2001:db8::1', 4531]),
    );
    const rules = ofKind(objects, 'NetIPsecRule');
    expect(rules).toHaveLength(1);
    const remote = rules[0]?.properties['RemoteAddress'] as readonly string[];
    expect(sameAddresses(remote, ['192.168.10.5', '192.168.20.0/24', '2001:db8::1'])).toBe(true);
    expect(ofKind(objects, 'NetFirewallRule')).toHaveLength(1);
  });

  it('of two ports become two rules over the same sets, each port closed for its own strangers', () => {
    const objects = objectsOf(withFilters('server', ['192.168.10.5', 4531], ['192.168.20.5', 445]));
    expect(objects.map(({ name }) => name.slice('ipsecbw-fbs-server-'.length))).toEqual([
      'phase1-1', 'main-mode-1', 'quick-mode-1', 'block-1', 'block2-1', 'main-mode-rule-1', 'main-mode-rule2-1', 'rule-1', 'rule2-1',
    ]); // prettier-ignore
    const rules = ofKind(objects, 'NetIPsecRule');
    expect(rules.map(({ properties }) => properties['LocalPort'])).toEqual(['4531', '445']);
    expect(new Set(rules.map(({ properties }) => properties['QuickModeCryptoSet'])).size).toBe(1);
    const [first, second] = ofKind(objects, 'NetFirewallRule');
    expect(first?.properties['LocalPort']).toBe('4531');
    expect(contains(rangesOf(first?.properties['RemoteAddress']), rangesOf(['192.168.20.5']))).toBe(true);
    expect(second?.properties['LocalPort']).toBe('445');
    expect(contains(rangesOf(second?.properties['RemoteAddress']), rangesOf(['192.168.10.5']))).toBe(true);
  });
});

describe('several security rules', () => {
  const both = (a: Omit<PresetOptions, 'role'>, b: Omit<PresetOptions, 'role'>): IpSecurityPolicy => {
    const first = presetPolicy({ role: 'server', ...a });
    return { ...first, rules: [...first.rules, ...presetPolicy({ role: 'server', ...b }).rules] };
  };

  it('have sets of their own where they differ, and share the key exchange of the policy', () => {
    const objects = objectsOf(
      both({ peers: addresses('10.0.0.1') }, { peers: addresses('10.0.0.2'), protection: 'recommended' }),
    );
    const rules = ofKind(objects, 'NetIPsecRule');
    expect(rules.map(({ properties }) => properties['QuickModeCryptoSet'])).toEqual([
      'ipsecbw-fbs-server-quick-mode-1',
      'ipsecbw-fbs-server-quick-mode2-1',
    ]);
    expect(rules.map(({ properties }) => properties['Phase1AuthSet'])).toEqual([
      'ipsecbw-fbs-server-phase1-1',
      'ipsecbw-fbs-server-phase1-1',
    ]);
    expect(ofKind(objects, 'NetIPsecPhase1AuthSet')).toHaveLength(1);
    expect(ofKind(objects, 'NetIPsecMainModeCryptoSet')).toHaveLength(1);
  });

  it('for one port do not close it for the peers of each other', () => {
    const blocks = blocksOf(both({ peers: addresses('10.0.0.1') }, { peers: addresses('10.0.0.2') }));
    expect(blocks).toHaveLength(1);
    const closed = rangesOf(blocks[0]?.properties['RemoteAddress']);
    expect(overlap(closed, rangesOf(['10.0.0.1', '10.0.0.2']))).toBe(false);
    expect(contains(closed, rangesOf(['10.0.0.0', '10.0.0.3']))).toBe(true);
  });

  it('of which one is for any address close nothing', () => {
    expect(blocksOf(both({ peers: addresses('10.0.0.1') }, {}))).toEqual([]);
  });

  it('for different own addresses close the peers of the one at the address of the other', () => {
    const blocks = blocksOf(
      both(
        { local: addresses('192.168.1.2'), peers: addresses('10.0.0.1') },
        { local: addresses('192.168.2.2'), peers: addresses('10.0.0.2') },
      ),
    );
    const at = (address: string): StoreObject | undefined =>
      blocks.find(
        ({ name, properties }) =>
          name.includes('-block') &&
          !name.includes('local') &&
          sameAddresses(properties['LocalAddress'] as readonly string[], [address]),
      );
    expect(contains(rangesOf(at('192.168.1.2')?.properties['RemoteAddress']), rangesOf(['10.0.0.2']))).toBe(true);
    expect(overlap(rangesOf(at('192.168.1.2')?.properties['RemoteAddress']), rangesOf(['10.0.0.1']))).toBe(false);
    expect(contains(rangesOf(at('192.168.2.2')?.properties['RemoteAddress']), rangesOf(['10.0.0.1']))).toBe(true);
    const [rest] = blocks.filter(({ name }) => name.includes('block-local'));
    expect(overlap(rangesOf(rest?.properties['LocalAddress']), rangesOf(['192.168.1.2', '192.168.2.2']))).toBe(false);
  });
});
