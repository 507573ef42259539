import type { Facts, FirewallProfile } from '#contract/facts';
import { isWord } from './others';

/** The firewall says Domain where the network says DomainAuthenticated. */
const profileOf = { Public: 'Public', Private: 'Private', DomainAuthenticated: 'Domain' } as const;

/** Whether the profile is that of a connected network; where networks are not known or there are none, any may be. */
export function isActive({ computer: { networks } }: Facts, { name }: FirewallProfile): boolean {
  if (!networks.available || networks.value.length === 0) return true;
  return networks.value.some(({ category }) => isWord(profileOf[category], name));
}

/** The profiles in force that answer a question with yes: those of connected networks, and the others. */
export function profilesWhere(
  facts: Facts,
  question: (profile: FirewallProfile) => boolean,
): { readonly active: readonly FirewallProfile[]; readonly others: readonly FirewallProfile[] } {
  const found = facts.firewallProfiles.available ? facts.firewallProfiles.value.filter(question) : [];
  return {
    active: found.filter((profile) => isActive(facts, profile)),
    others: found.filter((profile) => !isActive(facts, profile)),
  };
}
