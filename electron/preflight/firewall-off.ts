import { finding } from '#contract/finding';
import type { Check } from './check';
import { isWord } from './others';

/** Firewall rules count only where the firewall is on: without it, narrowing leaves everybody else in clear text. */
export const firewallOff: Check = {
  id: 'firewall-off',
  run: ({ plan, facts: { firewallProfiles } }) => {
    if (!firewallProfiles.available || !plan.expected.some(({ kind }) => kind === 'NetFirewallRule')) return [];
    const off = firewallProfiles.value.filter(({ enabled }) => isWord(enabled, 'False')).map(({ name }) => name);
    return off.length === 0 ? [] : [finding('firewall-off', 'block', { profiles: off })];
  },
};
