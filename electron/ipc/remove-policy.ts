import { createHash } from 'node:crypto';
import { appError, fail, type AppError } from '#contract/app-error';
import type { Argument, Handlers } from '#contract/derive';
import type { Facts } from '#contract/facts';
import type { ChangeEnd } from '#contract/ipc';
import { refuse, succeed, type Result } from '#contract/result';
import type { LedgerEnd } from '#contract/stick';
import { here, type Target } from '#contract/store-object';
import type { Whose } from '#compiler/names';
import type { Plan } from '#compiler/plan';
import type { AsideWish } from '#compiler/aside';
import { planRemoval } from '#compiler/plan-change';
import { endFindings, type DoneChange } from '#deeds/alone';
import { usualCountdownSeconds } from '#deeds/apply';
import { factsOf, noKey } from '#deeds/examine';
import { chooseAmong, policiesOn } from '#deeds/own-policies';
import { asideOfRemoved, stayingFindings } from '#deeds/aside';
import type { Place } from '#deeds/place';
import { previewOf } from '#deeds/preview';
import { changeBlockedBy, refuseUnreadableGpo } from '#deeds/refusals';
import { remove, removalIncomplete, type RemoveWish } from '#deeds/remove';
import { recordTakenBack } from '#deeds/taken-back';
import { inventoryOf, openedOn, placeName } from '#deeds/store-of-target';
import { readAppliedOrNone } from '#transaction/applied';
import { changeEnd } from './change-end';
import type { IpcSurroundings } from './surroundings';

/** A policy, and where it is. */
type Meant = Argument<'previewRemoval'>;

/** A removal that left something behind is neither as before nor as planned. */
async function removalEnd(
  place: Place,
  report: DoneChange,
  computer: string,
  ledger: LedgerEnd | undefined,
): Promise<ChangeEnd> {
  const incomplete = removalIncomplete(report, computer);
  const end = await changeEnd(place, report, endFindings({ ...report, leftOver: [] }), ledger);
  return incomplete === undefined ? end : { ...end, outcome: 'unknown', error: end.error ?? incomplete };
}

/** Throws AppFailure `policy-not-here`. */
async function policyHere(place: Place, facts: Facts, { policyId, role, target }: Meant): Promise<readonly Whose[]> {
  const known = policiesOn(facts, await readAppliedOrNone(place.files), target);
  const meant = chooseAmong(known, { policy: policyId, role });
  return meant.length === 0 ? fail('policy-not-here', { policy: policyId }) : meant;
}

/** What would be called now, and the fingerprint of exactly these calls. */
function planOf({ policyId, role, target = here }: Meant, facts: Facts, aside: AsideWish): Plan {
  const subject = { policyId, role, target: openedOn(target, facts), fingerprint: '' };
  const plan = planRemoval(subject, inventoryOf(target, facts), aside);
  const calls = JSON.stringify([plan.steps, plan.retire]);
  return { ...plan, fingerprint: createHash('sha256').update(calls).digest('hex') };
}

export const previewRemovalHandler =
  ({ place: placeHere }: IpcSurroundings): Handlers['previewRemoval'] =>
  async (whose) => {
    const place = placeHere();
    const facts = await factsOf(place, noKey, whose.target);
    refuseUnreadableGpo(whose.target ?? here, facts);
    await policyHere(place, facts, whose);
    const aside = await asideOfRemoved(place, [whose], whose.target ?? here);
    const findings = whose.target?.kind === 'gpo' ? [] : stayingFindings(aside, facts.persistent);
    return succeed(previewOf({ plan: planOf(whose, facts, aside), findings }));
  };

/**
 * What deletes the key is kept on purpose, once the backups were seen to go on without the policy. Where no undo can be
 * armed, in a Group Policy object among it, the removal keeps itself: nobody could wait for its end.
 */
const countdownOf = ({ computer }: Facts, target: Target): Pick<RemoveWish, 'confirmWithinSeconds'> =>
  target.kind === 'local' && computer.scheduledTasks.available ? { confirmWithinSeconds: usualCountdownSeconds } : {};

async function removeOne(
  { place: placeHere, sendProgress, stick }: IpcSurroundings,
  { fingerprint, ...whose }: Argument<'remove'>,
  signal: AbortSignal,
): Promise<Result<ChangeEnd, AppError>> {
  const place = placeHere();
  const { target = here } = whose;
  const facts = await factsOf(place, noKey, target);
  const blocked = changeBlockedBy(facts);
  if (blocked !== undefined) return refuse(blocked);
  refuseUnreadableGpo(target, facts);
  const meant = await policyHere(place, facts, whose);
  const computer = placeName(target, facts.computer.computerName);
  const aside = await asideOfRemoved(place, [whose], target);
  if (planOf(whose, facts, aside).fingerprint !== fingerprint) {
    return refuse(appError('changed-meanwhile', { computer, differences: [] }));
  }
  const wish = { onProgress: sendProgress, signal, target, ...countdownOf(facts, target) };
  const report = await remove(place, meant, facts, wish);
  const isHere = target.kind === 'local' && report.error === undefined;
  const ledger = stick.opened?.ledger;
  const written = isHere ? await recordTakenBack(place, meant, ledger, () => Promise.resolve(facts)) : undefined;
  return succeed(await removalEnd(place, report, computer, written));
}

export const removeHandler =
  (surroundings: IpcSurroundings): Handlers['remove'] =>
  (argument) =>
    surroundings.change.run((signal) => removeOne(surroundings, argument, signal));
