import type { Finding, FindingContexts, Sentences } from '#contract/finding';
import { policyFindingTexts } from './policy-findings.en';
import { preflightFindingTexts } from './preflight-findings.en';

/** What every finding says. A missing one does not compile. */
export const findingTexts: { readonly [C in keyof FindingContexts]: (context: FindingContexts[C]) => Sentences } = {
  ...policyFindingTexts,
  ...preflightFindingTexts,
};

/** The three sentences of a finding. */
export function findingSentences(finding: Finding): Sentences {
  // Code and context belong together by the type Finding; a lookup by code cannot show that to the compiler.
  const text = findingTexts[finding.code] as (context: Finding['context']) => Sentences;
  return text(finding.context);
}
