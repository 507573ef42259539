import { finding, type RulePrecedence, type Severity } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import type { Check, CheckInput } from './check';
import {
  compareWidth,
  hasOurName,
  isOurs,
  labelOf,
  namesPort,
  otherRules,
  portInWords,
  roleSide,
  samePorts,
  sharedAddresses,
} from './others';

/**
 * Which of two rules for the same connection counts: the narrower one. By which measure first, addresses or ports, is
 * not documented, so where the two disagree, or neither tells the rules apart, it is uncertain. One that has taken our
 * name counts in place of ours, however wide it is.
 */
function precedenceOf(input: CheckInput, ours: StoreObject, other: StoreObject): RulePrecedence {
  if (hasOurName(other) && !isOurs(input, other)) return 'wins';
  const widths = compareWidth(other, ours);
  if (widths.includes('neither') || widths.includes('narrower') === widths.includes('wider')) return 'ambiguous';
  return widths.includes('narrower') ? 'wins' : 'loses';
}

/**
 * How much another rule for the same connection matters. A rule about the port at the other end meets ours only where
 * both ends use it: that another policy of ours does on a server that is a workstation as well, and both hold the same
 * key then.
 */
function severityOf(input: CheckInput, other: StoreObject, precedence: RulePrecedence): Severity | undefined {
  const here = roleSide(input.policy.role);
  const there = here === 'LocalPort' ? 'RemotePort' : 'LocalPort';
  if (isOurs(input, other)) return namesPort(other, here) ? 'warning' : namesPort(other, there) ? undefined : 'warning';
  if (!namesPort(other, here) && namesPort(other, there) && !hasOurName(other)) return undefined;
  return precedence === 'loses' ? 'warning' : 'block';
}

/** Another IPsec rule for the same connection: which of the two counts is Windows' choice. */
export const ipsecRuleOverlap: Check = {
  id: 'ipsec-rule-overlap',
  run: (input) => {
    const { role } = input.policy;
    const ours = input.plan.expected.filter(({ kind }) => kind === 'NetIPsecRule');
    return otherRules(input, 'NetIPsecRule').flatMap((other) => {
      const met = ours.find((rule) => samePorts(rule, other) && sharedAddresses(rule, other) !== undefined);
      if (met === undefined) return [];
      const precedence = precedenceOf(input, met, other);
      const severity = severityOf(input, other, precedence);
      const port = portInWords(met, roleSide(role));
      return severity === undefined
        ? []
        : [finding('ipsec-rule-overlap', severity, { other: labelOf(other), port, precedence })];
    });
  },
};
