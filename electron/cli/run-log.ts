import { appendFileSync } from 'node:fs';
import { fail } from '#contract/app-error';

/** One thing that happened: names, codes, states and sentences. Never a secret, never the arguments. */
export type LogEntry = Readonly<Record<string, string | number | boolean | object>>;

export type RunLog = (entry: LogEntry) => void;

/**
 * The log of `--log`: one JSON object a line, with the time in UTC, appended. A file that cannot be written is said
 * before anything begins (AppFailure); a disk that fills up later must not stop a change half way.
 */
export function openRunLog(file: string | undefined, now: () => Date = () => new Date()): RunLog {
  if (file === undefined) return () => undefined;
  const append = (entry: LogEntry): void => {
    appendFileSync(file, `${JSON.stringify({ time: now().toISOString(), ...entry })}\n`, { mode: 0o600 });
  };
  try {
    append({ event: 'log-opened' });
  } catch (error) {
    return fail('file-unwritable', { file, reason: codeOf(error) });
  }
  return (entry) => {
    try {
      append(entry);
    } catch {
      return;
    }
  };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
