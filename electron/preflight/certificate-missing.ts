import { finding } from '#contract/finding';
import { spelledOtherwise } from './certificate-fit';
import { certificateMethods } from './certificate-methods';
import type { Check } from './check';

/**
 * No certificate of the chosen authority (ERROR_IPSEC_IKE_NO_CERT). A warning: Windows takes the rule, certificates are
 * often enrolled later, and what is not proved can be undone.
 */
export const certificateMissing: Check = {
  id: 'certificate-missing',
  run: (input) =>
    certificateMethods(input)
      .filter(({ ofAuthority }) => ofAuthority.length === 0)
      .map(({ method, path, all }) => {
        const { authority } = method;
        const spelledHere = spelledOtherwise(all, method) ?? null;
        const context = {
          authority,
          computer: input.facts.computer.computerName,
          role: input.policy.role,
          spelledHere,
        };
        return finding('certificate-missing', 'warning', context, path);
      }),
};
