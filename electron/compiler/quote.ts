/** Up to here a literal stays readable letter by letter; beyond it PowerShell is slow to compile one cast per letter. */
const MOST_SINGLE_CASTS = 40;

/** As an argument, PowerShell takes this for its stop-parsing token even in quotes, and the rest of the line for text. */
const STOP_PARSING = '--%';

const isPlain = (code: number): boolean => code >= 0x20 && code <= 0x7e;
const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const hex = (code: number): string => `0x${code.toString(16)}`;

/** UTF-16 code units, as .NET counts them: surrogates stay what they are, paired or not. */
const codeUnits = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

const joinedPieces = (text: string): string => {
  const pieces = text
    .match(/[ -~]+|[^ -~]/gu)
    ?.flatMap((piece) => (isPlain(piece.charCodeAt(0)) ? [singleQuoted(piece)] : casts(piece)));
  return `(-join (${(pieces ?? []).join(',')}))`;
};
const casts = (piece: string): readonly string[] => codeUnits(piece).map((code) => `[char]${hex(code)}`);

const joinedCodes = (codes: readonly number[]): string => `(-join [char[]](${codes.map(hex).join(',')}))`;

/**
 * The only function that makes a PowerShell literal from text. Valid in Windows PowerShell 5.1 and in 7, in expression
 * and in argument mode, in full and in constrained language mode; one line of printable ASCII; nothing in it can run.
 *
 * Printable ASCII stands in single quotes, where only the quote itself means anything. Every other letter is a number:
 * PowerShell takes the typographic quotes U+2018 to U+201B for `'` (about_Quoting_Rules does not say so, its tokenizer
 * does), a line end would end the request line of the host, and a letter outside ASCII would depend on the code page
 * that Windows PowerShell 5.1 reads its standard input with. The result is flat however long the text is.
 */
export function quote(text: string): string {
  const codes = codeUnits(text);
  const special = codes.filter((code) => !isPlain(code)).length;
  if (text === STOP_PARSING) return joinedCodes(codes);
  if (special === 0) return singleQuoted(text);
  return special <= MOST_SINGLE_CASTS ? joinedPieces(text) : joinedCodes(codes);
}
