import { describe, expect, it } from 'vitest';
import type { IpFilter, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import { validatePolicy } from '#policy/validate';
import { addresses } from './testing/example-policies';
import { objectsOf, local } from './testing/planned';

const made = (options: Partial<PresetOptions> = {}): IpSecurityPolicy =>
  presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }], ...options });
const withRule = (change: Partial<SecurityRule>, policy = made()): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({ ...rule, ...change })),
});
const withFilter = (change: Partial<IpFilter>, policy = made()): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({
    ...rule,
    filterList: { ...rule.filterList, filters: rule.filterList.filters.map((filter) => ({ ...filter, ...change })) },
  })),
});
const withAction = (change: Partial<NegotiateSecurity>): IpSecurityPolicy => {
  const policy = made();
  return {
    ...policy,
    rules: policy.rules.map((rule) =>
      rule.filterAction.kind === 'negotiate-security'
        ? { ...rule, filterAction: { ...rule.filterAction, ...change } }
        : rule,
    ),
  };
};
const withMethod = (change: object): IpSecurityPolicy => {
  const [rule] = made().rules;
  if (rule?.filterAction.kind !== 'negotiate-security') throw new Error('no negotiation');
  return withAction({ securityMethods: rule.filterAction.securityMethods.map((one) => ({ ...one, ...change })) });
};
const permit: SecurityRule['filterAction'] = { kind: 'permit', name: 'p', description: '' };
const certificate = { kind: 'certificate', authority: 'CN=A', authorityType: 'root' } as const;

/**
 * Everything that secpol (or the policy's model) can say and NetSecurity cannot, by name; each with the finding that
 * says so and its path. What is added to the vocabulary and cannot be written belongs here.
 */
const inexpressible: readonly (readonly [name: string, code: string, path: string, policy: IpSecurityPolicy])[] = [
  ['negotiating in one direction', 'unsupported-here', 'rules[0].filterList.filters[0].mirrored', withFilter({ mirrored: false })],
  ['permitting one direction', 'unsupported-here', 'rules[0].filterList.filters[0].mirrored', withRule({ filterAction: permit }, withFilter({ mirrored: false }))],
  ['LAN connections only', 'unsupported-here', 'rules[0].connectionType', withRule({ connectionType: 'lan' })],
  ['remote access only', 'unsupported-here', 'rules[0].connectionType', withRule({ connectionType: 'remote-access' })],
  ['closing everything for the rest', 'unsupported-here', 'rules[0].filterList.filters', withFilter({ destinationPort: { kind: 'any' } }, made({ peers: addresses('10.0.0.1') }))],
  ['pairs of addresses within one list', 'filters-differ-in-kind', 'rules[0].filterList.filters', {
    ...made(),
    rules: made({ local: addresses('192.0.2.1', '192.0.2.2'), peers: addresses('10.0.0.1', '10.0.0.2') }).rules.map((rule) => ({
      ...rule, filterList: { ...rule.filterList, filters: rule.filterList.filters.slice(0, 3) },
    })),
  }],
  ['blocking more than an exception', 'block-covers-rule', 'rules[1].filterList.filters', {
    ...made(),
    rules: [...made({ peers: addresses('10.0.0.1') }).rules, ...withRule({ filterAction: { ...permit, kind: 'block' } }).rules],
  }],
  ['accepting clear text without falling back', 'clear-text-pair-unknown', 'rules[0].filterAction.acceptUnsecured', withAction({ acceptUnsecured: true })],
  ['a lifetime of seconds', 'lifetime-not-whole-minutes', 'rules[0].filterAction.securityMethods[0].sessionKeyLifetime.seconds', withMethod({ sessionKeyLifetime: { seconds: 3_601, kilobytes: 0 } })],
  ['a lifetime below five minutes', 'lifetime-out-of-range', 'rules[0].filterAction.securityMethods[0].sessionKeyLifetime.seconds', withMethod({ sessionKeyLifetime: { seconds: 240, kilobytes: 0 } })],
  ['a lifetime below 20 MB', 'lifetime-out-of-range', 'rules[0].filterAction.securityMethods[0].sessionKeyLifetime.kilobytes', withMethod({ sessionKeyLifetime: { seconds: 0, kilobytes: 1_024 } })],
  ['encryption without integrity', 'security-method-impossible', 'rules[0].filterAction.securityMethods[0]', withMethod({ espIntegrity: 'none' })],
  ['unlike integrity in AH and ESP', 'security-method-impossible', 'rules[0].filterAction.securityMethods[0]', withMethod({ ahIntegrity: 'MD5' })],
  ['a group for each key exchange method', 'key-exchange-groups-differ', 'keyExchange.methods', made({
    keyExchangeMethods: [{ encryption: '3DES', integrity: 'SHA1', group: 'DH2' }, { encryption: '3DES', integrity: 'SHA1', group: 'DH14' }],
  })],
  ['certificates with another method between them', 'certificates-apart', 'rules[0].authenticationMethods', withRule({ authenticationMethods: [certificate, { kind: 'kerberos-v5' }, { ...certificate, authority: 'CN=B' }] })],
]; // prettier-ignore

describe('what NetSecurity cannot express is refused by name', () => {
  it.each(inexpressible)('%s: %s at %s', (_, code, path, policy) => {
    const found = validatePolicy(policy, { target: local }).filter(({ severity }) => severity === 'block');
    expect(found.map((one) => [one.code, one.path])).toContainEqual([code, path]);
  });
});

describe('what is written otherwise than it was said, or not at all, is said or is the same thing', () => {
  const saying = (policy: IpSecurityPolicy, code: string): boolean =>
    validatePolicy(policy, { target: local }).some((one) => one.code === code);

  it('the default response rule, which no Windows of today knows', () => {
    expect(saying({ ...made(), activateDefaultResponseRule: true }, 'default-response-rule')).toBe(true);
  });

  it('authentication methods of a rule that negotiates nothing', () => {
    expect(saying(withRule({ filterAction: permit }), 'authentication-unused')).toBe(true);
  });

  it('a filter that blocks one way: the firewall judges by who opens the connection', () => {
    const block = withRule({ filterAction: { ...permit, kind: 'block' } }, withFilter({ mirrored: false }));
    expect(saying(block, 'block-one-way')).toBe(true);
  });

  it('a DNS name is its addresses, and a whole family has no multicast in it', () => {
    const named = withFilter({ source: { kind: 'dns-name', dnsName: 'pc', addresses: ['10.0.0.1'] } });
    const remote = (policy: IpSecurityPolicy): unknown =>
      objectsOf(policy).find(({ kind }) => kind === 'NetIPsecRule')?.properties['RemoteAddress'];
    expect(remote(named)).toEqual(['10.0.0.1']);
    expect(remote(made({ peers: addresses('0.0.0.0/0') }))).toEqual([
      '0.0.0.1-223.255.255.255',
      '240.0.0.0-255.255.255.254',
    ]);
  });
});
