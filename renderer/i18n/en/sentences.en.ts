import type { AppError } from '#contract/app-error';
import type { Finding, Sentences } from '#contract/finding';
import { errorSentences } from '#texts/error-sentences.en';
import { findingSentences } from '#texts/findings.en';
import { headlineText, outcomeSentences, riskWords } from '#texts/negotiation.en';
import { mismatchSentences } from '#texts/negotiation-mismatches.en';
import { errorsInWindow, findingsInWindow } from './window-words.en';

type Say<T> = ((context: T) => Partial<Sentences>) | undefined;

// Code and context belong together by the types AppError and Finding; a lookup by code cannot show that to the compiler.
const finding = (value: Finding): Sentences => ({
  ...findingSentences(value),
  ...(findingsInWindow[value.code] as Say<Finding['context']>)?.(value.context),
});
/** An error that is a finding says what the window says of that finding. */
const sentencesOf = (value: AppError): Sentences =>
  value.code === 'blocked' || value.code === 'policy-invalid'
    ? { ...finding(value.context.finding), stateNow: errorSentences(value).stateNow }
    : errorSentences(value);
const error = (value: AppError): Sentences => ({
  ...sentencesOf(value),
  ...(errorsInWindow[value.code] as Say<AppError['context']>)?.(value.context),
});

/** Errors, findings, and what the negotiation model finds: in the words of the command line, but for what a window has other ways for. */
export const sentences = {
  error,
  finding,
  negotiation: { headline: headlineText, outcome: outcomeSentences, mismatch: mismatchSentences, risks: riskWords },
};

export type SentenceTexts = typeof sentences;
