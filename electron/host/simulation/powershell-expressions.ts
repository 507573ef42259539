import type { Cursor } from './powershell-cursor';
import {
  comparisons,
  errorActions,
  harmless,
  type Call,
  type Comparison,
  type ErrorAction,
  type Expression,
} from './powershell-syntax';
import { sameWord } from './stored-object';

const literal = (line: number, value: string | number | boolean | null): Expression => ({
  line,
  kind: 'literal',
  value,
});

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** `(0x41,0x42)` */
function parseCodes(cursor: Cursor): readonly number[] {
  cursor.expectSymbol('(');
  const codes: number[] = [];
  do codes.push(parseCode(cursor));
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  return codes;
}

function parseCode(cursor: Cursor): number {
  const token = cursor.next();
  if (token.kind === 'number' && token.value >= 0 && token.value <= 0xffff) return token.value;
  throw cursor.problem('the number of a letter was expected');
}

/** After `[`: whether the type is `char[]` or `char`; no other is understood. */
function parseCharType(cursor: Cursor): 'char' | 'char[]' {
  if (cursor.takeWord('word', ['char']) === undefined)
    throw cursor.problem('only the types char and char[] are understood');
  const isList = cursor.takeSymbol('[');
  if (isList) cursor.expectSymbol(']');
  cursor.expectSymbol(']');
  return isList ? 'char[]' : 'char';
}

function parseLetters(cursor: Cursor): string {
  const token = cursor.next();
  if (token.kind === 'text') return token.value;
  if (token.kind !== 'symbol' || token.symbol !== '[') throw cursor.problem('a text or [char] was expected');
  if (parseCharType(cursor) !== 'char') throw cursor.problem('[char] was expected');
  return String.fromCharCode(parseCode(cursor));
}

/** After `-join`: `[char[]](0x41,0x42)` or `('text',[char]0x41)`. */
function parseJoined(cursor: Cursor): string {
  if (cursor.takeSymbol('[')) {
    if (parseCharType(cursor) !== 'char[]') throw cursor.problem('[char[]] was expected');
    return parseCodes(cursor)
      .map((code) => String.fromCharCode(code))
      .join('');
  }
  cursor.expectSymbol('(');
  let text = parseLetters(cursor);
  while (cursor.takeSymbol(',')) text += parseLetters(cursor);
  cursor.expectSymbol(')');
  return text;
}

/** After `(`: a joined text, a call, or any expression. */
function parseBracketed(cursor: Cursor): Expression {
  const { line } = cursor;
  cursor.skipLines();
  const inner =
    cursor.takeWord('dashed', ['join']) !== undefined
      ? literal(line, parseJoined(cursor))
      : parseCallOrExpression(cursor);
  cursor.skipLines();
  cursor.expectSymbol(')');
  return inner;
}

/** After `@(`: a list of values, also of one and of none. */
function parseArray(cursor: Cursor): Expression {
  const { line } = cursor;
  cursor.skipLines();
  if (cursor.takeSymbol(')')) return { line, kind: 'list', items: [] };
  const value = parseList(cursor);
  cursor.skipLines();
  cursor.expectSymbol(')');
  return value.kind === 'list' ? value : { line, kind: 'list', items: [value] };
}

function parsePrimary(cursor: Cursor): Expression {
  const { line } = cursor;
  const token = cursor.next();
  if (token.kind === 'text' || token.kind === 'number') return literal(line, token.value);
  if (token.kind === 'variable') {
    const constant = constants[token.name.toLowerCase()];
    return constant === undefined ? { line, kind: 'variable', name: token.name } : literal(line, constant);
  }
  if (token.kind === 'symbol' && token.symbol === '(') return cursor.nested(() => parseBracketed(cursor));
  if (token.kind === 'symbol' && token.symbol === '@(') return cursor.nested(() => parseArray(cursor));
  throw cursor.problem('a value was expected');
}

/** A value and its members: `$_.CategoryInfo.Category`. */
function parsePostfix(cursor: Cursor): Expression {
  let value = parsePrimary(cursor);
  while (cursor.isSymbol('.', '[')) {
    if (cursor.peek()?.blank === true || !cursor.takeSymbol('.')) throw cursor.problem('a member is written .Name');
    const name = cursor.next();
    if (name.kind !== 'word' || name.blank) throw cursor.problem('the name of a member was expected');
    value = { line: name.line, kind: 'member', of: value, name: name.word };
  }
  return value;
}

function parseList(cursor: Cursor): Expression {
  const { line } = cursor;
  const items = [parsePostfix(cursor)];
  while (cursor.takeSymbol(',')) {
    cursor.skipLines();
    items.push(parsePostfix(cursor));
  }
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { line, kind: 'list', items };
}

function parseUnary(cursor: Cursor): Expression {
  const { line } = cursor;
  if (cursor.takeSymbol('!') || cursor.takeWord('dashed', ['not']) !== undefined) {
    return { line, kind: 'not', operand: cursor.nested(() => parseUnary(cursor)) };
  }
  return parseList(cursor);
}

function parseComparison(cursor: Cursor): Expression {
  const left = parseUnary(cursor);
  const { line } = cursor;
  const operator = cursor.takeWord('dashed', comparisons) as Comparison | undefined;
  return operator === undefined ? left : { line, kind: 'binary', operator, left, right: parseUnary(cursor) };
}

/** `-and` and `-or` have the same precedence in PowerShell. */
export function parseExpression(cursor: Cursor): Expression {
  let left = parseComparison(cursor);
  for (;;) {
    const { line } = cursor;
    const operator = cursor.takeWord('dashed', ['and', 'or']) as 'and' | 'or' | undefined;
    if (operator === undefined) return left;
    left = { line, kind: 'binary', operator, left, right: parseComparison(cursor) };
  }
}

export const isCmdletName = (word: string): boolean => /^[A-Za-z]+-[A-Za-z0-9]+$/u.test(word);

export function parseCallOrExpression(cursor: Cursor): Expression {
  const { line } = cursor;
  const token = cursor.peek();
  if (token?.kind !== 'word') return parseExpression(cursor);
  return { line, kind: 'call', call: parseCall(cursor) };
}

/** An argument: a value, a list, or a bare word that stands alone and is a text. */
function parseArgument(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token?.kind !== 'word') return parseList(cursor);
  cursor.next();
  if (cursor.isSymbol(',', '.', '[', '(')) throw cursor.problem('a text in a list stands in quotes');
  return literal(token.line, token.word);
}

const startsArgument = (cursor: Cursor): boolean => {
  const token = cursor.peek();
  if (token === undefined) return false;
  return token.kind === 'symbol' ? ['(', '@('].includes(token.symbol) : token.kind !== 'dashed' && token.kind !== 'end';
};

function errorActionOf(cursor: Cursor, value: Expression | true): ErrorAction {
  const word = value !== true && value.kind === 'literal' ? value.value : undefined;
  const action = errorActions.find((known) => typeof word === 'string' && sameWord(known, word));
  if (action === undefined) throw cursor.problem('that -ErrorAction is not understood');
  return action;
}

/** `Verb-Noun -Name value -Switch ...`; values may be lists. Positional values only where nothing can go wrong by them. */
export function parseCall(cursor: Cursor): Call {
  const { line } = cursor;
  const name = cursor.next();
  if (name.kind !== 'word' || !isCmdletName(name.word)) throw cursor.problem('the name of a cmdlet was expected');
  const parameters: (readonly [string, Expression | true])[] = [];
  const positional: Expression[] = [];
  for (let token = cursor.peek(); token?.kind === 'dashed' || startsArgument(cursor); token = cursor.peek()) {
    if (token?.kind === 'dashed') parameters.push(parseParameter(cursor));
    else positional.push(parseArgument(cursor));
  }
  if (positional.length > 0 && !harmless.some((known) => sameWord(known, name.word))) {
    throw cursor.problem(`a value of ${name.word} has no parameter name`);
  }
  return { line, cmdlet: name.word, positional, ...withoutErrorAction(cursor, parameters) };
}

function parseParameter(cursor: Cursor): readonly [string, Expression | true] {
  const token = cursor.next();
  if (token.kind !== 'dashed') throw cursor.problem('a parameter was expected');
  const hasValue = token.colon || startsArgument(cursor);
  return [token.word, hasValue ? parseArgument(cursor) : true];
}

function withoutErrorAction(
  cursor: Cursor,
  given: readonly (readonly [string, Expression | true])[],
): Pick<Call, 'parameters' | 'errorAction'> {
  const isAction = ([name]: readonly [string, unknown]): boolean => sameWord(name, 'ErrorAction');
  const names = given.map(([name]) => name.toLowerCase());
  if (new Set(names).size !== names.length) throw cursor.problem('a parameter is given twice');
  const action = given.find(isAction);
  const parameters = given.filter((parameter) => !isAction(parameter));
  return action === undefined ? { parameters } : { parameters, errorAction: errorActionOf(cursor, action[1]) };
}
