import { randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import { fail } from '#contract/app-error';
import type { OwnFiles } from './own-files';

const fileName = 'changing.lock';
const mostBytes = 128;
/** Both clocks are read one after the other, and one of them counts whole seconds. */
const inaccuracyMs = 5_000;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const textOf = (files: OwnFiles, name = fileName): Promise<string | undefined> => files.read(name, { mostBytes });

/** After a crash of the computer the number of the process that held the lock belongs to another one soon. */
function isFromBeforeStart(moment: string | undefined): boolean {
  const startedMs = Date.now() - uptime() * 1_000;
  return Date.parse(moment ?? '') < startedMs - inaccuracyMs;
}

/** The lock of a copy that died is worth nothing; neither is a file that no copy of this program has written. */
function isStale(text: string | undefined): boolean {
  const [number, , moment] = text?.split(' ') ?? [];
  const pid = Number(number);
  return !Number.isInteger(pid) || pid <= 0 || !alive(pid) || isFromBeforeStart(moment);
}

/**
 * Two copies may find the same stale lock, and the slower one must not clear away what the faster one has just taken:
 * the file is put aside first, and only what was found stale is thrown away.
 */
async function clearAway(files: OwnFiles, stale: string | undefined): Promise<void> {
  const aside = `${fileName}.${randomUUID()}`;
  if (!(await files.rename(fileName, aside))) return;
  const taken = await textOf(files, aside);
  if (taken !== undefined && taken !== stale) await files.createNew(fileName, taken);
  await removeQuietly(files, aside);
}

/** Whether this copy holds the lock now. */
async function take(files: OwnFiles, mark: string): Promise<boolean> {
  if (await files.createNew(fileName, mark)) return true;
  const found = await textOf(files);
  if (!isStale(found)) return false;
  await clearAway(files, found);
  return files.createNew(fileName, mark);
}

/** What cannot be removed is stale as soon as this process has ended. */
async function removeQuietly(files: OwnFiles, name: string): Promise<void> {
  try {
    await files.remove(name);
  } catch {
    return;
  }
}

/** Only our own: by now it may be somebody else's. */
async function release(files: OwnFiles, mark: string): Promise<void> {
  const there = await textOf(files).catch(() => undefined);
  if (there === mark) await removeQuietly(files, fileName);
}

/** Runs a change while no other copy of this program changes the same computer; else AppFailure `second-copy`. */
export async function withChangeLock<T>(files: OwnFiles, change: () => Promise<T>): Promise<T> {
  const mark = `${process.pid} ${randomUUID()} ${new Date().toISOString()}`;
  if (!(await take(files, mark))) return fail('second-copy', { file: files.pathOf(fileName) });
  try {
    return await change();
  } finally {
    await release(files, mark);
  }
}

/** Whether a copy of this program is changing the computer just now. */
export async function changeUnderWay(files: OwnFiles): Promise<boolean> {
  const text = await textOf(files);
  return text !== undefined && !isStale(text);
}
