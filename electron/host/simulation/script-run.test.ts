import { describe, expect, it } from 'vitest';
import { line, removeRule } from '../testing/simulated-tasks';
import { completeState } from './default-state';
import { Faults, parseFaults } from './faults';
import { memoryMachine } from './machine';
import { runScript } from './script-run';
import { objectsIn, withObjects, type SimulatedState } from './state';
import { nameOf } from './stored-object';
import { taskCaller } from './task-run';

const withRules = (...names: readonly string[]): SimulatedState =>
  withObjects(
    completeState({}),
    'PersistentStore',
    'NetIPsecRule',
    names.map((Name) => ({ Name, DisplayName: Name, Enabled: 'True' })),
  );

interface Ran {
  readonly result: number;
  readonly output: string;
  readonly left: readonly string[];
}

async function run(script: string, names: readonly string[] = ['a', 'b', 'c'], faults = new Faults()): Promise<Ran> {
  const machine = memoryMachine(withRules(...names));
  const end = await runScript(script, machine, { ...taskCaller(faults), timeoutMs: 10 });
  const left = objectsIn(await machine.load(), 'PersistentStore', 'NetIPsecRule').map(nameOf);
  return { ...end, left };
}

const [removeA, removeB, removeGone] = [removeRule('a'), removeRule('b'), removeRule('gone')];
const bare = (name: string): string => `Remove-NetIPsecRule -IPsecRuleName '${name}'`;

describe('a stored script', () => {
  it('carries its calls out one after another', async () => {
    expect(await run(`${removeA}\n${removeB}`)).toEqual({ result: 0, output: '', left: ['c'] });
  });

  it('ends at a refused call that stops', async () => {
    expect(await run(`${removeGone}; ${removeA}`)).toMatchObject({ result: 1, left: ['a', 'b', 'c'] });
  });

  it('goes on after a refused call that does not stop, because the errors of these cmdlets are not terminating', async () => {
    expect(await run(`${bare('gone')}; ${removeA}`)).toMatchObject({ result: 0, left: ['b', 'c'] });
    expect(await run(`try { ${bare('gone')}; ${removeA} } catch { exit 9 }`)).toMatchObject({ result: 0 });
    expect(await run(`$ErrorActionPreference = 'Stop'\n${bare('gone')}; ${removeA}`)).toMatchObject({ result: 1 });
  });

  it('ends with 1 when its last call was refused', async () => {
    expect(await run(bare('gone'))).toMatchObject({ result: 1 });
  });

  it('jumps from a refused call to the catch block', async () => {
    const script = `try { ${removeGone}; ${removeA} } catch { ${removeB} }`;
    expect(await run(script)).toMatchObject({ result: 0, left: ['a', 'c'] });
  });

  it('jumps to the catch block for a call that the binder refuses, whatever its error action', async () => {
    const script = "try { Remove-NetIPsecRule -Nome 'a' -ErrorAction SilentlyContinue } catch { exit 4 }";
    expect(await run(script)).toMatchObject({ result: 4 });
  });

  it('throws an error on, and texts', async () => {
    const script = (what: string): string =>
      `try { try { ${removeGone} } catch { throw ${what} } } catch { if ($_.CategoryInfo.Category -eq 'ObjectNotFound') { exit 6 } exit 7 }`;
    expect(await run(script('$_'))).toMatchObject({ result: 6 });
    expect(await run(script("'text'"))).toMatchObject({ result: 7, output: 'text' });
    expect(await run(script('1'))).toMatchObject({ result: 1 });
    expect(await run("throw 'the end'")).toMatchObject({ result: 1, output: 'the end' });
  });

  it('passes an error of a catch block on', async () => {
    const script = `try { try { ${removeGone} } catch { ${removeGone} } } catch { exit 6 }`;
    expect(await run(script)).toMatchObject({ result: 6 });
  });

  it.each([
    ["$_.CategoryInfo.Category -eq 'ObjectNotFound'", 8],
    ["$_.CategoryInfo.Category -ne 'ObjectNotFound'", 9],
    ["$_.FullyQualifiedErrorId -like 'CmdletizationQuery_NotFound*'", 8],
    ["$_.FullyQualifiedErrorId -notlike 'CmdletizationQuery_NotFound*'", 9],
  ])('tells by %s what went wrong', async (condition, result) => {
    const script = `try { ${removeGone} } catch { if (${condition}) { exit 8 } else { exit 9 } }`;
    expect(await run(script)).toMatchObject({ result });
  });

  it.each([
    ["$null -ne (Get-NetIPsecRule -IPsecRuleName 'a' -ErrorAction SilentlyContinue)", 1],
    ["$null -ne (Get-NetIPsecRule -IPsecRuleName 'gone' -ErrorAction SilentlyContinue)", 3],
    ["$null -eq (Get-NetIPsecRule -IPsecRuleName 'gone' -ErrorAction Ignore)", 1],
    ["Get-NetIPsecRule -IPsecRuleName 'a' -ErrorAction SilentlyContinue", 1],
    ["-not (Get-NetIPsecRule -IPsecRuleName 'gone' -ErrorAction SilentlyContinue)", 1],
    ["(Get-NetIPsecRule -IPsecRuleName 'a').Enabled -eq 'true'", 1],
    ["(Get-NetIPsecRule -IPsecRuleName 'a').InboundSecurity -eq 'None'", 1],
    ['(Get-NetIPsecRule -All).Count -gt 2 -and 1 -lt 2', 1],
    ['1 -gt 2 -or $false', 3],
    ["!('a' -eq 'A')", 3],
    ['@(1,2).Count -ge 2', 1],
    ["''", 3],
    ['0', 3],
  ])('decides %s', async (condition, result) => {
    expect(await run(`if (${condition}) { exit 1 } elseif ($false) { exit 2 } else { exit 3 }`)).toMatchObject({
      result,
    });
  });

  it('counts and ends with what it counted', async () => {
    const script = `$failed = 0\ntry { ${removeGone} } catch { $failed++ }\ntry { ${removeGone} } catch { $failed += 2 }\nexit $failed`;
    expect(await run(script)).toMatchObject({ result: 3 });
  });

  it('goes through a loop item by item, also on after what failed, and ends in it', async () => {
    const remove = bare('x').replace("'x'", '$name');
    const loop = (rest: string): string =>
      `$failed = 0; foreach ($name in 'a','gone','b') { try { ${remove} -ErrorAction Stop } catch { ${rest} } }\nexit $failed`;
    expect(await run(loop('$failed++'))).toMatchObject({ result: 1, left: ['c'] });
    expect(await run(loop('exit 7'))).toMatchObject({ result: 7, left: ['b', 'c'] });
    expect(await run(`foreach ($name in (Get-NetIPsecRule -All)) { ${remove} }`)).toMatchObject({
      result: 1,
      left: ['a', 'b', 'c'],
    });
  });

  it('gives what it assigned to later calls', async () => {
    const script = [
      `$crypto = ${line('New-NetIPsecQuickModeCryptoProposal', { Encapsulation: 'ESP', Encryption: 'AES256', ESPHash: 'SHA256' })}`,
      "$name = 'a'; $names = 'a','b'",
      "New-NetIPsecQuickModeCryptoSet -Name 'q' -DisplayName 'q' -Proposal $crypto -ErrorAction Stop | Out-Null",
      "Set-NetIPsecRule -IPsecRuleName $name -NewDisplayName 'new' -ErrorAction Stop",
      "if ((Get-NetIPsecRule -IPsecRuleName $names).Count -ne 2) { throw 'wrong' }",
    ].join('\n');
    expect(await run(script)).toMatchObject({ result: 0, output: '' });
  });

  it('takes the harmless commands around the calls', async () => {
    const script = `Set-StrictMode -Version 2; Import-Module NetSecurity -ErrorAction Stop; Start-Sleep -Seconds 5; Write-Output 'x'; ${removeA}; return; ${removeB}`;
    expect(await run(script)).toMatchObject({ result: 0, left: ['b', 'c'] });
  });

  it.each([
    ['in the text, before anything is done', `${removeA}; while ($true) { }`, ['a', 'b', 'c']],
    ['where only running shows it', `${removeA}; Remove-NetIPsecRule -IPsecRuleName $never; ${removeB}`, ['b', 'c']],
    ['in a comparison', `${removeA}; if (1 -eq 'a') { ${removeB} }`, ['b', 'c']],
    ['in a member', `try { ${removeGone} } catch { if ($_.Line) { ${removeA} } }; ${removeB}`, ['a', 'b', 'c']],
    [
      'inside a try block, which does not catch it',
      `try { Get-NetIPsecRule -All $never } catch { ${removeA} }`,
      ['a', 'b', 'c'],
    ],
  ])('fails at what is not understood %s', async (_, script, left) => {
    expect(await run(script)).toMatchObject({ result: 1, output: expect.stringContaining('line 1') as string, left });
  });

  it.each([
    ['an unknown cmdlet', "Stop-Computer -ComputerName 'x' -ErrorAction Stop"],
    ['an unknown parameter', "Remove-NetIPsecRule -IPsecRuleName 'a' -Forced -ErrorAction Stop"],
    ['no selector', "Remove-NetIPsecRule -PolicyStore 'PersistentStore' -ErrorAction Stop"],
    ['a task that it starts', "Start-ScheduledTask -TaskName 'undo' -ErrorAction Stop"],
  ])('is refused by the same engine as every caller: %s', async (_, script) => {
    expect(await run(script)).toMatchObject({ result: 1, left: ['a', 'b', 'c'] });
  });

  it('meets the faults of its process, and goes on from its catch block', async () => {
    const script = `$failed = 0\ntry { ${removeA} } catch { $failed = 1 }\ntry { ${removeB} } catch { $failed = 1 }\nexit $failed`;
    expect(await run(script, undefined, parseFaults('fail@1'))).toMatchObject({ result: 1, left: ['a', 'c'] });
  });

  it('ends where a call never answers', async () => {
    const script = `try { ${removeA} } catch { exit 0 }`;
    expect(await run(script, undefined, parseFaults('hang@1'))).toMatchObject({
      result: 0x4_1306,
      left: ['a', 'b', 'c'],
    });
  });

  it('finds no cmdlets where the module is missing', async () => {
    const state = withRules('a');
    const machine = memoryMachine({ ...state, computer: { ...state.computer, netsecurityModule: 'missing' } });
    for (const script of ['Import-Module -Name NetSecurity -ErrorAction Stop', removeA]) {
      expect(await runScript(script, machine, taskCaller())).toMatchObject({ result: 1 });
    }
  });
});
