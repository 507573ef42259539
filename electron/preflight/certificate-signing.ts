import { finding } from '#contract/finding';
import { certificateMethods } from './certificate-methods';
import type { Check } from './check';

/**
 * The method names no signing algorithm, which is RSA by default (`-Signing`). A warning: whether the key or the
 * authority's signature is meant is not documented.
 */
export const certificateSigning: Check = {
  id: 'certificate-signing',
  run: (input) =>
    certificateMethods(input).flatMap(({ method: { authority }, path, usable }) => {
      const [first] = usable;
      if (first === undefined || usable.some(({ signing }) => signing === 'RSA')) return [];
      const { subject, signing } = first;
      return [finding('certificate-other-signing', 'warning', { authority, subject, signing }, path)];
    }),
};
