import { describe, expect, it } from 'vitest';
import { appError } from '#contract/app-error';
import type { ChangeEnd } from '#contract/ipc';
import { errorOf } from './change-end';

const end = (error: unknown): ChangeEnd => ({
  outcome: 'rolled-back',
  level: 'none',
  evidence: [],
  steps: [],
  findings: [],
  error,
});

describe('the error of a change that ended', () => {
  it('is read back from the value that crossed the processes', () => {
    const error = appError('undone-after-interrupt', { computer: 'SRV01' });
    expect(errorOf(end(JSON.parse(JSON.stringify(error))))).toEqual(error);
  });

  it.each([['text'], [{}], [{ code: 'toString', context: {} }], [{ code: 'blocked' }]])(
    'is an internal error where nobody knows it: %j',
    (value) => {
      expect(errorOf(end(value))?.code).toBe('internal');
    },
  );

  it('is none where there is none', () => {
    expect(errorOf(end(undefined))).toBeUndefined();
  });
});
