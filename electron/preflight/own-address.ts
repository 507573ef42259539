import type { Facts } from '#contract/facts';
import { finding } from '#contract/finding';
import { textsOf, type StoreObject } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { allAddresses, intersection, type AddressRange } from '#policy/address-range';
import { parseRanges } from '#policy/address-text';
import type { Check } from './check';
import { ourRules } from './ours';

type On = Pick<Facts, 'computer'>;

/** The computer's own addresses without their prefix lengths; empty where they could not be read. */
export const ownAddresses = ({ computer: { addresses } }: On): readonly string[] =>
  addresses.available ? addresses.value.map((text) => text.replace(/\/.*$/u, '')) : [];

/** Words that only Windows knows count as any. */
const rangesOf = (text: string): readonly AddressRange[] => {
  const parsed = parseRanges(text);
  return parsed.ok ? parsed.value : allAddresses;
};

const localsOf = ({ properties }: StoreObject): readonly string[] => textsOf(properties['LocalAddress'] ?? 'Any');

/** What a rule takes for this computer's and is not; nothing where the computer tells no address. */
function foreignLocals(rule: StoreObject, facts: On): readonly string[] {
  const own = ownAddresses(facts).flatMap(rangesOf);
  if (own.length === 0) return [];
  return localsOf(rule).filter((text) => intersection(rangesOf(text), own).length === 0);
}

/** Rules of the plan that are about no address of this computer: Windows uses them for none of its connections. */
export const rulesElsewhere = (plan: Plan, facts: On): readonly StoreObject[] =>
  ourRules({ plan }).filter((rule) => foreignLocals(rule, facts).length === localsOf(rule).length);

/** A typing error, or the address of another computer, or one that a DHCP server gave until yesterday. */
export const ownAddress: Check = {
  id: 'own-address',
  run: (input) => {
    const own = ownAddresses(input.facts);
    const foreign = ourRules(input).flatMap((rule) => foreignLocals(rule, input.facts));
    return [...new Set(foreign)].map((address) => finding('local-address-elsewhere', 'warning', { address, own }));
  },
};
