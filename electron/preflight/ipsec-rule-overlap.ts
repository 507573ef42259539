import { finding, type Severity } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import type { Check, CheckInput } from './check';
import {
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
 * How much another rule for the same addresses matters. One of others that names our port makes it uncertain which of
 * the two counts; a wider one loses to ours. A rule about the port at the other end meets ours only where both ends use
 * it: that another policy of ours does on a server that is a workstation as well, and both hold the same key then.
 * One that has taken our name counts in place of ours, however wide it is.
 */
function severityOf(input: CheckInput, other: StoreObject): Severity | undefined {
  const ours = isOurs(input, other);
  if (hasOurName(other) && !ours) return 'block';
  const here = roleSide(input.policy.role);
  if (namesPort(other, here)) return ours ? 'warning' : 'block';
  const there = here === 'LocalPort' ? 'RemotePort' : 'LocalPort';
  return namesPort(other, there) ? undefined : 'warning';
}

/** Another IPsec rule for the same connection: which of the two counts is Windows' choice. */
export const ipsecRuleOverlap: Check = {
  id: 'ipsec-rule-overlap',
  run: (input) => {
    const { role } = input.policy;
    const ours = input.plan.expected.filter(({ kind }) => kind === 'NetIPsecRule');
    return otherRules(input, 'NetIPsecRule').flatMap((other) => {
      const met = ours.find((rule) => samePorts(rule, other) && sharedAddresses(rule, other) !== undefined);
      const severity = severityOf(input, other);
      if (met === undefined || severity === undefined) return [];
      return [
        finding('ipsec-rule-overlap', severity, { other: labelOf(other), port: portInWords(met, roleSide(role)) }),
      ];
    });
  },
};
