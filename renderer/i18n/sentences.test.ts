import { describe, expect, it } from 'vitest';
import { sentences } from './en/sentences.en';

const keyNeeded = { code: 'key-needed', severity: 'block', context: {} } as const;

describe('the words of the window', () => {
  it('say all three sentences of an error and of a finding', () => {
    expect(sentences.error({ code: 'key-missing', context: {} }).whatNext).toContain('Security rule');
    expect(sentences.finding({ code: 'key-needed', severity: 'note', context: {} }).whatNext).toContain(
      'Security rule',
    );
    expect(sentences.error({ code: 'blocked', context: { finding: keyNeeded } })).toMatchObject({
      whatNext: sentences.finding(keyNeeded).whatNext,
      stateNow: 'Nothing on this computer has been changed.',
    });
    expect(sentences.error({ code: 'key-empty', context: {} }).happened).toBe('The pre-shared key is empty.');
  });
});
