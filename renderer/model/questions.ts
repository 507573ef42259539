import { comparePolicies, type Comparison } from '#negotiation/compare';
import { otherSideOf } from '#negotiation/other-side';
import { meaningOf, type Meaning } from '#negotiation/risks';
import type { IpSecurityPolicy } from '#policy/model';

/** What the page asks the negotiation model. Policies have passed `parse`. */
export type Question =
  | { readonly kind: 'meaning'; readonly policy: IpSecurityPolicy }
  /** A opens the connection to B. The page holds no key, so that keys are never compared here. */
  | { readonly kind: 'comparison'; readonly a: IpSecurityPolicy; readonly b: IpSecurityPolicy }
  | { readonly kind: 'other-side'; readonly policy: IpSecurityPolicy };

export interface Answers {
  readonly meaning: Meaning;
  readonly comparison: Comparison;
  readonly 'other-side': IpSecurityPolicy;
}

/** Pure, and with long lists slow: a thousand addresses take a second or two. */
export function answerOf(question: Question): Answers[Question['kind']] {
  switch (question.kind) {
    case 'meaning':
      return meaningOf(question.policy);
    case 'comparison':
      return comparePolicies(question.a, question.b, 'not-compared');
    case 'other-side':
      return otherSideOf(question.policy);
  }
}
