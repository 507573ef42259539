import { finding } from '#contract/finding';
import type { IpSecurityPolicy } from './model';
import type { PolicyRule } from './validate';

const path = 'allowIfSecure';

/** Nothing comes in to a workstation: what it opens itself is a matter of its rule of IPsec alone. */
export const onlyServersLetIn: PolicyRule = (policy) =>
  asked(policy) && policy.role === 'workstation' ? [finding('allow-if-secure-on-workstation', 'block', {}, path)] : [];

/** Where security is only asked for, who has none may come in clear: a rule that keeps them out contradicts that. */
export const lettingInNeedsRequire: PolicyRule = (policy) =>
  asked(policy) && policy.role === 'server' && asksOnly(policy)
    ? [finding('allow-if-secure-with-clear-text', 'block', {}, path)]
    : [];

/** What it closes depends on the rules of others, which only a computer tells (port-not-closed). */
export const lettingInClosesNothingAlone: PolicyRule = (policy) =>
  asked(policy) && policy.role === 'server' && !asksOnly(policy)
    ? [finding('allow-if-secure-alone', 'note', {}, path)]
    : [];

const asked = ({ allowIfSecure }: IpSecurityPolicy): boolean => allowIfSecure === true;

const asksOnly = ({ rules }: IpSecurityPolicy): boolean =>
  rules.some(
    ({ filterAction }) =>
      filterAction.kind === 'negotiate-security' && (filterAction.acceptUnsecured || filterAction.allowFallback),
  );

export const allowIfSecureRules: readonly PolicyRule[] = [
  onlyServersLetIn,
  lettingInNeedsRequire,
  lettingInClosesNothingAlone,
];
