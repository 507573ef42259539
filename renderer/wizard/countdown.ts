import type { UnfinishedChange } from '#contract/unfinished';

/** Seconds after which a change that nobody keeps undoes itself: the choices, and the usual one. */
export const countdowns = [60, 120, 300, 600] as const;
export const usualCountdown = 120;

/** Whole seconds until a moment; never less than none. */
export const secondsUntil = (atMs: number, nowMs: number): number => Math.max(0, Math.ceil((atMs - nowMs) / 1_000));

const said = [10, 30, 60] as const;

/** The mark that the countdown has passed last: it is said aloud, the seconds between the marks are not. */
export const markPassed = (secondsLeft: number): number | undefined =>
  secondsLeft === 0 ? undefined : said.find((mark) => secondsLeft <= mark);

/** "Give me more time": to five minutes from now, or to ten where there is about that much already. */
export const moreTime = (secondsLeft: number): number => (secondsLeft < 240 ? 300 : 600);

const levels = ['none', 'stored', 'enforced', 'proved'] as const;
const needed = { server: 'enforced', workstation: 'proved' } as const;

/** Whether keeping is earned: each role has reached its level. Taking a policy away has nothing to prove. */
export const isEarned = ({ deed, policies, level }: UnfinishedChange): boolean =>
  deed === 'remove' || policies.every(({ role }) => levels.indexOf(level) >= levels.indexOf(needed[role]));

/** Past the point of no return there is nothing left to undo with: the change is finished. */
export const canUndo = ({ stoppedAt }: UnfinishedChange): boolean => stoppedAt !== 'kept';
