import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Node } from 'web-tree-sitter';
import { utcText, type Invocation, type ParameterValue } from '#contract/invocation';
import {
  evaluateText,
  loadPowerShellGrammar,
  namedChildren,
  type PowerShellGrammar,
  unwrap,
} from '#host/testing/powershell-grammar';
import { hostileText } from '#host/testing/hostile-text';
import { needsPowerShell, openRealPowerShell, realPowerShell } from '#host/testing/real-powershell';
import type { PowerShellSession } from '#host/powershell-session';
import { quote } from './quote';
import { renderInvocation, type RenderOptions } from './render';

const options: RenderOptions = { step: (id) => `$steps[${quote(id)}]`, secret: () => '$env:KEY' };
const render = (cmdlet: string, parameters: Record<string, ParameterValue>): string =>
  renderInvocation({ cmdlet, parameters }, options);

describe('renderInvocation', () => {
  it.each<[string, Invocation, string]>([
    [
      'a switch and a secret',
      { cmdlet: 'New-NetIPsecAuthProposal', parameters: { Machine: true, PreSharedKey: { secret: 'pre-shared-key' } } },
      'New-NetIPsecAuthProposal -Machine -PreSharedKey $env:KEY -ErrorAction Stop',
    ],
    [
      'a switch that is off by leaving it out',
      { cmdlet: 'New-NetIPsecAuthProposal', parameters: { Anonymous: true, Machine: false } },
      'New-NetIPsecAuthProposal -Anonymous -ErrorAction Stop',
    ],
    [
      'Booleans, numbers and the outcomes of steps',
      {
        cmdlet: 'New-NetIPsecMainModeCryptoSet',
        parameters: {
          Name: 'mm',
          MaxMinutes: 480,
          ForceDiffieHellman: true,
          Proposal: [{ fromStep: 'a' }, { fromStep: 'ż' }],
        },
      },
      "New-NetIPsecMainModeCryptoSet -Name 'mm' -MaxMinutes 480 -ForceDiffieHellman $true -Proposal $steps['a'],$steps[(-join ([char]0x17c))] -ErrorAction Stop",
    ],
    [
      'lists, of one too, and of none',
      {
        cmdlet: 'New-NetIPsecRule',
        parameters: { RemoteAddress: ['192.0.2.0/24', '::1'], LocalPort: ['4531'], Platform: [] },
      },
      "New-NetIPsecRule -RemoteAddress '192.0.2.0/24','::1' -LocalPort '4531' -Platform @() -ErrorAction Stop",
    ],
    [
      'one outcome and lists of numbers',
      { cmdlet: 'New-NetIPsecPhase1AuthSet', parameters: { Proposal: { fromStep: 'p' }, Numbers: [1, -2] } },
      "New-NetIPsecPhase1AuthSet -Proposal $steps['p'] -Numbers 1,(-2) -ErrorAction Stop",
    ],
    [
      'a switch that has to be told that it is off',
      { cmdlet: 'Unregister-ScheduledTask', parameters: { TaskName: 't', TaskPath: '\\', Confirm: false } },
      "Unregister-ScheduledTask -TaskName 't' -TaskPath '\\' -Confirm:$false -ErrorAction Stop",
    ],
    [
      'a moment',
      {
        cmdlet: 'New-ScheduledTaskTrigger',
        parameters: { Once: true, At: utcText(Date.UTC(2026, 10, 21, 10, 0, 0, 1)) },
      },
      "New-ScheduledTaskTrigger -Once -At '2026-11-21T10:00:01Z' -ErrorAction Stop",
    ],
    [
      'a read inside',
      {
        cmdlet: 'Get-NetFirewallPortFilter',
        parameters: {
          AssociatedNetIPsecRule: { read: { cmdlet: 'Get-NetIPsecRule', parameters: { IPsecRuleName: "o'clock" } } },
        },
      },
      "Get-NetFirewallPortFilter -AssociatedNetIPsecRule (Get-NetIPsecRule -IPsecRuleName 'o''clock' -ErrorAction Stop) -ErrorAction Stop",
    ],
    [
      'what may be a switch or a Boolean of a cmdlet that it does not know',
      { cmdlet: 'Get-Something', parameters: { All: true, Other: false } },
      'Get-Something -All:$true -Other:$false -ErrorAction Stop',
    ],
  ])('renders %s', (_, invocation, text) => {
    expect(renderInvocation(invocation, options)).toBe(text);
  });

  it.each(['Get-NetIPsecRule; exit', 'Get', 'Get-', '-Rule', 'Get-Net IPsecRule', 'Get-Rule\n', '$x', 'Get-Rüle', ''])(
    'refuses %j as a cmdlet',
    (cmdlet) => {
      expect(() => render(cmdlet, {})).toThrow(TypeError);
    },
  );

  it.each(['Name; exit', 'Na-me', 'Name ', '1', '', 'Nąme', 'Name:$true', 'ErrorAction', 'erroraction'])(
    'refuses %j as a parameter',
    (parameter) => {
      expect(() => render('Get-NetIPsecRule', { [parameter]: 'x' })).toThrow(TypeError);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 60])('refuses the number %d', (value) => {
    expect(() => render('New-NetIPsecRule', { LocalPort: value })).toThrow(TypeError);
  });

  it('refuses reads without end', () => {
    const nested = Array.from({ length: 9 }).reduce<Invocation>(
      (inner) => ({ cmdlet: 'Get-NetIPsecRule', parameters: { X: { read: inner } } }),
      { cmdlet: 'Get-NetIPsecRule', parameters: {} },
    );
    expect(() => renderInvocation(nested, options)).toThrow(TypeError);
  });
});

/** One call as the grammar reads it: what PowerShell's binder will be given. */
function readCall(command: Node): { readonly cmdlet: string; readonly bound: Record<string, readonly string[]> } {
  const [name, elements] = namedChildren(command);
  if (command.type !== 'command' || name?.type !== 'command_name' || elements === undefined)
    throw new TypeError(command.text);
  const bound: Record<string, readonly string[]> = {};
  let parameter = '';
  for (const element of namedChildren(elements).filter(({ type }) => type !== 'command_argument_sep')) {
    if (element.type === 'command_parameter') bound[(parameter = element.text.slice(1))] = [];
    else bound[parameter] = argument(element);
  }
  return { cmdlet: name.text, bound };
}

const argument = (node: Node): readonly string[] =>
  node.type === 'array_literal_expression' ? namedChildren(node).map(evaluateText) : [node.text];

describe('renderInvocation as a grammar reads it', () => {
  let grammar: PowerShellGrammar;
  beforeAll(async () => {
    grammar = await loadPowerShellGrammar();
  });

  it('binds every text to its own parameter, unchanged', () => {
    // This grammar knows no digits in parameter names; the test with a real PowerShell has one.
    const name = fc.stringMatching(/^[A-Za-z]{1,12}$/u).filter((word) => word.toLowerCase() !== 'erroraction');
    const value = fc.oneof(hostileText(12), fc.array(hostileText(12), { minLength: 1, maxLength: 4 }));
    const parameters = fc.uniqueArray(fc.tuple(name, value), { maxLength: 6, selector: ([parameter]) => parameter });
    fc.assert(
      fc.property(parameters, (entries) => {
        const { cmdlet, bound } = readCall(
          unwrap(grammar.parse(render('New-NetIPsecRule', Object.fromEntries(entries)))),
        );
        expect(cmdlet).toBe('New-NetIPsecRule');
        const expected = Object.fromEntries(entries.map(([parameter, bare]) => [parameter, [bare].flat()]));
        expect(bound).toEqual({ ...expected, ErrorAction: ['Stop'] });
      }),
      { numRuns: 500 },
    );
  });

  it('writes one line of printable ASCII', () => {
    fc.assert(
      fc.property(hostileText(40), (text) => {
        expect(render('New-NetIPsecRule', { DisplayName: text, Description: [text] })).toMatch(/^[ -~]+$/u);
      }),
    );
  });
});

describe.skipIf(realPowerShell === undefined)(needsPowerShell('renderInvocation in a real PowerShell'), () => {
  let session: PowerShellSession;
  beforeAll(async () => {
    session = await openRealPowerShell();
    await session.call(
      `function New-Probe { [CmdletBinding()] param(
         [string[]] $Phase1AuthSet, [string] $DisplayName, [int[]] $Ports, [bool] $Force, [switch] $Machine, $Proposal, [string] $PSK)
         $codes = { param($text) ([int[]] [char[]] $text) -join ' ' }
         @{ sets = @($Phase1AuthSet | ForEach-Object { & $codes $_ }); name = (& $codes $DisplayName); ports = @($Ports)
            force = $Force; machine = [bool] $Machine; proposals = @($Proposal).Count; key = (& $codes $PSK); names = @($PSBoundParameters.Keys) } }
       $global:probeSteps = @{ 'one' = 1; 'two' = 2 }`,
      'test',
    );
  });
  afterAll(async () => {
    await session.close();
  });

  const codes = (text: string): string => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).join(' ');
  const there: RenderOptions = { step: (id) => `$global:probeSteps[${quote(id)}]`, secret: () => "'key'" };

  it('binds every value to its own parameter, unchanged', async () => {
    const texts = fc.array(hostileText(12), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(texts, hostileText(30), fc.boolean(), async (sets, name, force) => {
        const parameters = {
          Phase1AuthSet: sets,
          DisplayName: name,
          Ports: [1, -2],
          Force: force,
          Machine: true,
          Proposal: [{ fromStep: 'one' }, { fromStep: 'two' }],
          PSK: { secret: 'pre-shared-key' },
        } as const;
        // No cmdlet of the table: switches and Booleans are spelled so that they fit both.
        const answer = await session.call(renderInvocation({ cmdlet: 'New-Probe', parameters }, there), 'test');
        expect(answer).toEqual({
          sets: sets.map(codes),
          name: codes(name),
          ports: [1, -2],
          force,
          machine: true,
          proposals: 2,
          key: codes('key'),
          names: [...Object.keys(parameters), 'ErrorAction'],
        });
      }),
      { numRuns: 100 },
    );
  });
});
