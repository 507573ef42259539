import type { Facts } from '#contract/facts';
import { apply } from '#deeds/apply';
import { examine, factsOf as gather } from '#deeds/examine';
import { recover } from '#deeds/recover';
import { blockedBy, refuseWithoutKey } from '#deeds/refusals';
import { remove, removalIncomplete } from '#deeds/remove';
import { rollbackOf, type Rollback } from '#deeds/rollback';
import { AppFailure } from '#contract/app-error';
import { commandLineTexts as texts } from '#texts/command-line.en';
import type { AppliedPolicy } from '#transaction/applied';
import type { ChangeReport } from '#transaction/change';
import { answerEnd } from '../change-answer';
import { consent } from '../consent';
import { exitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import { refuseUnable } from '../refuse-unable';
import type { Verb, VerbInput } from '../verb';

async function applyFormer(input: VerbInput, { policy, target }: AppliedPolicy, facts: Facts): Promise<ChangeReport> {
  const { place, key, output, surroundings } = input;
  const now = target.kind === 'local' ? facts : await gather(place, key, target);
  const examined = examine({ policy, target, findings: [] }, now, key);
  const blocked = blockedBy(examined.findings, facts);
  if (blocked !== undefined) throw new AppFailure(blocked);
  refuseWithoutKey(examined, key);
  return apply(place, examined, key, { onProgress: output.onProgress, signal: surroundings.signal });
}

async function carryOut(
  input: VerbInput,
  rollback: Exclude<Rollback, { kind: 'nothing' }>,
  facts: Facts,
): Promise<ChangeReport> {
  const { place, output, surroundings } = input;
  const wish = { onProgress: output.onProgress, signal: surroundings.signal };
  switch (rollback.kind) {
    case 'undo':
      return recover(place, 'undo', wish);
    case 'apply':
      return applyFormer(input, rollback.former, facts);
    case 'remove': {
      const done = await remove(place, rollback.policies, facts, { ...wish, target: rollback.target });
      const error = removalIncomplete(done, facts.computer.computerName);
      return error === undefined ? done : { ...done, outcome: 'unknown', error };
    }
  }
}

/** The deed that was asked for: what was undone by it is `rolled-back`, whichever way it went. */
const asRolledBack = (done: ChangeReport): ChangeReport =>
  done.error === undefined && done.outcome === 'applied' ? { ...done, outcome: 'rolled-back' } : done;

/** Undoes a pending change, or the last one that was kept. */
export const rollbackVerb: Verb = async (input) => {
  const { place, output } = input;
  const facts = await factsOf(input);
  refuseUnable(facts);
  const rollback = await rollbackOf(place, facts);
  if (rollback.kind === 'nothing') {
    output.line(texts.ended.unchanged);
    output.answer({ outcome: 'unchanged', proof: { level: 'none', evidence: [] }, findings: [] });
    return exitStatus.done;
  }
  await consent('rollback', facts.computer.computerName, input);
  return answerEnd(asRolledBack(await carryOut(input, rollback, facts)), output) ?? exitStatus.done;
};
