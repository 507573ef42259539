import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { fail } from '#contract/app-error';
import type { Surroundings } from './context';

/** Takes what readline echoes, and shows none of it. */
const nowhere = (): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });

/**
 * One line that is typed on a terminal and not shown, without its line end. Node's readline in terminal mode knows
 * Backspace, Ctrl-C and Ctrl-D; only its echo goes nowhere. Undefined where standard input ended instead (Ctrl-D). Throws
 * AppFailure `interrupted` on Ctrl-C and when the signal aborts. The terminal is as before in any case.
 */
export async function askHidden(
  question: string,
  { stdin, stderr, signal }: Pick<Surroundings, 'stdin' | 'stderr' | 'signal'>,
): Promise<string | undefined> {
  signal.throwIfAborted();
  stderr.write(question);
  const asking = createInterface({ input: stdin, output: nowhere(), terminal: true, historySize: 0 });
  const interrupt = new AbortController();
  // On a terminal Ctrl-C comes as a character to readline, not as a signal to the process.
  asking.once('SIGINT', () => {
    interrupt.abort();
  });
  const ended = new Promise<undefined>((resolve) => {
    asking.once('close', () => {
      resolve(undefined);
    });
  });
  try {
    const either = AbortSignal.any([signal, interrupt.signal]);
    return await Promise.race([asking.question('', { signal: either }), ended]);
  } catch {
    return signal.aborted || interrupt.signal.aborted ? fail('interrupted', {}) : undefined;
  } finally {
    asking.close();
    stderr.write('\n');
  }
}
