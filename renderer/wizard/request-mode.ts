import type { IpSecurityPolicy, SecurityRule } from '#policy/model';

const isOpen = ({ filterAction }: SecurityRule): boolean =>
  filterAction.kind === 'negotiate-security' && (filterAction.acceptUnsecured || filterAction.allowFallback);

/** Whether the policy asks for security and lets clear text pass: the stage in which workstations are visited. */
export const isOnRequest = ({ rules }: Pick<IpSecurityPolicy, 'rules'>): boolean => rules.some(isOpen);

function required(rule: SecurityRule): SecurityRule {
  const { filterAction } = rule;
  if (filterAction.kind !== 'negotiate-security') return rule;
  const name = filterAction.name === 'Request security' ? 'Require security' : filterAction.name;
  return { ...rule, filterAction: { ...filterAction, name, acceptUnsecured: false, allowFallback: false } };
}

/** The same policy with both clear-text switches off. */
export const onRequire = (policy: IpSecurityPolicy): IpSecurityPolicy => ({
  ...policy,
  rules: policy.rules.map(required),
});
