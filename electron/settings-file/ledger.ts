import { dirname, join, resolve } from 'node:path';
import { AppFailure, fail } from '#contract/app-error';
import { realDisk, type Disk } from './disk';
import { readContent, textOf, withEntry, type LedgerContent } from './ledger-content';
import type { LedgerKey } from './ledger-key';
import type { LedgerEntry, LedgerLine } from './ledger-line';
import { readBounded } from './read-bounded';
import { writeWhole } from './write-whole';

export const ledgerName = 'ledger.jsonl';

/** The ledger lies beside the settings file, which is what a stick is about. */
export const ledgerBeside = (settingsFile: string): string => join(dirname(resolve(settingsFile)), ledgerName);

/** Twenty thousand lines of usual length. */
const mostBytes = 32 * 1024 * 1024;
const mostShown = '32 MB';

async function textIn(file: string): Promise<string> {
  const bytes = await readBounded(file, mostBytes);
  if (bytes.length > mostBytes) return fail('ledger-too-large', { file, most: mostShown });
  // What is no UTF-8 becomes a letter that no line has: the line is altered then, and is named.
  return new TextDecoder('utf-8').decode(bytes);
}

/** The lines of a ledger file. Throws AppFailure `file-unreadable`, `ledger-too-large`. */
export const readLedger = async (file: string): Promise<LedgerContent> => readContent(await textIn(file));

const none: LedgerContent = { lines: [], unreadable: [], isTorn: false };

/**
 * The same of a stick: one that no computer has seen yet has no ledger, and that is an empty one. Only for the ledger
 * beside a settings file: a file that somebody named and that is not there is an error. Throws AppFailure.
 */
export async function readLedgerOrNone(file: string): Promise<LedgerContent> {
  try {
    return await readLedger(file);
  } catch (error) {
    const { appError } = error instanceof AppFailure ? error : {};
    if (appError?.code === 'file-unreadable' && appError.context.reason === 'ENOENT') return none;
    throw error;
  }
}

/**
 * Adds an entry to a ledger file, creating it where it is not there. At every moment the old ledger or the new one is
 * there whole. Throws AppFailure `file-unwritable`, `file-unreadable`, `file-not-read-back`, `ledger-too-large`.
 */
export async function appendToLedger(
  file: string,
  entry: LedgerEntry,
  key: LedgerKey,
  disk: Disk = realDisk,
): Promise<void> {
  const isThere = (await disk.standing(file).catch(() => 'something else')) !== 'nothing';
  const text = isThere ? await textIn(file) : '';
  await writeWhole(file, Buffer.from(withEntry(text, entry, key)), { replace: isThere, disk });
}

const byPlace = (a: LedgerLine, b: LedgerLine): number => a.number - b.number || (a.mac < b.mac ? -1 : 1);

/** The chain that began first comes first. */
const beginOf = (lines: readonly LedgerLine[]): string => lines.map(({ at }) => at).sort()[0] ?? '';

/** The union of the chains of several ledgers: every line once, each chain in its order. Pure. */
export function mergedText(contents: readonly LedgerContent[]): string {
  const lines = contents.flatMap((content) => content.lines.map(({ line }) => line));
  // By all of the text, because a line that somebody altered bears the code of the one that he had.
  const each = [...new Map(lines.map((line) => [JSON.stringify(line), line])).values()];
  const names = [...new Set(each.map(({ chain }) => chain))];
  const chains = names.map((name) => each.filter(({ chain }) => chain === name));
  return textOf(chains.sort((a, b) => (beginOf(a) < beginOf(b) ? -1 : 1)).flatMap((chain) => chain.toSorted(byPlace)));
}
