import { spawn } from 'node:child_process';

type Opener = readonly [file: string, ...args: string[]];

/** What opens an address in the person's browser; undefined where nobody sits in front of a screen. */
function openerFor(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Opener | undefined {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  if (platform === 'darwin') return ['open'];
  const hasDisplay = (environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDisplay ? ['xdg-open'] : undefined;
}

/** Tries; the address was printed, so a person can open it as well. */
export function openBrowser(address: string): void {
  const [file, ...args] = openerFor(process.platform, process.env) ?? [];
  if (file === undefined) return;
  const child = spawn(file, [...args, address], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
