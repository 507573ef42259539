import { scryptAsync } from '@noble/hashes/scrypt.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Secret } from '#contract/secret';
import { checkWordList } from './check-word-list';

/** Below this, whoever hears the words could find the key by trying: so there are none. */
export const leastBitsForCheckWords = 60;

const wordCount = 4;
const bitsOfWord = 11;
const byteCount = Math.ceil((wordCount * bitsOfWord) / 8);
/** About 32 MB and a tenth of a second for each guess. Another cost makes other words: both sides need the same. */
const cost = { N: 2 ** 15, r: 8, p: 1, dkLen: byteCount };

/** The first 44 bits, eleven for each word, most significant first. */
function wordsOf(bytes: Uint8Array): readonly string[] {
  const bits = bytes.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  const unused = BigInt(byteCount * 8 - wordCount * bitsOfWord);
  const indices = Array.from({ length: wordCount }, (_, at) => {
    const below = unused + BigInt((wordCount - 1 - at) * bitsOfWord);
    return Number((bits >> below) & 0x7ffn);
  });
  return indices.map((index) => checkWordList[index] ?? '');
}

/**
 * Four words for comparing a key aloud with the other side: scrypt of the key, salted with the policy's id, so that the
 * same key for another policy says other words. Shown to the person, never written into report or ledger.
 */
export async function checkWords(key: Secret, policyId: string): Promise<readonly string[]> {
  const salt = utf8ToBytes(`ipsecbw check words 1:${policyId}`);
  return wordsOf(await scryptAsync(utf8ToBytes(key.reveal()), salt, cost));
}
