import { openBrowser } from './open-browser';
import { startShell, type ShellOptions } from './shell';

/** Shows the preview until the page closes it, or Ctrl-C. */
export async function preview(options: ShellOptions, say: (line: string) => void): Promise<void> {
  const shell = await startShell(options);
  say('Preview in the browser, with a simulated computer: nothing on this computer is changed. Ctrl-C ends it.');
  say(shell.address);
  openBrowser(shell.address);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, shell.close);
  await shell.ended;
}
