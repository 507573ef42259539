import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fail } from '#contract/app-error';

/**
 * The program's own folder on this computer. Two kinds: a folder, or none where the simulated computer lives in memory
 * only and nothing may outlive it.
 */
export interface OwnFiles {
  /** Undefined where the file is not there. */
  read(name: string, limits: { readonly mostBytes: number }): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  /** Creates the file or answers false when it is there already. */
  createNew(name: string, text: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** For messages: where a file is. */
  pathOf(name: string): string;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

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
    async read(name, { mostBytes }) {
      try {
        if ((await stat(pathOf(name))).size > mostBytes) return fail('record-damaged', { file: pathOf(name), problem: 'it is too large' });
        return await readFile(pathOf(name), 'utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        return fail('file-unreadable', { file: pathOf(name), reason: codeOf(error) });
      }
    },
    write: (name, text) => guarded(name, () => writeFileAtomic(pathOf(name), text, { mode: 0o600 })),
    createNew: (name, text) =>
      guarded(name, async () => {
        try {
          await writeFile(pathOf(name), text, { flag: 'wx', mode: 0o600 });
          return true;
        } catch (error) {
          if (codeOf(error) === 'EEXIST') return false;
          throw error;
        }
      }),
    remove: (name) => rm(pathOf(name), { force: true }),
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
  };
}
