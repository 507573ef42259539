import type { SimulatedState } from './state';

/** A century, either way: what lies beyond is a mistake, and dates far beyond have no text. */
export const MOST_CLOCK_SECONDS = 3_155_760_000;

/**
 * The simulated moment, in milliseconds since 1970: the real clock and the seconds that `simulate time` has added. So
 * real time that passes counts as well.
 */
export const now = (state: SimulatedState, realNow = Date.now()): number => realNow + state.clock * 1_000;

/** The state some seconds later; nothing has run yet. */
export const later = (state: SimulatedState, seconds: number): SimulatedState => ({
  ...state,
  clock: Math.min(state.clock + seconds, MOST_CLOCK_SECONDS),
});

/** A moment as Windows shows it: ISO 8601 in UTC, without a fraction where there is none. */
export const momentText = (epochMs: number): string => new Date(epochMs).toISOString().replace('.000Z', 'Z');

const ABSOLUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The moment that a text names, or undefined; a text without an offset names none, because it depends on the place. */
export function momentOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !ABSOLUTE.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

const TIME_SPAN = /^(?:(\d{1,8})\.)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DURATION = /^P(?:(\d{1,8})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,10})S)?)?$/;

const secondsFrom = (parts: readonly (string | undefined)[]): number => {
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
};

/** The seconds of a .NET TimeSpan text, `[d.]hh:mm[:ss]`; undefined for anything else. */
export function secondsOfTimeSpan(text: string): number | undefined {
  const match = TIME_SPAN.exec(text);
  const [, , hours, minutes, seconds] = match ?? [];
  const fits = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds ?? 0) < 60;
  return match !== null && fits ? secondsFrom(match.slice(1)) : undefined;
}

/** The seconds of an ISO 8601 duration, in which Task Scheduler keeps times. */
export function secondsOfDuration(text: unknown): number | undefined {
  const match = typeof text === 'string' && /\d/.test(text) ? DURATION.exec(text) : null;
  return match === null ? undefined : secondsFrom(match.slice(1));
}

/** A TimeSpan as Task Scheduler keeps it. */
export const durationText = (timeSpan: string): string => `PT${secondsOfTimeSpan(timeSpan) ?? 0}S`;
