import { parseObjectName } from '#compiler/names';
import { appError, type AppError } from '#contract/app-error';
import type { Difference, Target } from '#contract/store-object';
import { objectWords } from '#texts/object-words.en';
import type { Proof } from './enforcement';

/** Why a change stopped, and which of the errors that end in "undone" it becomes. */
export type Stop =
  | { readonly kind: 'step'; readonly step: string; readonly reason: string }
  | { readonly kind: 'read-back'; readonly differences: readonly Difference[] }
  /** Somebody else has changed the Group Policy object since it was read; nothing of ours is saved in it. */
  | { readonly kind: 'conflict'; readonly differences: readonly Difference[] }
  | { readonly kind: 'unproved'; readonly proof: Proof }
  | { readonly kind: 'record'; readonly reason: string }
  | { readonly kind: 'interrupt' }
  /** The automatic undo could not be taken away: it would undo what is kept. */
  | { readonly kind: 'still-armed'; readonly reason: string }
  /** A person wants it undone. */
  | { readonly kind: 'asked' };

export const interrupted: Stop = { kind: 'interrupt' };

const inWords = ({ property, expected, found, ...object }: Difference): string => {
  const { kind, name } = objectWords(object);
  return `${kind} ${name}: ${property} is ${found}, expected ${expected}`;
};

/** A person reads the first three; the JSON answer holds them all. */
const differencesInWords = (differences: readonly Difference[]): string =>
  differences.length === 0 ? 'something is missing or left over' : differences.slice(0, 3).map(inWords).join('; ');

/** In a Group Policy object whoever saves last wins, so that what is not ours explains what is missing of ours. */
const isOfOthers = ({ name }: Difference): boolean => parseObjectName(name) === undefined;

/** For a sentence that says more than that the change stopped. */
export function stopReason(stop: Stop): string {
  switch (stop.kind) {
    case 'step':
      return `${stop.step}: ${stop.reason}`;
    case 'read-back':
    case 'conflict':
      return differencesInWords(stop.differences);
    case 'unproved':
      return `the level reached is "${stop.proof.level}"`;
    case 'record':
      return stop.reason;
    case 'interrupt':
      return 'it was interrupted';
    case 'still-armed':
      return stop.reason;
    case 'asked':
      return 'undoing it was asked for';
  }
}

/** The error of a change that was stopped and undone; only for a store that was read back and is as before. */
export function undoneError(stop: Stop, computer: string, target: Target['kind'] = 'local'): AppError {
  switch (stop.kind) {
    case 'step':
      return appError('undone-after-step', { step: stop.step, reason: stop.reason, computer });
    case 'read-back':
      if (target === 'gpo' && stop.differences.some(isOfOthers))
        return appError('undone-after-overwrite', { difference: differencesInWords(stop.differences), gpo: computer });
      return appError('undone-after-read-back', { difference: differencesInWords(stop.differences), computer });
    case 'conflict':
      return appError('undone-after-conflict', { difference: differencesInWords(stop.differences), gpo: computer });
    case 'unproved':
      return appError('undone-unproved', { level: stop.proof.level, computer });
    case 'record':
      return appError('undone-after-record', { reason: stop.reason, computer });
    case 'interrupt':
      return appError('undone-after-interrupt', { computer });
    case 'still-armed':
      return appError('undone-after-step', { step: 'keep', reason: stop.reason, computer });
    case 'asked':
      return appError('undone-as-asked', { computer });
  }
}
