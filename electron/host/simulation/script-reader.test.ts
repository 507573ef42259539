import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { switchParameters } from '#compiler/cmdlets.generated';
import { renderInvocation } from '#compiler/render';
import type { Invocation, ParameterValue } from '#contract/invocation';
import { hostileText, hostileTexts } from '../testing/hostile-text';
import { loadPowerShellGrammar, type PowerShellGrammar } from '../testing/powershell-grammar';
import { NotUnderstood } from './powershell-tokens';
import { readCalls, readScript } from './script-reader';

const render = (invocation: Invocation): string =>
  renderInvocation(invocation, { step: (id) => `$${id}`, secret: () => '$plainKey' });
const readBack = (script: string): readonly Invocation[] => readCalls(script, { secretVariable: 'plainKey' });
const setDescription = (Description: string): Invocation => ({
  cmdlet: 'Set-NetIPsecRule',
  parameters: { IPsecRuleName: 'r', Description },
});

/** A list of one reads like its item, and a switch that is off like nothing. */
function asRead({ cmdlet, parameters }: Invocation): Invocation {
  const isOff = (name: string, value: ParameterValue): boolean =>
    value === false && switchParameters[cmdlet]?.includes(name) === true;
  const single = (value: ParameterValue): ParameterValue => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return items.length === 1 ? (items[0] as ParameterValue) : value;
  };
  const kept = Object.entries(parameters).filter(([name, value]) => !isOff(name, value));
  return { cmdlet, parameters: Object.fromEntries(kept.map(([name, value]) => [name, single(value)])) };
}

const names = ['IPsecRuleName', 'DisplayName', 'Description', 'LocalPort', 'RemoteAddress', 'Platform', 'X1'];
const scalar = fc.oneof(hostileText(20), fc.maxSafeInteger(), fc.boolean());
const value: fc.Arbitrary<ParameterValue> = fc.oneof(
  scalar,
  fc.array(hostileText(10), { maxLength: 4 }),
  fc.array(fc.integer(), { maxLength: 4 }),
  fc.constant({ fromStep: 'made' }),
  fc.constant([{ fromStep: 'made' }, { fromStep: 'other' }]),
  fc.constant({ secret: 'pre-shared-key' } as const),
  hostileText(10).map((Name) => ({ read: { cmdlet: 'Get-NetIPsecRule', parameters: { Name } } })),
);
const parameters = fc.dictionary(fc.constantFrom(...names), value, { noNullPrototype: true });
const cmdlet = fc.constantFrom('New-NetIPsecRule', 'Set-NetIPsecRule', 'Remove-NetFirewallRule', 'Get-Unknown2');

describe('the script reader', () => {
  it('gives back every call that was rendered, whatever its texts hold', () => {
    const prelude = '$made = New-NetIPsecAuthProposal -Anonymous; $other = New-NetIPsecAuthProposal -Anonymous\n';
    fc.assert(
      fc.property(fc.array(fc.record({ cmdlet, parameters }), { minLength: 1, maxLength: 4 }), (calls) => {
        const script = prelude + calls.map(render).join('\n');
        expect(readBack(script).slice(2)).toEqual(calls.map(asRead));
      }),
      { numRuns: 500 },
    );
  });

  it.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 40), text]))('gives back %s', (_, text) => {
    expect(readCalls(render(setDescription(text)))).toEqual([setDescription(text)]);
  });

  it('reads calls wherever they stand, in the order of the text', () => {
    const script = `
      # try { Remove-NetIPsecRule }
      <# Remove-NetIPsecRule
      #> $name = 'one'
      try { Enable-NetIPsecRule -IPsecRuleName $name } catch { Disable-NetIPsecRule -IPsecRuleName 'two' }
      if ($null -ne (Get-NetIPsecRule -IPsecRuleName 'three' -ErrorAction SilentlyContinue)) {
        Remove-NetIPsecRule -IPsecRuleName 'three'; exit 3
      }
      elseif (-not $name) { throw 'never' }
      else { $null = Remove-NetIPsecRule -IPsecRuleName 'four' -ErrorAction Stop | Out-Null }`;
    expect(readCalls(script).map((one) => [one.cmdlet, one.parameters['IPsecRuleName']])).toEqual([
      ['Enable-NetIPsecRule', 'one'],
      ['Disable-NetIPsecRule', 'two'],
      ['Get-NetIPsecRule', 'three'],
      ['Remove-NetIPsecRule', 'three'],
      ['Remove-NetIPsecRule', 'four'],
    ]);
  });

  it('reads the calls in a loop once for every item', () => {
    const script = `$names = 'one','two'
      foreach ($name in $names) { foreach ($n in 1,2) { try { Get-X -A $name -N $n } catch { $failed++ } } }
      foreach ($name in 'three') { Get-Y -A $name }
      Get-Z -A $name`;
    expect(readCalls(script).map(({ cmdlet: read, parameters: { A, N } }) => [read, A, N])).toEqual([
      ['Get-X', 'one', 1],
      ['Get-X', 'one', 2],
      ['Get-X', 'two', 1],
      ['Get-X', 'two', 2],
      ['Get-Y', 'three', undefined],
      ['Get-Z', 'three', undefined],
    ]);
  });

  it.each<[string, Readonly<Record<string, ParameterValue>>]>([
    ["Get-X -A 'b' -C", { A: 'b', C: true }],
    ['Get-X -A:$false -B:$true -C $true', { A: false, B: true, C: true }],
    ['Get-X -Store PersistentStore -N 7 -H 0x1F', { Store: 'PersistentStore', N: 7, H: 31 }],
    ["Get-X -A 'a', 'b',\n'c' -B @('d') -C @() -D (-4)", { A: ['a', 'b', 'c'], B: ['d'], C: [], D: -4 }],
    ["Get-X -A (-join ('a''',[char]0x2019)) -B (-join [char[]](0x41,0x42))", { A: "a'\u2019", B: 'AB' }],
    ["Get-X -ErrorAction SilentlyContinue -A 'b'", { A: 'b' }],
    ["Get-X -A '--%' -B '#' -C '$x'", { A: '--%', B: '#', C: '$x' }],
  ])('understands %s', (script, expected) => {
    expect(readCalls(script)).toEqual([{ cmdlet: 'Get-X', parameters: expected }]);
  });

  it.each([
    ...[
      "Get-X 'positional'",
      'Get-X -A $unknown',
      'Get-X -A "text"',
      'Get-X -A $(Get-Y)',
      'Get-X -A @{}',
      'Get-X -A $null',
    ],
    ...[
      "Get-X -A 'a' -a 'b'",
      "Get-X -A 'a",
      "Get-X -A 'a\nb'",
      "Get-X -A'b'",
      "Get-X -A b'c'",
      "Get-X -A 'a'b",
      'Get-X -A -1',
    ],
    ...[
      'Get-X -A 1kb',
      'Get-X -A 9999999999999999',
      'Get-X -A 1.5',
      'Get-X --% -A',
      'Get-X -A b#c',
      'Get-X `\n -A',
      'Get-X -A \u2018b\u2019',
      '# \u00e9',
    ],
    ...[
      'Get-X | Remove-X',
      'Get-X | Out-Null | Out-Null',
      'Get-X && Get-Y',
      '& Get-X',
      '. Get-X',
      'Get-X > file',
      'Get-X @args',
    ],
    ...[
      'Get-X -A ([char]0x10000)',
      'Get-X -A (-join [char](0x41))',
      'Get-X -A (-join [int[]](1,2))',
      "Get-X -A (-join ('a',2))",
    ],
    ...[
      "Get-X -A ('a' + 'b')",
      "Get-X -A ('a' -join 'b')",
      "Get-X -A ('a','b'",
      'Get-X -A [char]',
      "Get-X -A 'a',2",
      'Get-X -A ,',
    ],
    ...[
      'Get-X -ErrorAction Inquire',
      'Get-X -ErrorAction',
      'Get-X -ErrorAction $stop',
      '$env:PATH = 1',
      '${a b} = 1',
      '$a[0] = 1',
    ],
    ...[
      'try { Get-X }',
      'catch { }',
      'if { }',
      'if (1) Get-X',
      'if (1) { Get-X',
      'else { }',
      '}',
      'exit 1 2',
      'return 1',
    ],
    ...[
      'foreach ($x in Get-X) { }',
      'foreach (x in 1,2) { }',
      'foreach ($x of 1,2) { }',
      'foreach ($x in 1,2) Get-X',
      'foreach ($x in $unknown) { }',
      'foreach ($x in $true) { Get-X -A $x }',
      'for ($x = 1; $x -lt 2; $x++) { }',
      'while ($true) { }',
      'function F { }',
      'param()',
      'GetX',
      "'text'",
      '1',
      'Get-X; ; )',
      '<# open',
    ],
    ...[
      'Write-Output $a.b[0]',
      '$a .b = 1',
      'if ($a . b) { }',
      'if (1 -match 2) { }',
      'trap { }',
      'Get-X -A { Get-Y }',
      'Get-X -?',
    ],
  ])('does not understand %j', (script) => {
    expect(() => readCalls(script)).toThrow(NotUnderstood);
  });

  it('says the line', () => {
    expect(() => readScript("Get-X -A 'a'\n\n<#\n#> Get-X 'b'")).toThrow(/^line 4: /u);
  });

  it.each([
    ['letters', `#${'x'.repeat(200_001)}`],
    ['tokens', 'Get-X;'.repeat(30_000)],
    ['brackets', `Get-X -A ${'('.repeat(5_000)}'a'${')'.repeat(5_000)}`],
    ['blocks', `${'if (1) { '.repeat(5_000)}${'}'.repeat(5_000)}`],
    ['negations', `if (${'!'.repeat(20_000)}$true) { }`],
  ])('refuses a script of too many %s', (_, script) => {
    expect(() => readScript(script)).toThrow(NotUnderstood);
  });

  it('ends for every text, with calls or a reason', () => {
    fc.assert(
      fc.property(hostileText(60), (script) => {
        try {
          readScript(script);
        } catch (error) {
          expect(error).toBeInstanceOf(NotUnderstood);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the script reader beside a grammar of PowerShell', () => {
  let grammar: PowerShellGrammar;
  beforeAll(async () => {
    grammar = await loadPowerShellGrammar();
  });

  it('accepts nothing that is no PowerShell', () => {
    const piece = fc.constantFrom(
      ...[
        "'a'",
        '-A',
        '-A:',
        'Get-X',
        '$x',
        '=',
        '+=',
        '(',
        ')',
        '@(',
        '{',
        '}',
        ',',
        ';',
        '\n',
        ' ',
        'if',
        'try',
        'catch',
        'foreach',
        'foreach ($x in',
        'in',
      ],
      ...[
        'exit',
        '1',
        '-eq',
        '-and',
        '-not',
        '!',
        '$true',
        '.Count',
        '| Out-Null',
        'Get-X -A 1',
        '(Get-X)',
        '# c\n',
        '(-1)',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // The grammar knows no script without a statement.
        const script = `Get-Z\n${pieces.join(' ')}`;
        try {
          readScript(script);
        } catch {
          return;
        }
        expect(() => grammar.parse(script)).not.toThrow();
      }),
      { numRuns: 3_000 },
    );
  });
});
