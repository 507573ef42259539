import { createInterface } from 'node:readline/promises';
import { fail } from '#contract/app-error';
import { commandLineTexts as texts } from '#texts/command-line.en';
import type { Surroundings } from './context';
import type { VerbInput } from './verb';

/** What the person typed; undefined where standard input ended instead. Throws AppFailure `interrupted` on Ctrl-C. */
async function ask(question: string, { stdin, stderr, signal }: Surroundings): Promise<string | undefined> {
  const asking = createInterface({ input: stdin, output: stderr });
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
    return await Promise.race([asking.question(question, { signal: either }), ended]);
  } catch {
    return signal.aborted || interrupt.signal.aborted ? fail('interrupted', {}) : undefined;
  } finally {
    asking.close();
  }
}

/** Changing verbs ask, unless --yes; where nobody can be asked they need it. Throws AppFailure. */
export async function consent(verb: string, computer: string, { options, surroundings }: VerbInput): Promise<void> {
  if (options.yes === true) return;
  if (!surroundings.interactive || options.pskStdin === true || options.passphraseStdin === true)
    fail('needs-yes', { verb });
  const answer = await ask(texts.question(verb, computer), surroundings);
  if (answer?.trim().toLowerCase() !== 'yes') fail('declined', { verb });
}
