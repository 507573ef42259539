import { AppFailure } from '#contract/app-error';
import { appendToLedger, ledgerName } from '#settings-file/ledger';
import { withEntry } from '#settings-file/ledger-content';
import type { LedgerKey } from '#settings-file/ledger-key';
import type { LedgerEntry } from '#settings-file/ledger-line';
import type { ChangeReport } from '#transaction/change';
import { readJournal } from '#transaction/journal';
import type { Examined } from './examine';
import { readOwed, rememberLine, writeOwed, type OwedLine } from './owed-lines';
import type { Place } from './place';

/** A ledger on a stick, and what its lines are authenticated with. */
export interface LedgerPlace {
  /** Undefined where the settings came without a place, as by drag and drop: then lines stay on this computer. */
  readonly file: string | undefined;
  readonly key: LedgerKey;
  /** What whoever works here wants to be written down as well; bounded, one line. */
  readonly remark?: string;
  /** Of which policies the settings file is; undefined where that is not known. */
  readonly policyIds?: readonly string[];
}

export type Recorded =
  | { readonly kind: 'written'; readonly file: string }
  /** The stick cannot be written; `file` is on this computer. */
  | { readonly kind: 'written-locally'; readonly file: string; readonly reason: string }
  /** Comes when the change is kept. */
  | { readonly kind: 'promised' }
  /** The change was kept where the passphrase was not at hand: the next opening of the settings file signs the line. */
  | { readonly kind: 'owed'; readonly file: string }
  | { readonly kind: 'not-written'; readonly reason: string };

const mostBytes = 32 * 1024 * 1024;

/** Codes only: nothing that came from a computer, and nothing secret. */
const remarksOf = ({ findings }: Examined): readonly string[] => [
  ...new Set(findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code)),
];

function entryOf(
  examined: Examined,
  { proof }: ChangeReport,
  { key, remark }: Pick<LedgerPlace, 'key' | 'remark'>,
): LedgerEntry {
  const { plan, facts } = examined;
  const { computer, host } = facts;
  return {
    at: new Date().toISOString(),
    computer: computer.computerName,
    ...(computer.machineId.available ? { machineId: key.machineOf(computer.machineId.value) } : {}),
    policy: plan.policyId,
    role: plan.role,
    fingerprint: plan.fingerprint,
    level: proof.level,
    evidence: [...proof.evidence],
    // What a person wrote comes first: of many remarks the last are left out.
    remarks: [...(remark === undefined ? [] : [remark]), ...remarksOf(examined)],
    simulated: host === 'simulated',
  };
}

export const reasonOf = (error: unknown): string =>
  error instanceof AppFailure && 'reason' in error.appError.context
    ? error.appError.context.reason
    : error instanceof AppFailure
      ? error.appError.code
      : String(error);

/** One file for every settings file, so that chains of different secrets do not mix. */
async function recordLocally(
  { files, inMemory }: Place,
  { key }: LedgerPlace,
  entry: LedgerEntry,
  reason: string,
): Promise<Recorded> {
  if (inMemory) return { kind: 'not-written', reason };
  const name = `ledger-${key.id}.jsonl`;
  try {
    await files.write(name, withEntry((await files.read(name, { mostBytes })) ?? '', entry, key));
    return { kind: 'written-locally', file: files.pathOf(name), reason };
  } catch (error) {
    return { kind: 'not-written', reason: `${reason}; here: ${reasonOf(error)}` };
  }
}

/** Adds a line to the ledger on the stick, or to one here where the stick cannot be written. Never throws. */
export async function writeLine(place: Place, ledger: LedgerPlace, entry: LedgerEntry): Promise<Recorded> {
  const recorded = await written(place, ledger, entry);
  if (recorded.kind === 'not-written') return recorded;
  const line = { keyId: ledger.key.id, ledger: ledger.file ?? null, entry };
  // Without it the line is there all the same; only its unsaying then takes the settings file at once.
  await rememberLine(place.files, line).catch(() => undefined);
  return recorded;
}

async function written(place: Place, ledger: LedgerPlace, entry: LedgerEntry): Promise<Recorded> {
  const { file, key } = ledger;
  if (file === undefined) return recordLocally(place, ledger, entry, 'no stick is known');
  try {
    await appendToLedger(file, entry, key);
    return { kind: 'written', file };
  } catch (error) {
    return recordLocally(place, ledger, entry, reasonOf(error));
  }
}

/** What waits to be kept is promised, with the name of the ledger and without any secret. */
async function promised(place: Place, { file, key }: LedgerPlace, entry: LedgerEntry): Promise<Recorded> {
  const changeId = (await readJournal(place.files))?.begun.changeId;
  if (changeId === undefined) return { kind: 'not-written', reason: 'the journal does not name the change' };
  const line: OwedLine = { changeId, keyId: key.id, ledger: file ?? null, state: 'promised', entry };
  // One change at a time: what was promised for another one never came.
  await writeOwed(place.files, [...(await readOwed(place.files)).filter(({ state }) => state !== 'promised'), line]);
  return { kind: 'promised' };
}

/**
 * Writes down on the stick that a computer is done, or here where the stick cannot be written; for a change that waits to
 * be kept, what is to be written down then. Undefined where the change did not end in place, or went into a Group Policy
 * object, which is no computer. Never throws: the computer is done, whatever becomes of the line.
 */
export async function recordInLedger(
  place: Place,
  ledger: LedgerPlace,
  examined: Examined,
  done: ChangeReport,
): Promise<Recorded | undefined> {
  const isThere = done.outcome === 'applied' || done.outcome === 'unchanged' || done.outcome === 'pending';
  if (!isThere || done.error !== undefined || examined.plan.target.kind === 'gpo') return undefined;
  const entry = entryOf(examined, done, ledger);
  try {
    if (done.outcome === 'pending') return await promised(place, ledger, entry);
    await payOwed(place, ledger);
  } catch (error) {
    if (done.outcome === 'pending') return { kind: 'not-written', reason: reasonOf(error) };
  }
  return writeLine(place, ledger, entry);
}

/**
 * The line of a change that has been kept by now: signed where its ledger is at hand, else left for the next opening of
 * the settings file. Undefined where no line was promised. Never throws.
 */
export async function settleInLedger(
  place: Place,
  { outcome, proof, error }: Pick<ChangeReport, 'outcome' | 'proof' | 'error'>,
  ledgerOf: (keyId: string) => LedgerPlace | undefined,
): Promise<Recorded | undefined> {
  if (outcome !== 'applied' || error !== undefined) return undefined;
  try {
    const changeId = (await readJournal(place.files))?.begun.changeId;
    const owed = await readOwed(place.files);
    const line = owed.find((one) => one.changeId === changeId && one.state === 'promised');
    if (line === undefined) return undefined;
    const { level, evidence } = proof;
    const entry = { ...line.entry, at: new Date().toISOString(), level, evidence: [...evidence] };
    const others = owed.filter((one) => one !== line);
    const ledger = ledgerOf(line.keyId);
    await writeOwed(place.files, ledger === undefined ? [...others, { ...line, entry, state: 'kept' }] : others);
    if (ledger !== undefined)
      return await writeLine(place, { ...ledger, file: ledger.file ?? line.ledger ?? undefined }, entry);
    return { kind: 'owed', file: line.ledger ?? ledgerName };
  } catch (problem) {
    return { kind: 'not-written', reason: reasonOf(problem) };
  }
}

/** In a line that was signed after the fact: whoever administers that computer could have altered it meanwhile. */
export const signedLater = 'signed-later';

/** Signs what changes that were kept without the passphrase have left to be written down; answers how many lines. */
export async function payOwed(place: Place, ledger: LedgerPlace): Promise<number> {
  const owed = await readOwed(place.files);
  const due = owed.filter(({ keyId, state }) => keyId === ledger.key.id && state === 'kept');
  for (const [at, line] of due.entries()) {
    const { entry } = line;
    const recorded = await writeLine(place, ledger, { ...entry, remarks: [...entry.remarks, signedLater] });
    if (recorded.kind === 'not-written') return at;
    const paid = JSON.stringify(line);
    const left = (await readOwed(place.files)).filter((one) => JSON.stringify(one) !== paid);
    await writeOwed(place.files, left);
  }
  return due.length;
}
