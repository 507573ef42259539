import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

/**
 * For tests: PowerShell as a grammar reads it that knows nothing of this program. It stands in for a PowerShell on
 * computers that have none. What it does not know: that real PowerShell takes typographic quotes for quotes.
 */
export interface PowerShellGrammar {
  /** The tree of a script; throws where the grammar finds an error or something missing. */
  parse(script: string): Node;
}

const resolve = createRequire(import.meta.url).resolve;

export async function loadPowerShellGrammar(): Promise<PowerShellGrammar> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));
  return {
    parse(script) {
      const root = parser.parse(script)?.rootNode;
      if (root === undefined || root.hasError) throw new SyntaxError(`Not PowerShell: ${script.slice(0, 2_000)}`);
      return root;
    },
  };
}

/** All named nodes of a tree, the root included, in the order of the text. */
export function allNodes(node: Node): readonly Node[] {
  const found: Node[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    open.push(...namedChildren(next).toReversed());
  }
  return found;
}

export const namedChildren = (node: Node): readonly Node[] => node.namedChildren;

/** Node types that only wrap: every expression passes through one of each level of precedence. */
const wrappers = new Set([
  'program', 'statement_list', 'pipeline', 'pipeline_chain', 'logical_expression', 'bitwise_expression',
  'comparison_expression', 'additive_expression', 'multiplicative_expression', 'format_expression', 'range_expression',
  'unary_expression', 'parenthesized_expression',
]); // prettier-ignore

/** Goes down through what only wraps one other node. */
export function unwrap(node: Node): Node {
  const [only, ...others] = namedChildren(node);
  const single = only !== undefined && others.length === 0;
  return single && (wrappers.has(node.type) || isSingleList(node)) ? unwrap(only) : node;
}

const isSingleList = (node: Node): boolean => node.type === 'array_literal_expression';

/** The text that a literal made by `quote` stands for, read from the tree alone. Throws for every other node type. */
export function evaluateText(node: Node): string {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'string_literal':
      return evaluateString(inner);
    case 'array_literal_expression':
      return namedChildren(inner).map(evaluateText).join('');
    case 'expression_with_unary_operator':
      return evaluateOperator(inner);
    default:
      throw new TypeError(`Not part of a literal: ${inner.type}`);
  }
}

function evaluateString(node: Node): string {
  const [only] = namedChildren(node);
  if (only?.type !== 'verbatim_string_characters') throw new TypeError(`Not a single-quoted text: ${node.text}`);
  return only.text.slice(1, -1).replaceAll("''", "'");
}

/** `-join (...)` and the casts `[char]0x2018`, `[char[]](0x41,0x42)`. */
function evaluateOperator(node: Node): string {
  const [first] = namedChildren(node);
  if (first === undefined) throw new TypeError(`Empty: ${node.text}`);
  if (first.type === 'cast_expression') return evaluateCast(first);
  if (!node.text.startsWith('-join ')) throw new TypeError(`Not -join: ${node.text}`);
  return evaluateText(first);
}

function evaluateCast(node: Node): string {
  const [type, operand] = namedChildren(node);
  if (operand === undefined || !['[char]', '[char[]]'].includes(type?.text ?? '')) throw new TypeError(node.text);
  return String.fromCharCode(...codesOf(operand));
}

function codesOf(node: Node): readonly number[] {
  const inner = unwrap(node);
  if (inner.type === 'array_literal_expression') return namedChildren(inner).flatMap(codesOf);
  if (inner.type !== 'integer_literal') throw new TypeError(`Not a number: ${inner.text}`);
  return [Number(inner.text)];
}
