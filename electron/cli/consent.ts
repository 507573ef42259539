import { createInterface } from 'node:readline/promises';
import { appError, fail, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import { commandLineTexts as texts } from '#texts/command-line.en';
import type { VerbInput } from './verb';

/** Changing verbs ask, unless --yes; where nobody can be asked they need it. Throws AppFailure. */
export async function consent(verb: string, computer: string, { options, surroundings }: VerbInput): Promise<void> {
  if (options.yes === true) return;
  if (!surroundings.interactive || options.pskStdin === true) fail('needs-yes', { verb });
  const asking = createInterface({ input: surroundings.stdin, output: surroundings.stderr });
  try {
    const answer = await asking.question(texts.question(verb, computer), { signal: surroundings.signal });
    if (answer.trim().toLowerCase() !== 'yes') fail('declined', { verb });
  } finally {
    asking.close();
  }
}

/** The error in which blocking findings end; missing rights have an exit status of their own. */
export function blockedBy(findings: readonly Finding[], { computer }: Facts): AppError | undefined {
  const blocking = findings.filter(({ severity }) => severity === 'block');
  const [first] = blocking;
  if (first === undefined) return undefined;
  if (blocking.every(({ code }) => code === 'not-elevated')) return appError('not-elevated', { computer: computer.computerName });
  const cause = blocking.find(({ code }) => code !== 'not-elevated') ?? first;
  return appError('blocked', { finding: cause }, cause.path);
}
