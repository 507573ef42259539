import { createHash, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { appraiseKey } from './appraise-key';
import { checkWordList } from './check-word-list';
import { checkWords } from './check-words';
import { generatedKeyBits, generateKey } from './generate-key';

const strong = new Secret('x7#Kp!9vQz@2mL$w');
const handle = `key-${'0'.repeat(32)}`;

describe('the check words', () => {
  it('come from the list of BIP-39, to the letter', () => {
    const digest = createHash('sha256')
      .update(`${checkWordList.join('\n')}\n`)
      .digest('hex');
    expect(digest).toBe('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda');
    expect(new Set(checkWordList.map((word) => word.slice(0, 4))).size).toBe(2_048);
  });

  it('are the first 44 bits of scrypt, as another implementation computes it', async () => {
    const digest = scryptSync(strong.reveal(), 'ipsecbw check words 1:fbs', 6, {
      N: 2 ** 15,
      r: 8,
      p: 1,
      maxmem: 2 ** 27,
    });
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const indices = [0, 11, 22, 33].map((from) => Number.parseInt(bits.slice(from, from + 11), 2));
    expect(await checkWords(strong, 'fbs')).toEqual(indices.map((index) => checkWordList[index]));
  });

  it('never change between versions: both sides would no longer agree', async () => {
    expect(await checkWords(strong, 'fbs')).toEqual(['swear', 'cannon', 'rural', 'dust']);
  });

  it('differ by key and by policy', async () => {
    const [here, otherPolicy, otherKey] = await Promise.all([
      checkWords(strong, 'fbs'),
      checkWords(strong, 'fbs2'),
      checkWords(new Secret(`${strong.reveal()} `), 'fbs'),
    ]);
    expect(otherPolicy).not.toEqual(here);
    expect(otherKey).not.toEqual(here);
  });

  it('are withheld below 60 estimated bits', async () => {
    const weak = await appraiseKey(handle, { key: new Secret('My secret password'), warnings: [] }, 'fbs');
    expect(weak.checkWords).toBeNull();
    expect(weak.bits).toBeLessThan(60);
  });

  it('are four for a generated key, whose strength is known', async () => {
    const appraisal = await appraiseKey(handle, { key: generateKey().key, warnings: [] }, 'fbs', generatedKeyBits);
    expect(appraisal).toMatchObject({ handle, bits: 135, findings: [] });
    expect(appraisal.checkWords).toHaveLength(4);
  });
});
