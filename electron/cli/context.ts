import type { Readable, Writable } from 'node:stream';
import { AppFailure, fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import { noKey, type GivenKey } from '#deeds/examine';
import type { Place, PlaceWish } from '#deeds/place';
import { checkKey } from '#policy/pre-shared-key';
import type { CommonOptions } from './options';
import {
  bothFromStream,
  passphraseFromFile,
  passphraseFromStream,
  secretFromFile,
  secretFromStream,
} from './secret-input';

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
  /** A window program on Windows: what is piped into it does not arrive, and a person at a prompt cannot answer it. */
  readonly withoutStandardInput?: boolean;
  /** How this program is called on a command line, where that is known: up to the verb. */
  readonly program?: string;
  /** Where deeds are carried out, if not where the options say: a test watches what is left there at every moment. */
  readonly placeFor?: (wish: PlaceWish) => Place;
}

/** Secrets as they were given; a key is checked where it is used. */
export interface GivenSecrets {
  readonly key: Secret | undefined;
  readonly passphrase: Secret | undefined;
}

function refuseTwice({ pskStdin, pskFile, passphraseStdin, passphraseFile }: CommonOptions): void {
  if (pskStdin === true && pskFile !== undefined) {
    fail('usage', { problem: 'give either --psk-stdin or --psk-file' }, '--psk-file');
  }
  if (passphraseStdin === true && passphraseFile !== undefined) {
    fail('usage', { problem: 'give either --passphrase-stdin or --passphrase-file' }, '--passphrase-file');
  }
}

/** Else an empty secret would be read, and something else would be said. */
function refuseUnheard({ pskStdin, passphraseStdin }: CommonOptions, { withoutStandardInput }: Surroundings): void {
  if (withoutStandardInput !== true) return;
  const [option, instead] = passphraseStdin
    ? ['--passphrase-stdin', '--passphrase-file']
    : ['--psk-stdin', '--psk-file'];
  if (pskStdin === true || passphraseStdin === true)
    fail('usage', { problem: `a window program has no standard input: give ${instead} in place of ${option}` }, option);
}

/** The secrets that the options name, each read once. Throws AppFailure for what is none. */
export async function secretsFrom(options: CommonOptions, surroundings: Surroundings): Promise<GivenSecrets> {
  refuseTwice(options);
  refuseUnheard(options, surroundings);
  const { stdin, signal } = surroundings;
  const { pskStdin = false, pskFile, passphraseStdin = false, passphraseFile } = options;
  if (pskStdin && passphraseStdin) return bothFromStream(stdin, signal);
  const passphrase = passphraseStdin
    ? await passphraseFromStream(stdin, signal)
    : passphraseFile === undefined
      ? undefined
      : await passphraseFromFile(passphraseFile, signal);
  const key = pskStdin
    ? await secretFromStream(stdin, signal)
    : pskFile === undefined
      ? undefined
      : await secretFromFile(pskFile, signal);
  return { key, passphrase };
}

/** A key in the one spelling that goes to Windows. Throws AppFailure for what is no key. */
export function checkedKey(given: Secret | undefined): GivenKey {
  if (given === undefined) return noKey;
  const checked = checkKey(given);
  if (!checked.ok) throw new AppFailure(checked.error);
  return { key: checked.value.key, findings: checked.value.warnings };
}
