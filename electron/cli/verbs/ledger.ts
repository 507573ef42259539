import { join } from 'node:path';
import type { Command } from 'commander';
import { appError, fail } from '#contract/app-error';
import { compile } from '#compiler/compile';
import { kitSettingsName } from '#deeds/kit-contents';
import { checkLedger, type CheckedLedger } from '#settings-file/ledger-check';
import type { LedgerContent } from '#settings-file/ledger-content';
import { ledgerKeyOf } from '#settings-file/ledger-key';
import type { LedgerLine } from '#settings-file/ledger-line';
import { readSettings, type OpenedSettings } from '#settings-file/read';
import { readList, rollCall, type RollCall } from '#settings-file/workstation-list';
import { ledgerWords as words, problemWords, workstationsOnRequestWords } from '#texts/ledger.en';
import { passphraseFor } from '../ask-secrets';
import { secretsFrom, type Surroundings } from '../context';
import { areWorkstationsOnRequest, finalCommand, serverStage, type ServerStage } from '../server-stage';
import { exitStatus, type ExitStatus } from '../exit-status';
import { beside, isFolder, ledgerAt, type Found } from '../ledger-files';
import { fileName, type CommonOptions } from '../options';
import type { Output } from '../output';
import { inOneLine } from '../visible';
import { mergeLedgers } from './ledger-merge';

export interface LedgerOptions extends CommonOptions {
  readonly out?: string;
  readonly list?: string;
  readonly demo?: boolean;
}

export interface LedgerInput {
  readonly given: readonly string[];
  readonly options: LedgerOptions;
  readonly output: Output;
  readonly surroundings: Surroundings;
}

interface LedgerVerb {
  readonly usage: string;
  readonly summary: string;
  readonly body: (input: LedgerInput) => Promise<ExitStatus>;
}

const usage = (problem: string, path: string): never => fail('usage', { problem }, path);

/** What only `ledger` takes. */
export const withLedgerOptions = (command: Command): Command =>
  command
    .option('--list <file>', 'workstations as CSV: who is done, and who is missing', fileName)
    .option('--out <file>', 'with merge: the file to write', fileName)
    .option('--demo', 'count simulated computers as well');

/** The settings file that was named, else the one on the stick that was. */
async function settingsFileFor({ given: [stick], options }: LedgerInput): Promise<string | undefined> {
  if (options.settings !== undefined || stick === undefined) return options.settings;
  return (await isFolder(stick)) ? join(stick, kitSettingsName) : undefined;
}

async function ledgerFor({ given: [file], options: { settings } }: LedgerInput): Promise<Found> {
  if (file !== undefined) return ledgerAt(fileName(file), settings);
  return settings === undefined
    ? usage('it needs a ledger, a folder with one, or --settings', 'FILE')
    : beside(settings);
}

/** The settings file opened, where a passphrase is given. */
async function settingsFor(input: LedgerInput): Promise<OpenedSettings | undefined> {
  const { passphrase } = await secretsFrom(input.options, input.surroundings);
  const file = await settingsFileFor(input);
  return file === undefined || passphrase === undefined ? undefined : readSettings(file, passphrase);
}

/** The same for what cannot do without: on a terminal the passphrase is asked for. */
async function neededSettingsFor(input: LedgerInput): Promise<OpenedSettings> {
  const { options, surroundings } = input;
  const file = await settingsFileFor(input);
  const given = await secretsFrom(options, surroundings);
  const passphrase = file === undefined ? undefined : await passphraseFor(file, given, options, surroundings);
  return file === undefined || passphrase === undefined
    ? usage('it needs the settings file and its passphrase', '--settings')
    : readSettings(file, passphrase);
}

/** Throws AppFailure `ledger-secret-missing`. */
export function checkedBy({ file, ledgerSecret, seal }: OpenedSettings, content: LedgerContent): CheckedLedger {
  if (ledgerSecret === undefined) return fail('ledger-secret-missing', { file, sealed: seal.kind === 'passphrase' });
  return checkLedger(content, ledgerKeyOf(ledgerSecret));
}

const problemsJson = ({ problems }: CheckedLedger): readonly object[] =>
  problems.map((problem) => ({ ...problem, sentence: problemWords(problem) }));

/** A stick that was prepared anew: nobody altered anything. */
function tellForeign({ foreign }: CheckedLedger, output: Output): void {
  if (foreign.length > 0) output.line(words.foreign(foreign.length));
}

/** Every line, whether it may be relied on or not. */
function table(lines: readonly LedgerLine[], marksOf: (line: LedgerLine) => readonly string[]): readonly string[] {
  const rows = lines.map((line) => {
    const { at, computer, role, policy, level, fingerprint, remarks } = line;
    return [at, computer, role, policy, level, fingerprint.slice(0, 12), [...marksOf(line), ...remarks].join(' ')];
  });
  const all = [words.headings, ...rows.map((row) => row.map(inOneLine))];
  const widths = words.headings.map((_, column) => Math.max(...all.map((row) => Array.from(row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - Array.from(cell).length))
      .join('  ')
      .trimEnd(),
  );
}

async function show(input: LedgerInput): Promise<ExitStatus> {
  const { output } = input;
  const settings = await settingsFor(input);
  const { file, content } = await ledgerFor(input);
  const checked = settings === undefined ? undefined : checkedBy(settings, content);
  const isRefused = (line: LedgerLine): boolean => checked?.authentic.includes(line) === false;
  const isOfOther = (line: LedgerLine): boolean => isRefused(line) && checked?.foreign.includes(line) === true;
  const lines = content.lines.map(({ line }) => line);
  const marksOf = (line: LedgerLine): readonly string[] => [
    ...(isOfOther(line) ? [words.ofOther] : isRefused(line) ? [words.refused] : []),
    ...(line.simulated ? [words.simulated] : []),
  ];
  for (const row of lines.length === 0 ? [words.empty] : table(lines, marksOf)) output.line(row);
  if (content.isTorn) output.line(words.torn);
  if (checked === undefined) output.line(words.unverified);
  if (checked !== undefined) tellForeign(checked, output);
  for (const problem of checked?.problems ?? []) output.line(`- ${problemWords(problem)}`);
  const entries = lines.map((line) => (checked === undefined ? line : { ...line, authentic: !isRefused(line) }));
  const problems = checked === undefined ? [] : problemsJson(checked);
  output.answer({ file, verified: checked !== undefined, torn: content.isTorn, entries, problems });
  return exitStatus.done;
}

/** What every check answers, whole or not. */
const checkJson = (file: string, checked: CheckedLedger): object => ({
  file,
  whole: checked.problems.length === 0,
  torn: checked.isTorn,
  entries: checked.authentic.length,
  chains: checked.chains,
  foreign: checked.foreign.length,
  problems: problemsJson(checked),
});

function tellChecked(checked: CheckedLedger, output: Output): void {
  const { problems, authentic, chains, isTorn } = checked;
  if (problems.length === 0) output.line(words.whole(authentic.length, chains.length));
  if (isTorn) output.line(words.torn);
  tellForeign(checked, output);
  for (const { chain, forked } of chains) if (forked) output.line(words.forked(chain));
}

/** Simulated computers prove nothing; they count in a demonstration that says so. */
function countable(lines: readonly LedgerLine[], { demo }: LedgerOptions): readonly LedgerLine[] {
  const simulated = lines.filter((line) => line.simulated);
  if (simulated.length > 0 && demo !== true) fail('ledger-simulated', { lines: simulated.length });
  return lines;
}

async function rollCallFor(
  list: string,
  settings: OpenedSettings,
  lines: readonly LedgerLine[],
  options: LedgerOptions,
): Promise<RollCall> {
  const { workstation } = settings.sides;
  const fingerprint = workstation === undefined ? undefined : compile(workstation, { kind: 'local' }).fingerprint;
  return rollCall(await readList(list), countable(lines, options), fingerprint);
}

const doneIn = ({ computers }: RollCall): number => computers.filter(({ state }) => state === 'done').length;

/** What a roll call is held against: where the server stands, and what ends the roll-out there. */
interface Server {
  readonly stage: ServerStage;
  readonly command: string;
  /** By the settings file itself: the end on the server does not end it there. */
  readonly workstationsOnRequest: boolean;
}

const serverOf = (
  settings: OpenedSettings,
  { authentic }: CheckedLedger,
  { options, surroundings }: LedgerInput,
): Server => ({
  stage: serverStage(settings, authentic),
  command: finalCommand(settings, options, surroundings),
  workstationsOnRequest: areWorkstationsOnRequest(settings.sides),
});

function rollCallJson(called: RollCall, server: Server, demo: boolean): object {
  const { stage, command, workstationsOnRequest } = server;
  const { computers, unlisted } = called;
  const done = doneIn(called);
  return {
    demo,
    workstations: {
      total: computers.length,
      done,
      proved: computers.filter(({ state, proved }) => state === 'done' && proved).length,
      missing: computers.filter(({ state }) => state !== 'done').map(({ computer }) => computer),
      computers,
      unlisted,
    },
    ready: done === computers.length,
    gate: words.gate(done, computers.length, stage),
    server: stage,
    workstationsOnRequest,
    ...(done === computers.length && stage !== 'final' ? { command } : {}),
  };
}

function tellRollCall(called: RollCall, { stage, command, workstationsOnRequest }: Server, output: Output): void {
  const { computers, unlisted } = called;
  for (const { computer, state, proved: isProved, at, now, sameName, takenBack } of computers) {
    const isDone = state === 'done' && isProved;
    const stateWords = takenBack === true ? words.takenBack : isDone ? words.proved : words.states[state];
    output.line(`  ${computer}: ${stateWords}${at === undefined ? '' : ` (${at})`}`);
    if (now !== undefined) output.line(`    ${words.renamed(now)}`);
    if (sameName !== undefined) output.line(`    ${words.sameName(sameName)}`);
  }
  if (unlisted.length > 0) output.line(words.unlisted(unlisted));
  const proved = computers.filter((one) => one.state === 'done' && one.proved).length;
  if (doneIn(called) > 0) output.line(words.inForce(doneIn(called), computers.length, proved));
  output.line(words.gate(doneIn(called), computers.length, stage));
  if (stage !== 'final') output.line(words.server[stage]);
  if (stage !== 'final' && doneIn(called) === computers.length) output.line(words.command(command));
  if (workstationsOnRequest) output.line(workstationsOnRequestWords);
}

async function check(input: LedgerInput): Promise<ExitStatus> {
  const { options, output } = input;
  const settings = await neededSettingsFor(input);
  const { file, content } = await ledgerFor(input);
  const checked = checkedBy(settings, content);
  const called =
    options.list === undefined ? undefined : await rollCallFor(options.list, settings, checked.authentic, options);
  tellChecked(checked, output);
  if (called !== undefined && options.demo === true) output.line(words.demo);
  const server = serverOf(settings, checked, input);
  if (called !== undefined) tellRollCall(called, server, output);
  const fields = {
    ...checkJson(file, checked),
    ...(called === undefined ? {} : rollCallJson(called, server, options.demo === true)),
  };
  if (checked.problems.length > 0) {
    output.error(appError('ledger-not-whole', { file, problems: checked.problems.map(problemWords) }), fields);
    return exitStatus.badInput;
  }
  output.answer(fields);
  return called === undefined || doneIn(called) === called.computers.length ? exitStatus.done : exitStatus.difference;
}

/** `ledger` and what it can do with the record on a stick. None of it looks at a computer. */
export const ledgerVerbs: readonly LedgerVerb[] = [
  { usage: 'show [FILE]', summary: 'what was done where; FILE is a ledger or a stick', body: show },
  { usage: 'check [FILE]', summary: 'whether every chain of it is whole; with --list, who is missing', body: check },
  {
    usage: 'merge <FILES...>',
    summary: 'the union of several ledgers, or of several sticks (--out)',
    body: mergeLedgers,
  },
];
