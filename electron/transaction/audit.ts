import * as v from 'valibot';
import type { HostKind } from '#contract/facts';
import { auditFile, filesKept, mostAuditBytes, readLimit, rotateAudit, rotatedFile } from './audit-rotation';
import type { JournalEntry } from './journal-entry';
import type { OwnFiles } from './own-files';

/** Who works where. */
export interface Who {
  /** As Windows names the account: `DOMAIN\user`. */
  readonly account: string;
  readonly computer: string;
  readonly host: HostKind;
}

/** What a journal tells, and that a change was refused before it had one. */
export type AuditEventKind = 'begun' | 'refused' | JournalEntry['kind'];

/** One thing that happened: names and words only. There is no place for a parameter, so none for a key. */
export interface AuditEvent {
  readonly event: AuditEventKind;
  readonly verb: string;
  /** `id (role)` of each. */
  readonly policies: readonly string[];
  readonly fingerprint?: string;
  readonly step?: string;
  readonly cmdlet?: string;
  readonly result?: string;
  readonly level?: string;
}

export interface AuditTrail {
  /** On the disk when it resolves. Throws AppFailure `file-unwritable`: whether to go on is the caller's decision. */
  record(event: AuditEvent): Promise<void>;
}

/** A line stays readable, whatever a message of Windows holds. */
const mostLetters = 1_000;
const mostPolicies = 64;

const clipped = (text: string): string => (text.length > mostLetters ? `${text.slice(0, mostLetters)} ...` : text);
/** JSON leaves out what is undefined. */
const clippedIfAny = (text: string | undefined): string | undefined => (text === undefined ? undefined : clipped(text));

/** Field by field: whatever else an object may carry stays out. */
const lineOf = (at: Date, { account, computer, host }: Who, event: AuditEvent): string =>
  `${JSON.stringify({
    at: at.toISOString(),
    who: clipped(account),
    computer: clipped(computer),
    host,
    simulated: host === 'simulated',
    verb: clipped(event.verb),
    event: event.event,
    policies: event.policies.slice(0, mostPolicies).map(clipped),
    fingerprint: clippedIfAny(event.fingerprint),
    step: clippedIfAny(event.step),
    cmdlet: clippedIfAny(event.cmdlet),
    result: clippedIfAny(event.result),
    level: clippedIfAny(event.level),
  })}\n`;

/**
 * The audit trail in the program's own folder: `audit.jsonl`, one JSON object a line, append-only, put aside at 1 MB,
 * five full files kept. Never a secret. After a line that was torn the next one begins anew.
 */
export function auditTrail(files: OwnFiles, who: Who, now: () => Date = () => new Date()): AuditTrail {
  return {
    record: async (event) => {
      const at = now();
      const before = (await files.read(auditFile, readLimit)) ?? '';
      const isFull = Buffer.byteLength(before) >= mostAuditBytes;
      if (isFull) await rotateAudit(files, at);
      const isTorn = before !== '' && !before.endsWith('\n');
      await files.append(auditFile, `${isTorn && !isFull ? '\n' : ''}${lineOf(at, who, event)}`);
    },
  };
}

const text = v.pipe(v.string(), v.maxLength(mostLetters + 4));
const lineSchema = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  who: text,
  computer: text,
  host: v.picklist(['powershell', 'simulated']),
  simulated: v.boolean(),
  verb: text,
  /** Not a closed list: a newer version may know more. */
  event: text,
  policies: v.pipe(v.array(text), v.maxLength(mostPolicies)),
  fingerprint: v.optional(text),
  step: v.optional(text),
  cmdlet: v.optional(text),
  result: v.optional(text),
  level: v.optional(text),
});

/** One line as it was read. */
export type AuditLine = Readonly<v.InferOutput<typeof lineSchema>>;

export interface AuditReading {
  /** Oldest first. */
  readonly lines: readonly AuditLine[];
  /** How many lines among them are torn or not ours; they are left out, and left where they are. */
  readonly unreadable: number;
}

function parseLine(line: string): AuditLine | undefined {
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The newest lines of the trail, `most` of them, for a person. Throws AppFailure `file-unreadable`. */
export async function readAudit(files: OwnFiles, most: number): Promise<AuditReading> {
  let newest: readonly string[] = [];
  const names = [auditFile, ...Array.from({ length: filesKept }, (_, at) => rotatedFile(at + 1))];
  for (const name of names) {
    if (newest.length >= most) break;
    const content = (await files.read(name, readLimit)) ?? '';
    newest = [...content.split('\n').filter((line) => line !== ''), ...newest];
  }
  const read = (most > 0 ? newest.slice(-most) : []).map(parseLine);
  const lines = read.filter((line) => line !== undefined);
  return { lines, unreadable: read.length - lines.length };
}
