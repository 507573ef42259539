import { readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { AppFailure, fail } from '#contract/app-error';
import { completeState } from './default-state';
import type { SimulatedState } from './state';
import { problemOfState } from './state-schema';
import { isObject, type StoredObject } from './stored-object';

const MOST_MIB = 64;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

/** The file's bytes, or undefined when there is no file. Throws AppFailure for anything that cannot be read whole. */
async function bytesOf(file: string): Promise<Uint8Array | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile()) fail('file-unreadable', { file, reason: 'it is not a file' });
    if (found.size > MOST_MIB * 1024 * 1024) fail('state-file-too-large', { file, most: `${MOST_MIB} MiB` });
    return await readFile(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (error instanceof AppFailure) throw error;
    return fail('file-unreadable', { file, reason: code });
  }
}

function decode(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return fail('state-file-damaged', {
      file,
      problem: bytes.length === 0 ? 'it is empty' : 'it is not whole JSON text',
    });
  }
}

/** A file made by hand may leave the format out; one that holds nothing of a computer is somebody else's file. */
const withFormat = (value: StoredObject): StoredObject =>
  value['format'] === undefined && (isObject(value['computer']) || isObject(value['stores']))
    ? { format: 1, ...value }
    : value;

/** Reads the content of a state file from untrusted bytes. Throws AppFailure with a code that says what is wrong. */
export function parseState(bytes: Uint8Array, file: string): SimulatedState {
  const value = decode(bytes, file);
  if (!isObject(value)) return fail('state-file-damaged', { file, problem: 'it holds no object' });
  const given = withFormat(value);
  const format = given['format'];
  if (typeof format === 'number' && Number.isInteger(format) && format > 1) {
    return fail('state-file-too-new', { file, format: String(format) });
  }
  const problem = problemOfState(given);
  return problem === undefined ? completeState(given) : fail('state-file-damaged', { file, problem });
}

/** The simulated computer behind a file; a file that is not there is a computer with every default. */
export async function loadState(file: string): Promise<SimulatedState> {
  const bytes = await bytesOf(file);
  return bytes === undefined ? completeState({}) : parseState(bytes, file);
}

/** Writes the whole file at once: after a crash it is the old one or the new one. Throws AppFailure 'file-unwritable'. */
export async function saveState(file: string, state: SimulatedState): Promise<void> {
  try {
    await writeFileAtomic(file, `${JSON.stringify(state, undefined, 2)}\n`);
  } catch (error) {
    fail('file-unwritable', { file, reason: codeOf(error) });
  }
}
