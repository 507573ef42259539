import { fail } from '#contract/app-error';

/** Seconds that a change may wait to be kept: 60 to 600; undefined where none are given. Throws AppFailure `usage`. */
export function secondsFrom(given: string | undefined, option: string): number | undefined {
  if (given === undefined) return undefined;
  const seconds = /^\d{1,4}$/u.test(given) ? Number(given) : 0;
  if (seconds >= 60 && seconds <= 600) return seconds;
  return fail('usage', { problem: `${option} takes seconds from 60 to 600, not "${given}"` }, option);
}
