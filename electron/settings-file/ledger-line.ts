import canonicalize from 'canonicalize';
import * as v from 'valibot';
import type { LedgerKey } from './ledger-key';

export const ledgerLevels = ['none', 'stored', 'enforced', 'proved'] as const;

const ledgerFormat = 1;
const mostLetters = 1_000;
/** Far above what an entry can hold. */
export const mostLineLetters = 128 * 1024;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u')));
const entries = {
  /** ISO 8601, UTC, by the clock of that computer. */
  at: v.pipe(text(64), v.isoTimestamp()),
  computer: text(255),
  /** Where the computer could tell it: names come twice, this does not. */
  machineId: v.optional(text(128)),
  policy: text(64),
  role: v.picklist(['server', 'workstation']),
  fingerprint: hex(64),
  level: v.picklist(ledgerLevels),
  evidence: v.pipe(v.array(text(mostLetters + 4)), v.maxLength(32)),
  remarks: v.pipe(v.array(text(mostLetters + 4)), v.maxLength(16)),
  simulated: v.boolean(),
};
const lineSchema = v.strictObject({
  ledger: v.literal(ledgerFormat),
  /** One for every stick. */
  chain: v.pipe(v.string(), v.uuid()),
  /** From 1 on, without a gap. */
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** The `mac` of the line before; of the first one ''. */
  previous: v.union([v.literal(''), hex(64)]),
  key: hex(16),
  ...entries,
  mac: hex(64),
});

/** What one line says beside its place: also where it waits to be signed. */
export const entrySchema = v.strictObject(entries);

/** What happened on one computer. Names no key: there is no member for one. */
export type LedgerEntry = Readonly<Omit<LedgerLine, keyof Link | 'ledger' | 'key' | 'mac'>>;
/** One line of a ledger. Its `mac` covers all other members, `previous` among them. */
export type LedgerLine = Readonly<v.InferOutput<typeof lineSchema>>;

/** Where a line stands in its chain. */
export interface Link {
  readonly chain: string;
  readonly number: number;
  readonly previous: string;
}

const clipped = (one: string): string => (one.length > mostLetters ? `${one.slice(0, mostLetters)} ...` : one);

/** Long evidence must not make a line that nobody reads again. */
const bounded = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  evidence: entry.evidence.slice(0, 32).map(clipped),
  remarks: entry.remarks.slice(0, 16).map(clipped),
});

/** RFC 8785: the same members make the same text, whatever wrote them. */
const covered = ({ mac: _mac, ...rest }: LedgerLine): string => canonicalize(rest) ?? '';

/** A line for an entry, authenticated together with its place in the chain. */
export function lineOf(entry: LedgerEntry, link: Link, key: LedgerKey): LedgerLine {
  const line = { ledger: ledgerFormat, ...link, key: key.id, ...bounded(entry), mac: '' } as const;
  return { ...line, mac: key.macOf(covered(line)) };
}

/** Whether whoever wrote the line knew the secret, and nobody altered it since. */
export const isAuthentic = (line: LedgerLine, key: LedgerKey): boolean => key.macOf(covered(line)) === line.mac;

/** Undefined where the text is no line of a ledger, or one of a newer version. */
export function parseLine(given: string): LedgerLine | undefined {
  if (given.length > mostLineLetters) return undefined;
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(given));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
