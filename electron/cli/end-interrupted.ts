import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import { recover } from '#deeds/recover';
import { removalBlockedBy } from '#deeds/remove';
import { unfinishedOn } from '#deeds/unfinished';
import { factsOf } from './facts-of';
import type { VerbInput } from './verb';

/** The computer as a new change finds it. */
export interface Found {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

/**
 * Where nobody can be asked (`--yes`), an earlier change that was interrupted is undone first: that is what its automatic
 * undo would do a little later. A pending one is not touched; the deed refuses it. Throws AppFailure where undoing fails.
 */
export async function endInterrupted(input: VerbInput): Promise<Found> {
  const { options, place, output, surroundings } = input;
  const facts = await factsOf(input);
  if (options.yes !== true || removalBlockedBy(facts) !== undefined) return { facts, findings: [] };
  const unfinished = await unfinishedOn(place, facts);
  if (unfinished?.kind !== 'interrupted' || unfinished.stoppedAt === 'kept') return { facts, findings: [] };
  const { error } = await recover(place, 'undo', { onProgress: output.onProgress, signal: surroundings.signal });
  if (error !== undefined) throw new AppFailure(error);
  const undone = finding('interrupted-change-undone', 'warning', { begunAt: unfinished.begunAt, who: unfinished.who });
  return { facts: await factsOf(input), findings: [undone] };
}
