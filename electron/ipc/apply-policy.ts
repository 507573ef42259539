import type { AppError } from '#contract/app-error';
import type { Argument, Handlers } from '#contract/derive';
import type { ChangeEnd } from '#contract/ipc';
import { refuse, succeed, type Result } from '#contract/result';
import { endFindings } from '#deeds/alone';
import { apply } from '#deeds/apply';
import { recordedAside } from '#deeds/aside';
import { choosePolicy, examine, factsOf, type Examined } from '#deeds/examine';
import { recordInLedger } from '#deeds/record-in-ledger';
import { blockedBy, refuseStale, refuseWithoutKey } from '#deeds/refusals';
import { changeEnd } from './change-end';
import { givenKey } from './given-key';
import type { ReviewedPlans } from './reviewed-plans';
import type { IpcSurroundings } from './surroundings';

/** Where nothing could undo the change by itself, nobody is asked to keep it in time: a Group Policy object among it. */
const countdownOf = ({ facts, plan }: Examined, confirmWithinSeconds: number) =>
  plan.target.kind === 'local' && facts.computer.scheduledTasks.available ? { confirmWithinSeconds } : {};

/** Compiles anew from the policy: a plan never comes over this boundary, and no plan but the reviewed one runs. */
async function applyReviewed(
  surroundings: IpcSurroundings,
  reviewed: ReviewedPlans,
  { policy, target, key, consent, fingerprint, undoAfterSeconds }: Argument<'apply'>,
  signal: AbortSignal,
): Promise<Result<ChangeEnd, AppError>> {
  const [place, given] = [surroundings.place(), givenKey(surroundings, key)];
  const chosen = { ...choosePolicy(policy, target), consent };
  const facts = await factsOf(place, given, target);
  const examined = examine(chosen, facts, given, await recordedAside(place, chosen));
  refuseStale(examined, fingerprint);
  const blocked = blockedBy(examined.findings, examined.facts);
  if (blocked !== undefined) return refuse(blocked);
  refuseWithoutKey(examined, given);
  reviewed.refuseOthers(examined, key);
  const wish = { onProgress: surroundings.sendProgress, signal, ...countdownOf(examined, undoAfterSeconds) };
  const report = await apply(place, examined, given, wish);
  const ledger = surroundings.stick.ledgerFor(examined.plan.policyId);
  const written = ledger && (await recordInLedger(place, ledger, examined, report));
  return succeed(await changeEnd(place, report, [...examined.findings, ...endFindings(report)], written));
}

export const applyHandler =
  (surroundings: IpcSurroundings, reviewed: ReviewedPlans): Handlers['apply'] =>
  (argument) =>
    surroundings.change.run((signal) => applyReviewed(surroundings, reviewed, argument, signal));
