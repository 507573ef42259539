import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { AppFailure, fail } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { longestKey } from '#policy/pre-shared-key';
import { passphraseOf } from '#settings-file/passphrase';

/** A key of 9,999 letters needs at most 40 KB in UTF-8; more is no key. */
const mostBytes = 64 * 1024;

/** Which errors a secret ends in that cannot be one. */
interface Refusals {
  readonly tooLong: () => never;
  readonly notUtf8: () => never;
}

const refusedKey: Refusals = {
  tooLong: () => fail('key-too-long', { most: longestKey }),
  notUtf8: () => fail('key-not-utf8', {}),
};
const refusedPassphrase: Refusals = {
  tooLong: () => fail('passphrase-unusable', { problem: 'too-long' }),
  notUtf8: () => fail('passphrase-unusable', { problem: 'not-utf8' }),
};

async function readBounded(stream: AsyncIterable<unknown>, { tooLong }: Refusals): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > mostBytes) tooLong();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, { notUtf8 }: Refusals): string {
  try {
    // The byte order mark of a text editor is no part of a secret.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return notUtf8();
  }
}

/** UTF-8 to the end. Throws AppFailure, also when the person gives up waiting. */
async function textFromStream(stream: Readable, signal: AbortSignal, refused: Refusals): Promise<string> {
  try {
    return decode(await readBounded(addAbortSignal(signal, stream), refused), refused);
  } catch (error) {
    if (signal.aborted && !(error instanceof AppFailure)) return fail('interrupted', {});
    throw error;
  }
}

async function textFromFile(file: string, signal: AbortSignal, refused: Refusals): Promise<string> {
  try {
    const handle = await open(file, 'r');
    return await textFromStream(handle.createReadStream(), signal, refused);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return fail('file-unreadable', { file, reason: String(error.code) });
    throw error;
  }
}

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/u, '');

/** UTF-8 to the end, without one final line end. Throws AppFailure, also when the person gives up waiting. */
export const secretFromStream = async (stream: Readable, signal: AbortSignal): Promise<Secret> =>
  new Secret(withoutLineEnd(await textFromStream(stream, signal, refusedKey)));

/** The same from a file. */
export const secretFromFile = async (file: string, signal: AbortSignal): Promise<Secret> =>
  new Secret(withoutLineEnd(await textFromFile(file, signal, refusedKey)));

/** A passphrase of one line. Throws AppFailure `passphrase-unusable`, and as above. */
export const passphraseFromStream = async (stream: Readable, signal: AbortSignal): Promise<Secret> =>
  passphraseOf(withoutLineEnd(await textFromStream(stream, signal, refusedPassphrase)));

/** The same from a file. */
export const passphraseFromFile = async (file: string, signal: AbortSignal): Promise<Secret> =>
  passphraseOf(withoutLineEnd(await textFromFile(file, signal, refusedPassphrase)));

/** Both from one stream: the first line is the passphrase, the rest the key. */
export async function bothFromStream(
  stream: Readable,
  signal: AbortSignal,
): Promise<{ readonly passphrase: Secret; readonly key: Secret }> {
  const text = await textFromStream(stream, signal, refusedKey);
  const [line = '', ...rest] = text.split('\n');
  return { passphrase: passphraseOf(line.replace(/\r$/u, '')), key: new Secret(withoutLineEnd(rest.join('\n'))) };
}
