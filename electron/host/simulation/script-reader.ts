/**
 * Reads a Windows PowerShell script of the subset that this program writes into scheduled tasks: comments, calls of
 * cmdlets by named parameters, literals, `try`/`catch`, `if`, `foreach` over literals, variables, `exit`, `throw`. Made independently of what
 * writes such scripts, and closed: whatever else stands in a script is an error, never a gap.
 */
import type { Invocation, ParameterValue } from '#contract/invocation';
import { Cursor } from './powershell-cursor';
import { isCmdletName, parseCall, parseCallOrExpression, parseExpression } from './powershell-expressions';
import type { Branch, Call, Expression, Statement } from './powershell-syntax';
import { NotUnderstood, tokensOf } from './powershell-tokens';
import { constantOf, invocationOf, type ResolveVariable } from './script-values';
import { sameWord } from './stored-object';

const keywords = ['try', 'if', 'foreach', 'exit', 'return', 'throw'];

function parseBlock(cursor: Cursor): readonly Statement[] {
  cursor.skipLines();
  cursor.expectSymbol('{');
  const body = cursor.nested(() => parseStatements(cursor));
  cursor.expectSymbol('}');
  return body;
}

/** Takes a keyword that may stand on one of the next lines; leaves the ends where they are when it does not. */
function takeFollowing(cursor: Cursor, word: string): boolean {
  cursor.skipLines();
  return cursor.takeWord('word', [word]) !== undefined;
}

function parseTry(cursor: Cursor, line: number): Statement {
  const body = parseBlock(cursor);
  if (!takeFollowing(cursor, 'catch')) throw cursor.problem("'catch' was expected");
  return { line, kind: 'try', body, handler: parseBlock(cursor) };
}

function parseBranch(cursor: Cursor): Branch {
  cursor.expectSymbol('(');
  const condition = cursor.nested(() => {
    cursor.skipLines();
    const found = parseCallOrExpression(cursor);
    cursor.skipLines();
    return found;
  });
  cursor.expectSymbol(')');
  return { condition, body: parseBlock(cursor) };
}

function parseIf(cursor: Cursor, line: number): Statement {
  const branches = [parseBranch(cursor)];
  while (takeFollowing(cursor, 'elseif')) branches.push(parseBranch(cursor));
  const otherwise = takeFollowing(cursor, 'else') ? parseBlock(cursor) : [];
  return { line, kind: 'if', branches, otherwise };
}

/** `foreach ($name in $names) { }`: what it goes over is a value, never what a call answers. */
function parseForeach(cursor: Cursor, line: number): Statement {
  cursor.expectSymbol('(');
  const token = cursor.next();
  if (token.kind !== 'variable') throw cursor.problem('the variable of the loop was expected');
  if (cursor.takeWord('word', ['in']) === undefined) throw cursor.problem("'in' was expected");
  const items = parseExpression(cursor);
  cursor.expectSymbol(')');
  return { line, kind: 'foreach', name: token.name, items, body: parseBlock(cursor) };
}

const endsHere = (cursor: Cursor): boolean => {
  const token = cursor.peek();
  return token === undefined || token.kind === 'end' || cursor.isSymbol('}');
};

function parseKeyword(cursor: Cursor, keyword: string, line: number): Statement {
  switch (keyword) {
    case 'try':
      return parseTry(cursor, line);
    case 'if':
      return parseIf(cursor, line);
    case 'foreach':
      return parseForeach(cursor, line);
    case 'throw':
      return { line, kind: 'throw', what: parseExpression(cursor) };
    case 'return':
      if (!endsHere(cursor)) throw cursor.problem("'return' takes nothing here");
      return { line, kind: 'exit', code: undefined };
    default:
      return { line, kind: 'exit', code: endsHere(cursor) ? undefined : parseExpression(cursor) };
  }
}

function parseAssignment(cursor: Cursor, name: string, line: number): Statement {
  if (cursor.takeSymbol('++')) {
    return { line, kind: 'assign', name, adds: true, value: { line, kind: 'literal', value: 1 } };
  }
  const adds = cursor.takeSymbol('+=');
  if (!adds) cursor.expectSymbol('=');
  cursor.skipLines();
  return { line, kind: 'assign', name, adds, value: parsePiped(cursor, () => parseCallOrExpression(cursor)) };
}

/** The only pipe that is understood throws away what comes out. */
function parsePiped<T>(cursor: Cursor, parse: () => T): T {
  const parsed = parse();
  if (cursor.takeSymbol('|') && cursor.takeWord('word', ['out-null']) === undefined) {
    throw cursor.problem('only Out-Null is understood after a pipe');
  }
  return parsed;
}

function parseStatement(cursor: Cursor): Statement {
  const { line } = cursor;
  const token = cursor.peek();
  if (token?.kind === 'variable') {
    cursor.next();
    return parseAssignment(cursor, token.name, line);
  }
  const keyword = cursor.takeWord('word', keywords);
  if (keyword !== undefined) return parseKeyword(cursor, keyword, line);
  if (token?.kind === 'word' && isCmdletName(token.word)) {
    return { line, kind: 'call', call: parsePiped(cursor, () => parseCall(cursor)) };
  }
  throw cursor.problem('this statement is not understood');
}

/** Statements up to a closing brace or the end. Blocks need no separator after them. */
function parseStatements(cursor: Cursor): readonly Statement[] {
  const statements: Statement[] = [];
  cursor.skipEnds();
  while (cursor.peek() !== undefined && !cursor.isSymbol('}')) {
    const statement = parseStatement(cursor);
    statements.push(statement);
    const isBlock = ['try', 'if', 'foreach'].includes(statement.kind);
    if (!isBlock && !endsHere(cursor)) throw cursor.problem('the end of the statement was expected');
    cursor.skipEnds();
  }
  return statements;
}

/** The statements of a script. Throws NotUnderstood, which tells the line. */
export function readScript(script: string): readonly Statement[] {
  const cursor = new Cursor(tokensOf(script));
  const statements = parseStatements(cursor);
  if (cursor.peek() !== undefined) throw cursor.problem("'}' closes nothing");
  return statements;
}

/** The calls of an expression; a read within a call is part of that call. */
function callsIn(expression: Expression): readonly Call[] {
  switch (expression.kind) {
    case 'call':
      return [expression.call];
    case 'list':
      return expression.items.flatMap(callsIn);
    case 'not':
      return callsIn(expression.operand);
    case 'member':
      return callsIn(expression.of);
    case 'binary':
      return [...callsIn(expression.left), ...callsIn(expression.right)];
    case 'literal':
    case 'variable':
      return [];
  }
}

/** What a reader of calls meets on its way through a script: a call, or what a variable is given. */
type Met =
  | { readonly call: Call }
  | { readonly name: string; readonly value: Expression }
  | (Statement & { readonly kind: 'foreach' });

const metIn = (expression: Expression | undefined): readonly Met[] =>
  expression === undefined ? [] : callsIn(expression).map((call) => ({ call }));

/** Everything in the order of the text, whether it would run or not. */
function metOnTheWay(statement: Statement): readonly Met[] {
  const within = (body: readonly Statement[]): readonly Met[] => body.flatMap(metOnTheWay);
  switch (statement.kind) {
    case 'call':
      return [{ call: statement.call }];
    case 'assign':
      return [...metIn(statement.value), { name: statement.name, value: statement.value }];
    case 'if':
      return [
        ...statement.branches.flatMap(({ condition, body }) => [...metIn(condition), ...within(body)]),
        ...within(statement.otherwise),
      ];
    case 'try':
      return [...within(statement.body), ...within(statement.handler)];
    case 'foreach':
      return [statement];
    case 'exit':
      return metIn(statement.code);
    case 'throw':
      return metIn(statement.what);
  }
}

export interface ReadCallsOptions {
  /** The variable that holds the secret, without `$`. */
  readonly secretVariable?: string;
}

type Known = Map<string, ParameterValue | undefined>;

/** What a loop goes over, item by item. Throws NotUnderstood where that is no literal. */
function itemsOf({ items, line }: Statement & { readonly kind: 'foreach' }, resolve: ResolveVariable): ItemList {
  const value = constantOf(items, resolve);
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (Array.isArray(value)) return value as ItemList;
  throw new NotUnderstood(line, 'a loop goes over texts or numbers');
}
type ItemList = readonly (string | number)[];

function collect(statements: readonly Statement[], known: Known, resolve: ResolveVariable): readonly Invocation[] {
  return statements.flatMap(metOnTheWay).flatMap((met): readonly Invocation[] => {
    if ('call' in met) return [invocationOf(met.call, resolve)];
    const key = met.name.toLowerCase();
    if ('body' in met) {
      return itemsOf(met, resolve).flatMap((item) => collect(met.body, known.set(key, item), resolve));
    }
    known.set(key, met.value.kind === 'call' ? { fromStep: met.name } : constantOf(met.value, resolve));
    return [];
  });
}

/**
 * The calls of a script as every host receives them, in the order of the text, whether they would run or not; those in
 * a loop once for every item. A variable stands for the literal or, as `{ fromStep: name }`, for the call that was last
 * assigned to it. Throws NotUnderstood.
 */
export function readCalls(script: string, { secretVariable }: ReadCallsOptions = {}): readonly Invocation[] {
  const known: Known = new Map();
  const resolve: ResolveVariable = (name) =>
    sameWord(secretVariable ?? '', name) ? { secret: 'pre-shared-key' } : known.get(name.toLowerCase());
  return collect(readScript(script), known, resolve);
}
