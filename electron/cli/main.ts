import { runCommandLine } from './program';

/** The command line of this process. Ctrl-C asks for an orderly end: the change under way is undone. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (): void => {
    interrupt.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A reader that went away, such as `head`, is no error of ours.
  process.stdout.on('error', () => undefined);
  return runCommandLine(argv, {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    platform: process.platform,
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    signal: interrupt.signal,
  });
}
