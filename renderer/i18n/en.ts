import { change } from './en/change.en';
import { comparison } from './en/comparison.en';
import { filter } from './en/filter.en';
import { frame } from './en/frame.en';
import { groupPolicy } from './en/group-policy.en';
import { picture } from './en/picture.en';
import { protection } from './en/protection.en';
import { review } from './en/review.en';
import { rule } from './en/rule.en';
import { rules } from './en/rules.en';
import { start } from './en/start.en';
import { unfinished } from './en/unfinished.en';

/**
 * What the window says in its frame and on its pages, in English; sentences.ts and the like hold what is loaded with a
 * page. Its type is the catalogue that every other language has to fill.
 */
export const en = {
  language: 'en',
  frame,
  start,
  filter,
  protection,
  rule,
  rules,
  review,
  change,
  unfinished,
  groupPolicy,
  picture,
  comparison,
  date: (iso: string): string =>
    new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso)),
  /** `14:03:22`, by the clock on the wall. */
  time: (iso: string): string => new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(new Date(iso)),
};

export type Texts = typeof en;
