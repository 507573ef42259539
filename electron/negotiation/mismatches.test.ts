import { describe, expect, it } from 'vitest';
import type { AuthenticationMethod, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { comparePolicies } from './compare';

const workstation = presetPolicy({ role: 'workstation' });
const server = presetPolicy({ role: 'server' });

const withRule = (
  policy: IpSecurityPolicy,
  change: (rule: SecurityRule) => Partial<SecurityRule>,
): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({ ...rule, ...change(rule) })),
});
const withAction = (policy: IpSecurityPolicy, change: Partial<NegotiateSecurity>): IpSecurityPolicy =>
  withRule(policy, ({ filterAction }) =>
    filterAction.kind === 'negotiate-security' ? { filterAction: { ...filterAction, ...change } } : {},
  );
const exchange = { ...server.keyExchange, lifetimeMinutes: 60, sessions: 5 };
const oneWay = withRule(server, ({ filterList }) => ({
  filterList: { ...filterList, filters: filterList.filters.map((filter) => ({ ...filter, mirrored: false })) },
}));

const found = (b: IpSecurityPolicy, keys: 'equal' | 'different' = 'equal'): readonly string[] =>
  comparePolicies(workstation, b, keys).mismatches.map(({ code, effect }) => `${code} ${effect}`);

describe('a difference of two policies', () => {
  it.each([
    ['lifetimes of the key exchange', { ...server, keyExchange: exchange }, 'key-exchange-lifetime harmless'],
    [
      'who asks and who requires',
      withAction(server, { acceptUnsecured: true, allowFallback: true }),
      'clear-text harmless',
    ],
    ['filters that are not mirrored', oneWay, 'mirrored decides'],
    [
      'the key module',
      { ...server, keyExchange: { ...server.keyExchange, keyModule: 'IKEv2' as const } },
      'key-module decides',
    ],
    [
      'the action',
      withRule(server, () => ({ filterAction: { kind: 'permit', name: 'x', description: '' } })),
      'filter-action decides',
    ],
  ])('in %s is told with what it does', (_, b, expected) => {
    expect(found(b)).toContain(expected);
  });

  const proving = (role: 'server' | 'workstation', ...methods: readonly AuthenticationMethod[]): IpSecurityPolicy =>
    presetPolicy({ role, authenticationMethods: methods });
  const root = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' } as const;
  const named = (name: string): AuthenticationMethod => ({ ...root, server: { nameType: 'dns-name', name } });
  const account = (number: number): AuthenticationMethod => ({
    kind: 'kerberos-v5',
    serverAccount: { name: 'SERVER$', sid: `S-1-5-21-1-2-3-${number}` },
  });

  it('in the kind of one authority is told, and taken for what keeps them apart', () => {
    const below = { ...root, authorityType: 'intermediate' } as const;
    const { outcome, mismatches } = comparePolicies(proving('workstation', root), proving('server', below), 'equal');
    expect(outcome).toEqual({ kind: 'refused', why: 'authorities-differ' });
    expect(mismatches).toEqual([
      { code: 'authentication', effect: 'decides', a: 'certificate CN=Root', b: 'certificate CN=Root (intermediate)' },
    ]);
    const both = [proving('workstation', below), proving('server', below)] as const;
    expect(comparePolicies(...both, 'equal')).toMatchObject({ outcome: { kind: 'secured' }, mismatches: [] });
  });

  it.each<[string, AuthenticationMethod, AuthenticationMethod, readonly string[]]>([
    ['another name', named('a.corp'), named('b.corp'), ['server-name decides dns-name a.corp dns-name b.corp']],
    ['the same name in capitals', named('a.corp'), named('A.CORP'), []],
    ['a name that only the workstation checks', named('a.corp'), root, ['server-name harmless dns-name a.corp none']],
    ['a name that only the server knows', root, named('a.corp'), ['server-name harmless none dns-name a.corp']],
    [
      'another account',
      account(1105),
      account(1106),
      ['server-account decides S-1-5-21-1-2-3-1105 S-1-5-21-1-2-3-1106'],
    ],
    [
      'an account that only the workstation checks',
      account(1105),
      { kind: 'kerberos-v5' },
      ['server-account harmless S-1-5-21-1-2-3-1105 none'],
    ],
  ])('with %s is told by its own name', (_, a, b, expected) => {
    const { mismatches, outcome } = comparePolicies(proving('workstation', a), proving('server', b), 'equal');
    expect(mismatches.map((one) => `${one.code} ${one.effect} ${one.a} ${one.b}`)).toEqual(expected);
    const decides = mismatches.some(({ effect }) => effect === 'decides');
    expect(outcome).toMatchObject(decides ? { kind: 'refused', why: 'peer-not-authorised' } : { kind: 'secured' });
  });

  it('behind a wrong key is said to be hidden', () => {
    expect(found(withAction(server, { sessionKeyPerfectForwardSecrecy: 'DH2' }), 'different')).toEqual([
      'keys decides',
      'perfect-forward-secrecy hidden',
    ]);
  });
});
