import { finding, type Finding } from '#contract/finding';
import { choiceRanges } from './address';
import { overlap } from './address-range';
import type { AuthenticationMethod, IpSecurityPolicy, SecurityRule } from './model';
import { trafficOf } from './traffic';
import type { PolicyRule } from './validate';
import { serverNameRules } from './validate-server-name';

const negotiates = ({ filterAction }: SecurityRule): boolean => filterAction.kind === 'negotiate-security';

/** Every authentication method that counts, with its path. */
const eachMethod = (
  { rules }: IpSecurityPolicy,
  look: (method: AuthenticationMethod, path: string) => readonly Finding[],
): readonly Finding[] =>
  rules.flatMap((one, rule) =>
    (negotiates(one) ? one.authenticationMethods : []).flatMap((method, at) =>
      look(method, `rules[${rule}].authenticationMethods[${at}]`),
    ),
  );

export const hasAuthentication: PolicyRule = ({ rules }) =>
  rules.flatMap((rule, at) =>
    rule.authenticationMethods.length > 0 || !negotiates(rule)
      ? []
      : [finding('authentication-missing', 'block', {}, `rules[${at}].authenticationMethods`)],
  );

/** Nobody proves anything where nothing is negotiated: the list is greyed out in secpol as well. */
export const authenticationIsUsed: PolicyRule = ({ rules }) =>
  rules.flatMap((rule, at) =>
    rule.authenticationMethods.length === 0 || negotiates(rule)
      ? []
      : [
          finding(
            'authentication-unused',
            'note',
            { filterList: rule.filterList.name },
            `rules[${at}].authenticationMethods`,
          ),
        ],
  );

const nameOf = (method: AuthenticationMethod): string =>
  method.kind === 'certificate' ? `certificate ${method.authorityType} ${method.authority}` : method.kind;

/** MS-FASP 2.2.60: at most one each of Kerberos and pre-shared key; the same authority twice is a slip. */
export const authenticationOnce: PolicyRule = ({ rules }) =>
  rules.flatMap(({ authenticationMethods }, rule) =>
    authenticationMethods.flatMap((method, at) => {
      const before = authenticationMethods.slice(0, at).some((other) => nameOf(other) === nameOf(method));
      const path = `rules[${rule}].authenticationMethods[${at}]`;
      return before ? [finding('authentication-twice', 'block', { method: nameOf(method) }, path)] : [];
    }),
  );

/** MS-FASP 2.2.60: certificates of one signing algorithm, and ours are all RSA, stand together (status 0x00101062). */
export const certificatesStandTogether: PolicyRule = ({ rules }) =>
  rules.flatMap((rule, at) => {
    const kinds = (negotiates(rule) ? rule.authenticationMethods : []).map(({ kind }) => kind);
    const between = kinds.slice(kinds.indexOf('certificate'), kinds.lastIndexOf('certificate') + 1);
    const apart = between.some((kind) => kind !== 'certificate');
    return apart ? [finding('certificates-apart', 'block', {}, `rules[${at}].authenticationMethods`)] : [];
  });

/** One `type=value` of an X.500 name as Windows writes it: the value bare, or in quotes with quotes doubled. */
const part = /^\s*(?:[a-z][a-z0-9-]*|(?:oid\.)?\d+(?:\.\d+)+)\s*=\s*(?:"(?:[^"]|"")+"|[^\s",=+;<>#][^",=+;<>]*)\s*$/i;
const longestAuthority = 1_024;

function isAuthority(name: string): boolean {
  // No pipe: MS-FASP 2.2.65. Nothing unprintable, because the name is compared to the letter.
  if (name.length > longestAuthority || /[|\p{Cc}\p{Cs}]/u.test(name)) return false;
  const parts = name.match(/(?:"[^"]*"|[^",])+|,/g) ?? [];
  const names = parts.filter((_, at) => at % 2 === 0);
  const commas = parts.filter((_, at) => at % 2 === 1);
  return (
    names.length === commas.length + 1 && commas.every((comma) => comma === ',') && names.every((one) => part.test(one))
  );
}

/** New-NetIPsecAuthProposal -Authority: a valid X.501 name. */
export const authoritiesAreNames: PolicyRule = (policy) =>
  eachMethod(policy, (method, path) => {
    if (method.kind !== 'certificate' || isAuthority(method.authority)) return [];
    return [finding('authority-invalid', 'block', { authority: method.authority.slice(0, 200) }, `${path}.authority`)];
  });

/** New-NetIPsecRule -KeyModule: IKEv2 knows certificates only; another mix can let clear text pass. */
export const ikev2OnlyWithCertificates: PolicyRule = (policy) => {
  if (policy.keyExchange.keyModule !== 'IKEv2') return [];
  return eachMethod(policy, ({ kind }, path) =>
    kind === 'certificate' ? [] : [finding('ikev2-needs-certificates', 'block', {}, path)],
  );
};

export const keyIsForTests: PolicyRule = (policy) =>
  eachMethod(policy, ({ kind }, path) =>
    kind === 'pre-shared-key' ? [finding('pre-shared-key-for-tests', 'warning', {}, path)] : [],
  );

/** A Group Policy object lies in SYSVOL, which every account of the domain can read. */
export const noKeyInGroupPolicy: PolicyRule = (policy, { target }) => {
  if (target.kind !== 'gpo') return [];
  return eachMethod(policy, ({ kind }, path) =>
    kind === 'pre-shared-key' ? [finding('pre-shared-key-in-gpo', 'block', { gpo: target.gpo }, path)] : [],
  );
};

/** By what a method knows the server, in one order of members. */
function serverIn(method: AuthenticationMethod): readonly string[] {
  if (method.kind === 'certificate' && method.server) return [method.server.nameType, method.server.name];
  return method.kind === 'kerberos-v5' && method.serverAccount ? [method.serverAccount.sid] : [];
}

const peersOf = (role: IpSecurityPolicy['role'], rule: SecurityRule): ReturnType<typeof choiceRanges> =>
  choiceRanges(trafficOf(role, rule).flatMap(({ remotes }) => remotes));

const authenticationOf = ({ authenticationMethods }: SecurityRule): string =>
  authenticationMethods.map((method) => `${nameOf(method)}\n${JSON.stringify(serverIn(method))}`).join('\n');

/** Windows picks main mode, and with it the authentication, by address alone: two rules for one peer must agree. */
export const authenticationAgrees: PolicyRule = ({ role, rules }) =>
  rules.flatMap((rule, at) => {
    const first = rules
      .slice(0, at)
      .find(
        (other) =>
          [rule, other].every(negotiates) &&
          authenticationOf(other) !== authenticationOf(rule) &&
          overlap(peersOf(role, other), peersOf(role, rule)),
      );
    if (first === undefined) return [];
    const lists = { first: first.filterList.name, second: rule.filterList.name };
    return [finding('authentication-differs-by-rule', 'block', lists, `rules[${at}].authenticationMethods`)];
  });

export const authenticationRules: readonly PolicyRule[] = [
  hasAuthentication,
  authenticationIsUsed,
  authenticationOnce,
  certificatesStandTogether,
  authoritiesAreNames,
  ikev2OnlyWithCertificates,
  keyIsForTests,
  noKeyInGroupPolicy,
  authenticationAgrees,
  ...serverNameRules,
];
