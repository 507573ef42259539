import type { AppError } from '#contract/app-error';
import type { Argument, Handlers } from '#contract/derive';
import type { ChangeEnd } from '#contract/ipc';
import { refuse, succeed, type Result } from '#contract/result';
import { apply, leftOverFindings } from '#deeds/apply';
import { choosePolicy, examine, factsOf, type Examined } from '#deeds/examine';
import { blockedBy, refuseStale, refuseWithoutKey } from '#deeds/refusals';
import type { ChangeReport } from '#transaction/change';
import { givenKey } from './given-key';
import type { ReviewedPlans } from './reviewed-plans';
import type { IpcSurroundings } from './surroundings';

const changeEnd = ({ findings }: Examined, report: ChangeReport): ChangeEnd => ({
  outcome: report.outcome,
  level: report.proof.level,
  evidence: report.proof.evidence,
  steps: report.steps,
  findings: [...findings, ...leftOverFindings(report)],
  ...(report.error === undefined ? {} : { error: report.error }),
});

/** Compiles anew from the policy: a plan never comes over this boundary, and no plan but the reviewed one runs. */
async function applyReviewed(
  surroundings: IpcSurroundings,
  reviewed: ReviewedPlans,
  { policy, key, fingerprint }: Argument<'apply'>,
  signal: AbortSignal,
): Promise<Result<ChangeEnd, AppError>> {
  const [place, given] = [surroundings.place(), givenKey(surroundings, key)];
  const examined = examine(choosePolicy(policy), await factsOf(place, given), given);
  refuseStale(examined, fingerprint);
  const blocked = blockedBy(examined.findings, examined.facts);
  if (blocked !== undefined) return refuse(blocked);
  refuseWithoutKey(examined, given);
  reviewed.refuseOthers(examined, key);
  return succeed(
    changeEnd(examined, await apply(place, examined, given, { onProgress: surroundings.sendProgress, signal })),
  );
}

export const applyHandler =
  (surroundings: IpcSurroundings, reviewed: ReviewedPlans): Handlers['apply'] =>
  (argument) =>
    surroundings.change.run((signal) => applyReviewed(surroundings, reviewed, argument, signal));
