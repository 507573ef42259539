import { createHash } from 'node:crypto';
import { appError, fail, type AppError } from '#contract/app-error';
import type { Argument, Handlers } from '#contract/derive';
import type { Facts } from '#contract/facts';
import type { ChangeEnd } from '#contract/ipc';
import { refuse, succeed, type Result } from '#contract/result';
import type { Whose } from '#compiler/names';
import type { Plan } from '#compiler/plan';
import { planRemoval } from '#compiler/plan-change';
import { factsOf, noKey } from '#deeds/examine';
import { chooseAmong, policiesOn } from '#deeds/own-policies';
import type { Place } from '#deeds/place';
import { previewOf } from '#deeds/preview';
import { changeBlockedBy } from '#deeds/refusals';
import { remove, removalIncomplete } from '#deeds/remove';
import { readAppliedOrNone } from '#transaction/applied';
import type { ChangeReport } from '#transaction/change';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

/** A removal that left something behind is neither as before nor as planned. */
async function removalEnd(place: Place, report: ChangeReport, computer: string): Promise<ChangeEnd> {
  const incomplete = removalIncomplete(report, computer);
  const end = await changeEnd(place, report, []);
  return incomplete === undefined ? end : { ...end, outcome: 'unknown', error: end.error ?? incomplete };
}

/** Throws AppFailure `policy-not-here`. */
async function policyHere(place: Place, facts: Facts, { policyId, role }: Whose): Promise<readonly Whose[]> {
  const known = policiesOn(facts, await readAppliedOrNone(place.files));
  const meant = chooseAmong(known, { policy: policyId, role });
  return meant.length === 0 ? fail('policy-not-here', { policy: policyId }) : meant;
}

/** What would be called now, and the fingerprint of exactly these calls. */
function planOf({ policyId, role }: Whose, facts: Facts): Plan {
  const subject = { policyId, role, target: { kind: 'local' }, fingerprint: '' } as const;
  const plan = planRemoval(subject, facts.persistent);
  const calls = JSON.stringify([plan.steps, plan.retire]);
  return { ...plan, fingerprint: createHash('sha256').update(calls).digest('hex') };
}

export const previewRemovalHandler =
  ({ place: placeHere }: IpcSurroundings): Handlers['previewRemoval'] =>
  async (whose) => {
    const place = placeHere();
    const facts = await factsOf(place, noKey);
    await policyHere(place, facts, whose);
    return succeed(previewOf({ plan: planOf(whose, facts), findings: [] }));
  };

async function removeOne(
  { place: placeHere, sendProgress }: IpcSurroundings,
  { fingerprint, ...whose }: Argument<'remove'>,
  signal: AbortSignal,
): Promise<Result<ChangeEnd, AppError>> {
  const place = placeHere();
  const facts = await factsOf(place, noKey);
  const blocked = changeBlockedBy(facts);
  if (blocked !== undefined) return refuse(blocked);
  const meant = await policyHere(place, facts, whose);
  const { computerName: computer } = facts.computer;
  if (planOf(whose, facts).fingerprint !== fingerprint) {
    return refuse(appError('changed-meanwhile', { computer, differences: [] }));
  }
  const report = await remove(place, meant, facts, { onProgress: sendProgress, signal });
  return succeed(await removalEnd(place, report, computer));
}

export const removeHandler =
  (surroundings: IpcSurroundings): Handlers['remove'] =>
  (argument) =>
    surroundings.change.run((signal) => removeOne(surroundings, argument, signal));
