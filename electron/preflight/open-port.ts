import { finding } from '#contract/finding';
import type { Check } from './check';
import { labelOf, otherRules, portInWords, samePorts, saysWord, sharedAddresses } from './others';
import { ourRules } from './ours';

const MOST_NAMED = 5;

/**
 * Where IPsec is only asked for, the firewall alone decides who may enter in clear text: its Allow rules do. Where it is
 * required they do not matter, because the rule that requires comes first.
 */
export const openPort: Check = {
  id: 'open-port',
  run: (input) => {
    if (input.policy.role !== 'server') return [];
    const allows = otherRules(input, 'NetFirewallRule').filter(
      (rule) => saysWord(rule, 'Direction', 'Inbound') && saysWord(rule, 'Action', 'Allow'),
    );
    return ourRules(input)
      .filter((rule) => saysWord(rule, 'InboundSecurity', 'Request'))
      .flatMap((rule) => {
        const met = allows.filter((allow) => samePorts(rule, allow) && sharedAddresses(rule, allow) !== undefined);
        const others = met.slice(0, MOST_NAMED).map(labelOf);
        const port = portInWords(rule, 'LocalPort');
        return others.length === 0 ? [] : [finding('port-stays-open', 'warning', { port, others })];
      });
  },
};
