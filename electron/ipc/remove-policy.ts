import { appError, type AppError } from '#contract/app-error';
import type { Argument, Handlers } from '#contract/derive';
import type { ChangeEnd } from '#contract/ipc';
import { refuse, succeed, type Result } from '#contract/result';
import { factsOf, noKey } from '#deeds/examine';
import { chooseAmong, policiesOn } from '#deeds/own-policies';
import { remove, removalBlockedBy, removalIncomplete } from '#deeds/remove';
import { readAppliedOrNone } from '#transaction/applied';
import type { ChangeReport } from '#transaction/change';
import type { IpcSurroundings } from './surroundings';

function changeEnd(report: ChangeReport, computer: string): ChangeEnd {
  const incomplete = removalIncomplete(report, computer);
  const error = report.error ?? incomplete;
  return {
    outcome: incomplete === undefined ? report.outcome : 'unknown',
    level: 'none',
    evidence: [],
    steps: report.steps,
    findings: [],
    ...(error === undefined ? {} : { error }),
  };
}

async function removeOne(
  { place: placeHere, sendProgress }: IpcSurroundings,
  { policyId, role }: Argument<'remove'>,
  signal: AbortSignal,
): Promise<Result<ChangeEnd, AppError>> {
  const place = placeHere();
  const facts = await factsOf(place, noKey);
  const blocked = removalBlockedBy(facts);
  if (blocked !== undefined) return refuse(blocked);
  const meant = chooseAmong(policiesOn(facts, await readAppliedOrNone(place.files)), { policy: policyId, role });
  if (meant.length === 0) return refuse(appError('policy-not-here', { policy: policyId }));
  const report = await remove(place, meant, facts, { onProgress: sendProgress, signal });
  return succeed(changeEnd(report, facts.computer.computerName));
}

export const removeHandler =
  (surroundings: IpcSurroundings): Handlers['remove'] =>
  (whose) =>
    surroundings.change.run((signal) => removeOne(surroundings, whose, signal));
