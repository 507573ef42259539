import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppFailure, fail } from '#contract/app-error';
import { codeOf } from './disk';

async function opened(file: string): Promise<FileHandle> {
  // Windows has no such flag, and no pipes among its files: there it counts as 0. Elsewhere a pipe must not hold us up.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return fail('file-unreadable', { file, reason: 'it is not a file' });
}

/** The beginning of a file: at most one byte more than asked for, by which a larger file is known. Throws AppFailure. */
export async function readBounded(file: string, mostBytes: number): Promise<Uint8Array> {
  try {
    const handle = await opened(file);
    try {
      const chunks: unknown[] = await handle.createReadStream({ start: 0, end: mostBytes, autoClose: false }).toArray();
      return Buffer.concat(chunks.filter((chunk) => Buffer.isBuffer(chunk)));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof AppFailure) throw error;
    return fail('file-unreadable', { file, reason: codeOf(error) });
  }
}
