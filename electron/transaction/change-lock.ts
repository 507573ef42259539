import { fail } from '#contract/app-error';
import type { OwnFiles } from './own-files';

const fileName = 'changing.lock';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** The lock of a copy that died is worth nothing. */
async function isStale(files: OwnFiles): Promise<boolean> {
  const pid = Number(await files.read(fileName, { mostBytes: 64 }));
  return !Number.isInteger(pid) || pid <= 0 || !alive(pid);
}

/** Runs a change while no other copy of this program changes the same computer; else AppFailure `second-copy`. */
export async function withChangeLock<T>(files: OwnFiles, change: () => Promise<T>): Promise<T> {
  const pid = String(process.pid);
  let held = await files.createNew(fileName, pid);
  if (!held && (await isStale(files))) {
    await files.remove(fileName);
    held = await files.createNew(fileName, pid);
  }
  if (!held) return fail('second-copy', { file: files.pathOf(fileName) });
  try {
    return await change();
  } finally {
    await files.remove(fileName);
  }
}
