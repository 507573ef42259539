import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import { journalPlace } from '#deeds/journal-place';
import { recoverIn } from '#deeds/recover';
import { unfinishedIn } from '#deeds/unfinished';
import { factsOf } from './facts-of';
import { targetFrom } from './target';
import type { VerbInput } from './verb';

/** The computer as a new change finds it. */
export interface Found {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

async function ended(input: VerbInput, how: 'undo' | 'keep'): Promise<Facts> {
  const { place, output, surroundings } = input;
  const at = journalPlace(place, targetFrom(input.options));
  const { error } = await recoverIn(at, how, { onProgress: output.onProgress, signal: surroundings.signal });
  if (error !== undefined) throw new AppFailure(error);
  return factsOf(input);
}

/** An earlier change that was kept, and stopped while deleting what it replaced, is finished: nobody need be asked. */
export async function finishKept(input: VerbInput, facts: Facts): Promise<Facts> {
  const unfinished = await unfinishedIn(input.place, facts, targetFrom(input.options));
  return unfinished?.stoppedAt === 'kept' ? ended(input, 'keep') : facts;
}

/**
 * What an earlier change has left to do is done before a new one; to be called when nothing stands in the way of that
 * any more. One that was interrupted is undone where nobody can be asked (`--yes`): that is what its automatic undo would
 * do a little later. A pending one is not touched; the deed refuses it. Throws AppFailure where that fails.
 */
export async function endInterrupted(input: VerbInput, seen: Facts): Promise<Found> {
  const facts = await finishKept(input, seen);
  const unfinished = await unfinishedIn(input.place, facts, targetFrom(input.options));
  if (unfinished?.kind !== 'interrupted' || input.options.yes !== true) return { facts, findings: [] };
  const undone = finding('interrupted-change-undone', 'warning', { begunAt: unfinished.begunAt, who: unfinished.who });
  const found = { facts: await ended(input, 'undo'), findings: [undone] };
  // Said at once: whatever comes after it, something has been changed by now.
  input.output.findingAside(undone);
  return found;
}
