import * as v from 'valibot';
import { entrySchema, type LedgerEntry } from '#settings-file/ledger-line';
import type { OwnFiles } from '#transaction/own-files';

/**
 * A line of the ledger that cannot be written yet. `promised`: its change waits to be kept. `kept`: it was kept where the
 * passphrase was not at hand. Holds no secret, and vouches for nothing before it is signed.
 */
export interface OwedLine {
  readonly changeId: string;
  /** Which ledger's key signs it: no secret. */
  readonly keyId: string;
  /** Where the ledger was; null where that was not known. */
  readonly ledger: string | null;
  readonly state: 'promised' | 'kept';
  readonly entry: LedgerEntry;
}

const fileName = 'ledger-owed.json';
const mostBytes = 1024 * 1024;
/** A computer is changed a few times in its life. */
const mostLines = 64;

const schema = v.pipe(
  v.array(
    v.strictObject({
      changeId: v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/u)),
      keyId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
      ledger: v.nullable(v.pipe(v.string(), v.maxLength(4_096))),
      state: v.picklist(['promised', 'kept']),
      entry: entrySchema,
    }),
  ),
  v.maxLength(mostLines),
);

/** What is owed; a file that nobody can read owes nothing, because no line in it could be believed. Throws AppFailure. */
export async function readOwed(files: OwnFiles): Promise<readonly OwedLine[]> {
  const text = await files.read(fileName, { mostBytes });
  try {
    const parsed = v.safeParse(schema, JSON.parse(text ?? '[]'));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}

/** The newest lines only. Throws AppFailure. */
export async function writeOwed(files: OwnFiles, lines: readonly OwedLine[]): Promise<void> {
  if (lines.length === 0) await files.remove(fileName);
  else await files.write(fileName, JSON.stringify(lines.slice(-mostLines)));
}
