import type { Difference, Target } from '#contract/store-object';
import type { Proof } from '#transaction/enforcement';

const inWords = ({ kind, name, property, expected, found }: Difference): string =>
  `${kind} ${name}: ${property} was ${expected} and is ${found}.`;

/**
 * How far a policy in a Group Policy object is known to protect: it is stored. Which computers it reaches, and when, is
 * decided by links, filters and refreshes, and is seen on those computers only.
 */
export const storedInGpo = (
  { gpo }: Extract<Target, { readonly kind: 'gpo' }>,
  meanwhile: readonly Difference[] = [],
): Proof => ({
  level: 'stored',
  evidence: [
    `Stored in the Group Policy object ${gpo} and read back.`,
    ...meanwhile.map((one) => `Meanwhile somebody else changed ${inWords(one)}`),
  ],
});
