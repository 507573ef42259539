import type { KeyAgreement } from '#negotiation/end';
import type { Mismatch } from '#negotiation/mismatches';
import type { AuthenticationKind, Outcome } from '#negotiation/outcome';
import { comparisonWords, outcomeSentences } from '#texts/negotiation.en';
import { mismatchSentences } from '#texts/negotiation-mismatches.en';
import { exitStatus, type ExitStatus } from './exit-status';
import type { Output } from './output';

/** What `compare` and `simulate connect` have found. */
export interface Answered {
  /** The most harmful of what can happen comes first. */
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  readonly keys: KeyAgreement;
  readonly mismatches: readonly Mismatch[];
}

/** The words of `--auth`. */
const authWords: Readonly<Record<AuthenticationKind, string>> = {
  'pre-shared-key': 'psk',
  'kerberos-v5': 'kerberos',
  certificate: 'certificate',
  other: 'other',
};

function outcomeJson(outcome: Outcome): object {
  if (outcome.kind !== 'secured') {
    const after = outcome.kind === 'clear-text' && outcome.after !== undefined ? { after: outcome.after } : {};
    return { outcome: outcome.kind, reason: outcome.why, ...after };
  }
  const { mainMode, quickMode, pfs, authentication, encrypted } = outcome;
  return { outcome: outcome.kind, mainMode, quickMode, pfs, authentication: authWords[authentication], encrypted };
}

const inOneParagraph = (outcome: Outcome): string => {
  const { happened, stateNow, whatNext } = outcomeSentences(outcome);
  return `${comparisonWords.outcomes[outcome.kind]}: ${happened} ${stateNow} ${whatNext}`;
};

function tell({ outcomes: [outcome, ...otherwise], keys, mismatches }: Answered, output: Output): void {
  output.line(inOneParagraph(outcome));
  for (const other of otherwise) output.line(`${comparisonWords.otherwise} ${inOneParagraph(other)}`);
  output.line(comparisonWords.keys[keys]);
  for (const mismatch of mismatches) {
    const { happened, stateNow, whatNext } = mismatchSentences(mismatch);
    output.line(`- ${happened} ${stateNow} ${whatNext}`);
  }
}

/** Says it in words and as JSON; secured is success, everything else a difference. */
export function answerOutcome(answered: Answered, output: Output): ExitStatus {
  const { outcomes, keys, mismatches } = answered;
  const [outcome, ...otherwise] = outcomes;
  tell(answered, output);
  output.answer({
    ...outcomeJson(outcome),
    keys,
    ...outcomeSentences(outcome),
    mismatches: mismatches.map((mismatch) => ({ ...mismatch, ...mismatchSentences(mismatch) })),
    otherwise: otherwise.map(outcomeJson),
  });
  return outcome.kind === 'secured' ? exitStatus.done : exitStatus.difference;
}
