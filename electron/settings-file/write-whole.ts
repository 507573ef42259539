import { randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { AppFailure, fail } from '#contract/app-error';
import { codeOf, realDisk, type Disk } from './disk';

export interface WriteWish {
  /** Whether a file of that name may be replaced. */
  readonly replace: boolean;
  readonly disk?: Disk;
}

const draftSuffix = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/u;

const isDraftOf = (name: string, file: string): boolean =>
  name.startsWith(basename(file)) && draftSuffix.test(name.slice(basename(file).length));

async function refuseTaken(file: string, replace: boolean, disk: Disk): Promise<void> {
  const standing = await disk.standing(file);
  if (standing === 'something else')
    fail('file-unwritable', { file, reason: 'there is a folder or a link of that name' });
  if (standing === 'file' && !replace) fail('file-exists', { file });
}

class ReadsBackOtherwise extends Error {}

async function requireSame(path: string, bytes: Uint8Array, disk: Disk): Promise<void> {
  const found = await disk.read(path);
  if (Buffer.compare(found, bytes) !== 0) throw new ReadsBackOtherwise('it reads back otherwise');
}

/** Where the medium knows second names, a file that appeared meanwhile stops it; else there is only the look before. */
async function placeNew(draft: string, file: string, disk: Disk): Promise<void> {
  try {
    await disk.link(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') fail('file-exists', { file });
    await refuseTaken(file, false, disk);
    await disk.rename(draft, file);
  }
}

const reasonOf = (error: unknown): string => (error instanceof ReadsBackOtherwise ? error.message : codeOf(error));

async function placed(
  draft: string,
  file: string,
  bytes: Uint8Array,
  { replace, disk = realDisk }: WriteWish,
): Promise<void> {
  try {
    await refuseTaken(file, replace, disk);
    await disk.create(draft, bytes);
    // Before it takes the place of a good one.
    await requireSame(draft, bytes, disk);
    await (replace ? disk.rename(draft, file) : placeNew(draft, file, disk));
  } catch (error) {
    if (error instanceof AppFailure) throw error;
    fail('file-unwritable', { file, reason: reasonOf(error) });
  }
}

async function settled(file: string, bytes: Uint8Array, disk: Disk): Promise<void> {
  try {
    await disk.flushFolder(dirname(file));
    await requireSame(file, bytes, disk);
  } catch (error) {
    fail('file-not-read-back', { file, reason: reasonOf(error) });
  }
}

/** Of earlier attempts at this file, which ended with the stick; only now, because until now one of them could have been all there was. */
async function removeLeftovers(file: string, disk: Disk): Promise<void> {
  const folder = dirname(file);
  const names = await disk.list(folder).catch(() => []);
  for (const name of names.filter((one) => isDraftOf(one, file))) {
    await disk.remove(join(folder, name)).catch(() => undefined);
  }
}

/**
 * Writes a file so that at every moment the old one or the new one is there whole: beside it first, flushed, read back,
 * then renamed, the folder flushed, and read back again. A pulled stick or a full disk costs the new file at most.
 * Throws AppFailure `file-exists`, `file-unwritable` (what was there is still there), or `file-not-read-back`.
 */
export async function writeWhole(path: string, bytes: Uint8Array, wish: WriteWish): Promise<void> {
  const file = resolve(path);
  const { disk = realDisk } = wish;
  const draft = `${file}.${randomUUID()}.part`;
  try {
    await placed(draft, file, bytes, wish);
  } finally {
    await disk.remove(draft).catch(() => undefined);
  }
  await settled(file, bytes, disk);
  await removeLeftovers(file, disk);
}
