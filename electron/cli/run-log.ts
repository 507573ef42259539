import { closeSync, fstatSync, lstatSync, openSync, readSync, writeSync } from 'node:fs';
import { fail } from '#contract/app-error';
import { flagsOf, NotPlain, reasonOf, codeOf, requireWritable } from '#transaction/plain-file';

/** One thing that happened: names, codes, states and sentences. Never a secret, never the arguments. */
export type LogEntry = Readonly<Record<string, string | number | boolean | object>>;

export type RunLog = (entry: LogEntry) => void;

/** One message of Windows may be long; a line that cannot be read in a viewer helps nobody. */
const mostLetters = 4_000;
const mostItems = 200;
/** Of one file, over all runs. */
const mostBytes = 32 * 1024 * 1024;

const clipped = (_: string, value: unknown): unknown => {
  if (typeof value === 'string' && value.length > mostLetters) return `${value.slice(0, mostLetters)} ...`;
  return Array.isArray(value) && value.length > mostItems ? value.slice(0, mostItems) : value;
};

function openAppending(file: string): number {
  try {
    return openSync(file, flagsOf.appending);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return openSync(file, flagsOf.creating, 0o600);
  }
}

/** Windows has no flag for not following a link: there it is looked for before. */
function lookBefore(file: string): void {
  const stats = process.platform === 'win32' ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
  if (stats !== undefined) requireWritable(stats);
}

/** Opened anew for each line, and looked at each time: nobody can put a link there in the middle. */
function appendLine(file: string, line: string): void {
  lookBefore(file);
  const opened = openAppending(file);
  try {
    const stats = fstatSync(opened);
    requireWritable(stats);
    if (stats.size + line.length > mostBytes) throw new NotPlain('it has reached 32 MB');
    const bytes = Buffer.from(line, 'utf8');
    for (let at = 0; at < bytes.length;) at += writeSync(opened, bytes, at);
  } finally {
    closeSync(opened);
  }
}

/** Whether a run before was ended in the middle of a line. */
function endsTorn(file: string): boolean {
  lookBefore(file);
  const opened = openReading(file);
  if (opened === undefined) return false;
  try {
    const stats = fstatSync(opened);
    requireWritable(stats);
    const last = Buffer.alloc(1);
    return stats.size > 0 && readSync(opened, last, 0, 1, stats.size - 1) === 1 && last.toString() !== '\n';
  } finally {
    closeSync(opened);
  }
}

function openReading(file: string): number | undefined {
  try {
    return openSync(file, flagsOf.reading);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The log of `--log`: one JSON object a line, with the time in UTC, appended. A file that cannot be written, that is a
 * link or has a second name, or that has reached 32 MB, is said before anything begins (AppFailure `file-unwritable`);
 * a disk that fills up later must not stop a change half way.
 */
export function openRunLog(file: string | undefined, now: () => Date = () => new Date()): RunLog {
  if (file === undefined) return () => undefined;
  const lineOf = (entry: LogEntry): string => `${JSON.stringify({ time: now().toISOString(), ...entry }, clipped)}\n`;
  try {
    const begin = endsTorn(file) ? '\n' : '';
    appendLine(file, `${begin}${lineOf({ event: 'log-opened' })}`);
  } catch (error) {
    return fail('file-unwritable', { file, reason: reasonOf(error) });
  }
  return (entry) => {
    try {
      appendLine(file, lineOf(entry));
    } catch {
      return;
    }
  };
}
