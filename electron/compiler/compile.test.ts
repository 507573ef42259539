import { describe, expect, it } from 'vitest';
import type { ObjectKind, PropertyValue } from '#contract/store-object';
import type { IpSecurityPolicy, Role, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { compile } from './compile';
import { planChange } from './plan-change';
import { examplePolicies } from './testing/example-policies';
import { local, nothing, objectsOf, ofKind } from './testing/planned';

/** `NetIPsecRule.LocalPort`, `NetIPsecQuickModeCryptoSet.Proposal[0].Encryption` of a policy that has one of each. */
function found(policy: IpSecurityPolicy, place: string): PropertyValue | undefined {
  const [kind = '', property = '', parameter] = place.replace('Proposal[0].', 'Proposal.').split('.');
  const [object] = ofKind(objectsOf(policy), kind as ObjectKind);
  const value = object?.properties[property];
  if (parameter === undefined) return value;
  const [proposal] = Array.isArray(value) ? (value as readonly Readonly<Record<string, PropertyValue>>[]) : [];
  return proposal?.[parameter];
}

type Row = readonly [object: string, field: string, place: string, value: PropertyValue | undefined];

/** The tables of the article, secpol's words on the left, where they end on the right. */
const common: readonly Row[] = [
  ['IP filter', 'protocol', 'NetIPsecRule.Protocol', 'TCP'],
  ['filter action', 'name', 'NetIPsecQuickModeCryptoSet.DisplayName', 'Require security'],
  ['filter action', 'AH integrity: none', 'NetIPsecQuickModeCryptoSet.Proposal[0].AHHash', undefined],
  ['filter action', 'AH integrity: none', 'NetIPsecQuickModeCryptoSet.Proposal[0].Encapsulation', 'ESP'],
  ['filter action', 'ESP confidentiality', 'NetIPsecQuickModeCryptoSet.Proposal[0].Encryption', 'DES3'],
  ['filter action', 'ESP integrity', 'NetIPsecQuickModeCryptoSet.Proposal[0].ESPHash', 'SHA1'],
  ['filter action', 'session key lifetime (KB): 0', 'NetIPsecQuickModeCryptoSet.Proposal[0].MaxKiloBytes', 100_000],
  ['filter action', 'session key lifetime (s): 0', 'NetIPsecQuickModeCryptoSet.Proposal[0].MaxMinutes', 60],
  ['filter action', 'accept unsecured: no', 'NetIPsecRule.InboundSecurity', 'Require'],
  ['filter action', 'allow fallback: no', 'NetIPsecRule.OutboundSecurity', 'Require'],
  ['filter action', 'perfect forward secrecy: no', 'NetIPsecQuickModeCryptoSet.PerfectForwardSecrecyGroup', 'None'],
  ['security rule', 'policy name', 'NetIPsecRule.DisplayName', 'FBS secure connection'],
  ['security rule', 'filter action: the one above', 'NetIPsecRule.QuickModeCryptoSet', 'ipsecbw-fbs-ROLE-quick-mode-1'],
  ['security rule', 'authentication: pre-shared key', 'NetIPsecPhase1AuthSet.Proposal[0].PreSharedKey', 'same'],
  ['security rule', 'authentication: of the computer', 'NetIPsecPhase1AuthSet.Proposal[0].Machine', true],
  ['security rule', 'authentication method', 'NetIPsecRule.Phase1AuthSet', 'ipsecbw-fbs-ROLE-phase1-1'],
  ['security rule', 'no tunnel', 'NetIPsecRule.Mode', 'Transport'],
  ['security rule', 'all network connections', 'NetIPsecRule.Profile', 'Any'],
  ['policy', 'assign', 'NetIPsecRule.Enabled', 'True'],
  ['key exchange', 'confidentiality', 'NetIPsecMainModeCryptoSet.Proposal[0].Encryption', 'DES3'],
  ['key exchange', 'integrity', 'NetIPsecMainModeCryptoSet.Proposal[0].Hash', 'SHA1'],
  ['key exchange', 'Diffie-Hellman group', 'NetIPsecMainModeCryptoSet.Proposal[0].KeyExchange', 'DH2'],
  ['key exchange', 'new key after minutes', 'NetIPsecMainModeCryptoSet.MaxMinutes', 480],
  ['key exchange', 'new key after sessions', 'NetIPsecMainModeCryptoSet.MaxSessions', 0],
  ['key exchange', 'the protocol of secpol', 'NetIPsecRule.KeyModule', 'IKEv1'],
  [
    'key exchange',
    'used by the main-mode rule',
    'NetIPsecMainModeRule.MainModeCryptoSet',
    'ipsecbw-fbs-ROLE-main-mode-1',
  ],
  ['key exchange', 'with the same methods', 'NetIPsecMainModeRule.Phase1AuthSet', 'ipsecbw-fbs-ROLE-phase1-1'],
  ['key exchange', 'for the same addresses', 'NetIPsecMainModeRule.LocalAddress', ['Any']],
  ['key exchange', 'for the same addresses', 'NetIPsecMainModeRule.RemoteAddress', ['Any']],
  ['key exchange', 'in force', 'NetIPsecMainModeRule.Enabled', 'True'],
];
const list = (name: string, description: string): Row => [
  'IP filter list', 'name / description', 'NetIPsecRule.Description', `${name}: ${description}`,
]; // prettier-ignore
const tables: Readonly<Record<Role, readonly Row[]>> = {
  server: [
    ...common,
    list('FBS incoming connections', 'Incoming connections from workstations'),
    ['IP filter', 'destination port', 'NetIPsecRule.LocalPort', '4531'],
    ['IP filter', 'source port: any', 'NetIPsecRule.RemotePort', 'Any'],
    ['IP filter', 'destination: My IP address', 'NetIPsecRule.LocalAddress', ['Any']],
    ['IP filter', 'source: any', 'NetIPsecRule.RemoteAddress', ['Any']],
  ],
  workstation: [
    ...common,
    list('FBS outgoing connection', 'Outgoing connection to backup server'),
    ['IP filter', 'source port: any', 'NetIPsecRule.LocalPort', 'Any'],
    ['IP filter', 'destination port', 'NetIPsecRule.RemotePort', '4531'],
    ['IP filter', 'source: My IP address', 'NetIPsecRule.LocalAddress', ['Any']],
    ['IP filter', 'destination: any', 'NetIPsecRule.RemoteAddress', ['Any']],
  ],
};

describe.each(['server', 'workstation'] as const)("the article's policy for a %s", (role) => {
  it.each(tables[role])('%s, %s: %s is %j', (_object, _field, place, value) => {
    const wanted = typeof value === 'string' ? value.replace('ROLE', role) : value;
    expect(found(presetPolicy({ role }), place)).toEqual(wanted);
  });

  it('is one rule that holds for both directions, and needs nothing closed', () => {
    expect(objectsOf(presetPolicy({ role })).map(({ kind }) => kind)).toEqual([
      'NetIPsecPhase1AuthSet', 'NetIPsecMainModeCryptoSet', 'NetIPsecQuickModeCryptoSet', 'NetIPsecMainModeRule', 'NetIPsecRule',
    ]); // prettier-ignore
  });

  it('names its objects after policy, role and purpose', () => {
    expect(objectsOf(presetPolicy({ role, id: 'second' })).map(({ name }) => name)).toEqual(
      ['phase1', 'main-mode', 'quick-mode', 'main-mode-rule', 'rule'].map((part) => `ipsecbw-second-${role}-${part}-1`),
    );
  });

  it.each([
    ['recommended', 'Encryption', ['AESGCM256']],
    ['recommended', 'ESPHash', ['AESGMAC256']],
    ['recommended', 'MaxMinutes', [60]],
    ['recommended', 'MaxKiloBytes', [20_971_520]],
    ['transition', 'Encryption', ['AESGCM256', 'AES256', 'DES3']],
  ] as const)('with protection %s offers %s %j in this order', (protection, parameter, values) => {
    const [set] = ofKind(objectsOf(presetPolicy({ role, protection })), 'NetIPsecQuickModeCryptoSet');
    const proposals = set?.properties['Proposal'] as readonly Readonly<Record<string, unknown>>[];
    expect(proposals.map((proposal) => proposal[parameter])).toEqual(values);
  });
});

describe('the two switches for clear text', () => {
  it.each([
    [false, false, 'Require', 'Require'],
    [false, true, 'Require', 'Request'],
    [true, true, 'Request', 'Request'],
  ])('accept unsecured %s, allow fallback %s: %s in, %s out', (acceptUnsecured, allowFallback, inbound, outbound) => {
    const policy = presetPolicy({ role: 'server' });
    const rules = policy.rules.map((rule): SecurityRule => ({
      ...rule,
      filterAction: {
        ...rule.filterAction,
        kind: 'negotiate-security',
        acceptUnsecured,
        allowFallback,
      } as SecurityRule['filterAction'],
    }));
    expect(found({ ...policy, rules }, 'NetIPsecRule.InboundSecurity')).toBe(inbound);
    expect(found({ ...policy, rules }, 'NetIPsecRule.OutboundSecurity')).toBe(outbound);
  });
});

describe('authentication methods', () => {
  it('stand in the phase-1 set in their order, each of the computer', () => {
    const policy = presetPolicy({
      role: 'server',
      authenticationMethods: [
        { kind: 'kerberos-v5' },
        { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' },
        { kind: 'certificate', authority: 'CN=Issuing', authorityType: 'intermediate' },
        { kind: 'pre-shared-key' },
      ],
    });
    expect(found(policy, 'NetIPsecPhase1AuthSet.Proposal')).toEqual([
      { Machine: true, Kerberos: true },
      { Machine: true, Cert: true, Authority: 'CN=Root', AuthorityType: 'Root' },
      { Machine: true, Cert: true, Authority: 'CN=Issuing', AuthorityType: 'Intermediate' },
      { Machine: true, PreSharedKey: 'same' },
    ]);
  });
});

describe('the fingerprint', () => {
  const fingerprint = (policy: IpSecurityPolicy, gpo?: string): string =>
    compile(policy, gpo === undefined ? local : { kind: 'gpo', gpo }).fingerprint;
  const article = presetPolicy({ role: 'server' });

  it('is the same on every computer and in every version that writes the same', () => {
    expect(fingerprint(article)).toMatch(/^[0-9a-f]{64}$/u);
    expect(fingerprint(presetPolicy({ role: 'server' }))).toBe(fingerprint(article));
  });

  it('does not hang on the order in which the members of a policy were written', () => {
    const turned = Object.fromEntries(Object.entries(article).reverse()) as unknown as IpSecurityPolicy;
    expect(fingerprint(turned)).toBe(fingerprint(article));
  });

  it('is different for every example, every name and every target', () => {
    const all = [
      ...Object.values(examplePolicies).map((policy) => fingerprint(policy)),
      fingerprint({ ...article, name: 'Other' }),
      fingerprint({ ...article, id: 'other' }),
      fingerprint({ ...article, closeTheRest: false }),
      fingerprint({ ...article, keyExchange: { ...article.keyExchange, lifetimeMinutes: 481 } }),
      fingerprint(article, 'corp.example\\FBS'),
      fingerprint(article, 'corp.example\\Other'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('is that of the policy, whatever the computer has and whatever generation is written', () => {
    const compiled = compile(article, local);
    const fresh = planChange(compiled, nothing);
    const used = planChange(compiled, {
      objects: [{ kind: 'NetIPsecPhase1AuthSet', name: 'ipsecbw-fbs-server-phase1-7', properties: {} }],
      enforcement: [],
    });
    expect(used.expected.map(({ name }) => name)).toContain('ipsecbw-fbs-server-rule-8');
    expect(used.fingerprint).toBe(fresh.fingerprint);
  });
});
