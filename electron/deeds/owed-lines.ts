import * as v from 'valibot';
import type { Whose } from '#compiler/names';
import { entrySchema, type LedgerEntry } from '#settings-file/ledger-line';
import type { OwnFiles } from '#transaction/own-files';

/**
 * A line of the ledger that cannot be written yet. `promised`: its change waits to be kept. `kept`: it was kept where the
 * passphrase was not at hand. `written`: no line that waits, but one that a ledger has, so that it can be unsaid when the
 * policy goes. Holds no secret, and vouches for nothing before it is signed.
 */
export interface OwedLine {
  readonly changeId: string;
  /** Which ledger's key signs it: no secret. */
  readonly keyId: string;
  /** Where the ledger was; null where that was not known. */
  readonly ledger: string | null;
  readonly state: 'promised' | 'kept' | 'written';
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
      state: v.picklist(['promised', 'kept', 'written']),
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

/** Whether a line is about a policy. */
export const isOf =
  ({ entry }: OwedLine) =>
  ({ policyId, role }: Whose): boolean =>
    entry.policy === policyId && entry.role === role;

/** No change is meant: its line is in the ledger. */
const noChange = '0'.repeat(12);

/** Remembers what a ledger says of this computer; a line that says that nothing is here needs no unsaying. Throws AppFailure. */
export async function rememberLine(
  files: OwnFiles,
  { keyId, ledger, entry }: Pick<OwedLine, 'keyId' | 'ledger' | 'entry'>,
): Promise<void> {
  const isSame = (line: OwedLine): boolean =>
    line.state === 'written' && line.keyId === keyId && isOf(line)({ policyId: entry.policy, role: entry.role });
  const others = (await readOwed(files)).filter((line) => !isSame(line));
  const line: OwedLine = { changeId: noChange, keyId, ledger, state: 'written', entry };
  // The newest lines are kept, and what waits to be signed is worth more than this.
  await writeOwed(files, entry.level === 'none' ? others : [line, ...others]);
}
