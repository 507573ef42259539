import { recover } from '#deeds/recover';
import { unfinishedOn } from '#deeds/unfinished';
import { commandLineTexts as texts } from '#texts/command-line.en';
import type { UnfinishedChange } from '#contract/unfinished';
import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { answerEnd, statusOfEnd } from '../change-answer';
import { consent } from '../consent';
import { factsOf } from '../facts-of';
import type { CommonOptions } from '../options';
import type { Verb, VerbInput } from '../verb';
import { refuseUnable } from '../refuse-unable';

export interface RecoverOptions extends CommonOptions {
  readonly keep?: boolean;
}

/** A journal that says nothing of this computer has nothing to show before consent; `recover` itself says so. */
async function toRecover({ place }: VerbInput, facts: Facts): Promise<UnfinishedChange | undefined> {
  try {
    return await unfinishedOn(place, facts);
  } catch (error) {
    if (error instanceof AppFailure) return undefined;
    throw error;
  }
}

/** Ends an interrupted change: undoes it, or keeps it where all of it is in place. */
export const recoverVerb: Verb<RecoverOptions> = async (input) => {
  const { options, place, output, surroundings } = input;
  const facts = await factsOf(input);
  refuseUnable(facts);
  const unfinished = await toRecover(input, facts);
  if (unfinished !== undefined) {
    output.line(texts.unfinished(unfinished));
    await consent('recover', facts.computer.computerName, input);
  }
  const wish = { onProgress: output.onProgress, signal: surroundings.signal };
  const done = await recover(place, options.keep === true ? 'keep' : 'undo', wish);
  return answerEnd(done, output) ?? statusOfEnd(done);
};
