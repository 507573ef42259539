import { describe, expect, it } from 'vitest';
import { parsePeer } from '#policy/address';
import type { AuthenticationMethod, IpAddressChoice, IpSecurityPolicy, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { headlineOf, risksOf, type RiskId, type Verdict } from './risks';

const choice = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};

const verdicts = (policy: IpSecurityPolicy): Readonly<Record<string, Verdict>> =>
  Object.fromEntries(risksOf(policy).map(({ id, verdict }): readonly [RiskId, Verdict] => [id, verdict]));

const roles = ['server', 'workstation'] as const;
const narrowed = (role: IpSecurityPolicy['role']): IpSecurityPolicy =>
  presetPolicy({ role, peers: ['192.0.2.0/24'].map(choice) });
const withAction = (policy: IpSecurityPolicy, change: Partial<SecurityRule>): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({ ...rule, ...change })),
});

const safe = { 'R1-outsider': 'covered', 'R1-enrolled': 'open', R2: 'covered', R3: 'covered' };

describe.each(roles)('a %s', (role) => {
  it('with the article’s policy keeps outsiders and listeners away, and no enrolled computer', () => {
    expect(verdicts(presetPolicy({ role }))).toEqual(safe);
    expect(headlineOf(presetPolicy({ role }))).toEqual({
      code: 'secured-and-encrypted',
      role,
      ports: [{ protocol: 6, port: 4531 }],
      enrolledCanPose: true,
    });
  });

  it.each([
    ['Kerberos', { kind: 'kerberos-v5' }],
    ['a certificate of one authority', { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' }],
  ] as const)('with %s does not keep an enrolled computer from posing as the server', (_, method) => {
    const methods: readonly AuthenticationMethod[] = [method];
    expect(verdicts(presetPolicy({ role, authenticationMethods: methods }))).toEqual(safe);
  });

  it.each(['192.0.2.10', '192.0.2.20', '2001:db8::10'])('narrowed to %s alone meets the computer there', (address) => {
    const policy = presetPolicy({ role, peers: [choice(address)] });
    expect(verdicts(policy)).toEqual(safe);
    expect(headlineOf(policy).code).toBe('secured-and-encrypted');
  });

  const root = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' } as const;
  const named = { ...root, server: { nameType: 'dns-name', name: 'backup1.corp.local' } } as const;
  const listed = {
    kind: 'kerberos-v5',
    serverAccount: { name: 'CORP\\BACKUP1$', sid: 'S-1-5-21-1-2-3-1105' },
  } as const;

  it.each<[string, readonly AuthenticationMethod[]]>([
    ['the server’s name in its certificate', [named]],
    ['Kerberos and a list with the server’s account', [listed]],
  ])('with %s keeps even an enrolled computer from posing as the server', (_, authenticationMethods) => {
    for (const policy of [
      presetPolicy({ role, authenticationMethods }),
      presetPolicy({ role, authenticationMethods, peers: ['192.0.2.0/24', '2001:db8::/64'].map(choice) }),
    ]) {
      expect(verdicts(policy)).toEqual({ ...safe, 'R1-enrolled': 'covered' });
      expect(headlineOf(policy)).toMatchObject({ code: 'secured-and-encrypted', enrolledCanPose: false });
    }
  });

  it.each<[string, AuthenticationMethod]>([
    ['a key', { kind: 'pre-shared-key' }],
    ['Kerberos', { kind: 'kerberos-v5' }],
  ])('with the server’s name and %s behind it is open to enrolled computers again', (_, other) => {
    const policy = presetPolicy({ role, authenticationMethods: [named, other] });
    expect(verdicts(policy)).toEqual(safe);
    const [scene] = risksOf(policy).find(({ id }) => id === 'R1-enrolled')?.scenes ?? [];
    expect(scene?.outcomes.find(({ kind }) => kind === 'secured')).toMatchObject({ authentication: other.kind });
  });

  it.each<[string, AuthenticationMethod]>([
    ['the name', named],
    ['the account', listed],
  ])('tells with %s why another enrolled computer is refused', (_, method) => {
    const policy = presetPolicy({ role, authenticationMethods: [method] });
    const scenes = risksOf(policy).find(({ id }) => id === 'R1-enrolled')?.scenes ?? [];
    expect(scenes.length).toBeGreaterThan(1);
    const reasons = scenes.flatMap(({ outcomes }) => outcomes.map((one) => (one.kind === 'refused' ? one.why : '')));
    expect(new Set(reasons)).toEqual(new Set(['peer-not-authorised']));
  });

  it('that asks only leaves every risk open', () => {
    const policy = presetPolicy({ role, mode: 'request' });
    expect(new Set(Object.values(verdicts(policy)))).toEqual(new Set(['open']));
    expect(headlineOf(policy).code).toBe('clear-text-on-the-list');
  });

  it('with integrity only lets everybody read', () => {
    const method = { ahIntegrity: 'none', espConfidentiality: 'none', espIntegrity: 'SHA1' } as const;
    const policy = presetPolicy({ role, securityMethods: [method] });
    expect(verdicts(policy)).toEqual({ ...safe, R3: 'open' });
    expect(headlineOf(policy).code).toBe('secured-not-encrypted');
  });

  it('that is narrowed and closes the rest is as safe as before', () => {
    expect(verdicts(narrowed(role))).toEqual(safe);
    expect(headlineOf(narrowed(role)).code).toBe('secured-and-encrypted');
  });

  it('that is narrowed and leaves the rest open is not, over IPv4 and IPv6', () => {
    const policy = { ...narrowed(role), closeTheRest: false };
    const open = role === 'server' ? 'R2' : 'R1-outsider';
    expect(verdicts(policy)).toMatchObject({ [open]: 'open' });
    expect(headlineOf(policy).code).toBe('clear-text-outside-the-list');
    const through = risksOf(policy)
      .find(({ id }) => id === open)
      ?.scenes.filter(({ outcomes }) => outcomes.some(({ kind }) => kind === 'clear-text'));
    expect(through?.map(({ place, family }) => `${place} ${family}`).sort()).toEqual(['outside 4', 'outside 6']);
  });

  it('whose offers nobody can agree on says that nobody can connect', () => {
    const policy = presetPolicy({ role });
    const mute = { ...policy, keyExchange: { ...policy.keyExchange, methods: [] } };
    expect(headlineOf(mute).code).toBe('cannot-connect');
  });

  it('whose rules negotiate nothing says that nothing is protected', () => {
    const policy = withAction(presetPolicy({ role }), { filterAction: { kind: 'permit', name: 'x', description: '' } });
    expect(headlineOf(policy).code).toBe('protects-nothing');
    expect(new Set(Object.values(verdicts(policy)))).toEqual(new Set(['untested']));
  });

  it('says whose policy decides each risk', () => {
    const here = risksOf(presetPolicy({ role })).filter(({ decidedHere }) => decidedHere);
    expect(here.map(({ id }) => id)).toEqual(role === 'server' ? ['R2', 'R3'] : ['R1-outsider', 'R1-enrolled', 'R3']);
  });

  it('protects each of its ports, and the weakest decides', () => {
    const policy = narrowed(role);
    const [rule] = policy.rules;
    if (rule === undefined) throw new TypeError('no rule');
    const smb = rule.filterList.filters.map((filter) => ({
      ...filter,
      destinationPort: { kind: 'port', port: 445 } as const,
    }));
    const asking = { ...rule.filterAction, acceptUnsecured: true, allowFallback: true } as const;
    const second: SecurityRule = { ...rule, filterList: { ...rule.filterList, filters: smb }, filterAction: asking };
    const both = { ...policy, rules: [rule, second] };
    expect(headlineOf(both).ports.map(({ port }) => port)).toEqual([4531, 445]);
    expect(headlineOf(both).code).toBe('clear-text-on-the-list');
  });
});
