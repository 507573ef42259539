import { describe, expect, it } from 'vitest';
import type { FilterAction, IpFilter, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { validatePolicy } from '#policy/validate';
import { otherSideOf } from './other-side';

type Role = IpSecurityPolicy['role'];

/** The usual policy, and a second list with one far address and another action. */
function withException(role: Role, kind: 'permit' | 'block', change: Partial<IpFilter> = {}): IpSecurityPolicy {
  const policy = presetPolicy({ role });
  const [rule] = policy.rules;
  if (rule === undefined) throw new TypeError('no rule');
  const far = role === 'server' ? 'source' : 'destination';
  const filters = rule.filterList.filters.map((filter) => ({
    ...filter,
    [far]: { kind: 'specific-address', address: '10.0.0.5' } as const,
    ...change,
  }));
  const filterAction: FilterAction = { kind, name: kind, description: '' };
  const second: SecurityRule = { ...rule, filterAction, filterList: { ...rule.filterList, filters } };
  return { ...policy, rules: [...policy.rules, { ...second, authenticationMethods: [] }] };
}

const blocksOf = (policy: IpSecurityPolicy): readonly string[] =>
  validatePolicy(policy, { target: { kind: 'local' } }).flatMap(({ severity, code }) =>
    severity === 'block' ? [code] : [],
  );

describe.each(['server', 'workstation'] as const)('the other side of a %s', (role) => {
  it.each(['block', 'permit'] as const)('does not %s everybody because one computer is an exception', (kind) => {
    const other = otherSideOf(withException(role, kind));
    expect(blocksOf(other)).toEqual([]);
    expect(other).toEqual(otherSideOf(presetPolicy({ role })));
  });

  it('permits another port as well', () => {
    const port = { destinationPort: { kind: 'port', port: 445 } } as const;
    const other = otherSideOf(withException(role, 'permit', port));
    expect(other.rules.map(({ filterAction }) => filterAction.kind)).toEqual(['negotiate-security', 'permit']);
  });
});
