import type { Difference, Inventory, Target } from '#contract/store-object';
import { saveGpoStep } from '#compiler/gpo-session';
import type { PlanStep } from '#compiler/plan';
import type { AutomaticUndo, ChangeContext, Work } from '#transaction/change';
import { changesBetween, changesOfOthers } from '#transaction/gpo-conflict';
import { reasonOf } from '#transaction/reason';
import type { Stop } from '#transaction/stop';
import type { Place } from './place';
import { readTarget } from './store-of-target';

/** Before it nothing has changed, and after it no local countdown could take it back from the computers it reaches. */
const commitPoint = 'Save-NetGPO is the single commit point';

/** A Group Policy object has no countdown and no scheduled task: undoing is a second session. */
export const gpoAutomaticUndo: AutomaticUndo = { afterSeconds: 0, unavailable: commitPoint };

/**
 * Save-NetGPO writes the whole object back and takes with it what others have saved since it was opened
 * (Save-NetGPO.md): so it is read once more right before. What is saved between this look and the call cannot be seen.
 */
async function conflictSince(place: Place, target: Target, before: Inventory): Promise<Stop | undefined> {
  try {
    const differences = changesBetween(before, await readTarget(place.gateway, target));
    return differences.length === 0 ? undefined : { kind: 'conflict', differences };
  } catch (error) {
    return { kind: 'step', step: 'read-before-save', reason: reasonOf(error) };
  }
}

/** What a change needs beside the usual where it is made in a Group Policy object; nothing where it is not. */
export const lookBeforeSaving = (
  place: Place,
  target: Target,
  before: Inventory,
): Pick<ChangeContext, 'beforeStep'> => ({
  beforeStep:
    target.kind === 'local'
      ? undefined
      : ({ id }: PlanStep) => (id === saveGpoStep ? conflictSince(place, target, before) : Promise.resolve(undefined)),
});

/**
 * What is left to do, and before it what others have changed: where it is ours that is missing they explain it, and a
 * sentence names the first few only.
 */
export const withChangesOfOthers = <W extends Work>(
  work: W,
  target: Target,
  before: Inventory,
  after: Inventory,
): W & { readonly drift: readonly Difference[] } => ({
  ...work,
  drift: target.kind === 'local' ? work.drift : [...changesOfOthers(before, after), ...work.drift],
});
