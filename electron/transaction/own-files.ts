import { join } from 'node:path';
import { fail, type ErrorContexts } from '#contract/app-error';
import { OneAtATime } from '#host/one-at-a-time';
import {
  appendPlain,
  createPlain,
  inFolder,
  inMadeFolder,
  readPlain,
  reasonOf,
  removePlain,
  renamePlain,
  replacePlain,
} from './plain-file';

/**
 * The program's own folder on this computer. Two kinds: a folder, or none where the simulated computer lives in memory
 * only and nothing may outlive it. Throws AppFailure for what cannot be read or written. No link is followed: neither
 * the folder nor a file in it may be one.
 */
export interface OwnFiles {
  /** Undefined where the file is not there. What is longer is cut off: our files are short, and half of one is damaged. */
  read(name: string, limits: { readonly mostBytes: number }): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  /** Adds to the end, creating the file where it is not there; on the disk when it resolves, and nothing of it when it throws. */
  append(name: string, text: string): Promise<void>;
  /** Creates the file, whole from its first moment, or answers false when something is there already. */
  createNew(name: string, text: string): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Answers false where there is nothing of that name. What is at the new name already is replaced. */
  rename(name: string, to: string): Promise<boolean>;
  /** For messages: where a file is. */
  pathOf(name: string): string;
}

const diskFull = (): Error => Object.assign(new Error('disk full'), { code: 'ENOSPC' });

async function saying<T>(
  code: 'file-unreadable' | 'file-unwritable',
  file: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const context: ErrorContexts[typeof code] = { file, reason: reasonOf(error) };
    return fail(code, context);
  }
}

/** Files in one folder, written atomically. `diskIsFull` is the simulated host's fault `diskfull@k`. */
export function filesIn(folder: string, diskIsFull: () => boolean = () => false): OwnFiles {
  const pathOf = (name: string): string => join(folder, name);
  /** What is written one after another stands there in that order. */
  const order = new OneAtATime();
  const writing = <T>(name: string, write: () => Promise<T>): Promise<T> =>
    saying('file-unwritable', pathOf(name), () => {
      if (diskIsFull()) throw diskFull();
      return write();
    });
  return {
    pathOf,
    read: (name, { mostBytes }) =>
      saying('file-unreadable', pathOf(name), () => inFolder(folder, (own) => readPlain(own, name, mostBytes))),
    write: (name, text) =>
      order.run(() => writing(name, () => inMadeFolder(folder, (own) => replacePlain(own, name, text)))),
    append: (name, text) =>
      order.run(() => writing(name, () => inMadeFolder(folder, (own) => appendPlain(own, name, text)))),
    createNew: (name, text) => writing(name, () => inMadeFolder(folder, (own) => createPlain(own, name, text))),
    remove: async (name) => {
      await saying('file-unwritable', pathOf(name), () => inFolder(folder, (own) => removePlain(own, name)));
    },
    rename: (name, to) => writing(name, () => inMadeFolder(folder, (own) => renamePlain(own, name, to))),
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
    append: (name, text) => {
      files.set(name, `${files.get(name) ?? ''}${text}`);
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
      const wasThere = files.delete(name);
      if (text !== undefined) files.set(to, text);
      return Promise.resolve(wasThere);
    },
  };
}
