import { expect, it } from 'vitest';
import { presetPolicy } from '#policy/presets';
import { portsOf } from './ports-of';
import { addRule } from './rules';
import { changeFilters } from './edit-policy';

it('names the port of a server and of a workstation alike, and each once', () => {
  for (const role of ['server', 'workstation'] as const) {
    const policy = presetPolicy({ role });
    expect(portsOf(policy)).toEqual(['TCP 4531']);
    expect(portsOf({ ...policy, rules: [...policy.rules, ...policy.rules] })).toEqual(['TCP 4531']);
  }
});

it('names no port of a rule that permits or blocks: it secures none', () => {
  const policy = presetPolicy({ role: 'server' });
  const filters = policy.rules[0]?.filterList.filters ?? [];
  const other = filters.map((filter) => ({ ...filter, destinationPort: { kind: 'port' as const, port: 53 } }));
  for (const kind of ['permit', 'block'] as const)
    expect(portsOf(changeFilters(addRule(policy, kind), 1, () => other))).toEqual(['TCP 4531']);
});
