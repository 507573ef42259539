import type { Target } from '#contract/store-object';
import type { IpSecurityPolicy, SecurityRule } from '#policy/model';
import { trafficOf } from '#policy/traffic';
import { phase1Set } from './authentication';
import { fingerprintOf } from './fingerprint';
import { mainModeSet } from './main-mode';
import { quickModeSet } from './quick-mode';
import { closeTheRest, ipsecRule, mainModeRule } from './security-rule';
import type { CompiledPolicy, WantedObject } from './wanted';

/** The objects of one security rule: its sets, and for each kind of traffic the rules that use them. */
function objectsOf(policy: IpSecurityPolicy, rule: SecurityRule, set: number, firstRule: number): readonly WantedObject[] {
  const { filterAction } = rule;
  // validate has said that this version compiles "negotiate security" only.
  if (filterAction.kind !== 'negotiate-security') return [];
  const rules = trafficOf(policy.role, rule).flatMap((traffic, at) => {
    const place = { rule: firstRule + at, set };
    return [
      ...(policy.closeTheRest ? closeTheRest(policy, traffic, place.rule) : []),
      mainModeRule(policy, traffic, place),
      ipsecRule(policy, rule, filterAction, traffic, place),
    ];
  });
  return [phase1Set(policy, rule, set), quickModeSet(filterAction, set), ...rules];
}

/** The order of writing: sets, then what closes the rest, then main mode, and the rule that puts it all in force last. */
const writingOrder = ['phase1', 'main-mode', 'quick-mode', 'block', 'block-local', 'main-mode-rule', 'rule'];

function numbered(policy: IpSecurityPolicy): readonly WantedObject[] {
  let firstRule = 1;
  return policy.rules.flatMap((rule, at) => {
    const objects = objectsOf(policy, rule, at + 1, firstRule);
    firstRule += objects.filter(({ part }) => part === 'rule').length;
    return objects;
  });
}

/**
 * A validated policy in NetSecurity's vocabulary: order only, every translation has its own file. Pure.
 * The fingerprint covers policy and target: not key, generation, computer or time.
 */
export function compile(policy: IpSecurityPolicy, target: Target): CompiledPolicy {
  const objects = [mainModeSet(policy), ...numbered(policy)];
  return {
    policyId: policy.id,
    role: policy.role,
    target,
    fingerprint: fingerprintOf({ policy, target }),
    objects: objects.toSorted((a, b) => writingOrder.indexOf(a.part) - writingOrder.indexOf(b.part)),
  };
}
