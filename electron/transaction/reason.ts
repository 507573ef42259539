import { AppFailure } from '#contract/app-error';
import { errorSentences } from '#texts/error-sentences.en';

/** Why something failed, in words that can stand inside a sentence. Never a code, never a stack. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppFailure) return errorSentences(error.appError).happened;
  return error instanceof Error ? error.message : String(error);
}
