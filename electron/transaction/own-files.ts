import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { AppFailure, fail } from '#contract/app-error';

/**
 * The program's own folder on this computer. Two kinds: a folder, or none where the simulated computer lives in memory
 * only and nothing may outlive it. Throws AppFailure for what cannot be read or written.
 */
export interface OwnFiles {
  /** Undefined where the file is not there. What is longer is cut off: our files are short, and half of one is damaged. */
  read(name: string, limits: { readonly mostBytes: number }): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  /** Creates the file, whole from its first moment, or answers false when something is there already. */
  createNew(name: string, text: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Answers false where there is nothing of that name. What is at the new name already is replaced. */
  rename(name: string, to: string): Promise<boolean>;
  /** For messages: where a file is. */
  pathOf(name: string): string;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

async function readBounded(file: string, mostBytes: number): Promise<string | undefined> {
  try {
    if (!(await stat(file)).isFile()) return fail('file-unreadable', { file, reason: 'it is not a file' });
    const texts: unknown[] = await createReadStream(file, { encoding: 'utf8', end: mostBytes - 1 }).toArray();
    return texts.join('');
  } catch (error) {
    if (error instanceof AppFailure) throw error;
    return codeOf(error) === 'ENOENT' ? undefined : fail('file-unreadable', { file, reason: codeOf(error) });
  }
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
  return (await claim(() => writeFile(to, text, { flag: 'wx', mode: 0o600 }))) === true;
}

/** Written beside and then given its name, so that nobody ever reads a file that is there and still empty. */
async function createWhole(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 });
    return await linkNew(draft, file, text);
  } finally {
    await rm(draft, { force: true });
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Files in one folder, written atomically. `diskIsFull` is the simulated host's fault `diskfull@k`. */
export function filesIn(folder: string, diskIsFull: () => boolean = () => false): OwnFiles {
  const pathOf = (name: string): string => join(folder, name);
  const guarded = async <T>(name: string, write: () => Promise<T>): Promise<T> => {
    try {
      if (diskIsFull()) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
      await mkdir(folder, { recursive: true });
      return await write();
    } catch (error) {
      return fail('file-unwritable', { file: pathOf(name), reason: codeOf(error) });
    }
  };
  return {
    pathOf,
    read: (name, { mostBytes }) => readBounded(pathOf(name), mostBytes),
    write: (name, text) => guarded(name, () => writeFileAtomic(pathOf(name), text, { mode: 0o600 })),
    createNew: (name, text) => guarded(name, () => createWhole(pathOf(name), text)),
    remove: (name) => rm(pathOf(name), { force: true }),
    rename: (name, to) => guarded(name, () => renamed(pathOf(name), pathOf(to))),
  };
}

/** No folder: for a simulated computer that ends with the process. */
export function filesInMemory(): OwnFiles {
  const files = new Map<string, string>();
  return {
    pathOf: (name) => `${name} (in memory)`,
    read: (name) => Promise.resolve(files.get(name)),
    write: (name, text) => {
      files.set(name, text);
      return Promise.resolve();
    },
    createNew: (name, text) => {
      if (files.has(name)) return Promise.resolve(false);
      files.set(name, text);
      return Promise.resolve(true);
    },
    remove: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
    rename: (name, to) => {
      const text = files.get(name);
      if (text !== undefined) files.set(to, text);
      return Promise.resolve(files.delete(name));
    },
  };
}
