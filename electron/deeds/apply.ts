import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Inventory } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import { readInventory } from '#host/observe';
import { readAppliedOrNone, type AppliedPolicy } from '#transaction/applied';
import { change, type AutomaticUndo, type ChangeReport, type Judgement } from '#transaction/change';
import { readEnforcement, type Proof } from '#transaction/enforcement';
import { changesOfOthers } from '#transaction/gpo-conflict';
import { deviations, inversesOf, ownObjects } from '#transaction/undo';
import { dryStart } from '#transaction/undo-task';
import { alone } from './alone';
import { recordOf } from './aside';
import type { Examined, GivenKey } from './examine';
import { gpoAutomaticUndo, lookBeforeSaving, withChangesOfOthers } from './gpo-change';
import { storedInGpo } from './gpo-proof';
import { journalPlace } from './journal-place';
import { journaled, type ChangeWish, type NewChange } from './journaled';
import { reached } from './level';
import { onOwnAddresses } from './own-addresses';
import type { Place } from './place';
import { refuseUnfinished } from './recover';
import { meantTarget, placeName, readTarget } from './store-of-target';

export interface ApplyWish extends ChangeWish {
  /** Default `keep`. */
  readonly ifUnproved?: 'keep' | 'undo' | undefined;
  /** Seconds that the change waits to be kept; it keeps itself where none are given. */
  readonly confirmWithinSeconds?: number | undefined;
}

async function proofOf({ gateway }: Place, { plan, facts }: Examined, before: Inventory): Promise<Proof> {
  const { target } = plan;
  if (target.kind === 'local') {
    const read = await readEnforcement(gateway, plan, await readInventory(gateway, 'ActiveStore'));
    return onOwnAddresses(read, plan, facts);
  }
  return storedInGpo(target, changesOfOthers(before, await readTarget(gateway, target)));
}

async function judge(place: Place, examined: Examined, before: Inventory, wish: ApplyWish): Promise<Judgement> {
  const { plan } = examined;
  const proof = await proofOf(place, examined, before);
  const enough = reached(plan.role, proof);
  return { proof, reached: enough, acceptable: wish.ifUnproved !== 'undo' || enough };
}

const callsOf = ({ steps, retire }: Plan): string => JSON.stringify([steps, retire]);

/** The store as it is now that nobody else of us changes it: what was reviewed must still be what is to be done. */
async function storeToChange(
  { gateway }: Place,
  { plan, compiled, facts, aside }: Examined,
  { key }: GivenKey,
): Promise<Inventory> {
  const options = key === undefined ? {} : { compareKey: key };
  const before = await readTarget(gateway, plan.target, options);
  if (callsOf(planChange(compiled, before, aside)) === callsOf(plan)) return before;
  const differences = deviations(ownObjects(facts.persistent), before).map(({ words }) => words);
  return fail('changed-meanwhile', { computer: placeName(plan.target, facts.computer.computerName), differences });
}

const entryFor = ({ gateway }: Place, { chosen, plan, facts, aside }: Examined): AppliedPolicy => ({
  policy: chosen.policy,
  target: meantTarget(chosen.target),
  fingerprint: plan.fingerprint,
  appliedAt: new Date().toISOString(),
  level: 'none',
  computer: facts.computer.computerName,
  simulated: gateway.host === 'simulated',
  ...recordOf(aside),
});

const newChange = (place: Place, examined: Examined, before: Inventory): NewChange => ({
  deed: 'apply',
  policies: [{ policyId: examined.plan.policyId, role: examined.plan.role }],
  target: examined.plan.target,
  fingerprint: examined.plan.fingerprint,
  wanted: [entryFor(place, examined)],
  work: examined.plan,
  before,
});

export const usualCountdownSeconds = 120;

/** Where this computer has no scheduled tasks, a note says so (preflight), and nothing undoes itself. */
export const automaticUndo = ({ computer }: Facts, afterSeconds = usualCountdownSeconds): AutomaticUndo => ({
  afterSeconds,
  unavailable: computer.scheduledTasks.available ? undefined : computer.scheduledTasks.reason,
});

/**
 * The very task that would undo the change is started once without doing anything, before anything is changed. Throws
 * AppFailure `undo-cannot-run`.
 */
export async function refuseWithoutUndo(
  { gateway }: Place,
  { unavailable }: AutomaticUndo,
  { changeId, work }: { readonly changeId: string; readonly work: Pick<Plan, 'steps'> },
  { onProgress }: ChangeWish,
): Promise<void> {
  if (unavailable !== undefined || work.steps.length === 0) return;
  onProgress({ kind: 'phase', phase: 'arm' });
  const reason = await dryStart(gateway, { changeId, inverses: inversesOf(work.steps) });
  if (reason !== undefined) fail('undo-cannot-run', { reason });
}

/**
 * Carries out what was examined and reviewed: one copy of the program at a time, only while the computer still is as it
 * was examined. Refusals come before (refusals.ts). Throws AppFailure where nothing was touched.
 */
export function apply(at: Place, examined: Examined, given: GivenKey, wish: ApplyWish): Promise<ChangeReport> {
  const { plan, compiled, facts, aside } = examined;
  const place = journalPlace(at, plan.target);
  return alone(place, async () => {
    await refuseUnfinished(place, facts, wish, plan.target);
    // A record that could not be written afterwards would undo the change: better said before.
    await readAppliedOrNone(place.files);
    const undo = plan.target.kind === 'gpo' ? gpoAutomaticUndo : automaticUndo(facts, wish.confirmWithinSeconds);
    const before = await storeToChange(place, examined, given);
    const journal = journaled(place, facts, newChange(place, examined, before));
    await refuseWithoutUndo(place, undo, { ...journal, work: plan }, wish);
    return change(plan, {
      ...wish,
      ...journal,
      gateway: place.gateway,
      ...lookBeforeSaving(place, plan.target, before),
      computerName: placeName(plan.target, facts.computer.computerName),
      key: given.key,
      automaticUndo: undo,
      hold: wish.confirmWithinSeconds !== undefined,
      remaining: (inventory) =>
        withChangesOfOthers(planChange(compiled, inventory, aside), plan.target, before, inventory),
      judge: () => judge(place, examined, before, wish),
    });
  });
}
