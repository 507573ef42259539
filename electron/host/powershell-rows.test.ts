import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { digestComparison, parseReadAnswers } from './powershell-rows';

const digestKey = Buffer.from('0123456789');
const digest = (text: string): string => createHmac('sha256', digestKey).update(text).digest('hex');
const compare = digestComparison(digestKey, new Secret('zażółć'));

describe('digestComparison', () => {
  it('tells the same key from another', () => {
    expect([compare(digest('zażółć')), compare(digest('zażółć ')), compare('zażółć'), compare(null)]).toEqual([
      'same',
      'different',
      'different',
      'different',
    ]);
  });

  it('compares nothing without a key', () => {
    expect(digestComparison(digestKey, undefined)(digest(''))).toBe('not-compared');
  });
});

describe('parseReadAnswers', () => {
  it('puts a comparison in the place of every key, at any depth and in any spelling', () => {
    const row = {
      Name: 'a',
      Proposal: [{ PreSharedKey: digest('zażółć'), Deep: { presharedkey: 'clear', PSK: 'clear' } }],
    };
    expect(parseReadAnswers({ answers: [{ rows: [row] }] }, 1, compare)).toEqual([
      {
        rows: [
          { Name: 'a', Proposal: [{ PreSharedKey: 'same', Deep: { presharedkey: 'different', PSK: 'different' } }] },
        ],
      },
    ]);
  });

  it('keeps order, values and errors', () => {
    const error = { id: 'x', category: 'y', message: 'z' };
    const rows = [{ a: 1, b: true, c: null, d: ['e', ['f']], g: { h: 'i' } }];
    expect(parseReadAnswers({ answers: [{ rows }, { error }, { rows: [] }] }, 3, compare)).toEqual([
      { rows },
      { error },
      { rows: [] },
    ]);
  });

  it('cuts off what is nested without end', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as unknown;
    expect(JSON.stringify(parseReadAnswers({ answers: [{ rows: [deep] }] }, 1, compare))).toHaveLength(
      JSON.stringify([{ rows: [JSON.parse(`${'{"a":'.repeat(17)}null${'}'.repeat(17)}`)] }]).length,
    );
  });

  it.each([null, [], {}, { answers: [] }, { answers: [{ rows: [] }, { rows: [] }] }, { answers: [{ rows: ['x'] }] }])(
    'refuses %j',
    (strange) => {
      expect(parseReadAnswers(strange, 1, compare)).toBeUndefined();
    },
  );
});
