import { join } from 'node:path';
import { AppFailure, fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import type { LedgerMerged, Rollout, WorkstationDone } from '#contract/stick';
import { compile } from '#compiler/compile';
import { policiesIn, type Sides } from '#settings-file/document';
import { ledgerBeside, mergedText, readLedgerOrNone } from '#settings-file/ledger';
import { checkLedger, type CheckedLedger } from '#settings-file/ledger-check';
import { readContent, type LedgerContent } from '#settings-file/ledger-content';
import { ledgerKeyOf, type LedgerKey } from '#settings-file/ledger-key';
import type { LedgerLine } from '#settings-file/ledger-line';
import { oldestFirst } from '#settings-file/ledger-order';
import { readSettings } from '#settings-file/read';
import { comparable, parseList, rollCall, workstationNames, type Answered } from '#settings-file/workstation-list';
import { writeWhole } from '#settings-file/write-whole';
import { problemWords } from '#texts/ledger.en';
import { kitSettingsName } from './kit-contents';

/** What vouches for the lines of a ledger, and what they should be about. */
export interface Voucher {
  readonly key: LedgerKey;
  readonly sides: Sides;
}

/** From the settings file of a stick. Throws AppFailure. */
export async function voucherOf(folder: string, passphrase: Secret): Promise<Voucher> {
  const file = join(folder, kitSettingsName);
  const { ledgerSecret, sides, seal } = await readSettings(file, passphrase);
  if (ledgerSecret === undefined) return fail('ledger-secret-missing', { file, sealed: seal.kind === 'passphrase' });
  return { key: ledgerKeyOf(ledgerSecret), sides };
}

const ledgerOn = (folder: string): Promise<LedgerContent> =>
  readLedgerOrNone(ledgerBeside(join(folder, kitSettingsName)));

export interface RolloutWish {
  readonly list: { readonly name: string; readonly text: string } | null;
  readonly demo: boolean;
}

/** A text that was no UTF-8 has lost letters on its way: with them every name could be wrong. */
function namesIn({ name, text }: NonNullable<RolloutWish['list']>): readonly string[] {
  if (text.includes('\uFFFD'))
    fail('list-unusable', { file: name, problem: 'it is not UTF-8 text; Excel calls that "CSV UTF-8"' });
  return parseList(Buffer.from(text), name);
}

const workstationLines = (lines: readonly LedgerLine[]): readonly LedgerLine[] =>
  lines.filter(({ role }) => role === 'workstation');

const newestOf = (lines: readonly LedgerLine[]): ReadonlyMap<string, LedgerLine> =>
  new Map(oldestFirst(workstationLines(lines)).map((line) => [comparable(line.computer), line]));

const doneOf = ({ computer, state }: Answered, line: LedgerLine | undefined): WorkstationDone => ({
  computer,
  state,
  level: line?.level ?? null,
  at: line?.at ?? null,
  remarks: line?.remarks ?? [],
  simulated: line?.simulated ?? false,
});

function called(
  { authentic, problems, chains, isTorn, foreign }: CheckedLedger,
  { sides }: Voucher,
  { list, demo }: RolloutWish,
): Rollout {
  const counted = authentic.filter(({ simulated }) => demo || !simulated);
  const { workstation } = sides;
  const fingerprint = workstation === undefined ? undefined : compile(workstation, { kind: 'local' }).fingerprint;
  const { computers, unlisted } = rollCall(
    list === null ? workstationNames(counted) : namesIn(list),
    counted,
    fingerprint,
  );
  const newest = newestOf(counted);
  return {
    policyId: policiesIn(sides)[0]?.id ?? null,
    workstations: computers.map((one) => doneOf(one, newest.get(comparable(one.now ?? one.computer)))),
    unlisted,
    listed: list !== null,
    entries: authentic.length,
    chains: chains.length,
    problems: problems.map(problemWords),
    torn: isTorn,
    foreign: foreign.length,
    simulatedLines: authentic.filter(({ simulated }) => simulated).length,
    demo,
  };
}

/** Each ledger is checked for itself: merging puts lines in their order, and would hide that one was moved. */
function checkedTogether(contents: readonly LedgerContent[], { key }: Voucher): CheckedLedger {
  const whole = checkLedger(readContent(mergedText(contents)), key);
  const each = contents.map((content) => checkLedger(content, key));
  const alone = each.flatMap(({ problems }) =>
    problems.filter(({ kind }) => kind === 'unreadable' || kind === 'reordered' || kind === 'repeated'),
  );
  return { ...whole, problems: [...whole.problems, ...alone], isTorn: each.some(({ isTorn }) => isTorn) };
}

/** Who is done and who is missing, by the ledgers of one stick or several. Throws AppFailure. */
export async function readRollout(folders: readonly string[], voucher: Voucher, wish: RolloutWish): Promise<Rollout> {
  const contents = await Promise.all(folders.map(ledgerOn));
  return called(checkedTogether(contents, voucher), voucher, wish);
}

async function writeMerged(folder: string, text: string): Promise<LedgerMerged> {
  const path = ledgerBeside(join(folder, kitSettingsName));
  const entries = readContent(text).lines.length;
  try {
    await writeWhole(path, Buffer.from(text), { replace: true });
    return { path, entries, error: null };
  } catch (error) {
    if (error instanceof AppFailure) return { path, entries, error: error.appError };
    throw error;
  }
}

/** Writes the union of the ledgers onto every stick, each whole or not at all. Throws AppFailure where one cannot be read. */
export async function mergeOnto(folders: readonly string[]): Promise<readonly LedgerMerged[]> {
  const text = mergedText(await Promise.all(folders.map(ledgerOn)));
  const merged: LedgerMerged[] = [];
  for (const folder of folders) merged.push(await writeMerged(folder, text));
  return merged;
}
