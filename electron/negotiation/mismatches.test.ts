import { describe, expect, it } from 'vitest';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
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

  it('behind a wrong key is said to be hidden', () => {
    expect(found(withAction(server, { sessionKeyPerfectForwardSecrecy: 'DH2' }), 'different')).toEqual([
      'keys decides',
      'perfect-forward-secrecy hidden',
    ]);
  });
});
