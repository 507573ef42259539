import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { generatedKeyBits, generateKey } from './generate-key';
import { estimateBits } from './key-strength';

const bits = (text: string): number => estimateBits(new Secret(text));

describe('estimateBits', () => {
  it.each([
    ['', 0, 0],
    ['a', 0, 6],
    ['My secret password', 0, 40],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 0, 12],
    ['P@ssw0rd2024!', 0, 40],
    ['qwertyuiop123456', 0, 30],
    ['abcabcabcabcabcabcabc', 0, 20],
    ['0123456789012345678901234567890123456789', 0, 25],
    ['hunter2hunter2hunter2', 0, 25],
    ['aXaXXaXaaXaXXXaaX', 0, 45],
    ['Zażółć gęślą jaźń', 0, 59],
    ['correct horse battery staple', 35, 70],
    ['x7#Kp!9vQz@2mL$w', 80, 110],
    ['d41d8cd98f00b204e9800998ecf8427e', 100, 170],
  ])('says of %j that it has %i to %i bits', (text, least, most) => {
    expect(bits(text)).toBeGreaterThanOrEqual(least);
    expect(bits(text)).toBeLessThanOrEqual(most);
  });

  it('is a finite number of at least 0 for any text, and quick for the longest', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (text) => Number.isFinite(bits(text)) && bits(text) >= 0,
      ),
    );
    const began = Date.now();
    bits('ab'.repeat(4_999));
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it('gains nothing by saying the same again', () => {
    expect(bits('x7#Kp!9v'.repeat(8)) - bits('x7#Kp!9v')).toBeLessThan(8);
  });
});

describe('generateKey', () => {
  it('makes six groups of five unmistakable letters with more than 128 bits', () => {
    expect(generateKey().text).toMatch(/^[abcdefghjkmnp-z]{5}(?:-[abcdefghjkmnp-z]{5}){5}$/u);
    expect(generatedKeyBits).toBe(135);
  });

  it('makes another one each time, and none that counts as weak', () => {
    const keys = Array.from({ length: 200 }, () => generateKey());
    expect(new Set(keys.map(({ text }) => text)).size).toBe(200);
    expect(Math.min(...keys.map(({ key }) => estimateBits(key)))).toBeGreaterThan(60);
  });
});
