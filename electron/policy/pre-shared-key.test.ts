import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { checkKey, longestKey, normaliseKey } from './pre-shared-key';

const check = (text: string): ReturnType<typeof checkKey> => checkKey(new Secret(text));
const warnings = (text: string): readonly string[] => {
  const checked = check(text);
  return checked.ok ? checked.value.warnings.map(({ code }) => code) : ['refused'];
};

describe('a pre-shared key', () => {
  it.each([
    ['', 'key-empty'],
    ['k'.repeat(longestKey + 1), 'key-too-long'],
    ['two\nlines', 'key-has-line-end'],
    ['tail\r\n', 'key-has-line-end'],
    ['next\u0085line', 'key-has-line-end'],
    ['line\u2028separator', 'key-has-line-end'],
    ['tab\tinside', 'key-has-control-character'],
    ['nul\0inside', 'key-has-control-character'],
    ['half\ud800pair', 'key-has-control-character'],
    ['a|b', 'key-has-pipe'],
  ])('%j is refused as %s', (text, code) => {
    expect(check(text.slice(0, 20_000))).toMatchObject({ ok: false, error: { code } });
  });

  it.each([['k'], ['k'.repeat(longestKey)], ['My secret password'], ['\'"`$(calc);#']])(
    '%.30s is taken without a word',
    (text) => {
      expect(warnings(text)).toEqual([]);
    },
  );

  it('with letters beyond ASCII is taken with a warning', () => {
    expect(warnings('Zażółć')).toEqual(['pre-shared-key-not-ascii']);
    expect(warnings('key\u00a0')).toEqual(['pre-shared-key-not-ascii', 'pre-shared-key-outer-blank']);
    expect(warnings(' key')).toEqual(['pre-shared-key-outer-blank']);
    expect(warnings('key ')).toEqual(['pre-shared-key-outer-blank']);
  });

  it('is the same key composed and decomposed', () => {
    const revealed = (text: string): string => {
      const checked = check(text);
      return checked.ok ? checked.value.key.reveal() : '';
    };
    expect(revealed('z\u0307o\u0301')).toBe('\u017c\u00f3');
    expect(revealed('\u017c\u00f3')).toBe('\u017c\u00f3');
    expect(normaliseKey('ﬁ Ⅳ  ')).toBe('ﬁ Ⅳ  ');
  });

  it('is counted after it was composed', () => {
    expect(check('e\u0301'.repeat(longestKey))).toMatchObject({ ok: true });
  });

  it('never shows in what is said of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 60, unit: 'binary' }), (text) => {
        const checked = check(text);
        expect(JSON.stringify(checked)).not.toContain(JSON.stringify(text).slice(1, -1));
      }),
    );
  });
});
