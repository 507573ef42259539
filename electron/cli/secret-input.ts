import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { AppFailure, fail } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { longestKey } from '#policy/pre-shared-key';

/** A key of 9,999 letters needs at most 40 KB in UTF-8; more is no key. */
const mostBytes = 64 * 1024;

async function readBounded(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > mostBytes) fail('key-too-long', { most: longestKey });
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

/** UTF-8 to the end, without one final line end. Throws AppFailure, also when the person gives up waiting. */
export async function secretFromStream(stream: Readable, signal: AbortSignal): Promise<Secret> {
  try {
    const bytes = await readBounded(addAbortSignal(signal, stream));
    return new Secret(decode(bytes).replace(/\r?\n$/u, ''));
  } catch (error) {
    if (signal.aborted && !(error instanceof AppFailure)) return fail('interrupted', {});
    throw error;
  }
}

/** The same from a file. */
export async function secretFromFile(file: string, signal: AbortSignal): Promise<Secret> {
  try {
    const handle = await open(file, 'r');
    return await secretFromStream(handle.createReadStream(), signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail('file-unreadable', { file, reason: String(error.code) });
    throw error;
  }
}
