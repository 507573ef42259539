import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { AppFailure, fail } from '#contract/app-error';
import { codeOf } from './disk';
import {
  checksumsName,
  checksumsText,
  digestOf,
  entryOf,
  formerChecksumsName,
  type KitEntry,
  type ListedFile,
} from './kit-checksums';
import { realKitDisk, type KitDisk } from './kit-disk';
import { removeLeftovers } from './kit-leftovers';
import { removeStale, staleFiles, type StaleRemoved } from './kit-stale';

/** One file of a kit. */
export interface KitFile {
  /** Within the kit, with `/`. */
  readonly path: string;
  /** In bytes, as far as is known before it is read: for the space it takes. */
  readonly size: number;
  readonly read: () => Promise<Uint8Array>;
}

export const kitFile = (path: string, content: string | Uint8Array): KitFile => {
  const bytes = Buffer.from(content);
  return { path, size: bytes.length, read: () => Promise.resolve(bytes) };
};

export type KitPhase = 'write' | 'place' | 'verify';

export interface KitWish {
  readonly disk?: KitDisk;
  readonly onProgress?: (phase: KitPhase, number: number, of: number, path: string) => void;
  /** Looked at between files; an end of one's own accord leaves what a pulled stick would leave. */
  readonly signal?: AbortSignal;
}

/** What is written now and takes its place later. */
interface Draft extends KitEntry {
  /** Undefined where the same stands there already. */
  readonly draft: string | undefined;
}

interface Work {
  readonly folder: string;
  readonly drafts: string;
  readonly disk: KitDisk;
  readonly wish: KitWish;
}

/** What folders, names and a ledger take beside the files. */
const spareBytes = 1024 * 1024;

/** Never more than is free, and never less than is needed. */
const sizeText = (bytes: number, rounded: (value: number) => number): string =>
  bytes < 1024 * 1024 ? `${rounded(bytes / 1024)} KB` : `${rounded(bytes / 1024 / 1024)} MB`;

class Changed extends Error {}
const reasonOf = (error: unknown): string => (error instanceof Changed ? error.message : codeOf(error));

const told = ({ wish }: Work, phase: KitPhase, at: number, of: number, path: string): void => {
  if (wish.signal?.aborted === true) fail('interrupted', {});
  wish.onProgress?.(phase, at + 1, of, path);
};

/** Up to 2 GB a file are read whole: the largest is the program, with 200 MB. */
async function isThereAlready(path: string, sha256: string, { folder, disk }: Work): Promise<boolean> {
  const target = join(folder, path);
  if ((await disk.standing(target)) !== 'file') return false;
  return digestOf(await disk.read(target)) === sha256;
}

async function requireSame(file: string, sha256: string, disk: KitDisk): Promise<void> {
  if (digestOf(await disk.read(file)) !== sha256) throw new Changed('it reads back otherwise');
}

async function drafted({ path, read }: KitFile, at: number, work: Work): Promise<Draft> {
  const bytes = await read();
  const entry = entryOf(path, bytes);
  if (await isThereAlready(path, entry.sha256, work)) return { ...entry, draft: undefined };
  const draft = join(work.drafts, String(at));
  await work.disk.create(draft, bytes);
  await requireSame(draft, entry.sha256, work.disk);
  return { ...entry, draft };
}

async function draftAll(files: readonly KitFile[], work: Work): Promise<readonly Draft[]> {
  await work.disk.makeFolder(work.drafts);
  const drafts: Draft[] = [];
  for (const [at, file] of files.entries()) {
    told(work, 'write', at, files.length, file.path);
    drafts.push(await drafted(file, at, work));
  }
  return drafts;
}

const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};

/** An old list that an interrupted attempt put aside stays until another whole kit has been replaced. */
async function putListAside({ folder, disk }: Work): Promise<void> {
  const list = join(folder, checksumsName);
  if ((await disk.standing(list)) === 'file') await disk.rename(list, join(folder, formerChecksumsName));
  else await disk.remove(list);
}

/** From the first deed on the folder counts as incomplete; from the last one on, as a kit. */
async function placeAll(drafts: readonly Draft[], work: Work): Promise<void> {
  const { folder, disk, wish } = work;
  const moving = drafts.flatMap(({ path, draft }) => (draft === undefined ? [] : [{ path, draft }]));
  for (const one of new Set(moving.flatMap(({ path }) => foldersOf(path)))) await disk.makeFolder(join(folder, one));
  await putListAside(work);
  await disk.flushFolder(folder);
  for (const [at, { path, draft }] of moving.entries()) {
    wish.onProgress?.('place', at + 1, moving.length, path);
    await disk.rename(draft, join(folder, path));
  }
}

/** Opened anew, whether it was written now or stood there before. */
async function verifyAll(entries: readonly KitEntry[], work: Work): Promise<void> {
  const { folder, disk, wish } = work;
  for (const [at, { path, sha256 }] of entries.entries()) {
    wish.onProgress?.('verify', at + 1, entries.length, path);
    await requireSame(join(folder, path), sha256, disk);
  }
}

/** The list of checksums comes last, whole, under a name that it did not have before. */
async function seal(entries: readonly KitEntry[], { folder, drafts, disk }: Work): Promise<KitEntry> {
  const bytes = Buffer.from(checksumsText(entries));
  const sums = entryOf(checksumsName, bytes);
  const draft = join(drafts, checksumsName);
  await disk.create(draft, bytes);
  await requireSame(draft, sums.sha256, disk);
  await disk.rename(draft, join(folder, checksumsName));
  await disk.flushFolder(folder);
  await requireSame(join(folder, checksumsName), sums.sha256, disk);
  return sums;
}

/** What has the same size is taken for the same; where it is not, the disk is full later, and the old kit stays. */
async function newBytes({ path, size }: KitFile, { folder, disk }: Pick<Work, 'folder' | 'disk'>): Promise<number> {
  const target = join(folder, path);
  const standing = await disk.standing(target);
  if (standing === 'something else')
    fail('file-unwritable', { file: target, reason: 'there is a folder or a link of that name' });
  return standing === 'file' && (await disk.sizeOf(target)) === size ? 0 : size;
}

/** Bytes that a kit takes beside what stands there already. Throws AppFailure `file-unwritable`. */
export async function bytesNeeded(
  files: readonly KitFile[],
  { folder, disk }: Pick<Work, 'folder' | 'disk'>,
): Promise<number> {
  const sizes: number[] = [];
  for (const file of files) sizes.push(await newBytes(file, { folder, disk }));
  return sizes.reduce((sum, size) => sum + size, spareBytes);
}

async function requireSpace(files: readonly KitFile[], work: Work): Promise<void> {
  const { folder, disk } = work;
  const needed = await bytesNeeded(files, work);
  const free = await disk.free(folder);
  if (free < needed)
    fail('kit-no-space', { folder, needed: sizeText(needed, Math.ceil), free: sizeText(free, Math.floor) });
}

/** What is about to take the old kit's place, and what of the old one goes then. */
interface Prepared {
  readonly drafts: readonly Draft[];
  readonly stale: readonly ListedFile[];
  readonly leftovers: number;
}

/** Until here the old kit is there as it was. What earlier attempts left goes first: a stick may be full of it. */
async function prepared(files: readonly KitFile[], work: Work): Promise<Prepared> {
  const { folder, disk } = work;
  try {
    await disk.makeFolder(folder);
    const leftovers = await removeLeftovers(folder, disk);
    await requireSpace(files, work);
    const paths = files.map(({ path }) => path);
    const stale = await staleFiles(folder, paths, disk);
    return { drafts: await draftAll(files, work), stale, leftovers };
  } catch (error) {
    await disk.removeFolder(work.drafts).catch(() => undefined);
    if (error instanceof AppFailure) throw error;
    return fail('file-unwritable', { file: folder, reason: reasonOf(error) });
  }
}

async function replaced({ drafts, stale, leftovers }: Prepared, work: Work): Promise<KitDone> {
  const entries = drafts.map(({ path, size, sha256 }) => ({ path, size, sha256 }));
  try {
    await placeAll(drafts, work);
    const gone = await removeStale(stale, work.folder, work.disk);
    await verifyAll(entries, work);
    return { files: [...entries, await seal(entries, work)], leftovers, ...gone };
  } catch (error) {
    return fail('kit-incomplete', { folder: work.folder, reason: reasonOf(error) });
  }
}

/** A kit that was written, and what went with the one before. */
export interface KitDone extends StaleRemoved {
  readonly files: readonly KitEntry[];
  /** How many interrupted attempts had left their drafts; they were removed. */
  readonly leftovers: number;
}

/**
 * Writes the files of a kit into a folder, replacing an earlier kit, and reads every byte back from there. First all of
 * it beside, so that a full disk or a pulled stick costs nothing of the old kit; then each file takes its place, and the
 * list of checksums last: where it is missing, the kit is incomplete. What the old kit held by its own list and the new
 * one does not is removed, unless somebody altered it. What else is in the folder stays. The folder's parent must be
 * there.
 * Throws AppFailure `kit-no-space`, `file-unwritable` (the old kit is as it was), `kit-incomplete`, `interrupted`.
 */
export async function writeKit(folder: string, files: readonly KitFile[], wish: KitWish = {}): Promise<KitDone> {
  const { disk = realKitDisk } = wish;
  const to = resolve(folder);
  const work = { folder: to, drafts: join(to, `kit-${randomUUID()}.part`), disk, wish };
  const done = await replaced(await prepared(files, work), work);
  await removeLeftovers(to, disk);
  await disk.remove(join(to, formerChecksumsName)).catch(() => undefined);
  await disk.flushFolder(dirname(to)).catch(() => undefined);
  return done;
}
