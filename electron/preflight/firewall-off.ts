import { finding } from '#contract/finding';
import { profilesWhere } from './active-profiles';
import type { Check } from './check';
import { isWord } from './others';
import { closesTheRest } from './ours';

/**
 * Firewall rules count only where the firewall is on: without it, narrowing leaves everybody else in clear text. IPsec
 * rules are not enforced there either (EnforcementStatus FirewallOffInProfile), which is read after the change.
 */
export const firewallOff: Check = {
  id: 'firewall-off',
  run: (input) => {
    const { active, others } = profilesWhere(input.facts, ({ enabled }) => isWord(enabled, 'False'));
    const profiles = (active.length > 0 ? active : others).map(({ name }) => name);
    if (profiles.length === 0) return [];
    if (active.length === 0) return [finding('firewall-off-elsewhere', 'warning', { profiles })];
    return closesTheRest(input)
      ? [finding('firewall-off', 'block', { profiles })]
      : [finding('firewall-off-here', 'warning', { profiles })];
  },
};
