import { randomInt } from 'node:crypto';
import { Secret } from '#contract/secret';

/**
 * Small letters only, without i, l and o: nothing to mistake on paper, no case to say aloud, no key that another keyboard
 * puts elsewhere. 23 letters are 4.5 bits each, so 30 of them hold 135 bits.
 */
const letters = 'abcdefghjkmnpqrstuvwxyz';
const groups = 6;
const lettersInGroup = 5;

/** What is known of such a key needs no estimate. */
export const generatedKeyBits = Math.floor(groups * lettersInGroup * Math.log2(letters.length));

const randomGroup = (): string =>
  Array.from({ length: lettersInGroup }, () => letters.charAt(randomInt(letters.length))).join('');

export interface GeneratedKey {
  readonly key: Secret;
  /** The same in clear, to be shown once. */
  readonly text: string;
}

/** A new pre-shared key, for example `abcde-fghjk-mnpqr-stuvw-xyzab-cdefg`: at least 128 random bits. */
export function generateKey(): GeneratedKey {
  const text = Array.from({ length: groups }, randomGroup).join('-');
  return { key: new Secret(text), text };
}
