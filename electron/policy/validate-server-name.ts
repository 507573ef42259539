import { finding, type Finding } from '#contract/finding';
import { choiceRanges } from './address';
import { overlap } from './address-range';
import type { AuthenticationMethod, IpSecurityPolicy, SecurityRule } from './model';
import { knowsServer, serverAccountOf } from './server-name';
import { isAnyPort, portsOfRole, trafficOf, type Traffic } from './traffic';
import type { PolicyRule } from './validate';

type Look = (rule: SecurityRule, path: string, at: number) => readonly Finding[];

const eachNegotiating = ({ rules }: IpSecurityPolicy, look: Look): readonly Finding[] =>
  rules.flatMap((rule, at) => (rule.filterAction.kind === 'negotiate-security' ? look(rule, `rules[${at}]`, at) : []));

/** Only where the server is named by its account: that is Windows Firewall's business, and has more conditions. */
const eachWithAccount = (policy: IpSecurityPolicy, look: Look): readonly Finding[] =>
  eachNegotiating(policy, (rule, path, at) => (serverAccountOf(rule) === undefined ? [] : look(rule, path, at)));

const placesOf = (
  { authenticationMethods }: SecurityRule,
  path: string,
  matches: (method: AuthenticationMethod) => boolean,
): readonly { readonly method: AuthenticationMethod; readonly path: string }[] =>
  authenticationMethods
    .map((method, at) => ({ method, path: `${path}.authenticationMethods[${at}]` }))
    .filter(({ method }) => matches(method));

const isCertificate = ({ kind }: AuthenticationMethod): boolean => kind === 'certificate';

/**
 * New-NetIPsecAuthProposal -SelectionCriteria, -ValidationCriteria; status 0x00101079: with criteria exactly one
 * proposal selects and one validates. Whether that counts by set or by authority is not documented: one method does
 * either way, and another authority beside it would let its computers pose as the server.
 */
export const nameStandsAlone: PolicyRule = (policy) =>
  eachNegotiating(policy, (rule, path) => {
    const certificates = placesOf(rule, path, isCertificate);
    const named = certificates.some(({ method }) => method.kind === 'certificate' && method.server !== undefined);
    if (!named || certificates.length < 2) return [];
    return [finding('server-name-not-alone', 'block', {}, certificates[1]?.path ?? path)];
  });

/** -RemoteMachine needs an authentication that yields accounts: a key has none, and neither has a certificate here. */
export const accountStandsAlone: PolicyRule = (policy) =>
  eachWithAccount(policy, (rule, path) =>
    placesOf(rule, path, ({ kind }) => kind !== 'kerberos-v5').map((other) =>
      finding('server-account-not-alone', 'block', {}, other.path),
    ),
  );

/** The list lets nothing pass that is not secured: a policy that allows clear text would say what is not so. */
export const accountNeedsRequire: PolicyRule = (policy) =>
  eachWithAccount(policy, ({ filterAction }, path) => {
    if (filterAction.kind !== 'negotiate-security' || !(filterAction.acceptUnsecured || filterAction.allowFallback))
      return [];
    const member = filterAction.allowFallback ? 'allowFallback' : 'acceptUnsecured';
    return [finding('server-account-with-clear-text', 'block', {}, `${path}.filterAction.${member}`)];
  });

/** The list rests on a rule that blocks the port for everybody else: without a port that would be all traffic. */
export const accountNeedsPort: PolicyRule = (policy) =>
  eachWithAccount(policy, (rule, path) =>
    trafficOf(policy.role, rule).some((traffic) => isAnyPort(portsOfRole(policy.role, traffic)))
      ? [finding('unsupported-here', 'block', { what: 'account-without-port' }, `${path}.filterList.filters`)]
      : [],
  );

const sharesTraffic = (one: Traffic, other: Traffic): boolean => {
  const sameProtocol = JSON.stringify(one.protocol) === JSON.stringify(other.protocol);
  const ports = (traffic: Traffic): readonly string[] => traffic.remotePorts.map((port) => JSON.stringify(port));
  return (
    (one.protocol === 'any' || other.protocol === 'any' || sameProtocol) &&
    (isAnyPort(other.remotePorts) || ports(one).some((port) => ports(other).includes(port))) &&
    overlap(choiceRanges(one.remotes), choiceRanges(other.remotes))
  );
};

/** A rule that blocks beats a rule that permits, and what is let through on purpose would be cut off. */
export const accountSparesPermits: PolicyRule = (policy) => {
  if (policy.role !== 'workstation') return [];
  const permits = policy.rules.filter(({ filterAction }) => filterAction.kind === 'permit');
  return eachWithAccount(policy, (rule, path) => {
    const own = trafficOf('workstation', rule);
    return permits
      .filter((permit) =>
        trafficOf('workstation', permit).some((other) => own.some((one) => sharesTraffic(one, other))),
      )
      .map((permit) => {
        const names = { blocking: rule.filterList.name, blocked: permit.filterList.name };
        return finding('block-covers-rule', 'block', names, `${path}.filterList.filters`);
      });
  });
};

/** Both ends of the pair hold the account; only the workstation's Windows has to know it. */
export const accountIsUntried: PolicyRule = (policy) => {
  if (policy.role !== 'workstation') return [];
  return eachWithAccount(policy, (rule, path) =>
    placesOf(rule, path, ({ kind }) => kind === 'kerberos-v5').flatMap(({ method, path: where }) =>
      method.kind === 'kerberos-v5' && method.serverAccount
        ? [
            finding(
              'server-account-untried',
              'warning',
              { account: method.serverAccount.name },
              `${where}.serverAccount`,
            ),
          ]
        : [],
    ),
  );
};

/** A name that one method checks is worth nothing where another method of the list goes without. */
export const everyMethodNamesServer: PolicyRule = (policy) =>
  eachNegotiating(policy, (rule, path) => {
    if (!rule.authenticationMethods.some((method) => isCertificate(method) && knowsServer(method))) return [];
    return placesOf(rule, path, (method) => !isCertificate(method)).map((other) =>
      finding('server-not-named', 'warning', { method: other.method.kind }, other.path),
    );
  });

export const serverNameRules: readonly PolicyRule[] = [
  nameStandsAlone,
  accountStandsAlone,
  accountNeedsRequire,
  accountNeedsPort,
  accountSparesPermits,
  accountIsUntried,
  everyMethodNamesServer,
];
