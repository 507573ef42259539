import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Surroundings } from '../context';
import { runCommandLine } from '../program';

/** What a run said and how it ended. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Given {
  /** Standard input, to its end. */
  readonly stdin?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** Anything else of the surroundings. */
  readonly around?: Partial<Surroundings>;
}

/** Runs one command line in this process, as a user would, with no terminal and an empty environment. */
export async function run(
  argv: readonly string[],
  { stdin = '', environment = {}, around = {} }: Given = {},
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const status = await runCommandLine(argv, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    environment,
    platform: 'linux',
    terminal: false,
    interactive: false,
    signal: new AbortController().signal,
    ...around,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { status, stdout: out, stderr: err };
}

export interface ErrorAnswer {
  readonly code: string;
  readonly happened: string;
  readonly stateNow: string;
  readonly whatNext: string;
  readonly path?: string;
}

export interface DifferenceAnswer {
  readonly kind: string;
  readonly name: string;
  readonly property: string;
  readonly expected: string;
  readonly found: string;
}

/** Every member that an answer may have; which of them a verb gives is what the tests are about. */
export interface Answer {
  readonly schema: number;
  readonly verb: string;
  readonly host: string;
  readonly simulated: boolean;
  readonly computer: string;
  readonly error?: ErrorAnswer;
  readonly outcome?: string;
  readonly fingerprint?: string;
  readonly steps?: readonly { readonly id: string; readonly state: string }[];
  readonly differences?: readonly DifferenceAnswer[];
  readonly proof?: { readonly level: string; readonly evidence: readonly string[] };
  readonly findings?: readonly (ErrorAnswer & { readonly severity: string })[];
  readonly policies?: readonly Readonly<Record<string, unknown>>[];
  readonly removed?: readonly Readonly<Record<string, unknown>>[];
  readonly left?: readonly string[];
  readonly pending?: Readonly<Record<string, unknown>> | null;
  readonly interrupted?: Readonly<Record<string, unknown>> | null;
}

/** The one JSON document of a `--json` run; fails where there is anything but one. */
export const answerOf = ({ stdout }: Ran): Answer => JSON.parse(stdout) as Answer;

/** The same run with `--json`, and its answer beside it. */
export async function runJson(argv: readonly string[], given: Given = {}): Promise<Ran & { readonly answer: Answer }> {
  const ran = await run([...argv, '--json'], given);
  return { ...ran, answer: answerOf(ran) };
}

/** A folder for one test file and a way to be rid of it. */
export async function temporaryFolder(): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ipsecbw-cli-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

type StoredObject = Readonly<Record<string, unknown>>;
export type Stores = Readonly<Record<string, Readonly<Record<string, readonly StoredObject[]>>>>;

const withoutEmptyLists = (store: Stores[string]): Stores[string] =>
  Object.fromEntries(Object.entries(store).filter(([, objects]) => objects.length > 0));

/**
 * The policy stores of a simulated computer's file; a file that is not JSON fails the test. A store that has held
 * objects of a kind keeps an empty list of them: that is no difference.
 */
export async function storesIn(file: string): Promise<Stores> {
  const { stores } = JSON.parse(await readFile(file, 'utf8')) as { readonly stores: Stores };
  return Object.fromEntries(Object.entries(stores).map(([name, store]) => [name, withoutEmptyLists(store)]));
}

export const isOwnName = (name: unknown): boolean => String(name).startsWith('ipsecbw-');

/** Objects of one store by noun: those of others, or our own. Nouns without any are left out. */
export function objectsOf(stores: Stores, own: boolean, store = 'PersistentStore'): Stores[string] {
  return Object.fromEntries(
    Object.entries(stores[store] ?? {})
      .map(([noun, objects]) => [noun, objects.filter(({ Name }) => isOwnName(Name) === own)] as const)
      .filter(([, objects]) => objects.length > 0),
  );
}

/** Every file below a folder with its content, or the file itself. */
export async function everythingIn(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)));
}

/** A key as tests give it where nothing depends on it. */
export const someKey = 'My secret password';
