import { finding, type Finding } from '#contract/finding';
import type { StoreObject } from '#contract/store-object';
import { compareObject } from '#compiler/compare';
import type { Check, CheckInput } from './check';
import { isFullyExempt, isOurs, labelOf, otherRules, setNamed, sharedAddresses } from './others';

/** What differs between the set that our rule names and the one of the other rule: `DisplayName` is no difference. */
function differsFrom(input: CheckInput, ours: StoreObject, other: StoreObject, property: string): boolean {
  if (other.properties[property] === ours.properties[property]) return false;
  const wanted = input.plan.expected.find(({ name }) => name === ours.properties[property]);
  const theirs = setNamed(input.facts.active, other, property) ?? setNamed(input.facts.persistent, other, property);
  if (wanted === undefined || theirs === undefined || !isOurs(input, other)) return true;
  const { DisplayName, Description, ...content } = wanted.properties;
  return compareObject({ ...wanted, properties: content }, theirs).length > 0;
}

function compareRules(input: CheckInput, ours: StoreObject, other: StoreObject): readonly Finding[] {
  const addresses = sharedAddresses(ours, other);
  if (addresses === undefined) return [];
  return ['Phase1AuthSet', 'MainModeCryptoSet']
    .filter((property) => other.kind === 'NetIPsecMainModeRule' || property === 'Phase1AuthSet')
    .filter((property) => differsFrom(input, ours, other, property))
    .slice(0, 1)
    .map((property) =>
      isOurs(input, other)
        ? finding('main-mode-overlap-own', 'block', { other: labelOf(other), property })
        : finding('main-mode-overlap', 'block', { other: labelOf(other), addresses, property }),
    );
}

/**
 * Main mode has no port: Windows picks the key by address for all IPsec with a peer. Any other rule for the same
 * addresses with another key or key exchange makes it a matter of luck which one counts.
 */
export const mainModeOverlap: Check = {
  id: 'main-mode-overlap',
  run: (input) => {
    const ours = input.plan.expected.filter(({ kind }) => kind === 'NetIPsecMainModeRule');
    const others = [
      ...otherRules(input, 'NetIPsecMainModeRule'),
      ...otherRules(input, 'NetIPsecRule').filter((rule) => !isFullyExempt(rule)),
    ];
    return ours.flatMap((rule) => others.flatMap((other) => compareRules(input, rule, other)));
  },
};
