import { finding } from '#contract/finding';
import { textOf, type StoreObject } from '#contract/store-object';
import type { Check } from './check';
import { labelOf, namesPort, otherRules, samePorts, sharedAddresses } from './others';

/**
 * Another IPsec rule for the same connection: one that names the port as ours does makes it ambiguous which of the two
 * counts; a wider one loses to ours and is only worth knowing.
 */
export const ipsecRuleOverlap: Check = {
  id: 'ipsec-rule-overlap',
  run: (input) =>
    input.plan.expected
      .filter(({ kind }) => kind === 'NetIPsecRule')
      .flatMap((ours) =>
        otherRules(input, 'NetIPsecRule')
          .filter((other) => samePorts(ours, other) && sharedAddresses(ours, other) !== undefined)
          .map((other) =>
            finding('ipsec-rule-overlap', namesPort(other) ? 'block' : 'warning', {
              other: labelOf(other),
              port: portOf(ours),
            }),
          ),
      ),
};

const portOf = (rule: StoreObject): string => {
  const port = textOf(rule, 'LocalPort') === 'Any' ? textOf(rule, 'RemotePort') : textOf(rule, 'LocalPort');
  return `${textOf(rule, 'Protocol')} ${port}`;
};
