import type { Invocation } from '#contract/invocation';

const selecting = /^(?:Remove|Disable|Enable|Rename|Copy)-Net(?:IPsec|Firewall)/iu;
const selector = /^(?:Name|IPsecRuleName|ID)$/iu;
const wildcard = /[*?[\]]/u;

/**
 * Whether a call could hit more than the one object that it names. A bare `Remove-NetIPsecRule` deletes every rule of
 * the computer, and so does one with nothing but a store (Remove-NetIPsecRule.md, example 1); names are taken for
 * patterns. No plan holds such a call; this is the last door before Windows.
 */
export function isUnselective({ cmdlet, parameters }: Invocation): boolean {
  if (!selecting.test(cmdlet)) return false;
  const names = Object.entries(parameters).filter(([parameter]) => selector.test(parameter));
  return names.length !== 1 || names.some(([, name]) => typeof name !== 'string' || name === '' || wildcard.test(name));
}
