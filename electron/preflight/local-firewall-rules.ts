import type { FirewallProfile } from '#contract/facts';
import { finding, type SettingOrigin } from '#contract/finding';
import { profilesWhere } from './active-profiles';
import type { Check } from './check';
import { isWord } from './others';
import { needsFirewallRules } from './ours';

const ignores = ({ allowLocalFirewallRules }: FirewallProfile): boolean => isWord(allowLocalFirewallRules, 'False');

const origin = (profiles: readonly FirewallProfile[]): SettingOrigin =>
  profiles.every((profile) => isWord(profile.allowLocalFirewallRulesStored, 'False')) ? 'local' : 'group-policy';

/**
 * What closes the port for the rest, what lets secured connections in, a list of accounts and the action Block are rules
 * of the firewall: where
 * AllowLocalFirewallRules is False (Get-NetFirewallProfile), they are stored and never enforced. A plan without any is
 * not touched by it.
 */
export const localFirewallRules: Check = {
  id: 'local-firewall-rules',
  run: (input) => {
    if (input.plan.target.kind !== 'local' || !needsFirewallRules(input)) return [];
    const { active, others } = profilesWhere(input.facts, ignores);
    const found = active.length > 0 ? active : others;
    if (found.length === 0) return [];
    const context = { profiles: found.map(({ name }) => name), by: origin(found) };
    return active.length > 0
      ? [finding('local-firewall-rules-ignored', 'block', context)]
      : [finding('local-firewall-rules-ignored-elsewhere', 'warning', context)];
  },
};
