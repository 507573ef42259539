import { finding, type Finding } from '#contract/finding';
import type { FirewallProduct } from '#contract/facts';
import type { Check, CheckInput } from './check';
import { closesTheRest } from './ours';

/** Who has taken connection security over switches Windows' own off (EnforcementStatus CategoryOff): nothing would be enforced. */
function findingOf(input: CheckInput, { name: product, owns }: FirewallProduct): readonly Finding[] {
  if (owns.includes('connection-security')) return [finding('connection-security-owned', 'block', { product })];
  if (!owns.includes('firewall')) return [];
  return [finding('firewall-owned', closesTheRest(input) ? 'block' : 'warning', { product })];
}

/** Other products that own what this policy is made of. */
export const firewallProducts: Check = {
  id: 'firewall-products',
  run: (input) => {
    const { firewallProducts: products } = input.facts.computer;
    return products.available ? products.value.flatMap((product) => findingOf(input, product)) : [];
  },
};
