import { finding } from '#contract/finding';
import { faultyOnes } from './certificate-methods';
import type { Check } from './check';

/**
 * A certificate for something else altogether (ERROR_IPSEC_IKE_INVALID_KEY_USAGE). Only a warning: which purposes
 * Windows insists on is not documented.
 */
export const certificatePurpose: Check = {
  id: 'certificate-purpose',
  run: (input) =>
    faultyOnes(input, 'wrong-purpose', ({ subject }, { method, path }) =>
      finding('certificate-wrong-purpose', 'warning', { authority: method.authority, subject }, path),
    ),
};
