import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, win32 } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The PowerShell to use: `IPSEC_WIZARD_POWERSHELL` where it is set, else Windows PowerShell in its fixed place (never
 * looked up on the path: somebody else's `powershell.exe` there would get administrator rights), else `pwsh` on the
 * path. Undefined: there is none. The packaged program hands in an environment without that variable.
 */
export function findPowerShell(environment: Environment, platform: NodeJS.Platform): string | undefined {
  const named = environment['IPSEC_WIZARD_POWERSHELL'];
  if (named !== undefined && named !== '') return named;
  if (platform !== 'win32') return onPath('pwsh', environment['PATH'] ?? '');
  const root = environment['SystemRoot'] ?? environment['SYSTEMROOT'] ?? 'C:\\Windows';
  return win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}

const onPath = (name: string, path: string): string | undefined =>
  path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, name))
    .find(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
