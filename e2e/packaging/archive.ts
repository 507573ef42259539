import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

/** One file of an app.asar. */
export interface ArchivedFile {
  /** With slashes, from the archive's root. */
  readonly path: string;
  /** Absent for what the archive only points to: a link, or a file kept beside it. */
  readonly content: Buffer | undefined;
}

interface Folder {
  readonly files: Readonly<Record<string, Folder | Leaf>>;
}
interface Leaf {
  readonly size?: number | undefined;
  readonly offset?: string | undefined;
  readonly unpacked?: boolean | undefined;
  readonly link?: string | undefined;
}

const leaf = v.object({
  size: v.optional(v.number()),
  offset: v.optional(v.string()),
  unpacked: v.optional(v.boolean()),
  link: v.optional(v.string()),
});
const folder: v.GenericSchema<Folder> = v.object({
  files: v.record(v.string(), v.union([v.lazy(() => folder), leaf])),
});

/** Four numbers of four bytes stand before the header: two pickles, of which the last number is the header's length. */
const HEADER_LENGTH_AT = 12;
const HEADER_AT = 16;
const HEADER_PICKLE_LENGTH_AT = 4;
const FIRST_PICKLE_BYTES = 8;

function filesOf(path: string, entry: Folder | Leaf, contents: Buffer): readonly ArchivedFile[] {
  if ('files' in entry) {
    return Object.entries(entry.files).flatMap(([name, inner]) =>
      filesOf(path === '' ? name : `${path}/${name}`, inner, contents),
    );
  }
  const { size, offset } = entry;
  if (size === undefined || offset === undefined) return [{ path, content: undefined }];
  return [{ path, content: contents.subarray(Number(offset), Number(offset) + size) }];
}

const headerOf = (bytes: Buffer): Buffer => bytes.subarray(HEADER_AT, HEADER_AT + bytes.readUInt32LE(HEADER_LENGTH_AT));

/** Every file of an archive, read without the tool that wrote it. Throws for what is no archive. */
export async function readArchive(file: string): Promise<readonly ArchivedFile[]> {
  const bytes = await readFile(file);
  const header: unknown = JSON.parse(headerOf(bytes).toString('utf8'));
  const contents = bytes.subarray(FIRST_PICKLE_BYTES + bytes.readUInt32LE(HEADER_PICKLE_LENGTH_AT));
  return filesOf('', v.parse(folder, header), contents);
}

/** SHA-256 of an archive's header in hex: what Electron compares before it loads anything; file hashes stand in there. */
export async function headerHash(file: string): Promise<string> {
  return createHash('sha256')
    .update(headerOf(await readFile(file)))
    .digest('hex');
}
