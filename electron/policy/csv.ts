import { finding, type Finding } from '#contract/finding';

/** One line of a table: where it begins in the text, counted from 1, and its cells. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly rows: readonly CsvRow[];
  /** The row in which a quotation mark is never closed: it holds all the rest, and is not among the rows. */
  readonly notClosed?: { readonly line: number; readonly finding: Finding };
}

/** Excel separates by the list separator of the country, and it is the first line that shows which. */
function separatorOf(text: string): string {
  const [line = ''] = text.split(/\r\n|[\r\n]/u, 1);
  return ['\t', ';'].find((one) => line.includes(one)) ?? ',';
}

/** One cell with what ends it: bare, or in quotes with quotes doubled. */
const cellPattern = (separator: string): RegExp =>
  new RegExp(`(?:"((?:[^"]|"")*)"[^\\S\\r\\n\\t]*|([^${separator}\\r\\n]*))(${separator}|\\r\\n|[\\r\\n]|$)`, 'uy');

const linesIn = (text: string): number => text.split(/\r\n|[\r\n]/u).length - 1;
const opensQuote = (cell: string): boolean => cell.startsWith('"');

/**
 * RFC 4180 with comma, semicolon or tab, whichever the first line uses. Empty lines are left out. Linear in the length
 * of the text, which is the caller's to limit.
 */
export function readCsv(given: string): CsvTable {
  const text = given.replace(/^\uFEFF/u, '');
  const pattern = cellPattern(separatorOf(text));
  const rows: CsvRow[] = [];
  let [line, begun, cells] = [1, 1, [] as string[]];
  while (pattern.lastIndex < text.length || cells.length > 0) {
    const [whole = '', quoted, bare = '', end = ''] = pattern.exec(text) ?? [];
    if (quoted === undefined && opensQuote(bare)) {
      return { rows, notClosed: { line: begun, finding: finding('csv-not-closed', 'block', {}) } };
    }
    cells.push(quoted?.replaceAll('""', '"') ?? bare);
    line += linesIn(whole);
    if (/^[\r\n]*$/u.test(end)) {
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: begun, cells });
      [begun, cells] = [line, []];
    }
    if (end === '') break;
  }
  return { rows };
}

/**
 * A spreadsheet takes a cell that begins so for a formula, also behind quotation marks: the apostrophe before it says
 * that it is text (OWASP, CSV injection).
 */
const formula = /^'*[=+\-@\t\r]/u;
const neutral = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);
/** What `writeCsv` has put before a cell that looked like a formula. */
export const withoutApostrophe = (cell: string): string => (/^'+[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell);

const quoted = (cell: string): string => (/[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Rows as text with commas and CR LF, as RFC 4180 has it; no cell is a formula. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map((cell) => quoted(neutral(cell))).join(',')}\r\n`).join('');
