import type { IpAddressChoice, IpFilter, IpSecurityPolicy } from '#policy/model';

const mine: IpAddressChoice = { kind: 'my-ip-address' };
const asPeer = (own: IpAddressChoice): IpAddressChoice => (own.kind === 'my-ip-address' ? { kind: 'any' } : own);

/** From a server's filter the workstation's, and the other way round; each side's own address is its own business. */
function otherFilter(role: IpSecurityPolicy['role'], filter: IpFilter): IpFilter {
  return role === 'server'
    ? { ...filter, source: mine, destination: asPeer(filter.destination) }
    : { ...filter, source: asPeer(filter.source), destination: mine };
}

/**
 * The policy that the program would make for the computer at the other end: the same offers, authentication and
 * switches, the filters from the other side, and any address where nobody has said which. What this policy can achieve
 * is measured against it.
 */
export const otherSideOf = (policy: IpSecurityPolicy): IpSecurityPolicy => ({
  ...policy,
  role: policy.role === 'server' ? 'workstation' : 'server',
  rules: policy.rules.map((rule) => ({
    ...rule,
    filterList: {
      ...rule.filterList,
      filters: rule.filterList.filters.map((filter) => otherFilter(policy.role, filter)),
    },
  })),
});
