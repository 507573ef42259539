import { scryptSync } from 'node:crypto';
import type { KeyComparison } from '#contract/store-object';

const PREFIX = 'scrypt:';
/** One fixed salt, so that the files of two simulated computers can be compared. Their keys are play keys. */
const SALT = 'simulated computer';

/** The digest under which a key lies in the file; about 0.04 s. Over the bytes as given: nothing is normalised. */
export const digestOf = (key: string): string => `${PREFIX}${scryptSync(key, SALT, 32).toString('hex')}`;

/** Whether a key lies there as a digest already. */
export const isDigest = (stored: string): boolean => stored.startsWith(PREFIX);

/** Compares what lies in the file with the digest of a given key. A key put in by hand in clear is digested first. */
export function compareStoredKey(stored: string, given: string | undefined): KeyComparison {
  if (given === undefined) return 'not-compared';
  return (isDigest(stored) ? stored : digestOf(stored)) === given ? 'same' : 'different';
}
