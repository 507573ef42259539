import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/**
 * A stable name for a value: SHA-256, in hexadecimal, of its canonical JSON (RFC 8785). Same content, same
 * fingerprint, whatever the order of its members.
 */
export function fingerprintOf(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON values have a fingerprint');
  return bytesToHex(sha256(utf8ToBytes(text)));
}
