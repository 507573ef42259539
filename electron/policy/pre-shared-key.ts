import { type AppError, appError } from '#contract/app-error';
import { finding, type Finding } from '#contract/finding';
import { refuse, succeed, type Result } from '#contract/result';
import { Secret } from '#contract/secret';

/** MS-FASP 2.2.65: 1 to 9,999 letters, in the UTF-16 units that Windows counts. */
export const longestKey = 9_999;

/**
 * One spelling for what looks the same: IKE compares bytes, and a composed letter is not its decomposed twin.
 * Composition only (NFC); nothing is folded, trimmed or mapped.
 */
export const normaliseKey = (text: string): string => text.normalize('NFC');

/** CR, LF, next line, line and paragraph separator: what a text editor leaves behind and nobody sees. */
const lineEnd = /[\r\n\u0085\u2028\u2029]/;
/** Control characters, and halves of surrogate pairs, which no encoding keeps. */
const controlCharacter = /[\p{Cc}\p{Cs}]/u;

function keyProblem(text: string): AppError | undefined {
  if (text === '') return appError('key-empty', {});
  if (text.length > longestKey) return appError('key-too-long', { length: text.length, most: longestKey });
  if (lineEnd.test(text)) return appError('key-has-line-end', {});
  if (controlCharacter.test(text)) return appError('key-has-control-character', {});
  // MS-FASP 2.2.65: the engine separates fields with it.
  return text.includes('|') ? appError('key-has-pipe', {}) : undefined;
}

const keyWarnings = (text: string): readonly Finding[] => [
  ...(/[^\x20-\x7e]/.test(text) ? [finding('pre-shared-key-not-ascii', 'warning', {})] : []),
  ...(/^\s|\s$/u.test(text) ? [finding('pre-shared-key-outer-blank', 'warning', {})] : []),
];

export interface CheckedKey {
  /** Normalised: what goes to Windows and into check words. */
  readonly key: Secret;
  readonly warnings: readonly Finding[];
}

/** The form of a key, before it goes anywhere. Neither error nor warning holds any of it. */
export function checkKey(given: Secret): Result<CheckedKey, AppError> {
  const text = normaliseKey(given.reveal());
  const problem = keyProblem(text);
  return problem === undefined ? succeed({ key: new Secret(text), warnings: keyWarnings(text) }) : refuse(problem);
}
