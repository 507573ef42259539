import { finding } from '#contract/finding';
import { faultyOnes, severityOf } from './certificate-methods';
import type { Check } from './check';

/** A certificate that was imported without its private key proves nothing (ERROR_IPSEC_IKE_NO_PRIVATE_KEY). */
export const certificateWithoutKey: Check = {
  id: 'certificate-without-key',
  run: (input) =>
    faultyOnes(input, 'no-private-key', ({ subject }, here) => {
      const context = { authority: here.method.authority, subject };
      return finding('certificate-without-key', severityOf(here), context, here.path);
    }),
};
