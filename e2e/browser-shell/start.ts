import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildWhenNeeded } from './build-when-needed';
import { electronBinary } from './electron-binary';
import { preview } from './preview';

/** `npm start`: builds when needed, then the program in its own window, or where that cannot be, the preview. */
const root = resolve(import.meta.dirname, '..', '..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Electron that cannot run here (a missing library, no sandbox) ends at once, and not well. */
const atOnceMs = 5_000;

interface Ending {
  readonly status: number | null;
  readonly ranMs: number;
}

function runElectron(file: string): Promise<Ending> {
  const began = Date.now();
  return new Promise((done) => {
    const end = (status: number | null): void => {
      done({ status, ranMs: Date.now() - began });
    };
    const child = spawn(file, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
    child.once('error', () => {
      end(null);
    });
    child.once('exit', end);
  });
}

/** Why there is no window, or undefined when there was one. */
async function showWindow(): Promise<string | undefined> {
  const binary = await electronBinary(root, say);
  if ('missing' in binary) return binary.missing;
  const { status, ranMs } = await runElectron(binary.file);
  return status === 0 || ranMs > atOnceMs ? undefined : 'Electron cannot run here';
}

if (!buildWhenNeeded(root, say)) {
  say('The build failed, so there is nothing to start. The reason stands above.');
  process.exit(1);
}
const reason = await showWindow();
if (reason !== undefined) {
  say(`No window of its own: ${reason}.`);
  await preview({ root }, say);
}
process.exit(0);
