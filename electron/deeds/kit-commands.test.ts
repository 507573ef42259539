import { describe, expect, it } from 'vitest';
import { commandFile, type KitDeed } from './kit-commands';

const cases = (['apply', 'remove'] as const).flatMap((deed) =>
  ([['server', 'workstation'], ['server'], ['workstation']] as const).map((roles) => ({ deed, roles })),
);
const lines = (deed: KitDeed, roles: readonly ('server' | 'workstation')[]): readonly string[] =>
  commandFile(deed, roles).split('\r\n').slice(0, -1);

describe.each(cases)('the command file to $deed for $roles', ({ deed, roles }) => {
  const all = lines(deed, roles);

  it('is printable ASCII in lines that end in CRLF, short enough for cmd', () => {
    expect(commandFile(deed, roles)).toMatch(/^(?:[ -~]*\r\n)+$/u);
    expect(Math.max(...all.map(({ length }) => length))).toBeLessThan(8_191);
  });

  it('goes only to labels that are there, each once', () => {
    const labels = all.filter((line) => line.startsWith(':')).map((line) => line.slice(1));
    expect(new Set(labels).size).toBe(labels.length);
    const targets = all.flatMap((line) => [...line.matchAll(/\bgoto (\w+)/gu)].map(([, label = '']) => label));
    expect(targets.filter((label) => !labels.includes(label))).toEqual([]);
    expect(labels.filter((label) => !targets.includes(label))).toEqual([]);
  });

  it('starts PowerShell from System32 with the script beside it, and nothing from the path', () => {
    const run = all.filter((line) => line.includes(' -File '));
    expect(run).toEqual([
      `"%PS%" -NoProfile -ExecutionPolicy Bypass -File "%~dp0%ROLE%.ps1"${deed === 'remove' ? ' -Remove' : ''}`,
    ]);
    expect(all).toContain('set "PS=%SystemRoot%\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"');
    const builtIn = /^(?:$|@echo|setlocal|rem |set |if |:|goto |shift |echo |exit |"%PS%"|"%SYS%\\)/u;
    expect(all.filter((line) => !builtIn.test(line))).toEqual([]);
  });

  it('keeps the exit code of the script, and pauses only when it was double-clicked', () => {
    const at = all.findIndex((line) => line.includes(' -File '));
    expect(all[at + 1]).toBe('set "CODE=%ERRORLEVEL%"');
    expect(all.slice(-2)).toEqual(['if defined PAUSE pause', 'exit /b %CODE%']);
  });

  it('elevates once: an elevated one that has no rights gives up', () => {
    const given = all.indexOf('if defined ELEVATED goto denied');
    const elevating = all.findIndex((line) => line.includes('-Verb RunAs'));
    expect(given).toBeGreaterThan(0);
    expect(elevating).toBeGreaterThan(given);
    // Data comes by the environment: nothing of a path is put into PowerShell's text.
    expect(all[elevating]?.replace('"%PS%"', '')).not.toContain('%');
  });

  it('runs from a write-protected stick: nothing is redirected to a file', () => {
    expect(all.filter((line) => />(?!nul\b|&1)/u.test(line.replace(/"[^"]*"/gu, '')))).toEqual([]);
  });

  it('asks which computer this is only where both scripts are there', () => {
    expect(all.some((line) => line.includes('choice.exe'))).toBe(roles.length === 2);
  });
});
