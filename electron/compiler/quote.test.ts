import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allNodes,
  evaluateText,
  loadPowerShellGrammar,
  type PowerShellGrammar,
} from '#host/testing/powershell-grammar';
import { hostileText, hostileTexts } from '#host/testing/hostile-text';
import { needsPowerShell, openRealPowerShell, realPowerShell } from '#host/testing/real-powershell';
import type { PowerShellSession } from '#host/powershell-session';
import { quote } from './quote';

/** Literals, the join of literals, and the levels of precedence in between: nothing that names, calls or expands. */
const harmless = new Set([
  'program', 'statement_list', 'pipeline', 'pipeline_chain', 'logical_expression', 'bitwise_expression',
  'comparison_expression', 'additive_expression', 'multiplicative_expression', 'format_expression', 'range_expression',
  'array_literal_expression', 'unary_expression', 'parenthesized_expression', 'expression_with_unary_operator',
  'cast_expression', 'type_literal', 'type_spec', 'array_type_name', 'type_name', 'type_identifier', 'string_literal',
  'verbatim_string_characters', 'integer_literal', 'hexadecimal_integer_literal',
]); // prettier-ignore

let grammar: PowerShellGrammar;
beforeAll(async () => {
  grammar = await loadPowerShellGrammar();
});

function expectFaithful(text: string): void {
  const literal = quote(text);
  expect(literal).toMatch(/^[ -~]+$/u);
  const tree = grammar.parse(literal);
  expect(evaluateText(tree) === text, JSON.stringify(text).slice(0, 200)).toBe(true);
  const types = new Set(allNodes(tree).map((node) => node.type));
  expect([...types].filter((type) => !harmless.has(type))).toEqual([]);
}

describe('quote', () => {
  it.each([
    ['', "''"],
    ['FBS incoming connections', "'FBS incoming connections'"],
    ['it\'s $(here) `n # ; " @{}', "'it''s $(here) `n # ; \" @{}'"],
    ['a\u2018b', "(-join ('a',[char]0x2018,'b'))"],
    // Even quoted, this argument would end the parsing of its line.
    ['--%', '(-join [char[]](0x2d,0x2d,0x25))'],
    ['\n', '(-join ([char]0xa))'],
    ["'ż'", "(-join ('''',[char]0x17c,''''))"],
    ['😀', '(-join ([char]0xd83d,[char]0xde00))'],
    ['ą'.repeat(41), `(-join [char[]](${Array(41).fill('0x105').join(',')}))`],
  ])('spells %j', (text, literal) => {
    expect(quote(text)).toBe(literal);
  });

  it.each(hostileTexts)('gives %j back to a grammar that does not know it', (text) => {
    expectFaithful(text);
  });

  it('gives every text back, as a literal and nothing else', () => {
    fc.assert(fc.property(hostileText(40), expectFaithful), { numRuns: 1_000 });
  });

  it('gives long texts back', () => {
    fc.assert(fc.property(hostileText(2_000), expectFaithful), { numRuns: 20 });
  });

  it('does not nest deeper for a longer text', () => {
    const count = (text: string, letter: string): number => text.split(letter).length - 1;
    const depth = (literal: string): number =>
      Math.max(
        ...Array.from({ length: literal.length }, (_, at) => literal.slice(0, at)).map(
          (begin) => count(begin, '(') - count(begin, ')'),
        ),
      );
    expect(depth(quote('ż'.repeat(500)))).toBeLessThan(4);
    expect(depth(quote('aż'.repeat(20)))).toBeLessThan(4);
  });
});

describe.skipIf(realPowerShell === undefined)(needsPowerShell('quote in a real PowerShell'), () => {
  let session: PowerShellSession;
  beforeAll(async () => {
    session = await openRealPowerShell();
  });
  afterAll(async () => {
    await session.close();
  });

  const codes = (text: string): string => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).join(' ');
  /** Through an argument as well as an expression: both have their own rules. */
  const script = (texts: readonly string[]): string =>
    `function Get-Codes($Text) { return ([int[]] [char[]] [string] $Text) -join ' ' }
     @{ codes = @(${texts.map((text) => `(Get-Codes -Text ${quote(text)}),(([int[]] [char[]] ${quote(text)}) -join ' ')`).join(',')}) }`;
  const expectFaithfulThere = async (texts: readonly string[]): Promise<void> => {
    const answer = await session.call(script(texts), 'test');
    expect(answer).toEqual({ codes: texts.flatMap((text) => [codes(text), codes(text)]) });
  };

  it('means the same text', async () => {
    await expectFaithfulThere(hostileTexts);
  });

  it('means the same text whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText(40), { minLength: 20, maxLength: 20 }), expectFaithfulThere),
      { numRuns: 20 },
    );
  });
});
