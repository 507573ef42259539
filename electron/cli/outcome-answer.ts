import type { CertificatesPlayed } from '#host/simulation/connect';
import type { DecidingRules } from '#negotiation/deciding-rules';
import type { KeyAgreement } from '#negotiation/end';
import type { Mismatch } from '#negotiation/mismatches';
import type { AuthenticationKind, Outcome } from '#negotiation/outcome';
import { commandLineTexts as texts } from '#texts/command-line.en';
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
  /** Of two simulated computers: whether certificates of their files were looked at. */
  readonly certificates?: CertificatesPlayed;
  /** Told in words only where there are several to choose from. */
  readonly rules: DecidingRules;
}

/** The words of `--auth`. */
const authWords: Readonly<Record<AuthenticationKind, string>> = {
  'pre-shared-key': 'psk',
  'kerberos-v5': 'kerberos',
  certificate: 'certificate',
  other: 'other',
};

/** Main mode may be up although quick mode failed. */
function mainModeJson(outcome: Outcome): object {
  if (outcome.kind !== 'refused' || outcome.reached === undefined) return {};
  const { mainMode, authentication } = outcome.reached;
  return { mainMode, authentication: authWords[authentication] };
}

function outcomeJson(outcome: Outcome): object {
  if (outcome.kind !== 'secured') {
    const after = outcome.kind === 'clear-text' && outcome.after !== undefined ? { after: outcome.after } : {};
    return { outcome: outcome.kind, reason: outcome.why, ...after, ...mainModeJson(outcome) };
  }
  const { mainMode, quickMode, pfs, authentication, encrypted } = outcome;
  return { outcome: outcome.kind, mainMode, quickMode, pfs, authentication: authWords[authentication], encrypted };
}

const inOneParagraph = (outcome: Outcome): string => {
  const { happened, stateNow, whatNext } = outcomeSentences(outcome);
  return `${comparisonWords.outcomes[outcome.kind]}: ${happened} ${stateNow} ${whatNext}`;
};

const nobody = '-';
const listed = (names: readonly string[]): string => (names.length === 0 ? nobody : names.join(' / '));

function tell(answered: Answered, output: Output): void {
  const { keys, mismatches, certificates, rules } = answered;
  const [outcome, ...otherwise] = answered.outcomes;
  output.line(inOneParagraph(outcome));
  if (rules.several) output.line(comparisonWords.rules(listed(rules.from), listed(rules.to)));
  for (const other of otherwise) output.line(`${comparisonWords.otherwise} ${inOneParagraph(other)}`);
  output.line(comparisonWords.keys[keys]);
  if (certificates === 'taken-to-be-there') output.line(texts.simulated.certificatesTaken);
  for (const mismatch of mismatches) {
    const { happened, stateNow, whatNext } = mismatchSentences(mismatch);
    output.line(`- ${happened} ${stateNow} ${whatNext}`);
  }
}

/** Says it in words and as JSON; secured is success, everything else a difference. */
export function answerOutcome(answered: Answered, output: Output): ExitStatus {
  const { outcomes, keys, mismatches, certificates, rules } = answered;
  const [outcome, ...otherwise] = outcomes;
  tell(answered, output);
  output.answer({
    ...outcomeJson(outcome),
    keys,
    ...(certificates === undefined ? {} : { certificates }),
    ...outcomeSentences(outcome),
    rules: { from: rules.from, to: rules.to },
    mismatches: mismatches.map((mismatch) => ({ ...mismatch, ...mismatchSentences(mismatch) })),
    otherwise: otherwise.map(outcomeJson),
  });
  return outcome.kind === 'secured' ? exitStatus.done : exitStatus.difference;
}
