import type { IpSecurityPolicy, SecurityRule } from './model';

/** Whether a policy lets clear text pass from whoever has no IPsec: "accept unsecured communication". */
export const isOnRequest = ({ rules }: Pick<IpSecurityPolicy, 'rules'>): boolean =>
  rules.some(({ filterAction }) => filterAction.kind === 'negotiate-security' && filterAction.acceptUnsecured);

function required(rule: SecurityRule): SecurityRule {
  const { filterAction } = rule;
  if (filterAction.kind !== 'negotiate-security') return rule;
  const name = filterAction.name === 'Request security' ? 'Require security' : filterAction.name;
  return { ...rule, filterAction: { ...filterAction, name, acceptUnsecured: false, allowFallback: false } };
}

/** The same policy with both clear-text switches off: how a staged roll-out ends. */
export const onRequire = (policy: IpSecurityPolicy): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map(required),
});
