import type { Finding } from '#contract/finding';
import type { Target } from '#contract/store-object';
import { contentFindings } from './content';
import { doorRules } from './doors';
import type { IpSecurityPolicy } from './model';
import { authenticationRules } from './validate-authentication';
import { filterRules } from './validate-filters';
import { keyExchangeRules } from './validate-key-exchange';
import { overlapRules } from './validate-overlaps';
import { protectionRules } from './validate-protection';
import { translationRules } from './validate-translation';

export interface ValidationOptions {
  readonly target: Target;
}

/** One small truth about a policy. Adding one to the list of its topic is all that a new rule takes. */
export type PolicyRule = (policy: IpSecurityPolicy, options: ValidationOptions) => readonly Finding[];

const rules: readonly PolicyRule[] = [
  ...translationRules,
  ...filterRules,
  ...overlapRules,
  ...doorRules,
  ...protectionRules,
  ...keyExchangeRules,
  ...authenticationRules,
];

/**
 * Everything that can be said of a policy without looking at a computer, each with its path and severity. Where single
 * values are wrong already (a draft on a page), only those are named: the rest cannot be judged.
 */
export function validatePolicy(policy: IpSecurityPolicy, options: ValidationOptions): readonly Finding[] {
  const content = contentFindings(policy);
  return content.length > 0 ? content : rules.flatMap((rule) => rule(policy, options));
}
