import { describe, expect, it } from 'vitest';
import { parsePeer } from './address';
import type { AuthenticationMethod, IpAddressChoice, IpSecurityPolicy, Role, SecurityRule } from './model';
import { parsePolicy, parsePolicyShape } from './parse';
import { presetPolicy, type PresetOptions } from './presets';
import { validatePolicy } from './validate';

const root = { kind: 'certificate', authority: 'CN=Root', authorityType: 'root' } as const;
const named: AuthenticationMethod = { ...root, server: { nameType: 'dns-name', name: 'backup1.corp.local' } };
const sid = 'S-1-5-21-1-2-3-1105';
const listed: AuthenticationMethod = { kind: 'kerberos-v5', serverAccount: { name: 'BACKUP1$', sid } };
const kerberos: AuthenticationMethod = { kind: 'kerberos-v5' };
const key: AuthenticationMethod = { kind: 'pre-shared-key' };

const peer = (text: string): IpAddressChoice => {
  const read = parsePeer(text);
  if (!read.ok) throw new TypeError(text);
  return read.value;
};
const policy = (
  methods: readonly AuthenticationMethod[],
  role: Role = 'workstation',
  more: Partial<PresetOptions> = {},
): IpSecurityPolicy =>
  presetPolicy({
    role,
    authenticationMethods: methods,
    protection: 'recommended',
    peers: [peer('192.0.2.10')],
    ...more,
  });
const withMore = (made: IpSecurityPolicy, ...rules: readonly SecurityRule[]): IpSecurityPolicy => ({
  ...made,
  rules: [...made.rules, ...rules],
});

const found = (made: IpSecurityPolicy): readonly string[] =>
  validatePolicy(made, { target: { kind: 'local' } }).map(
    ({ code, severity, path }) => `${severity} ${code} ${path ?? ''}`,
  );
const at = (place: number): string => `rules[0].authenticationMethods[${place}]`;

describe('the name of the server in its certificate', () => {
  it.each(['server', 'workstation'] as const)('is no finding by itself, on a %s', (role) => {
    expect(found(policy([named], role))).toEqual([]);
  });

  it('is the only certificate method of its rule', () => {
    const second = { ...root, authority: 'CN=Other' } as const;
    expect(found(policy([named, second]))).toEqual([`block server-name-not-alone ${at(1)}`]);
    expect(found(policy([second, named]))).toEqual([`block server-name-not-alone ${at(1)}`]);
    expect(found(policy([root, second]))).toEqual([]);
  });

  it('is worth little with a method behind it that names nobody, and the finding says which', () => {
    expect(found(policy([named, kerberos]))).toEqual([`warning server-not-named ${at(1)}`]);
    expect(found(policy([key, named]))).toContain(`warning server-not-named ${at(0)}`);
  });

  it('is the same for all rules of the same addresses', () => {
    const other = policy([{ ...root, server: { nameType: 'dns-name', name: 'other.corp' } }], 'workstation', {
      port: 4532,
    });
    expect(found(withMore(policy([named]), ...other.rules))).toContain(
      'block authentication-differs-by-rule rules[1].authenticationMethods',
    );
    const same = policy([named], 'workstation', { port: 4532 });
    expect(found(withMore(policy([named]), ...same.rules))).toEqual([]);
  });

  it('that cannot be one is refused wherever a policy comes from', () => {
    const bad = policy([{ ...root, server: { nameType: 'dns-name', name: '*.corp' } }]);
    expect(found(bad)).toEqual([`block server-name-invalid ${at(0)}.server.name`]);
    expect(parsePolicy(bad)).toMatchObject({ ok: false, error: [{ code: 'server-name-invalid' }] });
    expect(parsePolicyShape(bad).ok).toBe(true);
  });
});

describe("the server's account", () => {
  it('is said to be untried on the workstation, and is no finding on the server', () => {
    expect(found(policy([listed]))).toEqual([`warning server-account-untried ${at(0)}.serverAccount`]);
    expect(found(policy([listed], 'server'))).toEqual([]);
  });

  it.each([
    ['a key', key],
    ['a certificate', root],
  ])('does not go with %s beside it', (_, other) => {
    expect(found(policy([listed, other]))).toContain(`block server-account-not-alone ${at(1)}`);
    expect(found(policy([other, listed], 'server'))).toContain(`block server-account-not-alone ${at(0)}`);
  });

  it('does not go with clear text', () => {
    const path = 'rules[0].filterAction.allowFallback';
    expect(found(policy([listed], 'workstation', { mode: 'request' }))).toContain(
      `block server-account-with-clear-text ${path}`,
    );
  });

  it.each(['server', 'workstation'] as const)('needs a port on a %s: all other traffic would be closed', (role) => {
    const made = policy([listed], role);
    const open = made.rules.map((rule) => ({
      ...rule,
      filterList: {
        ...rule.filterList,
        filters: rule.filterList.filters.map((one) => ({ ...one, destinationPort: { kind: 'any' as const } })),
      },
    }));
    const codes = validatePolicy({ ...made, rules: open, closeTheRest: false }, { target: { kind: 'local' } });
    expect(codes).toContainEqual(
      expect.objectContaining({
        code: 'unsupported-here',
        severity: 'block',
        context: { what: 'account-without-port' },
      }),
    );
  });

  it('must not close what is permitted within its list', () => {
    const permitted = (address: string, port: number): readonly SecurityRule[] =>
      policy([], 'workstation', { peers: [peer(address)], port }).rules.map((rule) => ({
        ...rule,
        filterAction: { kind: 'permit', name: 'permit', description: '' },
      }));
    const wide = policy([listed], 'workstation', { peers: [peer('192.0.2.0/24')] });
    const clash = 'block block-covers-rule rules[0].filterList.filters';
    expect(found(withMore(wide, ...permitted('192.0.2.7', 4531)))).toContain(clash);
    expect(found(withMore(wide, ...permitted('192.0.2.7', 4600)))).not.toContain(clash);
    expect(found(withMore(wide, ...permitted('198.51.100.7', 4531)))).not.toContain(clash);
  });

  it.each([
    ['S-1-5-32-544', 'sid', 'server-account-invalid'],
    ['S-1-5-21-1-2-3-1105)(A;;CC;;;WD', 'sid', 'server-account-invalid'],
    ['', 'name', 'text-missing'],
    ['a|b', 'name', 'text-has-pipe'],
  ])('%j as its %s is refused wherever a policy comes from', (value, member, code) => {
    const bad = policy([{ kind: 'kerberos-v5', serverAccount: { name: 'BACKUP1$', sid, [member]: value } }]);
    expect(found(bad)).toEqual([`block ${code} ${at(0)}.serverAccount.${member}`]);
    expect(parsePolicy(bad)).toMatchObject({ ok: false, error: [{ code }] });
  });

  it('with a member that nobody knows is no policy', () => {
    const strange = { kind: 'kerberos-v5', serverAccount: { name: 'BACKUP1$', sid, members: [] } };
    const made = policy([kerberos]);
    const rules = made.rules.map((rule) => ({ ...rule, authenticationMethods: [strange] }));
    expect(parsePolicyShape({ ...made, rules })).toMatchObject({ ok: false, error: [{ code: 'policy-malformed' }] });
  });
});
