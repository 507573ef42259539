import { fail } from '#contract/app-error';
import { mergedText } from '#settings-file/ledger';
import { checkLedger, type LedgerProblem } from '#settings-file/ledger-check';
import { readContent } from '#settings-file/ledger-content';
import { ledgerKeyOf, type LedgerKey } from '#settings-file/ledger-key';
import { readSettings } from '#settings-file/read';
import { writeWhole } from '#settings-file/write-whole';
import { ledgerWords as words, problemWords } from '#texts/ledger.en';
import { secretsFrom } from '../context';
import { exitStatus, type ExitStatus } from '../exit-status';
import { ledgerAt, type Found } from '../ledger-files';
import { fileName } from '../options';
import type { Output } from '../output';
import type { LedgerInput } from './ledger';

const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

/** A problem, and the ledger that it is in; its line counts there. */
type ProblemIn = LedgerProblem & { readonly file: string };

/** A settings file that was named by mistake would vanish in the union without a word. */
function refuseNoLedger({ file, content: { lines, unreadable } }: Found): void {
  if (lines.length === 0 && unreadable.length > 0) usage(`${file} is no ledger: none of its lines is one`, 'FILES');
}

const leftOutOf = ({ content: { unreadable, isTorn } }: Found): number => unreadable.length + (isTorn ? 1 : 0);

/**
 * Each ledger for itself, because merging puts lines in their order and would hide that one was moved; only whether one is
 * missing shows in the union.
 */
function problemsIn(
  inputs: readonly Found[],
  { file: out, content: union }: Found,
  key: LedgerKey,
): readonly ProblemIn[] {
  const alone = inputs.flatMap(({ file, content }) =>
    checkLedger(content, key)
      .problems.filter(({ kind }) => kind !== 'missing')
      .map((problem) => ({ ...problem, file })),
  );
  const missing = checkLedger(union, key).problems.filter(({ kind }) => kind === 'missing');
  return [...alone, ...missing.map((problem) => ({ ...problem, file: out }))];
}

/** Undefined where the settings file or its passphrase was not given. */
async function keyFor({ options, surroundings }: LedgerInput): Promise<LedgerKey | undefined> {
  const { passphrase } = await secretsFrom(options, surroundings);
  if (passphrase === undefined || options.settings === undefined) return undefined;
  const { file, ledgerSecret, seal } = await readSettings(options.settings, passphrase);
  return ledgerSecret === undefined
    ? fail('ledger-secret-missing', { file, sealed: seal.kind === 'passphrase' })
    : ledgerKeyOf(ledgerSecret);
}

const inputJson = (input: Found): object => ({
  file: input.file,
  entries: input.content.lines.length,
  leftOut: leftOutOf(input),
});

interface Merged {
  readonly inputs: readonly Found[];
  readonly union: Found;
  /** Undefined where nothing could be verified. */
  readonly checked: { readonly problems: readonly ProblemIn[]; readonly foreign: number } | undefined;
}

function tellMerged({ inputs, union, checked }: Merged, output: Output): void {
  output.line(words.merged(union.file, union.content.lines.length));
  for (const one of inputs) if (leftOutOf(one) > 0) output.line(words.leftOut(one.file, leftOutOf(one)));
  if (checked === undefined) output.line(words.unverified);
  if (checked !== undefined && checked.foreign > 0) output.line(words.foreign(checked.foreign));
  for (const problem of checked?.problems ?? []) output.line(`- ${problem.file}: ${problemWords(problem)}`);
}

const mergedJson = ({ inputs, union, checked }: Merged): object => ({
  file: union.file,
  entries: union.content.lines.length,
  leftOut: inputs.reduce((sum, one) => sum + leftOutOf(one), 0),
  verified: checked !== undefined,
  foreign: checked?.foreign ?? 0,
  inputs: inputs.map(inputJson),
  problems: (checked?.problems ?? []).map((problem) => ({ ...problem, sentence: problemWords(problem) })),
});

/** Writes the union of several ledgers; says what is wrong with each of them, and what of it was left out. */
export async function mergeLedgers(input: LedgerInput): Promise<ExitStatus> {
  const { given, options, output } = input;
  const out = options.out ?? usage('it needs --out FILE', '--out');
  const key = await keyFor(input);
  const inputs = await Promise.all(given.map((one) => ledgerAt(fileName(one), options.settings)));
  for (const one of inputs) refuseNoLedger(one);
  const text = mergedText(inputs.map(({ content }) => content));
  const union = { file: out, content: readContent(text) };
  const foreignBy = (by: LedgerKey): number => checkLedger(union.content, by).foreign.length;
  const checked = key && { problems: problemsIn(inputs, union, key), foreign: foreignBy(key) };
  await writeWhole(out, Buffer.from(text), { replace: options.yes === true });
  const merged = { inputs, union, checked };
  tellMerged(merged, output);
  output.answer(mergedJson(merged));
  return exitStatus.done;
}
