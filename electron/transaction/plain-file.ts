import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Why a file is not touched, in words: whoever can put a link there decides where an administrator writes. */
export class NotPlain extends Error {}

/** Why a file operation did not work: our own words, or the system's code. Never a path or a content. */
export const reasonOf = (error: unknown): string => (error instanceof NotPlain ? error.message : systemReason(error));
const systemReason = (error: unknown): string => (codeOf(error) === 'ELOOP' ? 'it is a link' : codeOf(error));

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

export const undefinedWhenMissing = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
};

/** Windows knows neither flag: there both count as 0, and a link is found by looking first. */
const { O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
/** A pipe that nobody reads must not hold the program up before it is seen to be one. */
const careful = O_NOFOLLOW | O_NONBLOCK;
export const flagsOf = {
  reading: careful | O_RDONLY,
  appending: careful | O_WRONLY | O_APPEND,
  creating: careful | O_WRONLY | O_APPEND | O_CREAT | O_EXCL,
} as const;
const isWindows = process.platform === 'win32';

/** Throws NotPlain for what may not be written to. Windows counts a junction as a link as well. */
export function requireWritable(stats: Stats): void {
  if (stats.isSymbolicLink()) throw new NotPlain('it is a link');
  if (!stats.isFile()) throw new NotPlain('it is not a file');
  if (stats.nlink > 1) throw new NotPlain('it has a second name (a hard link)');
}

export function requireReadable(stats: Stats): void {
  if (stats.isSymbolicLink()) throw new NotPlain('it is a link');
  if (!stats.isFile()) throw new NotPlain('it is not a file');
}

const requireFolder = (stats: Stats): void => {
  if (stats.isSymbolicLink()) throw new NotPlain('its folder is a link');
  if (!stats.isDirectory()) throw new NotPlain('its folder is not a folder');
};

/** A folder that stays the same one until the work in it is done. */
interface Opened {
  /** What paths of files in it begin with. */
  readonly base: string;
  /** Puts names that came or went on the disk. */
  readonly flush: () => Promise<void>;
}

async function openFolder(folder: string): Promise<FileHandle> {
  try {
    return await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    if (['ENOTDIR', 'ELOOP'].includes(codeOf(error))) requireFolder(await lstat(folder));
    throw error;
  }
}

/** Linux goes on from the folder that was opened, whatever its name leads to by now; elsewhere the name has to do. */
async function baseOf(folder: string, handle: FileHandle): Promise<string> {
  const base = `/proc/self/fd/${handle.fd}`;
  const isThere = process.platform === 'linux' && (await lstat(base).catch(() => undefined)) !== undefined;
  return isThere ? base : folder;
}

/** Throws NotPlain where the folder itself is a link; links further up are the computer's own affair. */
async function inOpened<T>(folder: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  if (isWindows) {
    requireFolder(await lstat(folder));
    // Windows flushes no folders; NTFS keeps a journal of names.
    return work({ base: folder, flush: () => Promise.resolve() });
  }
  const handle = await openFolder(folder);
  try {
    return await work({ base: await baseOf(folder, handle), flush: () => handle.sync() });
  } finally {
    await handle.close();
  }
}

/** A path that ends with a separator would be followed. */
const plain = (folder: string): string => resolve(folder);

/** For reading: undefined where the folder is not there. */
export const inFolder = <T>(folder: string, work: (opened: Opened) => Promise<T>): Promise<T | undefined> =>
  inOpened(plain(folder), work).catch(undefinedWhenMissing);

/** For writing: a folder that is not there is created, for its owner alone. */
export async function inMadeFolder<T>(folder: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  // `mkdir` takes a link to a folder for a folder; opening it does not.
  await mkdir(plain(folder), { recursive: true, mode: 0o700 });
  return inOpened(plain(folder), work);
}

/** What a name stands for, without following it; undefined where there is nothing. */
const lookAt = (file: string): Promise<Stats | undefined> => lstat(file).catch(undefinedWhenMissing);

async function opened(file: string, flags: number, check: (stats: Stats) => void): Promise<FileHandle | undefined> {
  if (isWindows) {
    const stats = await lookAt(file);
    if (stats !== undefined) check(stats);
  }
  const handle = await open(file, flags, 0o600).catch(undefinedWhenMissing);
  try {
    if (handle !== undefined) check(await handle.stat());
    return handle;
  } catch (error) {
    await handle?.close();
    throw error;
  }
}

/** The first bytes of a file as text; undefined where it is not there. Throws NotPlain. */
export async function readPlain({ base }: Opened, name: string, mostBytes: number): Promise<string | undefined> {
  const handle = await opened(join(base, name), flagsOf.reading, requireReadable);
  if (handle === undefined) return undefined;
  try {
    const texts: unknown[] = await handle
      .createReadStream({ encoding: 'utf8', start: 0, end: mostBytes - 1, autoClose: false })
      .toArray();
    return texts.join('');
  } finally {
    await handle.close();
  }
}

/** All of it or nothing: of a line that did not fit on the disk no piece stays, so that the next one is whole. */
async function appendAll(handle: FileHandle, text: string): Promise<void> {
  const { size } = await handle.stat();
  try {
    await writeAll(handle, text);
    await handle.sync();
  } catch (error) {
    await handle.truncate(size).catch(() => undefined);
    throw error;
  }
}

async function writeAll(handle: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten < bytes.length) throw new NotPlain('only a part of it could be written');
}

/** Another copy may have created it just now: then that one is taken. */
async function created(file: string): Promise<FileHandle> {
  try {
    return await open(file, flagsOf.creating, 0o600);
  } catch (error) {
    const other = codeOf(error) === 'EEXIST' ? await opened(file, flagsOf.appending, requireWritable) : undefined;
    if (other === undefined) throw error;
    return other;
  }
}

/** Adds to the end of a file, on the disk when it resolves; creates it where it is not there. Throws NotPlain. */
export async function appendPlain({ base, flush }: Opened, name: string, text: string): Promise<void> {
  const file = join(base, name);
  const there = await opened(file, flagsOf.appending, requireWritable);
  const handle = there ?? (await created(file));
  try {
    await appendAll(handle, text);
  } finally {
    await handle.close();
  }
  if (there === undefined) await flush();
}

/** A new file, on the disk when it resolves; a link of that name is in the way like anything else. */
async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, flagsOf.creating, 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Written beside under a name that nobody can guess; the draft is gone when it resolves. */
async function withDraft<T>(file: string, text: string, use: (draft: string) => Promise<T>): Promise<T> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeNew(draft, text);
    return await use(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Puts a whole file in the place of another one, or of none. A link that appears after the look is replaced, not
 * followed: that is what renaming does. Throws NotPlain.
 */
export async function replacePlain({ base, flush }: Opened, name: string, text: string): Promise<void> {
  const file = join(base, name);
  const stats = await lookAt(file);
  if (stats !== undefined) requireWritable(stats);
  await withDraft(file, text, (draft) => rename(draft, file));
  await flush();
}

/** False where the second name exists already. File systems of USB sticks know no hard links: there a plain file has to do. */
async function linkNew(from: string, to: string, text: string): Promise<boolean> {
  const claim = async (attempt: () => Promise<void>): Promise<boolean | 'unsupported'> => {
    try {
      await attempt();
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(codeOf(error))) return 'unsupported';
      throw error;
    }
  };
  const linked = await claim(() => link(from, to));
  if (linked !== 'unsupported') return linked;
  return (await claim(() => writeNew(to, text))) === true;
}

/** Written beside and then given its name, so that nobody ever reads a file that is there and still empty. */
export const createPlain = ({ base }: Opened, name: string, text: string): Promise<boolean> =>
  withDraft(join(base, name), text, (draft) => linkNew(draft, join(base, name), text));

/** False where there is nothing of that name. A link is renamed, never what it leads to. */
export async function renamePlain({ base, flush }: Opened, name: string, to: string): Promise<boolean> {
  try {
    await rename(join(base, name), join(base, to));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  await flush();
  return true;
}

/** A link is removed, never what it leads to. */
export const removePlain = ({ base }: Opened, name: string): Promise<void> => rm(join(base, name), { force: true });
