import type { Attempt, FirewallProfile } from '#contract/facts';
import { finding } from '#contract/finding';
import type { Check } from './check';
import { letsSecuredIn } from './ours';
import { isWord, otherRules, portInWords, samePorts, saysWord, sharedAddresses } from './others';

/** Where the firewall is off, or lets everything in, nothing has to be allowed. */
const letsEverythingIn = (profiles: Attempt<readonly FirewallProfile[]>): boolean =>
  profiles.available &&
  profiles.value.length > 0 &&
  profiles.value.every(
    ({ enabled, defaultInboundAction }) => isWord(enabled, 'False') || isWord(defaultInboundAction, 'Allow'),
  );

/**
 * IPsec only says how to protect; the firewall decides who may enter. A server without an Allow rule, ours or somebody
 * else's, is not reached.
 */
export const inboundAllow: Check = {
  id: 'inbound-allow',
  run: (input) => {
    if (input.policy.role !== 'server' || letsEverythingIn(input.facts.firewallProfiles)) return [];
    const others = otherRules(input, 'NetFirewallRule').filter(
      (rule) =>
        saysWord(rule, 'Direction', 'Inbound') &&
        ['Allow', 'AllowBypass'].some((action) => saysWord(rule, 'Action', action)),
    );
    const allows = [...letsSecuredIn(input), ...others];
    return input.plan.expected
      .filter(({ kind }) => kind === 'NetIPsecRule')
      .filter((rule) => !allows.some((allow) => samePorts(rule, allow) && sharedAddresses(rule, allow) !== undefined))
      .map((rule) => finding('no-inbound-allow', 'warning', { port: portInWords(rule, 'LocalPort') }));
  },
};
