import { describe, expect, it } from 'vitest';
import type { IpSecurityPolicy, NegotiateSecurity } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { mismatchSentences } from '#texts/negotiation-mismatches.en';
import { comparePolicies } from './compare';
import type { Mismatch } from './mismatches';

type Role = IpSecurityPolicy['role'];

/** The usual policy, and a second list for another port. */
function withPort(role: Role, port: number, change: Partial<NegotiateSecurity> = {}): IpSecurityPolicy {
  const policy = presetPolicy({ role });
  const [rule] = presetPolicy({ role, port }).rules;
  if (rule?.filterAction.kind !== 'negotiate-security') throw new TypeError('no rule');
  const filterList = { ...rule.filterList, name: `port ${port}` };
  return {
    ...policy,
    rules: [...policy.rules, { ...rule, filterList, filterAction: { ...rule.filterAction, ...change } }],
  };
}

function elsewhere(a: IpSecurityPolicy, b: IpSecurityPolicy): readonly Mismatch[] {
  const { outcome, mismatches } = comparePolicies(a, b, 'equal');
  expect(outcome.kind).toBe('secured');
  return mismatches;
}

const [workstation, server] = [presetPolicy({ role: 'workstation' }), presetPolicy({ role: 'server' })];

describe('beside the backup’s own connection', () => {
  it('two who agree on every port have nothing to tell', () => {
    expect(elsewhere(withPort('workstation', 3389), withPort('server', 3389))).toEqual([]);
  });

  it('a port that one side alone protects is told, whichever it is', () => {
    const missing = { code: 'rule-missing', effect: 'elsewhere', about: 'TCP 3389' };
    expect(elsewhere(workstation, withPort('server', 3389))).toEqual([{ ...missing, a: 'none', b: 'port 3389' }]);
    expect(elsewhere(withPort('workstation', 3389), server)).toEqual([{ ...missing, a: 'port 3389', b: 'none' }]);
  });

  it('what keeps the two apart over another port is told of that port', () => {
    const differing = withPort('server', 3389, { sessionKeyPerfectForwardSecrecy: 'DH14' });
    const [told, ...others] = elsewhere(withPort('workstation', 3389), differing);
    expect(told).toEqual({
      code: 'perfect-forward-secrecy', effect: 'elsewhere', about: 'TCP 3389', a: 'none', b: 'DH14',
    }); // prettier-ignore
    expect(others).toEqual([]);
    if (told !== undefined) expect(mismatchSentences(told).happened).toMatch(/^TCP 3389: /u);
  });

  it('what is told of the first connection is not told of every port again', () => {
    const recommended = presetPolicy({ role: 'server', protection: 'recommended' }).keyExchange;
    const other = { ...withPort('server', 3389), keyExchange: recommended };
    const { mismatches } = comparePolicies(withPort('workstation', 3389), other, 'equal');
    expect(mismatches.map(({ code }) => code)).toEqual([...new Set(mismatches.map(({ code }) => code))]);
    expect(mismatches.map(({ effect }) => effect)).not.toContain('elsewhere');
  });

  it('two that name different ports are told so once', () => {
    const { mismatches } = comparePolicies(presetPolicy({ role: 'workstation', port: 4532 }), server, 'equal');
    expect(mismatches.map(({ code, effect }) => `${code} ${effect}`)).toEqual(['port decides']);
  });

  it('hundreds of ports of one list are looked at once', () => {
    const ports = Array.from({ length: 300 }, (_, at) => 20_000 + at);
    const many = (role: Role): IpSecurityPolicy => {
      const policy = withPort(role, 21);
      const [backup, ftp] = policy.rules;
      if (backup === undefined || ftp === undefined) throw new TypeError('no rule');
      const filters = ports.flatMap((port) => presetPolicy({ role, port }).rules[0]?.filterList.filters ?? []);
      return { ...policy, rules: [backup, { ...ftp, filterList: { ...ftp.filterList, filters } }] };
    };
    expect(elsewhere(many('workstation'), many('server'))).toEqual([]);
    expect(elsewhere(workstation, many('server'))).toHaveLength(1);
  });
});
