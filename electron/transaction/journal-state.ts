import type { JournalStateKind } from '#contract/unfinished';
import type { JournalEntry } from './journal-entry';

/** Every way of a change, in one table: what may be written next, and where the change is then. */
const transitions: Readonly<
  Record<JournalStateKind, Partial<Readonly<Record<JournalEntry['kind'], JournalStateKind>>>>
> = {
  begun: { damaged: 'applying', armed: 'armed', unarmed: 'armed', undoing: 'undoing', undone: 'undone' },
  armed: { damaged: 'applying', step: 'applying', applied: 'applied', undoing: 'undoing', undone: 'undone' },
  applying: {
    damaged: 'applying',
    step: 'applying',
    'step-ended': 'applying',
    extended: 'applying',
    applied: 'applied',
    undoing: 'undoing',
    undone: 'undone',
    keeping: 'keeping',
  },
  applied: { damaged: 'applying', pending: 'pending', keeping: 'keeping', undoing: 'undoing', undone: 'undone' },
  pending: { damaged: 'applying', extended: 'pending', keeping: 'keeping', undoing: 'undoing', undone: 'undone' },
  keeping: {
    damaged: 'applying',
    pending: 'pending',
    keeping: 'keeping',
    kept: 'kept',
    undoing: 'undoing',
    undone: 'undone',
  },
  // The point of no return: what is no longer used is deleted from here on, and only finishing is left.
  kept: { finished: 'finished' },
  finished: {},
  undoing: { damaged: 'applying', undoing: 'undoing', undone: 'undone', 'undo-incomplete': 'undo-incomplete' },
  'undo-incomplete': { damaged: 'applying', undoing: 'undoing', undone: 'undone' },
  undone: {},
};

/** Where a change is after an entry; undefined where the entry cannot come next. */
export const nextState = (
  state: JournalStateKind,
  { kind }: Pick<JournalEntry, 'kind'>,
): JournalStateKind | undefined => transitions[state][kind];

/** Nothing is owed any more. */
export const isFinal = (state: JournalStateKind): boolean => Object.keys(transitions[state]).length === 0;
