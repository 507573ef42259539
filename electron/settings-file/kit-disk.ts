import { lstat, mkdir, rm, rmdir, statfs } from 'node:fs/promises';
import { codeOf, realDisk, type Disk } from './disk';

/** What a kit takes beside single files. Each throws the system's error, with its `code`. */
export interface KitDisk extends Disk {
  /** One that is there already is no error; its parent must be there. */
  makeFolder(folder: string): Promise<void>;
  /** With all that is in it; nothing there is no error. Follows no link. */
  removeFolder(folder: string): Promise<void>;
  /** A folder itself, and no link to one; nothing there is none. */
  isFolder(path: string): Promise<boolean>;
  /** Throws where something is in it. */
  removeEmptyFolder(folder: string): Promise<void>;
  /** Of a file, in bytes. */
  sizeOf(path: string): Promise<number>;
  /** Bytes that may still be written there. */
  free(folder: string): Promise<number>;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const isThere = await realDisk.list(folder).then(
      () => true,
      () => false,
    );
    if (!isThere) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

export const realKitDisk: KitDisk = {
  ...realDisk,
  makeFolder,
  removeFolder: (folder) => rm(folder, { recursive: true, force: true }),
  isFolder,
  removeEmptyFolder: (folder) => rmdir(folder),
  sizeOf: async (path) => (await lstat(path)).size,
  free: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};
