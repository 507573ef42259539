import type { Facts } from '#contract/facts';
import { textsOf } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { ownAddresses, rulesElsewhere } from '#preflight/own-address';
import type { Proof } from '#transaction/enforcement';

/**
 * Windows takes a rule for another computer's address as readily as one for its own, and calls it in force; it is used
 * for no connection of this computer. So the rule is stored, and no more: after a change of address as well.
 */
export function onOwnAddresses(proof: Proof, plan: Plan, facts: Facts): Proof {
  const elsewhere = rulesElsewhere(plan, facts);
  if (elsewhere.length === 0 || proof.level !== 'enforced') return proof;
  const against = elsewhere.map(({ name, properties }) => {
    const named = textsOf(properties['LocalAddress']).join(', ');
    return `${name} is for ${named}, and this computer has ${ownAddresses(facts).join(', ')}.`;
  });
  return { level: 'stored', evidence: ['Stored and read back.', ...against] };
}
