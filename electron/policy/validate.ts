import { finding, type Finding } from '#contract/finding';
import { gpoNameProblem } from '#contract/gpo-name';
import type { Target } from '#contract/store-object';
import { contentFindings } from './content';
import { doorRules } from './doors';
import type { IpSecurityPolicy } from './model';
import { allowIfSecureRules } from './validate-allow-if-secure';
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
  ...allowIfSecureRules,
];

/**
 * Everything that can be said of a policy without looking at a computer, each with its path and severity. Where single
 * values are wrong already (a draft on a page), only those are named: the rest cannot be judged.
 */
export function validatePolicy(policy: IpSecurityPolicy, options: ValidationOptions): readonly Finding[] {
  const content = [...contentFindings(policy), ...targetFindings(options)];
  return content.length > 0 ? content : rules.flatMap((rule) => rule(policy, options));
}

/** The place is judged with the policy: a page edits both. */
function targetFindings({ target }: ValidationOptions): readonly Finding[] {
  const why = target.kind === 'local' ? undefined : gpoNameProblem(target.gpo);
  if (target.kind === 'local' || why === undefined) return [];
  return [finding('gpo-name-invalid', 'block', { gpo: target.gpo, why }, 'target')];
}
