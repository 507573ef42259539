import { AppFailure, fail } from '#contract/app-error';
import type { JournalStateKind } from '#contract/unfinished';
import * as v from 'valibot';
import { entrySchema, parseBegun, type Begun, type JournalEntry, type NewEntry } from './journal-entry';
import { isFinal, nextState } from './journal-state';
import type { OwnFiles } from './own-files';
import type { BegunStep } from './undo';

const fileName = 'journal.jsonl';
/** A policy of a thousand addresses takes some hundred kilobytes. */
const mostBytes = 32 * 1024 * 1024;

/** What a journal says: how a change began, what became of it, where it is. */
export interface JournalRecord {
  readonly begun: Begun;
  readonly entries: readonly JournalEntry[];
  readonly state: JournalStateKind;
  /** The last line was torn, or a line cannot be read: what comes after it is not known. */
  readonly damaged: boolean;
}

/** Told of every line once it is on the disk; what it throws stops the change as a journal that cannot be written does. */
export type JournalReader = (begun: Begun, entry: Begun | JournalEntry) => Promise<void>;

interface Lines {
  readonly entries: readonly JournalEntry[];
  readonly state: JournalStateKind;
  readonly damaged: boolean;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Reads lines up to the first that is none. A torn last line was never flushed, so what it would have said has not
 * begun; after a damaged one anything may have happened: every step may have run.
 */
function readLines(lines: readonly string[], isWhole: boolean): Lines {
  const entries: JournalEntry[] = [];
  let state: JournalStateKind = 'begun';
  for (const [at, line] of lines.entries()) {
    const parsed = v.safeParse(entrySchema, parseJson(line));
    const next: JournalStateKind | undefined = parsed.success ? nextState(state, parsed.output) : undefined;
    if (!parsed.success || next === undefined) {
      const isTornEnd = at === lines.length - 1 && !isWhole;
      return {
        entries,
        state: isTornEnd || isPastReturn(state) ? state : 'applying',
        damaged: !isTornEnd && !isPastReturn(state),
      };
    }
    entries.push(parsed.output);
    state = next;
  }
  return { entries, state, damaged: entries.some(({ kind }) => kind === 'damaged') };
}

/** Where the lines that can be read end. */
const stateAfter = (entries: readonly JournalEntry[]): JournalStateKind =>
  entries.reduce<JournalStateKind>((state, entry) => nextState(state, entry) ?? state, 'begun');

/** Whatever the damaged lines said: what has been kept stays kept. */
const isPastReturn = (state: JournalStateKind): boolean => state === 'kept' || isFinal(state);

const formatOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'format' in value ? Number(value.format) : 0;

function parseJournal(text: string, file: string): JournalRecord {
  const isWhole = text.endsWith('\n');
  const [first = '', ...rest] = text.split('\n').filter((line, at, all) => at < all.length - 1 || line !== '');
  const head = parseJson(first);
  if (formatOf(head) > 1) return fail('journal-too-new', { file });
  const begun = parseHead(head, file);
  return { begun, ...readLines(rest, isWhole) };
}

function parseHead(head: unknown, file: string): Begun {
  try {
    const begun = parseBegun(head, file);
    return 'problem' in begun ? fail('journal-damaged', { file, problem: begun.problem }) : begun;
  } catch (error) {
    if (!(error instanceof AppFailure) || error.appError.code !== 'record-damaged') throw error;
    return fail('journal-damaged', { file, problem: error.appError.context.problem });
  }
}

/** The journal of the last change, finished or not; undefined where there is none. Throws AppFailure. */
export async function readJournal(files: OwnFiles): Promise<JournalRecord | undefined> {
  const text = await files.read(fileName, { mostBytes });
  return text === undefined ? undefined : parseJournal(text, files.pathOf(fileName));
}

/** Puts a journal aside that this computer can do nothing with; answers where it lies now. */
export async function putJournalAside(files: OwnFiles): Promise<string> {
  const aside = `journal.aside-${new Date().toISOString().replace(/[^0-9]/gu, '')}.jsonl`;
  await files.rename(fileName, aside);
  return files.pathOf(aside);
}

/**
 * The steps that may have taken effect, in their order: those with a line before them. What ended well or not at all
 * owes its inverse; after damaged lines every step does.
 */
export function begunSteps({ begun, entries, damaged }: JournalRecord): readonly BegunStep[] {
  if (damaged) return begun.steps.map((step) => ({ step, state: 'unknown' }));
  const begunIds = new Set(entries.flatMap((entry) => (entry.kind === 'step' ? [entry.id] : [])));
  const ended = new Map(entries.flatMap((entry) => (entry.kind === 'step-ended' ? [[entry.id, entry.state]] : [])));
  return begun.steps
    .filter(({ id }) => begunIds.has(id))
    .map((step) => ({ step, state: ended.get(step.id) ?? 'unknown' }));
}

const line = (entry: object): string => `${JSON.stringify(entry)}\n`;

/**
 * The write-ahead journal of one change: a line is on the disk before what it announces is done, and another one after.
 * Readable by a person, no secret, and enough to undo with by a program that knows nothing else.
 */
export class Journal {
  readonly begun: Begun;
  #state: JournalStateKind;
  readonly #files: OwnFiles;
  readonly #reader: JournalReader;

  private constructor(
    files: OwnFiles,
    reader: JournalReader,
    { begun, state }: Pick<JournalRecord, 'begun' | 'state'>,
  ) {
    this.begun = begun;
    this.#files = files;
    this.#reader = reader;
    this.#state = state;
  }

  /** Takes the place of the journal of the change before, which is finished. Throws AppFailure: then nothing was touched. */
  static async begin(files: OwnFiles, reader: JournalReader, begun: Begun): Promise<Journal> {
    await files.write(fileName, line(begun));
    await reader(begun, begun);
    return new Journal(files, reader, { begun, state: 'begun' });
  }

  /** Goes on where another process stopped; what was torn or damaged is cut off first. */
  static async resume(files: OwnFiles, reader: JournalReader, record: JournalRecord): Promise<Journal> {
    await files.write(fileName, [record.begun, ...record.entries].map(line).join(''));
    const { begun, state, damaged, entries } = record;
    const isSaid = !damaged || entries.some(({ kind }) => kind === 'damaged');
    if (isSaid) return new Journal(files, reader, record);
    const journal = new Journal(files, reader, { begun, state: stateAfter(entries) });
    await journal.write({ kind: 'damaged' });
    return new Journal(files, reader, { begun, state });
  }

  get state(): JournalStateKind {
    return this.#state;
  }

  /** Adds a line and flushes it. Throws AppFailure where that does not work; what it announces must then not be done. */
  async write(entry: NewEntry): Promise<void> {
    const next = nextState(this.#state, entry);
    if (next === undefined) return fail('internal', { problem: `${entry.kind} cannot come after ${this.#state}` });
    const whole = { at: new Date().toISOString(), ...entry } as JournalEntry;
    await this.#files.append(fileName, line(whole));
    this.#state = next;
    await this.#reader(this.begun, whole);
  }

  /** For what is said while undoing: a disk that is full must not stop that. The store tells the truth at the next start. */
  async note(entry: NewEntry): Promise<void> {
    try {
      await this.write(entry);
    } catch {
      this.#state = nextState(this.#state, entry) ?? this.#state;
    }
  }
}
