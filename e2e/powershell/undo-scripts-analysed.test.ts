import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PowerShellSession } from '#host/powershell-session';
import { needsPowerShell, openRealPowerShell, realPowerShell } from '#host/testing/real-powershell';

const folder = new URL('../../electron/compiler/golden/', import.meta.url);
const scripts = readdirSync(folder).filter((file) => file.startsWith('undo-'));
const analyzer = (process.env['PSModulePath'] ?? '')
  .split(delimiter)
  .some((path) => existsSync(join(path, 'PSScriptAnalyzer')));

describe.skipIf(realPowerShell === undefined || !analyzer)(
  analyzer
    ? needsPowerShell('PSScriptAnalyzer on undo scripts')
    : 'PSScriptAnalyzer on undo scripts [skipped: the module is not on PSModulePath]',
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

    it.each(scripts)('finds nothing in %s', async (file) => {
      const script = readFileSync(new URL(file, folder), 'utf8');
      expect(await session.call(analyse(script), 'test')).toEqual({ found: [] });
    });
  },
);
