import { parsePeer } from '#policy/address';
import { parseMainMode, parseQuickMode } from '#policy/method-spelling';
import type { AuthenticationMethod, IpAddressChoice, IpSecurityPolicy, Role, SecurityRule } from '#policy/model';
import { presetPolicy, type PresetOptions } from '#policy/presets';
import type { Result } from '#contract/result';

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new TypeError(`An example is no policy: ${JSON.stringify(result.error)}`);
  return result.value;
}

export const addresses = (...texts: readonly string[]): readonly IpAddressChoice[] =>
  texts.map((text) => value(parsePeer(text)));

const authority = 'DC=local, DC=corp, CN=Corp Root CA';
const certificate = { kind: 'certificate', authority, authorityType: 'root' } as const satisfies AuthenticationMethod;

/** Everything that has ever ended a string early, run inside one, or got lost on the way; no place for a `|`. */
const hostileWords =
  '\' " ` \u2018\u2019\u201a\u201b \u201c\u201d\u201e $(Remove-NetIPsecRule) $env:PATH ; & # <# @" %{} --% -Name * [x] ' +
  "zażółć ¿mañana? 😀 e\u0301 \u00e9 '; Remove-NetIPsecRule; '";
/** Exactly 255 characters with a line end in the middle, as a pasted text may have. */
const hostile = (begin: string): string =>
  Array.from(`${begin} ${hostileWords}\r\n\tline 2\n$(throw) ${'’“'.repeat(99)}`)
    .slice(0, 255)
    .join('');

export const hostileTexts = {
  name: hostile('policy'),
  filterListName: hostile('list'),
  filterListDescription: hostile('description'),
  filterActionName: hostile('action'),
  filterActionDescription: hostile('action description'),
  authority: `CN=O'Brien \u2018q\u2019 \u201cŻółć\u201d \u201ex $(Remove-NetIPsecRule) \`n 😀 & Ltd, O=Ñandú, DC=corp`,
} as const;

const withHostileTexts = (rule: SecurityRule): SecurityRule => ({
  ...rule,
  filterList: {
    ...rule.filterList,
    name: hostileTexts.filterListName,
    description: hostileTexts.filterListDescription,
  },
  filterAction: {
    ...rule.filterAction,
    name: hostileTexts.filterActionName,
    description: hostileTexts.filterActionDescription,
  },
  authenticationMethods: [
    { kind: 'certificate', authority: hostileTexts.authority, authorityType: 'intermediate' },
    { kind: 'pre-shared-key' },
  ],
});

const hostilePolicy = (role: Role): IpSecurityPolicy => {
  const policy = presetPolicy({ role });
  return { ...policy, name: hostileTexts.name, rules: policy.rules.map(withHostileTexts) };
};

const narrowed: Pick<PresetOptions, 'peers' | 'local'> = {
  peers: addresses('192.168.10.0/24', '10.0.0.5', '10.1.0.1-10.1.0.9', '2001:db8:10::/64', '2001:db8::5'),
  local: addresses('192.168.1.2', '2001:db8:1::2'),
};

const ownOffers: Omit<PresetOptions, 'role'> = {
  mode: 'request',
  port: 4600,
  id: 'own-offers-2',
  securityMethods: ['AH:SHA256+ESP:AES256-SHA256', 'AH:SHA256', 'ESP:None-SHA1'].map((text) =>
    value(parseQuickMode(text)),
  ),
  keyExchangeMethods: ['AES256-SHA384-DH14', 'AES128-SHA1-DH14'].map((text) => value(parseMainMode(text))),
  sessionKeyPerfectForwardSecrecy: 'DH14',
};

const otherAction = (kind: 'permit' | 'block', rule: SecurityRule): SecurityRule => ({
  ...rule,
  filterAction: { kind, name: kind, description: `All of them: ${kind}` },
  authenticationMethods: [],
});

/** Several lists, ports and filter actions in one policy. */
const otherActions = (role: Role): IpSecurityPolicy => {
  const rulesFor = (port: number, ...peers: readonly string[]): readonly SecurityRule[] =>
    presetPolicy({ role, port, peers: addresses(...peers) }).rules;
  const secured = presetPolicy({ role, peers: addresses('10.0.0.0/8') });
  return {
    ...secured,
    description: 'Several actions',
    rules: [
      ...secured.rules,
      ...rulesFor(4600, '10.0.0.0/8'),
      ...rulesFor(4531, '192.0.2.7').map((rule) => otherAction('permit', rule)),
      ...rulesFor(4531, '10.0.0.0/24').map((rule) => otherAction('block', rule)),
    ],
  };
};

const forRole = (role: Role): Readonly<Record<string, IpSecurityPolicy>> => ({
  [`${role}-article`]: presetPolicy({ role }),
  [`${role}-narrowed`]: presetPolicy({ role, ...narrowed }),
  [`${role}-recommended`]: presetPolicy({ role, protection: 'recommended' }),
  [`${role}-transition`]: presetPolicy({ role, protection: 'transition' }),
  [`${role}-kerberos`]: presetPolicy({ role, authenticationMethods: [{ kind: 'kerberos-v5' }] }),
  [`${role}-certificate`]: presetPolicy({ role, authenticationMethods: [certificate], protection: 'recommended' }),
  [`${role}-certificate-named`]: presetPolicy({
    role,
    authenticationMethods: [
      { ...certificate, server: { nameType: 'dns-name', name: 'backup1.corp.local' } },
      { kind: 'kerberos-v5' },
    ],
    protection: 'recommended',
  }),
  [`${role}-kerberos-account`]: presetPolicy({
    role,
    ...narrowed,
    authenticationMethods: [
      {
        kind: 'kerberos-v5',
        serverAccount: { name: 'CORP\\BACKUP1$', sid: 'S-1-5-21-1004336348-1177238915-682003330-1105' },
      },
    ],
  }),
  [`${role}-own-offers`]: presetPolicy({ role, ...ownOffers }),
  [`${role}-hostile`]: hostilePolicy(role),
});

/** For tests: policies by the name of their golden script, each valid, together every part of the vocabulary. */
export const examplePolicies: Readonly<Record<string, IpSecurityPolicy>> = {
  ...forRole('server'),
  ...forRole('workstation'),
  'server-allow-if-secure': presetPolicy({ role: 'server', ...narrowed, allowIfSecure: true }),
};

/** As above, with every filter action in one policy: more rules than fit on the half page "If backups stop". */
export const manyActionPolicies: Readonly<Record<string, IpSecurityPolicy>> = {
  'server-other-actions': otherActions('server'),
  'workstation-other-actions': otherActions('workstation'),
};
