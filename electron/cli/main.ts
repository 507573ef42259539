import type { Surroundings } from './context';
import { runCommandLine } from './program';

/** What the packaged program knows better than its process. */
export type Trusted = Partial<Pick<Surroundings, 'environment' | 'withoutStandardInput' | 'program'>>;

/**
 * The command line of this process. Ctrl-C, a closed terminal and a polite request to end all ask for an orderly end:
 * the change under way is undone.
 */
export async function main(argv: readonly string[], trusted: Trusted = {}): Promise<number> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interrupt.abort();
    });
  }
  // A reader that went away, such as `head`, is no error of ours, and no reason to leave a change half done.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const terminal = process.stderr.isTTY;
  return runCommandLine(argv, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    platform: process.platform,
    terminal,
    // Without standard input the question would be put and never answered.
    interactive: trusted.withoutStandardInput !== true && process.stdin.isTTY && terminal,
    signal: interrupt.signal,
    ...trusted,
  });
}
