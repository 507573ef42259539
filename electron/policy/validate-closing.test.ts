import { describe, expect, it } from 'vitest';
import { parsePeer } from './address';
import type { IpAddressChoice, IpSecurityPolicy, Role, SecurityRule } from './model';
import { presetPolicy } from './presets';
import { validatePolicy } from './validate';

const choice = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};

interface List {
  readonly own?: string;
  readonly peers: readonly string[];
  readonly port?: number;
}

const ruleOf = (role: Role, { own, peers, port = 4531 }: List): readonly SecurityRule[] =>
  presetPolicy({
    role,
    port,
    peers: peers.map(choice),
    local: own === undefined ? [] : [choice(own)],
    authenticationMethods: [{ kind: 'kerberos-v5' }],
  }).rules;

/** Paths of the lists that others would close. */
function closed(role: Role, lists: readonly List[], change: Partial<IpSecurityPolicy> = {}): readonly string[] {
  const policy = { ...presetPolicy({ role }), rules: lists.flatMap((list) => ruleOf(role, list)), ...change };
  return validatePolicy(policy, { target: { kind: 'local' } }).flatMap(({ code, severity, path = '' }) =>
    code === 'unsupported-here' && severity === 'block' ? [path] : [],
  );
}

describe.each(['server', 'workstation'] as const)('two lists of a %s for one port', (role) => {
  it.each<[string, readonly List[]]>([
    ['the same own address', [{ peers: ['192.0.2.0/24'] }, { peers: ['198.51.100.0/24'] }]],
    [
      'own addresses that have nothing in common',
      [
        { own: '10.9.0.1', peers: ['192.0.2.0/24'] },
        { own: '10.9.0.2', peers: ['198.51.100.0/24'] },
      ],
    ],
    ['another family', [{ peers: ['192.0.2.0/24', '2001:db8::/64'] }, { own: '10.9.0.1', peers: ['192.0.2.0/24'] }]],
    ['another port', [{ peers: ['192.0.2.0/24'] }, { own: '10.9.0.1', peers: ['198.51.100.0/24'], port: 3389 }]],
  ])('do not close each other with %s', (_, lists) => {
    expect(closed(role, lists)).toEqual([]);
  });

  it('close the wider one where the narrower has an own address of its own', () => {
    const lists: readonly List[] = [{ own: '10.9.0.1', peers: ['192.0.2.8'] }, { peers: ['192.0.2.0/24'] }];
    expect(closed(role, lists)).toEqual(['rules[1].filterList.filters']);
  });

  it('close nothing where nothing is closed', () => {
    const lists: readonly List[] = [{ peers: [] }, { own: '10.9.0.1', peers: ['198.51.100.0/24'] }];
    expect(closed(role, lists, { closeTheRest: false })).toEqual([]);
  });

  it('close each other where the own address of one is among those of the other, and that is said', () => {
    const lists: readonly List[] = [{ peers: ['192.0.2.0/24'] }, { own: '10.9.0.1', peers: ['198.51.100.0/24'] }];
    expect(closed(role, lists)).toEqual(['rules[0].filterList.filters', 'rules[1].filterList.filters']);
  });
});
