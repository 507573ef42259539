import type { FirewallProfile } from '#contract/facts';
import { finding, type SettingOrigin } from '#contract/finding';
import { profilesWhere } from './active-profiles';
import type { Check } from './check';
import { isWord } from './others';

const ignores = ({ allowLocalIPsecRules }: FirewallProfile): boolean => isWord(allowLocalIPsecRules, 'False');

/** What is in force and not set locally comes from Group Policy. */
const origin = (profiles: readonly FirewallProfile[]): SettingOrigin =>
  profiles.every((profile) => isWord(profile.allowLocalIPsecRulesStored, 'False')) ? 'local' : 'group-policy';

/**
 * Where AllowLocalIPsecRules is False in the profile of a connected network, a local policy is written and never
 * enforced: success would be a lie. In another profile it waits for the day on which the computer changes networks.
 */
export const localRules: Check = {
  id: 'local-rules',
  run: ({ plan, facts }) => {
    if (plan.target.kind !== 'local') return [];
    const { active, others } = profilesWhere(facts, ignores);
    const profiles = [...active, ...others];
    if (profiles.length === 0) return [];
    const context = { profiles: profiles.map(({ name }) => name), by: origin(profiles) };
    return active.length > 0
      ? [finding('local-ipsec-rules-ignored', 'block', context)]
      : [finding('local-ipsec-rules-ignored-elsewhere', 'warning', context)];
  },
};
