import { describe, expect, it } from 'vitest';
import { parsePeer } from '#policy/address';
import type { FilterAction, IpAddressChoice, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { meaningOf, type RiskId } from './risks';

const choice = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};

const roles = ['server', 'workstation'] as const;
type Role = (typeof roles)[number];

interface Told {
  readonly peer?: string;
  readonly own?: string;
  readonly clientPort?: number;
  readonly action?: (usual: NegotiateSecurity) => FilterAction;
}

function ruleOf(role: Role, { peer, own, clientPort, action = (usual) => usual }: Told): SecurityRule {
  const [rule] = presetPolicy({
    role,
    peers: peer === undefined ? [] : [choice(peer)],
    local: own === undefined ? [] : [choice(own)],
  }).rules;
  if (rule?.filterAction.kind !== 'negotiate-security') throw new TypeError('no rule');
  const filters = rule.filterList.filters.map((filter) =>
    clientPort === undefined ? filter : { ...filter, sourcePort: { kind: 'port', port: clientPort } as const },
  );
  return { ...rule, filterList: { ...rule.filterList, filters }, filterAction: action(rule.filterAction) };
}

const policyOf = (role: Role, ...rules: readonly Told[]): IpSecurityPolicy => ({
  ...presetPolicy({ role }),
  rules: rules.map((told) => ruleOf(role, told)),
});

const asking = (usual: NegotiateSecurity): FilterAction => ({ ...usual, acceptUnsecured: true, allowFallback: true });
const readable = (usual: NegotiateSecurity): FilterAction => ({
  ...usual,
  securityMethods: usual.securityMethods.map((method) => ({ ...method, espConfidentiality: 'none' })),
});
const permit = (): FilterAction => ({ kind: 'permit', name: 'Permit', description: '' });
const block = (): FilterAction => ({ kind: 'block', name: 'Block', description: '' });

const open = (policy: IpSecurityPolicy): readonly RiskId[] =>
  meaningOf(policy).risks.flatMap(({ id, verdict }) => (verdict === 'open' ? [id] : []));
const headline = (policy: IpSecurityPolicy): string => meaningOf(policy).headline.code;

describe.each(roles)('a %s with several lists for one port', (role) => {
  it('of which one does not encrypt can be read', () => {
    const lists: readonly Told[] = [{ peer: '192.0.2.0/24' }, { peer: '198.51.100.0/24', action: readable }];
    for (const policy of [policyOf(role, ...lists), policyOf(role, ...lists.toReversed())]) {
      expect(headline(policy)).toBe('secured-not-encrypted');
      expect(open(policy)).toEqual(['R1-enrolled', 'R3']);
    }
  });

  it.each<[string, Told]>([
    ['asks only, inside of the other', { peer: '198.51.100.0/24', action: asking }],
    ['permits one computer', { peer: '10.0.0.5', action: permit }],
    ['permits one computer over IPv6', { peer: '2001:db8::5', action: permit }],
    ['is about another own address, and asks only', { own: '10.0.0.2', action: asking }],
  ])('of which one %s has every risk open', (_, second) => {
    const policy = policyOf(role, {}, second);
    expect(headline(policy)).toBe('clear-text-on-the-list');
    expect(open(policy)).toEqual(expect.arrayContaining(['R1-outsider', 'R2', 'R3']));
  });

  it('of which one permits others beside the list says that clear text is possible', () => {
    const policy = policyOf(role, { peer: '192.0.2.0/24' }, { peer: '198.51.100.0/24', action: permit });
    expect(headline(policy)).toBe('clear-text-on-the-list');
    expect(open(policy)).toEqual(expect.arrayContaining(['R1-outsider', 'R2', 'R3']));
  });

  it('of which one blocks a single computer is as safe for all others, who can connect', () => {
    const policy = policyOf(role, {}, { peer: '10.0.0.5', action: block });
    expect(headline(policy)).toBe('secured-and-encrypted');
    expect(open(policy)).toEqual(['R1-enrolled']);
  });

  it('that differ in nothing but the addresses is as safe as with one', () => {
    const policy = policyOf(role, { peer: '192.0.2.0/24' }, { peer: '2001:db8::/64' });
    expect(headline(policy)).toBe('secured-and-encrypted');
    expect(open(policy)).toEqual(['R1-enrolled']);
  });

  it('lets every computer that is on a list of its own meet it', () => {
    const { meetings } = meaningOf(
      policyOf(role, { peer: '192.0.2.0/24' }, { peer: '198.51.100.0/24', action: readable }),
    );
    expect(meetings.map(({ outcomes: [outcome] }) => outcome.kind === 'secured' && outcome.encrypted)).toEqual([
      true,
      false,
    ]);
  });
});

it('somebody who calls a server from the one port that it permits gets in, and that is said', () => {
  const policy = policyOf('server', {}, { peer: '198.51.100.0/24', clientPort: 5000, action: permit });
  expect(headline(policy)).toBe('clear-text-on-the-list');
  expect(open(policy)).toContain('R2');
});
