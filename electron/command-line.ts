import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as commandLine from './cli/main';
import { trustedEnvironment, type ProgramSurroundings } from './window-place';

const cliArgument = '--cli';

/**
 * What stands after `--cli`; undefined where a window is wanted. Before it stands the program and, where it is not
 * packaged, its folder; `--` as well, for the sake of Electron, which on Windows refuses what follows an argument that
 * looks to it like an address of the web, and `fd00::1` does.
 */
export function commandLineIn(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.indexOf(cliArgument);
  return at === -1 ? undefined : argv.slice(at + 1);
}

type CommandLine = typeof commandLine;

/** What is needed of Electron's `app`. */
export interface Ending {
  readonly disableHardwareAcceleration: () => void;
  readonly exit: (status: number) => void;
}

/** A bundle of its own: the window starts without it. By require, because a bundler must not draw it in. */
const loadCommandLine = (): CommandLine => {
  const file = join(import.meta.dirname, '..', 'cli', 'index.cjs');
  return createRequire(file)(file) as CommandLine;
};

/** What was written before this is on its way when the process ends: on Windows a pipe takes its time. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });

/**
 * The command line in the place of the window: no window, no lock of the one instance (two changes at once are refused by
 * the change's own lock), and the exit status of the verb. Electron gives a window program on Windows an empty standard
 * input (electron/lib/common/init.ts), so what would come from there is refused by name.
 */
export async function runCommandLineAlone(
  argv: readonly string[],
  surroundings: ProgramSurroundings,
  app: Ending,
): Promise<void> {
  // No picture is drawn, so no process is needed that draws one.
  app.disableHardwareAcceleration();
  const environment = trustedEnvironment(surroundings);
  const status = await loadCommandLine().main(argv, { environment, withoutStandardInput: surroundings.packaged });
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  app.exit(status);
}
