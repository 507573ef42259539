import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError, languageModeLine, newNonce, requestLine } from './envelope';
import { probeScript } from './powershell-probe';
import { reachScript } from './powershell-reach';
import { prelude, readScript, stepScript } from './powershell-scripts';
import type { PowerShellSession } from './powershell-session';
import { allNodes, loadPowerShellGrammar, type PowerShellGrammar } from './testing/powershell-grammar';
import { needsPowerShell, openRealPowerShell, realPowerShell } from './testing/real-powershell';

const nonce = newNonce();
const scripts: readonly (readonly [name: string, script: string])[] = [
  ['prelude', prelude],
  ['probe', probeScript],
  ['reach', reachScript({ address: "192.0.2.10'; Stop-Computer; '", port: 4531 })],
  ['read', readScript([{ call: "Get-NetIPsecRule -Name 'a' -ErrorAction Stop", select: ['Name', 'żó'] }], 'AAAA')],
  ['step', stepScript("it's", 'New-NetIPsecAuthProposal -Machine -Kerberos -ErrorAction Stop')],
  ['description of an error', describeError],
  ['request line', requestLine(prelude, nonce)],
  ['question for the language mode', languageModeLine(nonce)],
];

/** Every command that the scripts may call: their own functions, and what Windows PowerShell 5.1 has. */
const commands = new Set([
  'ConvertTo-IpsecbwValue', 'ConvertTo-IpsecbwRow', 'Get-IpsecbwPropertyName', 'Get-IpsecbwKeyDigest', 'Invoke-IpsecbwRead',
  'Get-IpsecbwFact', 'Assert-IpsecbwWindows', 'Assert-IpsecbwCommand', 'ConvertTo-Json', 'New-Object', 'Remove-TypeData',
  'Get-Command', 'Get-Module', 'Import-Module', 'Get-ItemProperty', 'Get-CimInstance', 'Get-NetIPAddress',
  'Get-NetTCPConnection', 'Get-IpsecbwInstance', 'Get-IpsecbwRegistryValue', 'Test-IpsecbwLogging', 'Test-IpsecbwPort',
  'Get-IpsecbwClockSkew', 'Get-IpsecbwDomainReach', 'Get-IpsecbwWritableController', 'Get-Item', 'Get-Service', 'Get-Process', 'Get-ExecutionPolicy',
  'Select-Object', 'Get-NetIPsecRule', 'New-NetIPsecAuthProposal', 'Get-IpsecbwCut', 'Get-IpsecbwName', 'Get-IpsecbwExtension',
  'Get-IpsecbwPurpose', 'Get-IpsecbwAlternativeName', 'Get-IpsecbwKeyParameter', 'Get-IpsecbwChain', 'Get-IpsecbwCertificate',
]); // prettier-ignore

describe.each(scripts)('the %s script', (_, script) => {
  let grammar: PowerShellGrammar;
  beforeAll(async () => {
    grammar = await loadPowerShellGrammar();
  });

  it('is PowerShell to a grammar that does not know it', () => {
    expect(() => grammar.parse(script)).not.toThrow();
  });

  it('is ASCII', () => {
    expect(script).toMatch(/^[\n -~]*$/u);
  });

  it('calls nothing but its own functions and cmdlets of Windows PowerShell 5.1', () => {
    const called = allNodes(grammar.parse(script)).filter(({ type }) => type === 'command_name');
    expect(called.map(({ text }) => text).filter((name) => !commands.has(name))).toEqual([]);
  });

  it('has no operator that is newer than Windows PowerShell 5.1', () => {
    const code = script.replaceAll(/'(?:[^']|'')*'/gu, "''");
    expect(code).not.toMatch(/\?\?|\?\.|\?\[|&&|\|\||\s\?\s|-AsHashtable|\bclean\b|::new\(/u);
  });
});

describe('the request line', () => {
  it('is one line, whatever the script', () => {
    expect(requestLine('a\r\nb\n\n{ "', nonce)).not.toMatch(/[\r\n]/u);
  });

  it('could not be taken for its own answer by an echo of the input', () => {
    expect(requestLine(prelude, nonce)).not.toContain(`${nonce}:`);
    expect(languageModeLine(nonce)).not.toContain(`${nonce}:`);
  });
});

const analyzer = (process.env['PSModulePath'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'PSScriptAnalyzer')));

describe.skipIf(realPowerShell === undefined || !analyzer)(
  analyzer ? needsPowerShell('PSScriptAnalyzer') : 'PSScriptAnalyzer [skipped: the module is not on PSModulePath]',
  () => {
    let session: PowerShellSession;
    beforeAll(async () => {
      session = await openRealPowerShell();
    });
    afterAll(async () => {
      await session.close();
    });

    const analyse = (script: string): string => `
      $source = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(script).toString('base64')}'))
      $settings = @{ Severity = @('Error', 'Warning'); Rules = @{ PSUseCompatibleSyntax = @{ Enable = $true; TargetVersions = @('5.1') } } }
      @{ found = @(Invoke-ScriptAnalyzer -ScriptDefinition $source -Settings $settings | ForEach-Object { "$($_.RuleName) $($_.Line)" }) }`;
    /** One process, one session: what it keeps between calls has to be global. */
    const expected = 'PSAvoidGlobalVars ';

    it.each(scripts)('finds nothing in the %s script', async (_, script) => {
      const { found } = (await session.call(analyse(script), 'test')) as { readonly found: readonly string[] };
      expect(found.filter((one) => !one.startsWith(expected))).toEqual([]);
    });
  },
);
