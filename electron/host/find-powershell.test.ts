import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPowerShell } from './find-powershell';

const folder = mkdtempSync(join(tmpdir(), 'find-powershell-'));
const inFolder = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('findPowerShell', () => {
  it.each(['win32', 'linux'] as const)('takes the one that is named, on %s', (platform) => {
    expect(findPowerShell({ IPSEC_WIZARD_POWERSHELL: '/x/pwsh', SystemRoot: 'D:\\W' }, platform)).toBe('/x/pwsh');
  });

  it('takes Windows PowerShell from its fixed place, whatever the path holds', () => {
    const windows = { SystemRoot: 'D:\\Windows', PATH: 'C:\\evil', IPSEC_WIZARD_POWERSHELL: '' };
    expect(findPowerShell(windows, 'win32')).toBe('D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(findPowerShell({}, 'win32')).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  });

  it('finds no PowerShell where there is none', () => {
    expect(findPowerShell({ PATH: folder }, 'linux')).toBeUndefined();
    expect(findPowerShell({}, 'linux')).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')(
    'takes the first pwsh on the path that can be run [skipped on Windows]',
    () => {
      for (const name of ['a', 'b', 'c']) mkdirSync(inFolder(name));
      mkdirSync(inFolder('a/pwsh'));
      writeFileSync(inFolder('b/pwsh'), '');
      writeFileSync(inFolder('c/pwsh'), '');
      chmodSync(inFolder('c/pwsh'), 0o755);
      const path = ['', '.', ...['a', 'b', 'c'].map(inFolder)].join(delimiter);
      expect(findPowerShell({ PATH: path }, 'linux')).toBe(inFolder('c/pwsh'));
    },
  );
});
