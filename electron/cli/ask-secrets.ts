import { fail } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { passphraseOf } from '#settings-file/passphrase';
import { looksSealed, readSettingsBytes } from '#settings-file/read';
import { askHidden } from './ask-hidden';
import type { GivenSecrets, Surroundings } from './context';
import type { CommonOptions } from './options';

/** A person is there, standard input is free for them, and nobody said that no questions may be asked. */
const canAsk = ({ yes, pskStdin, passphraseStdin }: CommonOptions, { interactive }: Surroundings): boolean =>
  interactive && yes !== true && pskStdin !== true && passphraseStdin !== true;

/** What was typed; nothing typed is nothing given, and what is missing is said by whoever misses it. */
async function typed(question: string, surroundings: Surroundings): Promise<string | undefined> {
  const text = await askHidden(question, surroundings);
  return text === '' ? undefined : text;
}

/**
 * The passphrase as it was given; on a terminal it is asked for, hidden, where the file is sealed. Throws AppFailure as
 * reading the file does, `passphrase-unusable`, `interrupted`.
 */
export async function passphraseFor(
  file: string,
  { passphrase }: Pick<GivenSecrets, 'passphrase'>,
  options: CommonOptions,
  surroundings: Surroundings,
): Promise<Secret | undefined> {
  if (passphrase !== undefined || !canAsk(options, surroundings)) return passphrase;
  if (!looksSealed(await readSettingsBytes(file))) return undefined;
  const text = await typed(texts.askPassphrase(file), surroundings);
  return text === undefined ? undefined : passphraseOf(text);
}

/** A new passphrase, typed twice: nobody sees a slip of the finger. Throws AppFailure `passphrase-not-repeated` and as above. */
export async function newPassphrase(
  { passphrase }: Pick<GivenSecrets, 'passphrase'>,
  options: CommonOptions,
  surroundings: Surroundings,
): Promise<Secret | undefined> {
  if (passphrase !== undefined || !canAsk(options, surroundings)) return passphrase;
  const text = await typed(texts.askNewPassphrase, surroundings);
  if (text === undefined) return undefined;
  const again = await askHidden(texts.askAgain, surroundings);
  return text === again ? passphraseOf(text) : fail('passphrase-not-repeated', {});
}

/** The pre-shared key, typed twice, where nobody gave one; undefined where nobody can be asked. Throws AppFailure. */
export async function askedKey(options: CommonOptions, surroundings: Surroundings): Promise<Secret | undefined> {
  if (!canAsk(options, surroundings)) return undefined;
  const text = await typed(texts.askKey, surroundings);
  if (text === undefined) return undefined;
  const again = await askHidden(texts.askAgain, surroundings);
  return text === again ? new Secret(text) : fail('key-not-repeated', {});
}
