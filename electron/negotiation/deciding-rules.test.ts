import { describe, expect, it } from 'vitest';
import { parsePeer } from '#policy/address';
import type { IpAddressChoice, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { comparePolicies } from './compare';
import { otherSideOf } from './other-side';

const choice = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};
const named = (name: string, policy: IpSecurityPolicy, change: Partial<SecurityRule> = {}): readonly SecurityRule[] =>
  policy.rules.map((rule) => ({ ...rule, ...change, filterList: { ...rule.filterList, name } }));

const server = presetPolicy({ role: 'server' });
const workstation = otherSideOf(server);
const office = presetPolicy({ role: 'server', peers: [choice('192.0.2.0/24')] });
const with2 = (rules: readonly SecurityRule[]): IpSecurityPolicy => ({ ...server, rules: [...server.rules, ...rules] });
const rulesOf = (b: IpSecurityPolicy): unknown => comparePolicies(workstation, b, 'equal').rules;
const [all, other] = ['FBS incoming connections', 'Office'];

describe('the rules that decide', () => {
  it('are the only ones of both ends', () => {
    expect(rulesOf(server)).toEqual({ from: [all], to: [all], several: false });
  });

  it('are the narrower one of two, which may exempt', () => {
    expect(rulesOf(with2(named(other, office)))).toEqual({ from: [all], to: [other], several: true });
    const permit = { filterAction: { kind: 'permit', name: 'Permit', description: '' } } as const;
    expect(rulesOf(with2(named(other, office, permit)))).toEqual({ from: [all], to: [other], several: true });
  });

  it('are both of two equally narrow ones that say different things', () => {
    const asking = server.rules.map(({ filterAction }) => ({
      ...filterAction,
      name: 'Request security',
      acceptUnsecured: true,
      allowFallback: true,
    }));
    const [filterAction] = asking as readonly SecurityRule['filterAction'][];
    if (filterAction === undefined) throw new TypeError('no rule');
    expect(rulesOf(with2(named(other, server, { filterAction })))).toEqual({
      from: [all],
      to: [all, other],
      several: true,
    });
  });

  it('are the one that blocks, before every other', () => {
    const block = { filterAction: { kind: 'block', name: 'Block', description: '' } } as const;
    expect(rulesOf(with2(named(other, office, block)))).toEqual({ from: [all], to: [other], several: true });
  });

  it('ask nothing more where two rules differ in their names alone', () => {
    const { outcome, otherwise } = comparePolicies(workstation, with2(named(other, server)), 'equal');
    expect([outcome, ...otherwise]).toHaveLength(1);
  });
});
