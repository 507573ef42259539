import { fail } from '#contract/app-error';
import { Secret } from '#contract/secret';

/** Longer ones are no better, and are typed wrong. In UTF-16 units. */
const longestPassphrase = 1_024;

/** A passphrase of one line. Throws AppFailure `passphrase-unusable`. */
export function passphraseOf(text: string): Secret {
  if (text === '') return fail('passphrase-unusable', { problem: 'empty' });
  if (text.length > longestPassphrase) return fail('passphrase-unusable', { problem: 'too-long' });
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) return fail('passphrase-unusable', { problem: 'control-character' });
  return new Secret(text);
}
