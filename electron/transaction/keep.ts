import type { RemovingInvocation } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import type { Proof } from './enforcement';
import type { Journal } from './journal';
import { targetOf, type KeepReason } from './journal-entry';
import { nameIn } from './named';
import type { OnProgress } from './progress';
import { reasonOf } from './reason';
import { retire } from './retire';
import { interrupted, type Stop } from './stop';
import { disarmChange } from './undo-task';

/** What ends a change needs, in the process that began it or in a later one. */
export interface EndContext {
  readonly gateway: HostGateway;
  readonly computerName: string;
  readonly journal: Journal;
  /** Whether an automatic undo has been armed. */
  readonly isArmed: boolean;
  /** Whether all of it is in the store, read now. Throws CmdletError. */
  readonly isInPlace: () => Promise<boolean>;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** Writes down what is now on the computer. Throws AppFailure. */
  readonly record: (proof: Proof) => Promise<void>;
  /** Puts the record back as it was before the change. Throws AppFailure. */
  readonly restore: () => Promise<void>;
}

/** What was taken out of use and could not be deleted. */
export interface Kept {
  readonly leftOver: readonly RemovingInvocation[];
}

const tooLate: Stop = { kind: 'step', step: 'keep', reason: 'the automatic undo was faster than keeping' };

/** A task that is gone has fired, or was taken away by somebody else: the store tells which. */
async function disarmed({ gateway, journal, isArmed, isInPlace, onProgress }: EndContext): Promise<Stop | undefined> {
  onProgress({ kind: 'phase', phase: 'keep' });
  if (!isArmed) return undefined;
  try {
    const found = await disarmChange(gateway, journal.begun);
    return found === 'disarmed' || (found === 'gone' && (await isInPlace())) ? undefined : tooLate;
  } catch (error) {
    return { kind: 'still-armed', reason: reasonOf(error) };
  }
}

/** Up to the point of no return; whoever interrupts before it gets the computer back as it was. */
async function recordKept(context: EndContext, because: KeepReason, proof: Proof): Promise<Stop | undefined> {
  const { journal, signal, onProgress, record } = context;
  try {
    await journal.write({ kind: 'keeping', because, level: proof.level });
    const late = await disarmed(context);
    if (late !== undefined) return late;
    if (signal.aborted) return interrupted;
    onProgress({ kind: 'phase', phase: 'record' });
    await record(proof);
    await journal.write({ kind: 'kept' });
    return undefined;
  } catch (error) {
    // The line is on the disk, and who recovers finishes what it says: what failed after it undoes nothing any more.
    if (journal.state === 'kept') return undefined;
    return { kind: 'record', reason: reasonOf(error) };
  }
}

/** Past the point of no return: deletes what is no longer used. Also finishes what another process has kept. */
export async function finish({ gateway, journal, onProgress }: EndContext): Promise<Kept> {
  const leftOver = await retire(journal.begun.retire, { gateway, target: targetOf(journal.begun), onProgress });
  await journal.note({ kind: 'finished', left: leftOver.map(nameIn) });
  return { leftOver };
}

/**
 * Keeps a change that is in place: disarms the automatic undo, records, and then deletes what is no longer used. Answers
 * why it could not be kept; then everything is still there to undo it with. Never throws.
 */
export async function keep(context: EndContext, because: KeepReason, proof: Proof): Promise<Stop | Kept> {
  return (await recordKept(context, because, proof)) ?? finish(context);
}
