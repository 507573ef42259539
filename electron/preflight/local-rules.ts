import { finding } from '#contract/finding';
import type { Check } from './check';
import { isWord } from './others';

/** Where Group Policy sets AllowLocalIPsecRules False, a local policy is written and never enforced: success would be a lie. */
export const localRules: Check = {
  id: 'local-rules',
  run: ({ plan, facts: { firewallProfiles } }) => {
    if (plan.target.kind !== 'local') return [];
    if (!firewallProfiles.available) {
      return [finding('local-ipsec-rules-unknown', 'note', { reason: firewallProfiles.reason })];
    }
    const ignoring = firewallProfiles.value.filter(({ allowLocalIPsecRules }) => isWord(allowLocalIPsecRules, 'False'));
    return ignoring.length === 0
      ? []
      : [finding('local-ipsec-rules-ignored', 'block', { profiles: ignoring.map(({ name }) => name) })];
  },
};
