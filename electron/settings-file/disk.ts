import { link, lstat, open, readdir, readFile, rename, rm } from 'node:fs/promises';

/** What stands under a name; a link counts as something else, wherever it leads. */
export type Standing = 'nothing' | 'file' | 'something else';

/**
 * The few deeds on a disk that writing a file safely takes. Each throws the system's error, with its `code`. A test plays
 * a stick that is pulled out, or full, at any of them.
 */
export interface Disk {
  standing(path: string): Promise<Standing>;
  /** A new file with all of these bytes, flushed to the medium. */
  create(path: string, bytes: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array>;
  /** A second name; throws EEXIST where it is taken. Sticks (FAT, exFAT) know no second names and throw something else. */
  link(from: string, to: string): Promise<void>;
  /** Replaces what is there in one step. */
  rename(from: string, to: string): Promise<void>;
  /** Nothing there is no error. */
  remove(path: string): Promise<void>;
  /** Puts names that came or went on the medium, where the system can. */
  flushFolder(folder: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

async function standing(path: string): Promise<Standing> {
  try {
    return (await lstat(path)).isFile() ? 'file' : 'something else';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing';
    throw error;
  }
}

async function create(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows opens no folders, and some file systems flush none: then the names are on the medium when the system likes. */
const cannotFlush = ['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF'];

async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!cannotFlush.includes(codeOf(error))) throw error;
  }
}

export const realDisk: Disk = {
  standing,
  create,
  read: (path) => readFile(path),
  link: (from, to) => link(from, to),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  flushFolder,
  list: (folder) => readdir(folder),
};
