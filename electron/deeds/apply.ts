import { fail } from '#contract/app-error';
import { finding, type Finding } from '#contract/finding';
import type { Inventory } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import { readInventory } from '#host/observe';
import type { Role } from '#policy/model';
import { readAppliedOrNone, recordApplied } from '#transaction/applied';
import { change, type ChangeReport, type Judgement } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { readEnforcement, type Level, type Proof } from '#transaction/enforcement';
import { nameIn } from '#transaction/named';
import type { OnProgress } from '#transaction/progress';
import type { Examined, GivenKey } from './examine';
import type { Place } from './place';

export interface ChangeWish {
  readonly onProgress: OnProgress;
  /** Aborting undoes what was done. */
  readonly signal: AbortSignal;
}

export interface ApplyWish extends ChangeWish {
  /** Default `keep`. */
  readonly ifUnproved?: 'keep' | 'undo' | undefined;
}

/** A server is done when the policy is enforced; a workstation when a secured connection has been seen. */
const levelNeeded = { server: 'enforced', workstation: 'proved' } as const;
const order: readonly Level[] = ['none', 'stored', 'enforced', 'proved'];

/** Whether a proof is as good as the role needs. */
export const reached = (role: Role, { level }: Proof): boolean =>
  order.indexOf(level) >= order.indexOf(levelNeeded[role]);

async function judge({ gateway }: Place, { plan }: Examined, { ifUnproved }: ApplyWish): Promise<Judgement> {
  const proof = await readEnforcement(gateway, plan, await readInventory(gateway, 'ActiveStore'));
  return { proof, acceptable: ifUnproved !== 'undo' || reached(plan.role, proof) };
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

function record({ files, gateway }: Place, { chosen, plan, facts }: Examined, level: Level): Promise<void> {
  return recordApplied(files, {
    policy: chosen.policy,
    target: chosen.target,
    fingerprint: plan.fingerprint,
    appliedAt: new Date().toISOString(),
    level,
    computer: facts.computer.computerName,
    simulated: gateway.host === 'simulated',
  });
}

/**
 * Carries out what was examined and reviewed: one copy of the program at a time, only while the computer still is as it
 * was examined, recorded at the end. Refusals come before (refusals.ts). Throws AppFailure where nothing was touched.
 */
export function apply(place: Place, examined: Examined, given: GivenKey, wish: ApplyWish): Promise<ChangeReport> {
  const { plan, compiled, facts } = examined;
  return withChangeLock(place.files, async () => {
    // A record that could not be written afterwards would undo the change: better said before.
    await readAppliedOrNone(place.files);
    return change(plan, {
      gateway: place.gateway,
      computerName: facts.computer.computerName,
      key: given.key,
      before: await storeToChange(place, examined, given),
      remaining: (inventory) => planChange(compiled, inventory),
      onProgress: wish.onProgress,
      signal: wish.signal,
      judge: () => judge(place, examined, wish),
      record: ({ level }) => record(place, examined, level),
    });
  });
}

/** What was taken out of use and could not be deleted, as a warning. */
export const leftOverFindings = ({ leftOver }: ChangeReport): readonly Finding[] =>
  leftOver.length === 0 ? [] : [finding('other-generation-left', 'warning', { names: leftOver.map(nameIn) })];
