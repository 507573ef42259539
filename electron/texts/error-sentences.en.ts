import type { AppError } from '#contract/app-error';
import type { Sentences } from '#contract/finding';
import { errorTexts } from './errors.en';

/** The three sentences of an error. */
export function errorSentences(error: AppError): Sentences {
  // Code and context belong together by the type AppError; a lookup by code cannot show that to the compiler.
  const text = errorTexts[error.code] as (context: AppError['context']) => Sentences;
  return text(error.context);
}
