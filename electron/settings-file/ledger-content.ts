import { randomUUID } from 'node:crypto';
import type { LedgerKey } from './ledger-key';
import { isAuthentic, lineOf, parseLine, type LedgerEntry, type LedgerLine, type Link } from './ledger-line';

/** A line, and where it stands in the file: lines of a file count from 1. */
export interface Placed {
  readonly at: number;
  readonly line: LedgerLine;
}

export interface LedgerContent {
  /** In the order of the file. */
  readonly lines: readonly Placed[];
  /** The numbers of lines that are none of a ledger. */
  readonly unreadable: readonly number[];
  /** The last line ends in the middle, as after a stick that was pulled out; it is left out and is no problem. */
  readonly isTorn: boolean;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** The text of a ledger. Never fails: what is no line is counted. */
export function readContent(text: string): LedgerContent {
  const texts = text.split('\n');
  const read = texts.map((one, at) => ({ at: at + 1, line: parseLine(one), isBlank: isBlank(one) }));
  const isTorn = read.some(({ at, line, isBlank: nothing }) => at === texts.length && line === undefined && !nothing);
  return {
    lines: read.flatMap(({ at, line }) => (line === undefined ? [] : [{ at, line }])),
    unreadable: read
      .filter(({ at, line, isBlank: nothing }) => line === undefined && !nothing && at < texts.length)
      .map(({ at }) => at),
    isTorn,
  };
}

/** After the newest line of ours; where there is none, a chain of its own begins. */
function nextLink({ lines }: LedgerContent, key: LedgerKey): Link {
  const last = lines.findLast(({ line }) => isAuthentic(line, key))?.line;
  if (last === undefined) return { chain: randomUUID(), number: 1, previous: '' };
  return { chain: last.chain, number: last.number + 1, previous: last.mac };
}

export const textOf = (lines: readonly LedgerLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** Every whole line stays as it is, to the letter, ours or not; a torn end goes, because it would spoil the new line. */
function wholeLines(text: string, { isTorn }: LedgerContent): string {
  const kept = isTorn ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
  return kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`;
}

/** The text of a ledger with one entry more. */
export function withEntry(text: string, entry: LedgerEntry, key: LedgerKey): string {
  const content = readContent(text);
  return wholeLines(text, content) + textOf([lineOf(entry, nextLink(content, key), key)]);
}
