import { finding } from '#contract/finding';
import { textOf } from '#contract/store-object';
import type { Check } from './check';
import { otherRules, samePorts } from './others';

/** IPsec only says how to protect; the firewall decides who may enter. A server without an Allow rule is not reached. */
export const inboundAllow: Check = {
  id: 'inbound-allow',
  run: (input) => {
    if (input.policy.role !== 'server') return [];
    const allows = otherRules(input, 'NetFirewallRule').filter(
      (rule) => textOf(rule, 'Direction') === 'Inbound' && textOf(rule, 'Action').startsWith('Allow'),
    );
    return input.plan.expected
      .filter(({ kind }) => kind === 'NetIPsecRule')
      .filter((rule) => !allows.some((allow) => samePorts(rule, allow)))
      .map((rule) =>
        finding('no-inbound-allow', 'warning', {
          port: `${textOf(rule, 'Protocol')} ${textOf(rule, 'LocalPort')}`,
        }),
      );
  },
};
