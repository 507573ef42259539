import { appError, type AppError } from '#contract/app-error';
import { targetOf } from './journal-entry';
import type { EndContext } from './keep';
import { stopReason, undoneError, type Stop } from './stop';
import { undo, type BegunStep, type UndoOutcome } from './undo';
import { disarmChange } from './undo-task';

export interface GivenUp {
  /** Read back: the computer is as it was before. */
  readonly undone: boolean;
  readonly error: AppError;
}

/** A record that cannot be put back is put back at the next start: the journal is not finished before. */
async function restored({ restore }: EndContext): Promise<boolean> {
  try {
    await restore();
    return true;
  } catch {
    return false;
  }
}

/** An undo that stays armed could undo a later change of the same names: then this one is not finished yet. */
async function disarmed({ gateway, journal, isArmed }: EndContext): Promise<boolean> {
  if (!isArmed) return true;
  try {
    await disarmChange(gateway, journal.begun);
    return true;
  } catch {
    return false;
  }
}

/** Somebody else was faster, so the session was not saved: what is there is theirs, and was just read. */
const nothingSaved: UndoOutcome = { left: [], commands: [] };

/**
 * Undoes what was begun, reads back, and says so. Where something of ours remains, the automatic undo stays armed, and
 * the error names what is left with the exact commands. Never throws.
 */
export async function giveUp(stop: Stop, begun: readonly BegunStep[], context: EndContext): Promise<GivenUp> {
  const { journal, computerName: computer, gateway, onProgress } = context;
  await journal.note({ kind: 'undoing', because: stopReason(stop) });
  const { before } = journal.begun;
  const { left, commands } =
    stop.kind === 'conflict'
      ? nothingSaved
      : await undo(begun, { gateway, before, target: targetOf(journal.begun), onProgress });
  if (left.length > 0) {
    await journal.note({ kind: 'undo-incomplete', left, commands });
    const error = appError('undo-incomplete', { reason: stopReason(stop), left, commands, computer });
    return { undone: false, error };
  }
  const settled = [await disarmed(context), await restored(context)];
  if (settled.every(Boolean)) await journal.note({ kind: 'undone', by: 'program' });
  return { undone: true, error: undoneError(stop, computer, targetOf(journal.begun).kind) };
}
