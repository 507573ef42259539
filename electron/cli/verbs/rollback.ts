import type { Facts } from '#contract/facts';
import { nothingAside } from '#compiler/aside';
import { apply } from '#deeds/apply';
import { recordedAside } from '#deeds/aside';
import { examine, factsOf as gather, type Examined } from '#deeds/examine';
import { recordInLedger, type Recorded } from '#deeds/record-in-ledger';
import { recover, refuseOrphans } from '#deeds/recover';
import { blockedBy, refuseUnable, refuseWithoutKey } from '#deeds/refusals';
import { remove, removalIncomplete } from '#deeds/remove';
import { usesKey } from '#policy/uses-key';
import { rollbackOf, type Rollback } from '#deeds/rollback';
import { settleTakenBack } from '#deeds/taken-back';
import { AppFailure, fail } from '#contract/app-error';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { recordedLine, takenBackLine } from '#texts/ledger.en';
import type { ChangeReport } from '#transaction/change';
import { answerEnd } from '../change-answer';
import { consent } from '../consent';
import { finishKept } from '../end-interrupted';
import { exitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import type { Verb, VerbInput } from '../verb';

/** With the same key as now nothing of the key would come back, and the other side would not be met. */
const bringsKeyBack = ({ plan }: Examined): boolean =>
  plan.steps.some(({ invocation }) => invocation.cmdlet === 'New-NetIPsecPhase1AuthSet');

interface RolledBack {
  readonly done: ChangeReport;
  /** Where another policy is in place now: its line. */
  readonly recorded?: Recorded | undefined;
}

async function applyFormer(
  input: VerbInput,
  { former, losesKey }: Extract<Rollback, { kind: 'apply' }>,
  facts: Facts,
): Promise<RolledBack> {
  const { policy, target } = former;
  const { place, key, output, surroundings, ledger } = input;
  const now = target.kind === 'local' ? facts : await gather(place, key, target);
  const before = { policy, target, findings: [], aside: former.aside ?? nothingAside };
  const examined = examine(before, now, key, await recordedAside(place, before));
  const blocked = blockedBy(examined.findings, facts);
  if (blocked !== undefined) throw new AppFailure(blocked);
  refuseWithoutKey(examined, key);
  if (losesKey && usesKey(former.policy) && !bringsKeyBack(examined)) fail('old-key-needed', {});
  const done = await apply(place, examined, key, { onProgress: output.onProgress, signal: surroundings.signal });
  const isOfLedger = ledger?.policyIds?.includes(policy.id) === true;
  return { done, recorded: isOfLedger ? await recordInLedger(place, ledger, examined, done) : undefined };
}

async function carryOut(
  input: VerbInput,
  rollback: Exclude<Rollback, { kind: 'nothing' }>,
  facts: Facts,
): Promise<RolledBack> {
  const { place, output, surroundings } = input;
  const wish = { onProgress: output.onProgress, signal: surroundings.signal };
  switch (rollback.kind) {
    case 'undo':
      return { done: await recover(place, 'undo', wish) };
    case 'apply':
      return applyFormer(input, rollback, facts);
    case 'remove': {
      const done = await remove(place, rollback.policies, facts, { ...wish, target: rollback.target });
      const error = removalIncomplete(done, facts.computer.computerName);
      return { done: error === undefined ? done : { ...done, outcome: 'unknown', error } };
    }
  }
}

/** The deed that was asked for: what was undone by it is `rolled-back`, whichever way it went. */
const asRolledBack = (done: ChangeReport): ChangeReport =>
  done.error === undefined && done.outcome === 'applied' ? { ...done, outcome: 'rolled-back' } : done;

/** Undoes a pending change, or the last one that was kept. */
export const rollbackVerb: Verb = async (input) => {
  const { place, output } = input;
  const seen = await factsOf(input);
  refuseUnable(seen);
  const rollback = await rollbackOf(place, seen);
  if (rollback.kind === 'nothing') {
    // Without its journal a change may still wait for its undo: that is not nothing.
    await refuseOrphans(place, seen);
    output.line(texts.ended.unchanged);
    output.answer({ outcome: 'unchanged', proof: { level: 'none', evidence: [] }, findings: [] });
    return exitStatus.done;
  }
  await consent('rollback', seen.computer.computerName, input);
  const facts = await finishKept(input, seen);
  const { done, recorded } = await carryOut(input, rollback, facts);
  const end = asRolledBack(done);
  const gone = recorded ?? (await settleTakenBack(place, end, input.ledger, () => factsOf(input)));
  if (gone !== undefined) output.line(recorded === undefined ? takenBackLine(gone) : recordedLine(gone));
  return answerEnd(end, output, gone) ?? exitStatus.done;
};
