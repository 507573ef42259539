import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cmdletTable } from '#host/cmdlet-table.generated';
import { commandsOf, type ReadCommand } from '#host/testing/powershell-commands';
import { evaluateText, loadPowerShellGrammar, type PowerShellGrammar } from '#host/testing/powershell-grammar';
import { presetPolicy } from '#policy/presets';
import { validatePolicy } from '#policy/validate';
import { standAloneScript } from './script';
import { examplePolicies, hostileTexts, manyActionPolicies } from './testing/example-policies';

const folder = new URL('golden/', import.meta.url);
const goldenFile = (name: string): URL => new URL(`${name}.ps1`, folder);
const examples = Object.entries({ ...examplePolicies, ...manyActionPolicies });

describe('the example policies', () => {
  it.each(examples)('%s is a policy that nothing blocks', (_, policy) => {
    const blocking = validatePolicy(policy, { target: { kind: 'local' } }).filter(
      ({ severity }) => severity === 'block',
    );
    expect(blocking).toEqual([]);
  });

  it('hold names of the greatest length', () => {
    expect([hostileTexts.name, hostileTexts.filterActionName].map((text) => Array.from(text).length)).toEqual([
      255, 255,
    ]);
  });
});

describe('the stand-alone script', () => {
  it.each(examples)('for %s is the golden one (UPDATE_GOLDEN=1 writes it anew)', (name, policy) => {
    const script = standAloneScript(policy);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(goldenFile(name), script);
    expect(script).toBe(readFileSync(goldenFile(name), 'utf8'));
  });

  it('takes an object that has replaced an earlier one for what it is', () => {
    const script = standAloneScript(presetPolicy({ role: 'server' }));
    const [, pattern = ''] = /-creplace '([^']+)\\z', ''/u.exec(script) ?? [];
    const stem = (name: string): string => name.replace(new RegExp(`${pattern}$`, 'u'), '');
    expect(stem('ipsecbw-fbs-2-server-phase12-3')).toBe('ipsecbw-fbs-2-server-phase12');
    expect(script).toContain('(Get-Stem -Name $_.Name) -ceq $stem');
    expect(script).not.toContain('$_.Name -ceq $wanted.Name');
  });

  it('has a golden file for every example, and no other', () => {
    const scripts = readdirSync(folder).filter((file) => !/^(?:undo|gpo)-/u.test(file));
    expect(scripts.sort()).toEqual(examples.map(([name]) => `${name}.ps1`).sort());
  });
});

/** What a script may call beside NetSecurity's cmdlets and its own functions. */
const builtIn = new Set([
  'Set-StrictMode', 'Import-Module', 'New-Object', 'Where-Object', 'ForEach-Object',
  'Write-Output', 'Write-Warning', 'Write-Verbose', 'Read-Host',
]); // prettier-ignore

const parametersOf = ({ parameters }: ReadCommand): readonly string[] =>
  [...parameters.keys()].filter((parameter) => parameter !== 'ErrorAction');

/** Parameters that come by splatting: the hash table of the line before. */
function splatted(script: string, { text }: ReadCommand): readonly string[] {
  if (!text.endsWith('@sets')) return [];
  const before = script.slice(0, script.indexOf(text));
  const table = /\$sets = @\{ (.*) \}\n[^\n]*$/u.exec(before)?.[1] ?? '';
  return table.split('; ').map((entry) => entry.split(' = ')[0] ?? '');
}

/** The sets that know all given parameters and miss none of their own: exactly one, or the default one among them. */
function fittingSets(script: string, command: ReadCommand): readonly string[] {
  const description = cmdletTable[command.name];
  const given = [...parametersOf(command), ...splatted(script, command)];
  const fitting = Object.entries(description?.parameterSets ?? {})
    .filter(([, { mandatory, optional }]) => given.every((name) => mandatory.includes(name) || optional.includes(name)))
    .filter(([, { mandatory }]) => mandatory.every((name) => given.includes(name)))
    .map(([set]) => set);
  const usual = description?.defaultParameterSet;
  return typeof usual === 'string' && fitting.includes(usual) ? [usual] : fitting;
}

describe.each(examples)('the script for %s, as a grammar reads it,', (name) => {
  let grammar: PowerShellGrammar;
  let script: string;
  let commands: readonly ReadCommand[];
  let cmdlets: readonly ReadCommand[];
  beforeAll(async () => {
    grammar = await loadPowerShellGrammar();
    script = readFileSync(goldenFile(name), 'utf8');
    commands = commandsOf(grammar.parse(script));
    cmdlets = commands.filter((command) => command.name in cmdletTable);
  });

  it('is printable ASCII in lines that end in LF', () => {
    expect(script).toMatch(/^(?:[ -~]*\n)+$/u);
  });

  it('calls NetSecurity, a few built-in cmdlets and its own functions, and nothing else', () => {
    const functions = [...script.matchAll(/^function ([A-Za-z-]+) \{$/gmu)].map(([, own]) => own);
    const others = commands
      .filter(({ name: called }) => !(called in cmdletTable) && !builtIn.has(called) && !functions.includes(called))
      .map(({ text }) => text);
    // The one thing that is run by value is what the script itself has put on its stack.
    expect(others).toEqual(['& $inverse']);
  });

  it('gives every cmdlet parameters that fit exactly one parameter set', () => {
    expect(cmdlets.length).toBeGreaterThan(20);
    expect(cmdlets.filter((command) => fittingSets(script, command).length !== 1).map(({ text }) => text)).toEqual([]);
  });

  it('names the sets of both rules: the same phase-1 set, and a main-mode set of its own', () => {
    const setsOf = (cmdlet: string): readonly string[] => [
      ...new Set(cmdlets.filter((command) => command.name === cmdlet).flatMap((command) => splatted(script, command))),
    ];
    expect(setsOf('New-NetIPsecMainModeRule')).toEqual(['MainModeCryptoSet', 'Phase1AuthSet']);
    expect(setsOf('New-NetIPsecRule')).toEqual(['QuickModeCryptoSet', 'Phase1AuthSet']);
  });

  it('gives every enumeration one of its words', () => {
    const wrong = cmdlets.flatMap((command) =>
      [...command.parameters].flatMap(([parameter, argument]) => {
        const accepted = cmdletTable[command.name]?.parameters[parameter]?.acceptedValues;
        if (accepted === undefined || argument === undefined) return [];
        const words = argument.text.split(',').map((word) => word.replaceAll("'", ''));
        return words.every((word) => accepted.includes(word)) ? [] : [`${command.name} -${parameter} ${argument.text}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('stops at the first error of every cmdlet', () => {
    const careless = cmdlets.filter(({ parameters }) => parameters.get('ErrorAction')?.text !== 'Stop');
    expect(careless.map(({ text }) => text)).toEqual([]);
  });

  it('never removes, disables or enables without the name of one object', () => {
    const changing = cmdlets.filter((command) => /^(?:Remove|Disable|Enable|Set)-/u.test(command.name));
    const selectors = changing.map(
      ({ parameters }) => (parameters.get('Name') ?? parameters.get('IPsecRuleName'))?.text,
    );
    expect(selectors.length).toBeGreaterThan(10);
    for (const selector of selectors) expect(selector).toMatch(/^(?:\$one\.Name|'ipsecbw-[a-z0-9-]+')$/u);
  });

  it('writes nowhere but to the local store', () => {
    const stores = cmdlets.flatMap(({ parameters }) => parameters.get('PolicyStore')?.text ?? []);
    expect([...new Set(stores)]).toEqual(["'PersistentStore'"]);
    expect(cmdlets.filter(({ parameters }) => parameters.has('GPOSession'))).toEqual([]);
  });

  it('holds no key: what it gives to -PreSharedKey is what it was given', () => {
    const keys = commands.flatMap(({ name: called, parameters }) =>
      parameters.has('PreSharedKey') ? [`${called} ${parameters.get('PreSharedKey')?.text ?? ''}`] : [],
    );
    expect(keys.filter((text) => text !== 'New-NetIPsecAuthProposal $plainKey')).toEqual([]);
    expect(/^ +\$plainKey = |^\$plainKey = ''$/mu.test(script)).toBe(true);
  });

  it('undoes every creating call by a removing one of the same name, put down before it', () => {
    const stored = cmdlets.filter((command) => command.name.startsWith('New-') && !command.name.endsWith('Proposal'));
    const nameIn = ({ parameters }: ReadCommand): string =>
      (parameters.get('Name') ?? parameters.get('IPsecRuleName'))?.text ?? '';
    for (const command of stored) {
      const at = script.indexOf(command.text);
      const inverse = `$undo.Push({ ${command.name.replace('New', 'Remove')} `;
      const pushed = script.lastIndexOf(inverse, at);
      expect(pushed).toBeGreaterThan(0);
      expect(script.slice(pushed, at)).toContain(nameIn(command));
    }
    expect(script.match(/\$undo\.Push\(/gu)).toHaveLength(stored.length);
  });

  it('undoes what was done so far when somebody interrupts it, which no catch sees', () => {
    const [, whenFailed = '', whenInterrupted = ''] =
      /\n {4}\$ended = \$true\n\}\ncatch \{\n([^]*?)\n\}\nfinally \{\n([^]*?)\n\}\n/u.exec(script) ?? [];
    expect(whenFailed).toMatch(/^ {4}\$ended = \$true\n/u);
    expect(whenInterrupted).toContain('if (-not $ended) {');
    for (const part of [whenFailed, whenInterrupted]) expect(part).toContain('Invoke-Undo -Undo $undo');
  });
});

describe.each(['server', 'workstation'])('the hostile texts in the script for a %s', (role) => {
  it('reach the parameters of their cmdlets unchanged', async () => {
    const grammar = await loadPowerShellGrammar();
    const commands = commandsOf(grammar.parse(readFileSync(goldenFile(`${role}-hostile`), 'utf8')));
    const bound = (cmdlet: string, parameter: string): string => {
      const argument = commands.find(({ name }) => name === cmdlet)?.parameters.get(parameter);
      if (argument === undefined) throw new TypeError(`${cmdlet} has no -${parameter}`);
      return evaluateText(argument);
    };
    const { name, filterListName, filterListDescription, filterActionName, filterActionDescription } = hostileTexts;
    expect(bound('New-NetIPsecRule', 'DisplayName')).toBe(name);
    expect(bound('New-NetIPsecRule', 'Description')).toBe(`${filterListName}: ${filterListDescription}`);
    expect(bound('New-NetIPsecMainModeRule', 'DisplayName')).toBe(`${name} - main mode`);
    expect(bound('New-NetIPsecQuickModeCryptoSet', 'DisplayName')).toBe(filterActionName);
    expect(bound('New-NetIPsecQuickModeCryptoSet', 'Description')).toBe(filterActionDescription);
    expect(bound('New-NetIPsecAuthProposal', 'Authority')).toBe(hostileTexts.authority);
  });
});
