import { appError, type AppError } from '#contract/app-error';
import type { ChangeEnd } from '#contract/ipc';
import { errorTexts } from '#texts/errors.en';
import type { ChangeState } from '../stores/change-store';

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

/** Why a change is not in place; undefined when it is, or has not ended. */
export function failureOf(state: ChangeState): AppError | undefined {
  if (state.kind === 'refused') return state.error;
  return state.kind === 'ended' ? errorOf(state.end) : undefined;
}

/** How the phases are to be drawn. */
export function endedHow(state: ChangeState): 'no' | 'well' | 'badly' {
  if (state.kind === 'refused') return 'badly';
  if (state.kind !== 'ended') return 'no';
  return state.end.outcome === 'applied' || state.end.outcome === 'unchanged' ? 'well' : 'badly';
}
