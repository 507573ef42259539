import type { Readable, Writable } from 'node:stream';
import { AppFailure, fail } from '#contract/app-error';
import { noKey, type GivenKey } from '#deeds/examine';
import { checkKey } from '#policy/pre-shared-key';
import type { CommonOptions } from './options';
import { secretFromFile, secretFromStream } from './secret-input';

/** What the command line needs of the process it runs in; a test hands in its own. */
export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether standard error is a terminal: progress is a bar then, and lines otherwise. */
  readonly terminal: boolean;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  readonly signal: AbortSignal;
}

/** The pre-shared key, if one is given, in the one spelling that goes to Windows. Throws AppFailure for what is no key. */
export async function keyFrom(options: CommonOptions, { stdin, signal }: Surroundings): Promise<GivenKey> {
  if (options.pskStdin === true && options.pskFile !== undefined) {
    return fail('usage', { problem: 'give either --psk-stdin or --psk-file' }, '--psk-file');
  }
  const given =
    options.pskStdin === true
      ? await secretFromStream(stdin, signal)
      : options.pskFile === undefined
        ? undefined
        : await secretFromFile(options.pskFile, signal);
  if (given === undefined) return noKey;
  const checked = checkKey(given);
  if (!checked.ok) throw new AppFailure(checked.error);
  return { key: checked.value.key, findings: checked.value.warnings };
}
