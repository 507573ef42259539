import { describe, expect, it } from 'vitest';
import type { Attempt, Facts, PeerAnswer } from '#contract/facts';
import { addresses } from '#compiler/testing/example-policies';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { preflight } from './checks';
import { peerOf } from './peer';
import { peerAnswers } from './peer-answers';
import { inputFor, ipsecRule, told, unavailable, type Scene } from './testing/scene';

const policyFor = (role: Role, ...peers: readonly string[]): IpSecurityPolicy =>
  presetPolicy({ role, ...(peers.length === 0 ? {} : { peers: addresses(...peers) }) });
const workstation = policyFor('workstation', '192.0.2.10');

function codes(answer: Attempt<PeerAnswer> | undefined, scene: Scene = {}): readonly string[] {
  const input = inputFor(workstation, scene);
  const peer: Partial<Facts> = answer === undefined ? {} : { peer: { address: '192.0.2.10', port: 4531, answer } };
  return peerAnswers
    .run({ ...input, facts: { ...input.facts, ...peer } })
    .map(({ code, severity }) => `${code} ${severity}`);
}

describe('the one server of a policy', () => {
  it('is the single address on the other side of a workstation', () => {
    expect(peerOf(workstation)).toEqual({ address: '192.0.2.10', port: 4531 });
    expect(peerOf(policyFor('workstation', '2001:db8::10'))).toEqual({ address: '2001:db8::10', port: 4531 });
  });
  it.each([
    ['any address', policyFor('workstation')],
    ['a subnet', policyFor('workstation', '192.0.2.0/24')],
    ['two addresses', policyFor('workstation', '192.0.2.10', '192.0.2.11')],
    ['a server', policyFor('server', '192.0.2.10')],
  ])('is nobody for %s', (_, policy) => {
    expect(peerOf(policy)).toBeUndefined();
  });
  it('is nobody where a name stands for two addresses, and the one of a name that stands for one', () => {
    const named = (...resolved: readonly string[]): IpSecurityPolicy => ({
      ...workstation,
      rules: workstation.rules.map((rule) => ({
        ...rule,
        filterList: {
          ...rule.filterList,
          filters: rule.filterList.filters.map((filter) => ({
            ...filter,
            destination: { kind: 'dns-name' as const, dnsName: 'srv01', addresses: resolved },
          })),
        },
      })),
    });
    expect(peerOf(named('192.0.2.10'))?.address).toBe('192.0.2.10');
    expect(peerOf(named('192.0.2.10', '192.0.2.11'))).toBeUndefined();
  });
});

describe('what the server answers', () => {
  it('is a warning while it answers in clear', () => {
    expect(codes(told('answers'))).toEqual(['peer-answers-in-clear warning']);
  });
  it('is a warning where it does not answer', () => {
    expect(codes(told('silent'))).toEqual(['peer-does-not-answer warning']);
    expect(codes(told('refused'))).toEqual(['peer-does-not-answer warning']);
  });
  it('says nothing of clear text where a rule in force may have protected the connection', () => {
    expect(codes(told('answers'), { local: [ipsecRule()] })).toEqual([]);
    const elsewhere = ipsecRule({ RemoteAddress: ['198.51.100.1'] });
    const exempt = ipsecRule({ InboundSecurity: 'None', OutboundSecurity: 'None' });
    const disabled = ipsecRule({ Enabled: 'False' });
    for (const rule of [elsewhere, exempt, disabled]) {
      expect(codes(told('answers'), { local: [rule] })).toEqual(['peer-answers-in-clear warning']);
    }
  });
  it('is silent where nobody asked or nobody could', () => {
    expect(codes(undefined)).toEqual([]);
    expect(codes(unavailable('no network'))).toEqual([]);
    expect(preflight(inputFor(workstation)).map(({ code }) => code)).not.toContain('facts-unavailable');
  });
});
