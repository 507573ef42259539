import { describe, expect, it } from 'vitest';
import { durationText, later, momentOf, momentText, now, secondsOfDuration, secondsOfTimeSpan } from './clock';
import { completeState } from './default-state';

describe('the simulated clock', () => {
  it('is the real one and what was added, so that real time counts too', () => {
    const state = later(later(completeState({}), 90), 30);
    expect(state.clock).toBe(120);
    expect(now(state, 1_000)).toBe(121_000);
    expect(now(state) - Date.now()).toBeGreaterThan(119_000);
  });

  it.each([
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
    ['2026-11-21T10:00:00+01:00', '2026-11-21T09:00:00Z'],
    ['2026-11-21T10:00:00.5Z', '2026-11-21T10:00:00.500Z'],
  ])('reads %s as %s', (text, shown) => {
    expect(momentText(momentOf(text) ?? 0)).toBe(shown);
  });

  it.each(['2026-11-21T10:00:00', '2026-11-21', '10:00', '2026-13-01T00:00:00Z', 'tomorrow', '', 7, null])(
    'takes %j for no moment',
    (text) => {
      expect(momentOf(text)).toBeUndefined();
    },
  );

  it.each([
    ['00:01:00', 60],
    ['01:00', 3_600],
    ['2.03:04:05', 183_845],
  ])('reads the time span %s', (text, seconds) => {
    expect(secondsOfTimeSpan(text)).toBe(seconds);
    expect(secondsOfDuration(durationText(text))).toBe(seconds);
  });

  it.each(['', '1', '25:00', '00:61', 'PT1M', '-00:01'])('takes %j for no time span', (text) => {
    expect(secondsOfTimeSpan(text)).toBeUndefined();
  });

  it.each([
    ['PT72H', 259_200],
    ['P1DT1M', 86_460],
  ])('reads the duration %s', (text, seconds) => {
    expect(secondsOfDuration(text)).toBe(seconds);
  });

  it.each(['P', 'PT', '', '1M', undefined])('takes %j for no duration', (text) => {
    expect(secondsOfDuration(text)).toBeUndefined();
  });
});
