/** What was put aside for a policy, as a person reads it: in `status`, in the hand-over, on the page of a computer. */
export const asideTexts = {
  rule: (rule: string): string => `the firewall rule ${rule}`,
  policy: (name: string): string => `the policy ${name} of secpol.msc`,
  line: (policyId: string, role: string, what: readonly string[]): string =>
    `${policyId} (${role}): put aside until this policy is removed: ${what.join('; ')}`,
} as const;
