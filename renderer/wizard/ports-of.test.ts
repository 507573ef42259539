import { expect, it } from 'vitest';
import { presetPolicy } from '#policy/presets';
import { portsOf } from './ports-of';

it('names the port of a server and of a workstation alike, and each once', () => {
  for (const role of ['server', 'workstation'] as const) {
    const policy = presetPolicy({ role });
    expect(portsOf(policy)).toEqual(['TCP 4531']);
    expect(portsOf({ ...policy, rules: [...policy.rules, ...policy.rules] })).toEqual(['TCP 4531']);
  }
});
