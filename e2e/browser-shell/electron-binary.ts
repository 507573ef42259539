import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ElectronBinary = { readonly file: string } | { readonly missing: string };

const fetchLimitMs = 180_000;

/** Where Electron's own installer puts the binary; undefined when it has not run. Requiring the package would run it. */
function installed(root: string): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const path = join(folder, 'path.txt');
  if (!existsSync(path)) return undefined;
  const file = join(folder, 'dist', readFileSync(path, 'utf8').trim());
  return existsSync(file) ? file : undefined;
}

/** Runs Electron's installer, which fetches the binary once; bounded, because some networks swallow everything. */
function fetchBinary(root: string): Promise<void> {
  return new Promise((resolve) => {
    const installer = join(root, 'node_modules', 'electron', 'install.js');
    const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: fetchLimitMs });
    child.once('error', () => {
      resolve();
    });
    child.once('exit', () => {
      resolve();
    });
  });
}

/** Why a window cannot be shown here, whatever the binary. */
function noWindow(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'linux') return undefined;
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'there is no display';
  // Electron refuses to start as root with its sandbox, and without it we do not start it.
  return process.getuid?.() === 0 ? 'Electron does not run as root' : undefined;
}

/** Electron's executable where it is installed and can show a window; nothing is fetched. */
export const installedElectron = (root: string): string | undefined =>
  noWindow(process.env, process.platform) === undefined ? installed(root) : undefined;

/** Electron's executable, fetched where that is possible, or why there is none. */
export async function electronBinary(root: string, say: (line: string) => void): Promise<ElectronBinary> {
  const reason = noWindow(process.env, process.platform);
  if (reason !== undefined) return { missing: reason };
  const found = installed(root);
  if (found !== undefined) return { file: found };
  say('Fetching Electron, once; this can take up to three minutes ...');
  await fetchBinary(root);
  const fetched = installed(root);
  return fetched === undefined ? { missing: 'Electron could not be fetched' } : { file: fetched };
}
