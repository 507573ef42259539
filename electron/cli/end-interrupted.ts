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

const nothingNew = (facts: Facts): Found => ({ facts, findings: [] });

/**
 * What an earlier change has left to do is done before a new one is planned. One that was kept is finished; one that was
 * interrupted is undone where nobody can be asked (`--yes`): that is what its automatic undo would do a little later. A
 * pending one is not touched; the deed refuses it. Throws AppFailure where that fails.
 */
export async function endInterrupted(input: VerbInput): Promise<Found> {
  const { options, place } = input;
  const facts = await factsOf(input);
  if (removalBlockedBy(facts) !== undefined) return nothingNew(facts);
  const unfinished = await unfinishedOn(place, facts);
  if (unfinished?.kind !== 'interrupted') return nothingNew(facts);
  if (unfinished.stoppedAt === 'kept') return nothingNew(await ended(input, 'keep'));
  if (options.yes !== true) return nothingNew(facts);
  const undone = finding('interrupted-change-undone', 'warning', { begunAt: unfinished.begunAt, who: unfinished.who });
  return { facts: await ended(input, 'undo'), findings: [undone] };
}

async function ended(input: VerbInput, how: 'undo' | 'keep'): Promise<Facts> {
  const { place, output, surroundings } = input;
  const { error } = await recover(place, how, { onProgress: output.onProgress, signal: surroundings.signal });
  if (error !== undefined) throw new AppFailure(error);
  return factsOf(input);
}
