import type { Facts } from '#contract/facts';
import type { Whose } from '#compiler/names';
import { chooseAmong, policiesOn } from '#deeds/own-policies';
import { remove, removalBlockedBy, removalIncomplete } from '#deeds/remove';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { readAppliedOrNone } from '#transaction/applied';
import type { ChangeReport } from '#transaction/change';
import { nameIn } from '#transaction/named';
import { consent } from '../consent';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import type { Verb, VerbInput } from '../verb';

/** The same two words as in the answers of verify and status. */
const asJson = ({ policyId, role }: Whose): object => ({ policy: policyId, role });

function report({ output }: VerbInput, meant: readonly Whose[], done: ChangeReport, facts: Facts): ExitStatus {
  const { computerName } = facts.computer;
  const { steps, differences, leftOver } = done;
  const left = removalIncomplete(done, computerName);
  const error = done.error ?? left;
  const outcome = left === undefined ? done.outcome : 'unknown';
  const fields = {
    outcome,
    removed: error === undefined ? meant.map(asJson) : [],
    steps,
    differences,
    left: leftOver.map(nameIn),
  };
  if (error !== undefined) {
    output.error(error, fields);
    return statusOfError(error.code);
  }
  for (const { policyId, role } of meant) output.line(texts.removed(policyId, role, computerName));
  output.answer(fields);
  return exitStatus.done;
}

/** Takes own objects off this computer, and nothing else. */
export const removeVerb: Verb = async (input) => {
  const { options, place, output, surroundings } = input;
  const facts = await factsOf(input);
  const { computerName } = facts.computer;
  const blocked = removalBlockedBy(facts);
  if (blocked !== undefined) {
    output.error(blocked, { outcome: 'blocked' });
    return statusOfError(blocked.code);
  }
  const meant = chooseAmong(policiesOn(facts, await readAppliedOrNone(place.files)), options);
  if (meant.length === 0) {
    output.line(texts.nothingToRemove(computerName));
    output.answer({ outcome: 'unchanged', removed: [], steps: [], differences: [], left: [] });
    return exitStatus.done;
  }
  await consent('remove', computerName, input);
  const wish = { onProgress: output.onProgress, signal: surroundings.signal };
  return report(input, meant, await remove(place, meant, facts, wish), facts);
};
