/**
 * What the documentation leaves open and what real daemons do differently. A run of the model asks; every answer is
 * followed, so that all outcomes are known and the program can show the worse.
 */
export type OpenQuestion =
  /** Which of two equally narrow rules counts. */
  | 'rule-of-initiator'
  | 'rule-of-responder'
  | 'main-mode-of-initiator'
  | 'main-mode-of-responder'
  /** Whether a rule counts for a connection only as it is written, or at either end of it. */
  | 'rule-ends'
  /** Whose order of offers decides. */
  | 'order'
  /** Which phase-1 set counts where the IPsec rule and the main-mode rule name different ones. */
  | 'phase1-set'
  /** What `-KeyModule Default` means: it changed in Windows 11 24H2 and Server 2025. */
  | 'default-key-module'
  /** What Windows offers where no main-mode set is named. */
  | 'built-in-main-mode'
  /** Whether a main-mode set may hold several DH groups. */
  | 'mixed-groups'
  /** Whether the next method is tried when the first common one fails. */
  | 'failed-authentication'
  /** Which of several certificates of one authority is shown, where the rule does not pick by name. */
  | 'certificate-of-initiator'
  | 'certificate-of-responder'
  /** Whether a name that stands for a root on one side is the same authority below it on the other. */
  | 'authority-type'
  /** What IKEv2 makes of a rule without a certificate. */
  | 'ikev2-without-certificate'
  /** Whether IKEv1's responder takes a filter that is wider than its own. */
  | 'wider-filter';

/** Answers one question; the same question has the same answer throughout a run. */
export type Choose = <T>(question: OpenQuestion, options: readonly [T, ...T[]]) => T;

/** Above what any pair of policies asks; a store full of equal rules ends here. */
const MOST_RUNS = 256;

/** Runs something once for every combination of answers that it asks for; first options first. */
export function everyRun<T>(run: (choose: Choose) => T): readonly T[] {
  const results: T[] = [];
  const waiting: ReadonlyMap<OpenQuestion, number>[] = [new Map()];
  for (let given = waiting.shift(); given !== undefined && results.length < MOST_RUNS; given = waiting.shift()) {
    const answers = new Map(given);
    results.push(
      run((question, options) => {
        const [first, ...others] = options;
        if (!answers.has(question)) {
          others.forEach((_, at) => waiting.push(new Map(answers).set(question, at + 1)));
          answers.set(question, 0);
        }
        return options[answers.get(question) ?? 0] ?? first;
      }),
    );
  }
  return results;
}
