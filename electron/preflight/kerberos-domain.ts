import { finding } from '#contract/finding';
import type { Check } from './check';
import { kerberosIn } from './kerberos';

/** A computer in a workgroup has no account that Kerberos could prove (ERROR_IPSEC_IKE_SRVACQFAIL). */
export const kerberosDomain: Check = {
  id: 'kerberos-domain',
  run: ({ policy, plan, facts: { computer } }) => {
    const { offered, alone } = kerberosIn(policy);
    const inWorkgroup = computer.domain.available && computer.domain.value === null;
    if (!offered || !inWorkgroup || plan.target.kind !== 'local') return [];
    return [finding('kerberos-without-domain', alone ? 'block' : 'warning', { computer: computer.computerName })];
  },
};
