import type { JournalStateKind } from '#contract/unfinished';
import type { JournalEntry } from './journal-entry';

/** Every way of a change, in one table: what may be written next, and where the change is then. */
const transitions: Readonly<Record<JournalStateKind, Partial<Readonly<Record<JournalEntry['kind'], JournalStateKind>>>>> = {
  begun: { armed: 'armed', unarmed: 'armed', undoing: 'undoing', undone: 'undone' },
  armed: { step: 'applying', applied: 'applied', undoing: 'undoing', undone: 'undone' },
  applying: {
    step: 'applying',
    'step-ended': 'applying',
    extended: 'applying',
    applied: 'applied',
    undoing: 'undoing',
    undone: 'undone',
    keeping: 'keeping',
  },
  applied: { pending: 'pending', keeping: 'keeping', undoing: 'undoing', undone: 'undone' },
  pending: { extended: 'pending', keeping: 'keeping', undoing: 'undoing', undone: 'undone' },
  keeping: { keeping: 'keeping', kept: 'kept', undoing: 'undoing', undone: 'undone' },
  // The point of no return: what is no longer used is deleted from here on, and only finishing is left.
  kept: { finished: 'finished' },
  finished: {},
  undoing: { undoing: 'undoing', undone: 'undone', 'undo-incomplete': 'undo-incomplete' },
  'undo-incomplete': { undoing: 'undoing', undone: 'undone' },
  undone: {},
};

/** Where a change is after an entry; undefined where the entry cannot come next. */
export const nextState = (state: JournalStateKind, { kind }: Pick<JournalEntry, 'kind'>): JournalStateKind | undefined =>
  transitions[state][kind];

/** Nothing is owed any more. */
export const isFinal = (state: JournalStateKind): boolean => Object.keys(transitions[state]).length === 0;
