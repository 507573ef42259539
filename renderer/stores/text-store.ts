import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { Result } from '#contract/result';

/** Texts that leave the window. */
export interface TextStore {
  /** Asks where, and writes; null: the person cancelled. */
  readonly save: (suggestedName: string, text: string) => Promise<Result<{ readonly file: string } | null, AppError>>;
}

export const createTextStore = (bridge: Bridge): TextStore => ({
  save: (suggestedName, text) => bridge.saveText({ suggestedName, text }),
});
