import { fail } from '#contract/app-error';
import { finding, type Finding } from '#contract/finding';
import type { Facts } from '#contract/facts';
import type { Inventory } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import { readInventory } from '#host/observe';
import { readAppliedOrNone, type AppliedPolicy } from '#transaction/applied';
import { change, type AutomaticUndo, type ChangeReport, type Judgement } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { readEnforcement } from '#transaction/enforcement';
import { nameIn } from '#transaction/named';
import { inversesOf } from '#transaction/undo';
import { dryStart } from '#transaction/undo-task';
import type { Examined, GivenKey } from './examine';
import { journaled, type ChangeWish, type NewChange } from './journaled';
import { reached } from './level';
import type { Place } from './place';
import { refuseUnfinished } from './recover';

export interface ApplyWish extends ChangeWish {
  /** Default `keep`. */
  readonly ifUnproved?: 'keep' | 'undo' | undefined;
  /** Seconds that the change waits to be kept; it keeps itself where none are given. */
  readonly confirmWithinSeconds?: number | undefined;
}

async function judge({ gateway }: Place, { plan }: Examined, wish: ApplyWish): Promise<Judgement> {
  const proof = await readEnforcement(gateway, plan, await readInventory(gateway, 'ActiveStore'));
  const enough = reached(plan.role, proof);
  return { proof, reached: enough, acceptable: wish.ifUnproved !== 'undo' || enough };
}

const callsOf = ({ steps, retire }: Plan): string => JSON.stringify([steps, retire]);

/** The store as it is now that nobody else of us changes it: what was reviewed must still be what is to be done. */
async function storeToChange(
  { gateway }: Place,
  { plan, compiled, facts }: Examined,
  { key }: GivenKey,
): Promise<Inventory> {
  const options = key === undefined ? {} : { compareKey: key };
  const before = await readInventory(gateway, 'PersistentStore', options);
  if (callsOf(planChange(compiled, before)) === callsOf(plan)) return before;
  return fail('changed-meanwhile', { computer: facts.computer.computerName });
}

const entryFor = ({ gateway }: Place, { chosen, plan, facts }: Examined): AppliedPolicy => ({
  policy: chosen.policy,
  target: chosen.target,
  fingerprint: plan.fingerprint,
  appliedAt: new Date().toISOString(),
  level: 'none',
  computer: facts.computer.computerName,
  simulated: gateway.host === 'simulated',
});

const newChange = (place: Place, examined: Examined, before: Inventory): NewChange => ({
  deed: 'apply',
  policies: [{ policyId: examined.plan.policyId, role: examined.plan.role }],
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
export function apply(place: Place, examined: Examined, given: GivenKey, wish: ApplyWish): Promise<ChangeReport> {
  const { plan, compiled, facts } = examined;
  return withChangeLock(place.files, async () => {
    await refuseUnfinished(place, facts, wish);
    // A record that could not be written afterwards would undo the change: better said before.
    await readAppliedOrNone(place.files);
    const undo = automaticUndo(facts, wish.confirmWithinSeconds);
    const before = await storeToChange(place, examined, given);
    const journal = journaled(place, facts, newChange(place, examined, before));
    await refuseWithoutUndo(place, undo, { ...journal, work: plan }, wish);
    return change(plan, {
      ...wish,
      ...journal,
      gateway: place.gateway,
      computerName: facts.computer.computerName,
      key: given.key,
      automaticUndo: undo,
      hold: wish.confirmWithinSeconds !== undefined,
      remaining: (inventory) => planChange(compiled, inventory),
      judge: () => judge(place, examined, wish),
    });
  });
}

/** What was taken out of use and could not be deleted, as a warning. */
export const leftOverFindings = ({ leftOver }: ChangeReport): readonly Finding[] =>
  leftOver.length === 0 ? [] : [finding('other-generation-left', 'warning', { names: leftOver.map(nameIn) })];
