import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const products = ['out/main/index.cjs', 'out/cli/index.cjs', 'out/preload/index.cjs', 'out/renderer/index.html'];
const sources = ['electron', 'renderer', 'vite.config.ts', 'package.json'];

const timeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return found?.mtimeMs ?? 0;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Whether a bundle is missing or older than something it is made of. */
export const isStale = (root: string): boolean =>
  Math.min(...products.map((file) => timeOf(join(root, file)))) <
  Math.max(...sources.map((path) => newest(join(root, path))));

/** The builds of `npm run build`, where they are needed. False: one failed, and has said why. */
export function buildWhenNeeded(root: string, say: (line: string) => void): boolean {
  if (!isStale(root)) return true;
  say('Building ...');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return [['-m', 'main'], ['-m', 'cli'], ['-m', 'preload'], []].every((mode) => {
    const args = [vite, 'build', '--logLevel', 'warn', ...mode];
    return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  });
}
