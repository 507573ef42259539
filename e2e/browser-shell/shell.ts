import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { simulateArgument } from '../../electron/window-place';
import { loadMain } from './load-main';
import { preloadScript } from './preload-script';
import { serve } from './server';
import { standIn } from './stand-in';

export interface ShellOptions {
  /** The folder with package.json. */
  readonly root: string;
  /** The folder with main/, preload/ and renderer/; default `out` of the root. */
  readonly out?: string;
}

export interface RunningShell {
  /** Works for one visit. */
  readonly address: string;
  /** Resolves when the program has ended: the page closed its window, or `close` was called. */
  readonly ended: Promise<void>;
  /** As if the person closed the window: a change that is under way undoes itself first. */
  readonly close: () => void;
}

/**
 * Starts the program without Electron; one for each process, because the bundle looks at the process's environment and
 * arguments. It always asks for the simulated computer by name.
 */
export async function startShell({ root, out = join(root, 'out') }: ShellOptions): Promise<RunningShell> {
  if (!process.argv.includes(simulateArgument)) process.argv.push(simulateArgument);
  let whenQuit = (): void => undefined;
  const quit = new Promise<void>((done) => (whenQuit = done));
  const program = standIn({ root, userFolder: join(tmpdir(), 'ipsec-backup-wizard-preview'), whenQuit });
  loadMain(resolve(out, 'main', 'index.cjs'), program.electron);
  // Main opens its window when Electron says that it is ready.
  await nextTurn();
  const preload = preloadScript(readFileSync(join(out, 'preload', 'index.cjs'), 'utf8'));
  const server = await serve({ ...program, preload });
  // The answer to the call that closed the window is still on its way.
  const ended = quit.then(() => nextTurn()).then(() => server.close());
  return { address: server.address, ended, close: program.closeWindow };
}
