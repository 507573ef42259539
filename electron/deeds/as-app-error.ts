import { AppFailure, appError, type AppError } from '#contract/app-error';
import { CmdletError } from '#host/cmdlet-error';

/** A host that does not answer as it should, in the words of an error. */
function hostError({ kind, cmdlet, errorId, message }: CmdletError): AppError {
  switch (kind) {
    case 'timed-out':
      return appError('host-timed-out', { cmdlet, reason: message });
    case 'died':
      return appError('host-died', { cmdlet });
    case 'garbled':
      return appError('host-answer-garbled', { cmdlet, problem: message });
    case 'refused':
    case 'not-found':
    case 'already-exists':
    case 'access-denied':
      return appError('host-call-failed', { cmdlet, id: errorId, message });
  }
}

/** Every failure becomes an error with three sentences; nothing is shown with a stack. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppFailure) return error.appError;
  if (error instanceof CmdletError) return hostError(error);
  return appError('internal', { problem: error instanceof Error ? error.message : String(error) });
}
