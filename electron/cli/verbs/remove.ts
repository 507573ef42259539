import type { Facts } from '#contract/facts';
import type { Whose } from '#compiler/names';
import { chooseAmong, policiesOn } from '#deeds/own-policies';
import { changeBlockedBy } from '#deeds/refusals';
import type { Recorded } from '#deeds/record-in-ledger';
import { remove, removalIncomplete } from '#deeds/remove';
import { recordTakenBack } from '#deeds/taken-back';
import { placeName } from '#deeds/store-of-target';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { takenBackLine } from '#texts/ledger.en';
import { readAppliedOrNone } from '#transaction/applied';
import { endFindings, type DoneChange } from '#deeds/alone';
import { nameIn } from '#transaction/named';
import { administratorField, removedAdministratorLines, tellAdministrator } from '../administrator';
import { consent } from '../consent';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { endInterrupted, type Found } from '../end-interrupted';
import { factsOf } from '../facts-of';
import { findingJson } from '../output';
import { refuseUnreadableGpo } from '#deeds/refusals';
import { targetFrom } from '../target';
import type { Verb, VerbInput } from '../verb';

/** The same two words as in the answers of verify and status. */
const asJson = ({ policyId, role }: Whose): object => ({ policy: policyId, role });

/** What takes policies out of a Group Policy object says nothing of any computer. */
async function recorded(
  { options, place, ledger }: VerbInput,
  meant: readonly Whose[],
  { error }: DoneChange,
  facts: Facts,
): Promise<Recorded | undefined> {
  if (error !== undefined || targetFrom(options).kind !== 'local') return undefined;
  return recordTakenBack(place, meant, ledger, () => Promise.resolve(facts));
}

async function report(
  input: VerbInput,
  meant: readonly Whose[],
  done: DoneChange,
  { facts, findings: before }: Found,
): Promise<ExitStatus> {
  const { options, output } = input;
  const after = endFindings({ ...done, leftOver: [] });
  const findings = [...before, ...after];
  const target = targetFrom(options);
  const computerName = placeName(target, facts.computer.computerName);
  const administrator = removedAdministratorLines(target);
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
    findings: findings.map(findingJson),
    ...administratorField(error === undefined ? administrator : []),
  };
  if (error !== undefined) {
    output.error(error, fields);
    return statusOfError(error.code);
  }
  const written = await recorded(input, meant, done, facts);
  for (const { policyId, role } of meant) output.line(texts.removed(policyId, role, computerName));
  if (written !== undefined) output.line(takenBackLine(written));
  for (const one of after) output.finding(one);
  tellAdministrator(output, administrator);
  output.answer({ ...fields, ...(written === undefined ? {} : { ledger: written }) });
  return exitStatus.done;
}

/** Takes own objects off this computer, or out of a Group Policy object, and nothing else. */
export const removeVerb: Verb = async (input) => {
  const { options, place, output, surroundings } = input;
  const seen = await factsOf(input);
  const { computerName } = seen.computer;
  const blocked = changeBlockedBy(seen);
  if (blocked !== undefined) {
    output.error(blocked, { outcome: 'blocked' });
    return statusOfError(blocked.code);
  }
  const target = targetFrom(options);
  refuseUnreadableGpo(target, seen);
  const meantIn = async (facts: Facts): Promise<readonly Whose[]> =>
    chooseAmong(policiesOn(facts, await readAppliedOrNone(place.files), target), options);
  // Nothing is undone for a removal that finds nothing to remove.
  const isAny = (await meantIn(seen)).length > 0;
  const { facts, findings } = isAny ? await endInterrupted(input, seen) : { facts: seen, findings: [] };
  const meant = await meantIn(facts);
  if (meant.length === 0) {
    output.line(texts.nothingToRemove(placeName(target, computerName)));
    output.answer({
      ...{ outcome: 'unchanged', removed: [], steps: [], differences: [], left: [] },
      findings: findings.map(findingJson),
    });
    return exitStatus.done;
  }
  await consent('remove', placeName(target, computerName), input);
  const wish = { onProgress: output.onProgress, signal: surroundings.signal, target };
  return report(input, meant, await remove(place, meant, facts, wish), { facts, findings });
};
