import { finding } from '#contract/finding';
import type { Check } from './check';
import { namesPort, otherRules, samePorts, sharedAddresses } from './others';

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
              other: `${String(other.properties['DisplayName'] ?? other.name)} (${other.name})`,
              port: portOf(ours.properties),
            }),
          ),
      ),
};

const portOf = (properties: { readonly [property: string]: unknown }): string => {
  const port = properties['LocalPort'] === 'Any' ? properties['RemotePort'] : properties['LocalPort'];
  return `${String(properties['Protocol'])} ${String(port)}`;
};
