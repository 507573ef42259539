import { finding } from '#contract/finding';
import type { Check } from './check';
import { kerberosIn } from './kerberos';

/** Tickets come from a domain controller; those that are held already last for some hours. */
export const domainReach: Check = {
  id: 'domain-reach',
  run: ({ policy, facts: { computer } }) => {
    const { domain, domainController } = computer;
    if (!kerberosIn(policy).offered || !domainController.available || domainController.value === null) return [];
    const name = domain.available ? domain.value : null;
    return domainController.value.reachable ? [] : [finding('domain-unreachable', 'warning', { domain: name ?? '' })];
  },
};
