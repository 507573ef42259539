import type { Target } from '#contract/store-object';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { trafficOf } from '#policy/traffic';
import { phase1Set } from './authentication';
import { closeTheRest } from './close-the-rest';
import { fingerprintOf } from './fingerprint';
import { mainModeSet } from './main-mode';
import { quickModeSet } from './quick-mode';
import { ipsecRule, mainModeRule } from './security-rule';
import type { CompiledPolicy, WantedObject } from './wanted';

/** A security rule that negotiates, with the number of its sets. */
interface NumberedRule {
  readonly rule: SecurityRule;
  readonly action: NegotiateSecurity;
  readonly set: number;
}

/** validate has said that this version compiles "negotiate security" only. */
const negotiating = ({ rules }: IpSecurityPolicy): readonly NumberedRule[] =>
  rules.flatMap((rule, at) =>
    rule.filterAction.kind === 'negotiate-security' ? [{ rule, action: rule.filterAction, set: at + 1 }] : [],
  );

/** On which controller a session is opened may change between review and assign: it is not what was reviewed. */
const meant = (target: Target): Target => (target.kind === 'gpo' ? { kind: 'gpo', gpo: target.gpo } : target);

/** For each kind of traffic the rules that use the sets, and what closes the rest. */
function rulesOf(policy: IpSecurityPolicy, numbered: readonly NumberedRule[]): readonly WantedObject[] {
  const protectedTraffic = numbered
    .flatMap((one) => trafficOf(policy.role, one.rule).map((traffic) => ({ ...one, traffic })))
    .map((one, at) => ({ ...one, place: { rule: at + 1, set: one.set } }));
  const rest = protectedTraffic.map(({ traffic, place }) => ({ traffic, rule: place.rule }));
  return [
    ...(policy.closeTheRest ? closeTheRest(policy, rest) : []),
    ...protectedTraffic.map(({ traffic, place }) => mainModeRule(policy, traffic, place)),
    ...protectedTraffic.map(({ rule, action, traffic, place }) => ipsecRule(policy, rule, action, traffic, place)),
  ];
}

/**
 * A validated policy in NetSecurity's vocabulary: order only, every translation has its own file. Pure. In the order of
 * writing: sets, then what closes the rest, then main mode, and the rule that puts it all in force last.
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
      ...numbered.map(({ rule, set }) => phase1Set(policy, rule, set)),
      mainModeSet(policy),
      ...numbered.map(({ action, set }) => quickModeSet(action, set)),
      ...rulesOf(policy, numbered),
    ],
  };
}
