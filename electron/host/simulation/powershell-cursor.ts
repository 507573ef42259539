import { NotUnderstood, type Token } from './powershell-tokens';

const MOST_LEVELS = 40;

/** A place in a list of tokens, for a parser that looks one token ahead. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #level = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get line(): number {
    return (this.#tokens[this.#at] ?? this.#tokens.at(-1))?.line ?? 1;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.problem('the script ends too early');
    this.#at += 1;
    return token;
  }

  problem(what: string): NotUnderstood {
    return new NotUnderstood(this.line, what);
  }

  isSymbol(...symbols: readonly string[]): boolean {
    const token = this.peek();
    return token?.kind === 'symbol' && symbols.includes(token.symbol);
  }

  /** Takes the symbol when it is next. */
  takeSymbol(symbol: string): boolean {
    const found = this.isSymbol(symbol);
    if (found) this.#at += 1;
    return found;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.problem(`'${symbol}' was expected`);
  }

  /** Takes one of these keywords or operators, in any case of letters, and answers it in small ones. */
  takeWord(kind: 'word' | 'dashed', words: readonly string[]): string | undefined {
    const token = this.peek();
    if (token?.kind !== kind || !words.includes(token.word.toLowerCase())) return undefined;
    this.#at += 1;
    return token.word.toLowerCase();
  }

  skipEnds(): void {
    while (this.peek()?.kind === 'end') this.#at += 1;
  }

  /** Within a statement a line may end where something has to follow; a semicolon may not stand there. */
  skipLines(): void {
    for (let token = this.peek(); token?.kind === 'end' && !token.semicolon; token = this.peek()) this.#at += 1;
  }

  /** Parses what stands in brackets or braces, to a limited depth. */
  nested<T>(parse: () => T): T {
    this.#level += 1;
    if (this.#level > MOST_LEVELS) throw this.problem(`more than ${MOST_LEVELS} levels of brackets`);
    const result = parse();
    this.#level -= 1;
    return result;
  }
}
