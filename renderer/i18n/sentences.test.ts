import { describe, expect, it } from 'vitest';
import { errorsInWindow, findingsInWindow } from './en/window-words.en';
import { en } from './en';

describe('the words of the window', () => {
  it('never speak of the command line where they replace its words', () => {
    const context = { problem: 'x', what: 'x', computer: 'x', policy: 'x', expected: 'x', found: 'x' };
    const all = [...Object.values(errorsInWindow), ...Object.values(findingsInWindow)];
    for (const say of all)
      expect(Object.values((say as (c: object) => object)(context)).join(' ')).not.toMatch(/--\w/u);
  });

  it('say all three sentences of an error and of a finding', () => {
    expect(en.error({ code: 'key-missing', context: {} }).whatNext).toContain('Security rule');
    expect(en.finding({ code: 'key-needed', severity: 'note', context: {} }).whatNext).toContain('Security rule');
    expect(en.error({ code: 'key-empty', context: {} }).happened).toBe('The pre-shared key is empty.');
  });
});
