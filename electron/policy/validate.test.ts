import { describe, expect, it } from 'vitest';
import type { Severity } from '#contract/finding';
import type { Target } from '#contract/store-object';
import { parsePeer } from './address';
import type {
  IpAddressChoice,
  IpFilter,
  IpSecurityPolicy,
  KeyExchange,
  NegotiateSecurity,
  Role,
  SecurityRule,
} from './model';
import { presetPolicy } from './presets';
import { validatePolicy } from './validate';

const here: Target = { kind: 'local' };
const gpo: Target = { kind: 'gpo', gpo: 'corp.example\\FBS' };

const preset = (role: Role = 'server', ...peers: readonly string[]): IpSecurityPolicy =>
  presetPolicy({
    role,
    peers: peers.map(peer),
    authenticationMethods: [{ kind: 'kerberos-v5' }],
    protection: 'recommended',
  });

function peer(text: string): IpAddressChoice {
  const read = parsePeer(text);
  if (!read.ok) throw new Error(text);
  return read.value;
}
const only = (policy: IpSecurityPolicy): SecurityRule => {
  const [rule] = policy.rules;
  if (rule === undefined) throw new Error('no rule');
  return rule;
};
const withRule = (policy: IpSecurityPolicy, change: Partial<SecurityRule>): IpSecurityPolicy => ({
  ...policy,
  rules: [{ ...only(policy), ...change }],
});
const withFilters = (policy: IpSecurityPolicy, ...changes: readonly Partial<IpFilter>[]): IpSecurityPolicy => {
  const { filterList } = only(policy);
  const [first] = filterList.filters;
  if (first === undefined) throw new Error('no filter');
  return withRule(policy, {
    filterList: { ...filterList, filters: changes.map((change) => ({ ...first, ...change })) },
  });
};
const withAction = (change: Partial<NegotiateSecurity>, policy = preset('workstation')): IpSecurityPolicy => {
  const { filterAction } = only(policy);
  if (filterAction.kind !== 'negotiate-security') throw new Error('no negotiation');
  return withRule(policy, { filterAction: { ...filterAction, ...change } });
};
const withMethod = (change: object, policy = preset('workstation')): IpSecurityPolicy => {
  const { filterAction } = only(policy);
  if (filterAction.kind !== 'negotiate-security') throw new Error('no negotiation');
  return withAction(
    { securityMethods: filterAction.securityMethods.map((method) => ({ ...method, ...change })) },
    policy,
  );
};
const withKeyExchange = (change: Partial<KeyExchange>): IpSecurityPolicy => {
  const policy = preset('workstation');
  return { ...policy, keyExchange: { ...policy.keyExchange, ...change } };
};
const lifetime = (kilobytes: number, seconds: number): IpSecurityPolicy =>
  withMethod({ sessionKeyLifetime: { kilobytes, seconds } });

const mine: IpAddressChoice = { kind: 'my-ip-address' };
const any: IpAddressChoice = { kind: 'any' };
const dh = { encryption: 'AES-256', integrity: 'SHA-256' } as const;
const certificate = (authority: string): SecurityRule['authenticationMethods'][number] => ({
  kind: 'certificate',
  authority,
  authorityType: 'root',
});

const said = (
  policy: IpSecurityPolicy,
  target: Target = here,
): readonly (readonly [string, Severity, string | undefined])[] =>
  validatePolicy(policy, { target }).map(({ code, severity, path }) => [code, severity, path]);

const filters = 'rules[0].filterList.filters';
const method = 'rules[0].filterAction.securityMethods[0]';

describe('a sound policy', () => {
  it('passes without a word', () => {
    expect(said(preset('workstation'))).toEqual([]);
    expect(said(preset('server', '192.168.10.0/24', '2001:db8::/64'))).toEqual([]);
    expect(said(preset('workstation'), gpo)).toEqual([]);
  });

  it('of the article passes with the warnings that the article deserves', () => {
    expect(said(presetPolicy({ role: 'server' })).map(([code]) => code)).toEqual([
      'any-address-is-for-tests',
      'security-method-weak',
      'key-exchange-weak',
      'pre-shared-key-for-tests',
    ]);
    expect(said(presetPolicy({ role: 'server' })).every(([, severity]) => severity === 'warning')).toBe(true);
  });
});

describe('every rule finds its case', () => {
  it.each<[string, Severity, string, IpSecurityPolicy]>([
    ['text-missing', 'block', 'name', { ...preset(), name: '' }],
    [
      'port-out-of-range',
      'block',
      `${filters}[0].destinationPort`,
      withFilters(preset(), { destinationPort: { kind: 'port', port: 70_000 } }),
    ],
    [
      'address-not-unicast',
      'block',
      `${filters}[0].source`,
      withFilters(preset(), { source: { kind: 'specific-address', address: '224.0.0.1' } }),
    ],
    ['rules-missing', 'block', 'rules', { ...preset(), rules: [] }],
    ['filters-missing', 'block', filters, withFilters(preset())],
    ['port-without-protocol', 'block', `${filters}[0].protocol`, withFilters(preset(), { protocol: 'any' })],
    ['port-without-protocol', 'block', `${filters}[0].protocol`, withFilters(preset(), { protocol: { number: 50 } })],
    ['filter-not-about-this-computer', 'block', `${filters}[0]`, withFilters(preset(), { destination: any })],
    ['filter-not-about-this-computer', 'block', `${filters}[0]`, withFilters(preset(), { source: mine })],
    [
      'filter-not-about-this-computer',
      'block',
      `${filters}[0]`,
      withFilters(preset('workstation'), { source: any, destination: mine }),
    ],
    [
      'filter-families-differ',
      'block',
      `${filters}[0]`,
      withFilters(preset(), { source: peer('10.0.0.1'), destination: peer('fe80::1') }),
    ],
    [
      'filters-differ-in-kind',
      'block',
      filters,
      withFilters(
        preset(),
        { source: peer('10.0.0.1'), destination: peer('10.9.0.1') },
        { source: peer('10.0.0.2'), destination: peer('10.9.0.2') },
      ),
    ],
    ['rest-left-open', 'block', filters, { ...preset('server', '10.0.0.1'), closeTheRest: false }],
    [
      'rest-left-open',
      'block',
      filters,
      { ...withFilters(preset(), { destination: peer('10.0.0.1') }), closeTheRest: false },
    ],
    ['rest-left-open', 'block', filters, { ...preset('workstation', '0.0.0.0/0'), closeTheRest: false }],
    ['any-address-is-for-tests', 'warning', filters, preset('server')],
    ['any-address-is-for-tests', 'warning', filters, preset('server', '0.0.0.0/0')],
    [
      'local-address-fixed',
      'warning',
      `${filters}[0].destination`,
      withFilters(preset(), { destination: peer('10.0.0.1') }),
    ],
    [
      'local-address-fixed',
      'warning',
      `${filters}[0].source`,
      withFilters(preset('workstation'), { source: peer('10.0.0.0/8') }),
    ],
    [
      'permit-in-clear',
      'warning',
      'rules[0].filterAction.kind',
      withRule(preset(), { filterAction: { kind: 'permit', name: 'p', description: '' } }),
    ],
    [
      'certificates-apart',
      'block',
      'rules[0].authenticationMethods',
      withRule(preset(), {
        authenticationMethods: [certificate('CN=A'), { kind: 'kerberos-v5' }, certificate('CN=B')],
      }),
    ],
    [
      'authentication-unused',
      'note',
      'rules[0].authenticationMethods',
      withRule(preset(), { filterAction: { kind: 'block', name: 'b', description: '' } }),
    ],
    [
      'block-one-way',
      'warning',
      `${filters}[0].mirrored`,
      withRule(withFilters(preset(), { mirrored: false }), {
        filterAction: { kind: 'block', name: 'b', description: '' },
      }),
    ],
    ['unsupported-here', 'block', `${filters}[0].mirrored`, withFilters(preset(), { mirrored: false })],
    ['unsupported-here', 'block', 'rules[0].connectionType', withRule(preset(), { connectionType: 'lan' })],
    [
      'unsupported-here',
      'block',
      filters,
      withFilters(preset('server', '10.0.0.1'), { destinationPort: { kind: 'any' } }),
    ],
    [
      'default-response-rule',
      'warning',
      'activateDefaultResponseRule',
      { ...preset(), activateDefaultResponseRule: true },
    ],
    ['security-methods-missing', 'block', 'rules[0].filterAction.securityMethods', withAction({ securityMethods: [] })],
    [
      'security-method-impossible',
      'block',
      method,
      withMethod({ espIntegrity: 'SHA-384', espConfidentiality: 'AES-256' }),
    ],
    ['security-method-weak', 'warning', method, withMethod({ espIntegrity: 'SHA1', espConfidentiality: 'AES-256' })],
    [
      'security-method-weak',
      'warning',
      'rules[0].filterAction.sessionKeyPerfectForwardSecrecy',
      withAction({ sessionKeyPerfectForwardSecrecy: 'DH1' }),
    ],
    ['not-encrypted', 'warning', method, withMethod({ espConfidentiality: 'none' })],
    ['lifetime-out-of-range', 'block', `${method}.sessionKeyLifetime.seconds`, lifetime(0, 240)],
    ['lifetime-out-of-range', 'block', `${method}.sessionKeyLifetime.seconds`, lifetime(0, 172_800)],
    ['lifetime-out-of-range', 'block', `${method}.sessionKeyLifetime.seconds`, lifetime(0, -60)],
    ['lifetime-out-of-range', 'block', `${method}.sessionKeyLifetime.kilobytes`, lifetime(20_479, 0)],
    ['lifetime-out-of-range', 'block', `${method}.sessionKeyLifetime.kilobytes`, lifetime(2_147_483_648, 0)],
    ['lifetime-not-whole-minutes', 'block', `${method}.sessionKeyLifetime.seconds`, lifetime(0, 301)],
    [
      'clear-text-pair-unknown',
      'block',
      'rules[0].filterAction.acceptUnsecured',
      withAction({ acceptUnsecured: true }),
    ],
    ['clear-text-possible', 'warning', 'rules[0].filterAction.allowFallback', withAction({ allowFallback: true })],
    ['key-exchange-missing', 'block', 'keyExchange.methods', withKeyExchange({ methods: [] })],
    [
      'key-exchange-impossible',
      'block',
      'keyExchange.methods[0]',
      withKeyExchange({ methods: [{ ...dh, encryption: 'AES-256-GCM', group: 'DH14' }] }),
    ],
    [
      'key-exchange-groups-differ',
      'block',
      'keyExchange.methods',
      withKeyExchange({
        methods: [
          { ...dh, group: 'DH14' },
          { ...dh, group: 'DH20' },
        ],
      }),
    ],
    ['key-exchange-weak', 'warning', 'keyExchange.methods[0]', withKeyExchange({ methods: [{ ...dh, group: 'DH2' }] })],
    ['lifetime-out-of-range', 'block', 'keyExchange.lifetimeMinutes', withKeyExchange({ lifetimeMinutes: 0 })],
    ['lifetime-out-of-range', 'block', 'keyExchange.lifetimeMinutes', withKeyExchange({ lifetimeMinutes: 2_880 })],
    ['lifetime-out-of-range', 'block', 'keyExchange.sessions', withKeyExchange({ sessions: -1 })],
    ['ikev2-needs-certificates', 'block', 'rules[0].authenticationMethods[0]', withKeyExchange({ keyModule: 'IKEv2' })],
    [
      'authentication-missing',
      'block',
      'rules[0].authenticationMethods',
      withRule(preset(), { authenticationMethods: [] }),
    ],
    [
      'authentication-twice',
      'block',
      'rules[0].authenticationMethods[1]',
      withRule(preset(), { authenticationMethods: [{ kind: 'pre-shared-key' }, { kind: 'pre-shared-key' }] }),
    ],
    [
      'authority-invalid',
      'block',
      'rules[0].authenticationMethods[0].authority',
      withRule(preset(), { authenticationMethods: [certificate('Corp Root CA')] }),
    ],
    [
      'pre-shared-key-for-tests',
      'warning',
      'rules[0].authenticationMethods[0]',
      withRule(preset(), { authenticationMethods: [{ kind: 'pre-shared-key' }] }),
    ],
  ])('%s (%s) at %s', (code, severity, path, policy) => {
    expect(said(policy)).toContainEqual([code, severity, path]);
  });

  it('of a pre-shared key in a Group Policy object, and only there', () => {
    const policy = presetPolicy({ role: 'workstation' });
    const finding = ['pre-shared-key-in-gpo', 'block', 'rules[0].authenticationMethods[0]'];
    expect(said(policy, gpo)).toContainEqual(finding);
    expect(said(policy)).not.toContainEqual(finding);
  });

  it('of two rules that meet the same peer with unlike authentication', () => {
    const [wide, narrow] = [only(preset('workstation')), only(preset('workstation', '10.0.0.1'))];
    const other: SecurityRule = { ...narrow, authenticationMethods: [certificate('CN=Root')] };
    const finding = ['authentication-differs-by-rule', 'block', 'rules[1].authenticationMethods'];
    expect(said({ ...preset(), role: 'workstation', rules: [wide, other] })).toContainEqual(finding);
    expect(said({ ...preset(), role: 'workstation', rules: [wide, narrow] })).not.toContainEqual(finding);
    const elsewhere = only(preset('workstation', '10.0.0.2'));
    expect(said({ ...preset(), role: 'workstation', rules: [elsewhere, other] })).not.toContainEqual(finding);
  });
});

describe('no rule finds what is right', () => {
  it.each<[string, IpSecurityPolicy]>([
    ['the limits of the lifetimes', lifetime(20_480, 300)],
    ['the upper limits of the lifetimes', lifetime(2_147_483_647, 172_740)],
    ['no own limits', lifetime(0, 0)],
    ['the longest main mode', withKeyExchange({ lifetimeMinutes: 2_879, sessions: 2_147_483_647 })],
    ['forward secrecy as in main mode', withAction({ sessionKeyPerfectForwardSecrecy: 'same-as-main-mode' })],
    [
      'filters of one list with unlike ports',
      withFilters(preset('workstation'), {}, { destinationPort: { kind: 'port', port: 4532 } }),
    ],
    ['several peers', preset('workstation', '10.0.0.1', 'fe80::1', '10.0.0.5-10.0.0.9')],
    [
      'IKEv2 with certificates',
      {
        ...withKeyExchange({ keyModule: 'IKEv2' }),
        rules: [{ ...only(preset('workstation')), authenticationMethods: [certificate('CN=Root')] }],
      },
    ],
    ['UDP by its number', withFilters(preset('workstation'), { protocol: { number: 17 } })],
  ])('%s', (_, policy) => {
    expect(said(policy)).toEqual([]);
  });

  it.each([
    'DC=local, DC=corp, CN=Corp Root CA',
    'CN=Zażółć CA',
    'O="Smith, Jones & Co", C=PL',
    'CN="He said ""yes"""',
    'OID.2.5.4.3=Root',
    '1.2.840.113549.1.9.1=ca@example.org,CN=x',
  ])('an authority named %s', (name) => {
    expect(said(withRule(preset('workstation'), { authenticationMethods: [certificate(name)] }))).toEqual([]);
  });

  it.each([
    '',
    'CN=',
    '=x',
    'CN=a,',
    ',CN=a',
    'CN=a,,CN=b',
    'CN=a|b',
    'CN="open',
    'CN=a\nb',
    `CN=${'x'.repeat(2_000)}`,
    'CN=a=b',
    'CN="a"b',
  ])('but an authority named %j', (name) => {
    const codes = said(withRule(preset('workstation'), { authenticationMethods: [certificate(name)] })).map(
      ([code]) => code,
    );
    expect(codes).toEqual(['authority-invalid']);
  });

  it('counts a list that leaves nobody out as not narrowed', () => {
    expect(said({ ...preset('workstation', '0.0.0.0/0', '::/0'), closeTheRest: false })).toEqual([]);
  });
});

describe('rules of one policy about the same traffic', () => {
  const permit: SecurityRule['filterAction'] = { kind: 'permit', name: 'p', description: '' };
  const block: SecurityRule['filterAction'] = { kind: 'block', name: 'b', description: '' };
  const aboutPeer = (
    text: string | undefined,
    filterAction: SecurityRule['filterAction'] | undefined,
  ): SecurityRule => {
    const rule = only(text === undefined ? preset() : preset('server', text));
    return filterAction === undefined ? rule : { ...rule, filterAction, authenticationMethods: [] };
  };
  const findings = (...rules: readonly SecurityRule[]): readonly unknown[] =>
    said({ ...preset(), rules }).filter(([code]) => ['rules-contradict', 'block-covers-rule'].includes(code));
  const path = 'rules[1].filterList.filters';

  it.each([
    ['10.0.0.0/8', permit],
    ['10.0.0.0/8', block],
  ])('may exempt or block %s of all others', (peers, action) => {
    expect(findings(aboutPeer(undefined, undefined), aboutPeer(peers, action))).toEqual([]);
    expect(findings(aboutPeer(peers, action), aboutPeer(undefined, undefined))).toEqual([]);
  });

  it('must not permit what another secures in the same words', () => {
    const contradiction = [['rules-contradict', 'block', path]];
    expect(findings(aboutPeer('10.0.0.0/8', undefined), aboutPeer('10.0.0.0/8', permit))).toEqual(contradiction);
    expect(findings(aboutPeer('10.0.0.0-10.0.1.0', undefined), aboutPeer('10.0.0.9-10.1.0.0', permit))).toEqual(
      contradiction,
    );
  });

  it('must not secure one connection in two ways', () => {
    const { filterAction } = only(preset());
    if (filterAction.kind !== 'negotiate-security') throw new Error('no negotiation');
    const other = aboutPeer('10.0.0.1', { ...filterAction, sessionKeyPerfectForwardSecrecy: 'DH14' });
    const both = [{ kind: 'kerberos-v5' as const }];
    expect(findings(aboutPeer('10.0.0.1', undefined), { ...other, authenticationMethods: both })).toEqual([
      ['rules-contradict', 'block', path],
    ]);
    expect(findings(aboutPeer('10.0.0.2', undefined), { ...other, authenticationMethods: both })).toEqual([]);
  });

  it('must not block more than the rule that it is an exception of: a Block rule always wins', () => {
    const covered = [['block-covers-rule', 'block', path]];
    expect(findings(aboutPeer('10.0.0.1', undefined), aboutPeer('10.0.0.0/8', block))).toEqual(covered);
    expect(findings(aboutPeer('10.0.0.0/8', block), aboutPeer('10.0.0.1', permit))).toEqual(covered);
  });
});
