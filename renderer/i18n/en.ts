import type { AppError } from '#contract/app-error';
import type { Finding, Sentences } from '#contract/finding';
import { errorSentences } from '#texts/error-sentences.en';
import { findingSentences } from '#texts/findings.en';
import { headlineText, outcomeSentences, riskWords } from '#texts/negotiation.en';
import { mismatchSentences } from '#texts/negotiation-mismatches.en';
import { change } from './en/change.en';
import { comparison } from './en/comparison.en';
import { filter } from './en/filter.en';
import { frame } from './en/frame.en';
import { picture } from './en/picture.en';
import { protection } from './en/protection.en';
import { review } from './en/review.en';
import { rule } from './en/rule.en';
import { start } from './en/start.en';
import { unfinished } from './en/unfinished.en';
import { errorsInWindow, findingsInWindow } from './en/window-words.en';

type Say<T> = ((context: T) => Sentences) | undefined;

// Code and context belong together by the types AppError and Finding; a lookup by code cannot show that to the compiler.
const error = (value: AppError): Sentences =>
  (errorsInWindow[value.code] as Say<AppError['context']>)?.(value.context) ?? errorSentences(value);
const finding = (value: Finding): Sentences =>
  (findingsInWindow[value.code] as Say<Finding['context']>)?.(value.context) ?? findingSentences(value);

/** Everything that the window says, in English. Its type is the catalogue that every other language has to fill. */
export const en = {
  language: 'en',
  frame,
  start,
  filter,
  protection,
  rule,
  review,
  change,
  unfinished,
  picture,
  comparison,
  /** What the negotiation model finds, in the words that the command line uses as well. */
  negotiation: { headline: headlineText, outcome: outcomeSentences, mismatch: mismatchSentences, risks: riskWords },
  error,
  finding,
  date: (iso: string): string =>
    new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
  /** `14:03:22`, by the clock on the wall. */
  time: (iso: string): string => new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(new Date(iso)),
};

export type Texts = typeof en;
