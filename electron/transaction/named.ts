import type { Invocation } from '#contract/invocation';
import { assignedPolicyKind } from '#contract/store-object';

/** The name of the one object that a call is about: `-IPsecRuleName` on IPsec rules, `-Name` on all others. */
export function nameIn({ parameters }: Invocation): string {
  const name = parameters['IPsecRuleName'] ?? parameters['Name'];
  return typeof name === 'string' ? name : '';
}

/** Kind and name, as an inventory knows the object: `NetIPsecRule ipsecbw-fbs-server-rule-1`. */
export function objectIn(invocation: Invocation): string {
  // The value in the registry, and the service that reads it: both are about what is assigned in secpol.msc.
  if (/-(?:ItemProperty|Service)$/u.test(invocation.cmdlet)) return `${assignedPolicyKind} ActivePolicy`;
  const [, noun = ''] = invocation.cmdlet.split('-', 2);
  return `${noun} ${nameIn(invocation)}`;
}
