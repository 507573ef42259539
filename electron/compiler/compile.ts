import type { Target } from '#contract/store-object';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { joinedTrafficOf, trafficOf, type Traffic } from '#policy/traffic';
import { allowIfSecure } from './allow-if-secure';
import { phase1Set } from './authentication';
import { closeTheRest } from './close-the-rest';
import { fingerprintOf } from './fingerprint';
import { mainModeSet } from './main-mode';
import { blockRules, permitRule } from './other-actions';
import { accountRules } from './server-account';
import { quickModeSet } from './quick-mode';
import { ipsecRule, mainModeRule } from './security-rule';
import type { CompiledPolicy, WantedObject } from './wanted';

/** A security rule that negotiates, with the numbers of its sets: those of the first rule that says the same. */
interface NumberedRule {
  readonly rule: SecurityRule;
  readonly action: NegotiateSecurity;
  readonly own: number;
  readonly phase1: number;
  readonly quickMode: number;
}

const sameContent = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const negotiates = ({ filterAction }: SecurityRule): boolean => filterAction.kind === 'negotiate-security';

function negotiating({ rules }: IpSecurityPolicy): readonly NumberedRule[] {
  const firstLike = (like: (other: SecurityRule) => boolean): number =>
    rules.findIndex((other) => negotiates(other) && like(other)) + 1;
  return rules.flatMap((rule, at) => {
    const { filterAction: action, authenticationMethods: methods } = rule;
    if (action.kind !== 'negotiate-security') return [];
    const phase1 = firstLike((other) => sameContent(other.authenticationMethods, methods));
    const quickMode = firstLike((other) => sameContent(other.filterAction, action));
    return [{ rule, action, own: at + 1, phase1, quickMode }];
  });
}

/** On which controller a session is opened may change between review and assign: it is not what was reviewed. */
const meant = (target: Target): Target => (target.kind === 'gpo' ? { kind: 'gpo', gpo: target.gpo } : target);

/** What security rules that permit are about: exemptions, which close nothing and need no sets. */
const permitted = ({
  rules,
  role,
}: IpSecurityPolicy): readonly { readonly rule: SecurityRule; readonly traffic: Traffic }[] =>
  rules
    .filter(({ filterAction }) => filterAction.kind === 'permit')
    .flatMap((rule) => joinedTrafficOf(role, rule).map((traffic) => ({ rule, traffic })));

/** Main mode knows no ports: what was said of these addresses once is not said again. */
const unlike = (rules: readonly WantedObject[]): readonly WantedObject[] =>
  rules.filter(
    (one, at) =>
      !rules
        .slice(0, at)
        .some((other) => sameContent([other.properties, other.references], [one.properties, one.references])),
  );

/** For each kind of traffic the rules that use the sets, what closes the rest, and what the other filter actions say. */
function rulesOf(policy: IpSecurityPolicy, numbered: readonly NumberedRule[]): readonly WantedObject[] {
  const protectedTraffic = numbered
    .flatMap((one) => trafficOf(policy.role, one.rule).map((traffic) => ({ ...one, traffic })))
    .map((one, at) => ({ ...one, place: { rule: at + 1, phase1: one.phase1, quickMode: one.quickMode } }));
  const permits = permitted(policy);
  const secured = protectedTraffic.map(({ traffic }) => traffic);
  const exempt = permits.map(({ traffic }) => traffic);
  return [
    ...(policy.closeTheRest ? closeTheRest(policy, secured, exempt) : []),
    ...blockRules(policy),
    ...accountRules(policy),
    ...permits.map(({ rule, traffic }, at) => permitRule(policy, rule, traffic, at + 1)),
    ...unlike(protectedTraffic.map(({ traffic, place }) => mainModeRule(policy, traffic, place))),
    ...protectedTraffic.map(({ rule, action, traffic, place }) => ipsecRule(policy, rule, action, traffic, place)),
    ...allowIfSecure(policy),
  ];
}

/**
 * A validated policy in NetSecurity's vocabulary: order only, every translation has its own file. Pure. In the order of
 * writing: sets, then what blocks and what is exempt, then main mode, and the rules that put it all in force; last what lets in what
 * they have secured.
 * The fingerprint covers policy and target: not key, generation, computer or time.
 */
export function compile(policy: IpSecurityPolicy, target: Target): CompiledPolicy {
  const numbered = negotiating(policy);
  return {
    policyId: policy.id,
    role: policy.role,
    target,
    fingerprint: fingerprintOf({ policy, target: meant(target) }),
    objects: [
      ...numbered.filter(({ own, phase1 }) => own === phase1).map(({ rule, own }) => phase1Set(policy, rule, own)),
      mainModeSet(policy),
      ...numbered.filter(({ own, quickMode }) => own === quickMode).map(({ action, own }) => quickModeSet(action, own)),
      ...rulesOf(policy, numbered),
    ],
  };
}
