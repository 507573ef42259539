import { appError, type AppError } from '#contract/app-error';
import type { ChangeEnd } from '#contract/ipc';
import { errorTexts } from '#texts/errors.en';
import { isInPlace, isPending, type ChangeState } from '../stores/change-store';
import type { JourneyEnd } from './journey';

const isAppError = (value: unknown): value is AppError =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  Object.hasOwn(errorTexts, value.code) &&
  'context' in value;

/** The error with which a change ended; a value that nobody knows is an internal error, never a blank. */
export function errorOf({ error }: ChangeEnd): AppError | undefined {
  if (error === undefined || error === null) return undefined;
  return isAppError(error) ? error : appError('internal', { problem: 'the change ended with an unknown error' });
}

/** Undone because the person wanted it, or because nobody kept it in time: that is no failure. */
export const isTakenBack = (state: ChangeState): boolean =>
  state.kind === 'ended' &&
  state.end.outcome === 'rolled-back' &&
  (state.ending === 'undo' || state.ending === 'by-itself');

/** Why a change is not in place; undefined when it is, or has not ended, or was taken back. */
export function failureOf(state: ChangeState): AppError | undefined {
  if (state.kind === 'refused') return state.error;
  return state.kind === 'ended' && !isTakenBack(state) ? errorOf(state.end) : undefined;
}

/** How the phases are to be drawn. */
export function endedHow(state: ChangeState): JourneyEnd {
  if (isPending(state)) return 'held';
  if (state.kind === 'refused') return 'badly';
  if (state.kind !== 'ended') return 'no';
  if (isTakenBack(state)) return 'taken-back';
  return isInPlace(state) ? 'well' : 'badly';
}
