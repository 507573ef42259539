import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { fail } from '#contract/app-error';
import { Secret } from '#contract/secret';

/** A key of 9,999 letters needs at most 40 KB in UTF-8; more is no key. */
const mostBytes = 64 * 1024;

async function readBounded(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > mostBytes) fail('key-too-long', { length: size, most: 9999 });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer): string {
  try {
    // The byte order mark of a text editor is no part of a key.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('key-not-utf8', {});
  }
}

/** UTF-8 to the end, without one final line end. Throws AppFailure. */
export async function secretFromStream(stream: Readable): Promise<Secret> {
  return new Secret(decode(await readBounded(stream)).replace(/\r?\n$/u, ''));
}

/** The same from a file. */
export async function secretFromFile(file: string): Promise<Secret> {
  try {
    const handle = await open(file, 'r');
    return await secretFromStream(handle.createReadStream());
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail('file-unreadable', { file, reason: String(error.code) });
    throw error;
  }
}
