import { describe, expect, it } from 'vitest';
import { stick } from './en/stick.en';

describe('the roll-out in words', () => {
  const { stateOf } = stick.rollout;

  it('tells a workstation that was never done from one whose policy was taken back', () => {
    expect(stateOf({ state: 'missing', level: null })).toBe('Missing');
    expect(stateOf({ state: 'missing', level: 'none' })).toBe('Taken back');
  });

  it('says of all others what they are', () => {
    expect(stateOf({ state: 'done', level: 'enforced' })).toBe('In force');
    expect(stateOf({ state: 'not-in-force', level: 'stored' })).toBe('Stored, not in force');
  });
});
