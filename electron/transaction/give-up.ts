import { appError, type AppError } from '#contract/app-error';
import type { EndContext } from './keep';
import { reasonOf } from './reason';
import { stopReason, undoneError, type Stop } from './stop';
import { undo, type BegunStep } from './undo';
import { disarmChange } from './undo-task';

export interface GivenUp {
  /** Read back: the computer is as it was before. */
  readonly undone: boolean;
  readonly error: AppError;
}

/** A record that cannot be put back is put back at the next start: the journal is not finished before. */
async function restored({ restore }: EndContext): Promise<string | undefined> {
  try {
    await restore();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** An undo that is still armed finds nothing left to undo, and deletes itself: that it stays is no failure. */
async function disarmQuietly({ gateway, journal, isArmed }: EndContext): Promise<void> {
  if (!isArmed) return;
  try {
    await disarmChange(gateway, journal.begun);
  } catch {
    return;
  }
}

/**
 * Undoes what was begun, reads back, and says so. Where something of ours remains, the automatic undo stays armed, and
 * the error names what is left with the exact commands. Never throws.
 */
export async function giveUp(stop: Stop, begun: readonly BegunStep[], context: EndContext): Promise<GivenUp> {
  const { journal, computerName: computer, gateway, onProgress } = context;
  await journal.note({ kind: 'undoing', because: stopReason(stop) });
  const { left, commands } = await undo(begun, { gateway, before: journal.begun.before, onProgress });
  if (left.length > 0) {
    await journal.note({ kind: 'undo-incomplete', left, commands });
    const error = appError('undo-incomplete', { reason: stopReason(stop), left, commands, computer });
    return { undone: false, error };
  }
  await disarmQuietly(context);
  if ((await restored(context)) === undefined) await journal.note({ kind: 'undone', by: 'program' });
  return { undone: true, error: undoneError(stop, computer) };
}
