import type { IpAddressChoice, IpFilter, IpSecurityPolicy, SecurityRule } from '#policy/model';

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
 * is measured against it. What lets connections in is each server's own.
 */
export function otherSideOf({ allowIfSecure: _, ...policy }: IpSecurityPolicy): IpSecurityPolicy {
  const rules = policy.rules.map((rule) => ({
    ...rule,
    filterList: {
      ...rule.filterList,
      filters: rule.filterList.filters.map((filter) => otherFilter(policy.role, filter)),
    },
  }));
  const role = policy.role === 'server' ? 'workstation' : 'server';
  return { ...policy, role, rules: rules.filter((rule) => !isOwnBusiness(rule, rules)) };
}

/**
 * Whom one side blocks, the other need not; and whom it lets through in clear is one of many, who from the other side all
 * look alike: they ask for security.
 */
function isOwnBusiness({ filterAction, filterList }: SecurityRule, rules: readonly SecurityRule[]): boolean {
  if (filterAction.kind !== 'permit') return filterAction.kind === 'block';
  const secured = rules
    .filter((rule) => rule.filterAction.kind === 'negotiate-security')
    .flatMap((rule) => rule.filterList.filters.map((filter) => JSON.stringify(filter)));
  return filterList.filters.every((filter) => secured.includes(JSON.stringify(filter)));
}
