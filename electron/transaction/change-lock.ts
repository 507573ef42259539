import { randomUUID } from 'node:crypto';
import { fail } from '#contract/app-error';
import type { OwnFiles } from './own-files';

const fileName = 'changing.lock';
const mostBytes = 64;

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const holder = (files: OwnFiles): Promise<string | undefined> => files.read(fileName, { mostBytes });

/** The lock of a copy that died is worth nothing; neither is a file that no copy of this program has written. */
async function isStale(files: OwnFiles): Promise<boolean> {
  const pid = Number((await holder(files))?.split(' ', 1)[0]);
  return !Number.isInteger(pid) || pid <= 0 || !alive(pid);
}

/** Two copies may find the same stale lock: the one whose lock is there in the end holds it. */
async function takeOver(files: OwnFiles, mark: string): Promise<boolean> {
  await removeQuietly(files);
  return (await files.createNew(fileName, mark)) && (await holder(files)) === mark;
}

/** What cannot be removed is stale as soon as this process has ended. */
async function removeQuietly(files: OwnFiles): Promise<void> {
  try {
    await files.remove(fileName);
  } catch {
    return;
  }
}

/** Runs a change while no other copy of this program changes the same computer; else AppFailure `second-copy`. */
export async function withChangeLock<T>(files: OwnFiles, change: () => Promise<T>): Promise<T> {
  const mark = `${process.pid} ${randomUUID()}`;
  const held = (await files.createNew(fileName, mark)) || ((await isStale(files)) && (await takeOver(files, mark)));
  if (!held) return fail('second-copy', { file: files.pathOf(fileName) });
  try {
    return await change();
  } finally {
    await removeQuietly(files);
  }
}
