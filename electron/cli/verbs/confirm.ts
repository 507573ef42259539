import { fail } from '#contract/app-error';
import { confirmPending, extendPending } from '#deeds/recover';
import { settleInLedger } from '#deeds/record-in-ledger';
import { settleTakenBack } from '#deeds/taken-back';
import { recordedLine, takenBackLine } from '#texts/ledger.en';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { answerEnd } from '../change-answer';
import { exitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import type { CommonOptions } from '../options';
import { refuseUnable } from '#deeds/refusals';
import { secondsFrom } from '../seconds';
import type { Verb, VerbInput } from '../verb';

export interface ConfirmOptions extends CommonOptions {
  readonly withoutProof?: boolean;
  readonly extend?: string;
}

type Input = VerbInput<ConfirmOptions>;

async function extendIt({ options, place, output, surroundings }: Input): Promise<void> {
  const seconds = secondsFrom(options.extend, '--extend') ?? 0;
  const wish = { onProgress: output.onProgress, signal: surroundings.signal };
  const { undoAt, level } = await extendPending(place, seconds, wish);
  output.line(texts.pendingUntil(undoAt));
  output.answer({ outcome: 'pending', pendingUntil: undoAt, proof: { level, evidence: [] }, findings: [] });
}

/** Keeps the pending change, or gives it more time. */
export const confirmVerb: Verb<ConfirmOptions> = async (input) => {
  const { options, place, ledger, output, surroundings } = input;
  if (options.extend !== undefined && options.withoutProof === true) {
    fail('usage', { problem: 'give either --extend or --without-proof' }, '--extend');
  }
  refuseUnable(await factsOf(input));
  if (options.extend !== undefined) {
    await extendIt(input);
    return exitStatus.done;
  }
  const { withoutProof = false } = options;
  const wish = { withoutProof, onProgress: output.onProgress, signal: surroundings.signal };
  const done = await confirmPending(place, wish);
  const kept = await settleInLedger(place, done, () => ledger);
  const written = kept ?? (await settleTakenBack(place, done, ledger, () => factsOf(input)));
  if (written !== undefined) output.line(kept === undefined ? takenBackLine(written) : recordedLine(written));
  return answerEnd(done, output, written) ?? exitStatus.done;
};
