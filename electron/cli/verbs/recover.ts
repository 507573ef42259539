import { settleInLedger } from '#deeds/record-in-ledger';
import { recover } from '#deeds/recover';
import { settleTakenBack } from '#deeds/taken-back';
import { takenBackLine, recordedLine } from '#texts/ledger.en';
import { orphanUndos, unfinishedOn } from '#deeds/unfinished';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { errorSentences } from '#texts/error-sentences.en';
import { changeUnderWay } from '#transaction/change-lock';
import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { answerEnd, statusOfEnd } from '../change-answer';
import { consent } from '../consent';
import { factsOf } from '../facts-of';
import type { CommonOptions } from '../options';
import type { Verb, VerbInput } from '../verb';
import { refuseUnable } from '#deeds/refusals';

export interface RecoverOptions extends CommonOptions {
  readonly keep?: boolean;
}

/** What there is to recover, in words; nothing where there is nothing to ask about. */
async function toRecover({ place }: VerbInput, facts: Facts): Promise<string | undefined> {
  try {
    // What another copy does just now is not left behind; that copy is said, and not what it has armed.
    if (await changeUnderWay(place.files)) return undefined;
    const unfinished = await unfinishedOn(place, facts);
    if (unfinished !== undefined) return texts.unfinished(unfinished);
    const tasks = await orphanUndos(place, { kind: 'finished' }, facts);
    return tasks.length === 0 ? undefined : texts.orphans(tasks);
  } catch (error) {
    // A journal that says nothing of this computer is put aside, and that is asked for as well.
    if (error instanceof AppFailure) return errorSentences(error.appError).happened;
    throw error;
  }
}

/** Ends an interrupted change: undoes it, or keeps it where all of it is in place. */
export const recoverVerb: Verb<RecoverOptions> = async (input) => {
  const { options, place, ledger, output, surroundings } = input;
  const facts = await factsOf(input);
  refuseUnable(facts);
  const unfinished = await toRecover(input, facts);
  if (unfinished !== undefined) {
    output.line(unfinished);
    await consent('recover', facts.computer.computerName, input);
  }
  const wish = { onProgress: output.onProgress, signal: surroundings.signal };
  const done = await recover(place, options.keep === true ? 'keep' : 'undo', wish);
  const kept = options.keep === true ? await settleInLedger(place, done, () => ledger) : undefined;
  const undone = kept ?? (await settleTakenBack(place, done, ledger, () => factsOf(input)));
  if (undone !== undefined) output.line(kept === undefined ? takenBackLine(undone) : recordedLine(undone));
  return answerEnd(done, output, undone) ?? statusOfEnd(done);
};
