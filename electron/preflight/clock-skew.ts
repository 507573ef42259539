import { finding } from '#contract/finding';
import type { Check } from './check';
import { kerberosIn } from './kerberos';

/** Windows' default for "Maximum tolerance for computer clock synchronization" (RFC 4120, 1.6 recommends it as well). */
const MOST_SKEW_SECONDS = 300;

/** Kerberos refuses who is too early or too late. */
export const clockSkew: Check = {
  id: 'clock-skew',
  run: ({ policy, facts: { computer } }) => {
    const { domainController } = computer;
    const seconds = domainController.available ? (domainController.value?.clockSkewSeconds ?? 0) : 0;
    return kerberosIn(policy).offered && Math.abs(seconds) > MOST_SKEW_SECONDS
      ? [finding('clock-skew', 'warning', { seconds })]
      : [];
  },
};
