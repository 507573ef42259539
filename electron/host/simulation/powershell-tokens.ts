/** What this reader does not understand, and where. Nothing is ever skipped instead. */
export class NotUnderstood extends Error {
  readonly line: number;

  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.name = 'NotUnderstood';
    this.line = line;
  }
}

/** `blank` tells that white space stands before the token, which decides what `.` belongs to. */
interface Place {
  readonly line: number;
  readonly blank: boolean;
}

export type Token = Place &
  /** Of a line or, by a semicolon, of a statement. */
  (
    | { readonly kind: 'end'; readonly semicolon: boolean }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'variable'; readonly name: string }
    /** `-Name` or `-eq`; with a colon its value follows directly. */
    | { readonly kind: 'dashed'; readonly word: string; readonly colon: boolean }
    | { readonly kind: 'word'; readonly word: string }
    | { readonly kind: 'symbol'; readonly symbol: string }
  );

type Read = (match: string) => Token;

const MOST_LETTERS = 200_000;
const MOST_TOKENS = 50_000;

/** Letters outside of printable ASCII mean different things to different versions: PowerShell takes five for a quote. */
const FOREIGN = /[^\t\n\r -~]/u;
const BLANK = /(?:[ \t]+|#[^\r\n]*|<#[^]*?#>)+/y;
/** What may follow a token directly. Elsewhere PowerShell would glue two tokens to one, or cut one in two. */
const DELIMITER = /[\s;,(){}[\]|=.+]|$/y;

const patterns: readonly (readonly [pattern: RegExp, read: (place: Place) => Read])[] = [
  [/\r?\n|;/y, (place) => (match) => ({ ...place, kind: 'end', semicolon: match === ';' })],
  [
    /'(?:[^'\r\n]|'')*'/y,
    (place) => (match) => ({ ...place, kind: 'text', value: match.slice(1, -1).replaceAll("''", "'") }),
  ],
  [/0x[0-9a-f]{1,7}|-?\d{1,16}/iy, (place) => (match) => ({ ...place, kind: 'number', value: Number(match) })],
  [/\$[A-Za-z_][A-Za-z0-9_]*/y, (place) => (match) => ({ ...place, kind: 'variable', name: match.slice(1) })],
  [
    /-[A-Za-z][A-Za-z0-9]*:?/y,
    (place) => (match) => ({
      ...place,
      kind: 'dashed',
      word: match.replaceAll(/^-|:$/g, ''),
      colon: match.endsWith(':'),
    }),
  ],
  [/[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z][A-Za-z0-9]*)?/y, (place) => (match) => ({ ...place, kind: 'word', word: match })],
  [/\+=|\+\+|@\(|[=(){}[\],.|!]/y, (place) => (match) => ({ ...place, kind: 'symbol', symbol: match })],
];

function matchAt(pattern: RegExp, script: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(script)?.[0];
}

const linesIn = (text: string): number => text.split('\n').length - 1;

function tokenAt(script: string, at: number, place: Place): readonly [token: Token, length: number] {
  for (const [pattern, read] of patterns) {
    const match = matchAt(pattern, script, at);
    if (match !== undefined) return [read(place)(match), match.length];
  }
  throw new NotUnderstood(place.line, `'${script.slice(at, at + 20).split('\n', 1)[0] ?? ''}' is not understood`);
}

/** A bare `-1` looks like a parameter; only in brackets it is a number and nothing else. */
function requirePlainNumber(token: Token, before: Token | undefined): void {
  if (token.kind !== 'number') return;
  if (!Number.isSafeInteger(token.value)) throw new NotUnderstood(token.line, 'a number is too large');
  const isBracketed = before?.kind === 'symbol' && before.symbol === '(';
  if (token.value < 0 && !isBracketed) {
    throw new NotUnderstood(token.line, 'a negative number stands in brackets');
  }
}

function requireDelimiter(script: string, at: number, token: Token): void {
  if (token.kind === 'end' || token.kind === 'symbol' || (token.kind === 'dashed' && token.colon)) return;
  if (matchAt(DELIMITER, script, at) === undefined) {
    throw new NotUnderstood(token.line, `'${script.slice(at, at + 1)}' stands directly after a word`);
  }
}

/** The tokens of a script of the subset that this program writes. Throws NotUnderstood. */
export function tokensOf(script: string): readonly Token[] {
  if (script.length > MOST_LETTERS) throw new NotUnderstood(1, `it is longer than ${MOST_LETTERS} letters`);
  const foreign = FOREIGN.exec(script);
  if (foreign !== null) {
    throw new NotUnderstood(linesIn(script.slice(0, foreign.index)) + 1, 'a letter outside of printable ASCII');
  }
  const tokens: Token[] = [];
  let [at, line] = [0, 1];
  for (;;) {
    const blank = matchAt(BLANK, script, at) ?? '';
    line += linesIn(blank);
    at += blank.length;
    if (at >= script.length) return tokens;
    const [token, length] = tokenAt(script, at, { line, blank: blank !== '' || at === 0 });
    requirePlainNumber(token, tokens.at(-1));
    line += linesIn(script.slice(at, at + length));
    at += length;
    requireDelimiter(script, at, token);
    if (tokens.push(token) > MOST_TOKENS) throw new NotUnderstood(line, `more than ${MOST_TOKENS} tokens`);
  }
}
