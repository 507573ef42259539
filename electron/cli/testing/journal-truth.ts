import { saveGpoStep } from '#compiler/gpo-session';
import { textOf } from '#host/simulation/stored-object';
import { tasksOf } from '#host/simulation/tasks';
import type { JournalRecord } from '#transaction/journal';
import { undoTaskName } from '#transaction/undo-task';
import type { Shape } from './shapes';
import { isSame, storesOf, WatchedComputer, type Disk, type Moment } from './watched-computer';

/** A record of nothing is none. */
export function recordIn({ files }: Disk): string {
  const text = files.get('applied.json') ?? '';
  return text.includes('"policies": []') ? '' : text;
}

export const taskNamesIn = ({ state }: Disk): readonly string[] =>
  tasksOf(state).map((task) => textOf(task, 'TaskName'));

const formerJournal = ({ files }: Disk): string | undefined =>
  files.get('journal-gpo.jsonl') ?? files.get('journal.jsonl');

/** The journal of the change itself; undefined while the one of the change before still lies there. */
export async function journalOf(disk: Disk, { was }: Pick<Shape, 'was'>): Promise<JournalRecord | undefined> {
  const now = await new WatchedComputer(disk).journal();
  return now !== undefined && formerJournal(was)?.includes(now.begun.changeId) === true ? undefined : now;
}

const pastUndoing = ['keeping', 'kept', 'finished'];

/** What of the journal is a lie about this moment, in words. A line stands there before what it announces. */
export async function liesAt(moment: Moment, shape: Shape): Promise<readonly string[]> {
  const journal = await journalOf(moment, shape);
  const lies: string[] = [];
  const untouched = isSame(storesOf(moment), storesOf(shape.was));
  const sameRecord = recordIn(moment) === recordIn(shape.was);
  if (journal === undefined) {
    if (!untouched || !sameRecord) lies.push('something is changed and there is no journal of it');
    return lies;
  }
  const { begun, entries, state, damaged } = journal;
  if (damaged) lies.push('the journal is damaged');
  const announced = new Set(entries.flatMap((entry) => (entry.kind === 'step' ? [entry.id] : [])));
  const done = entries.flatMap((entry) => (entry.kind === 'step-ended' && entry.state === 'done' ? [entry.id] : []));
  for (const { id, inverse, invocation } of begun.steps) {
    const took = moment.effects.includes(id);
    if (took && !announced.has(id)) lies.push(`${id} took effect unannounced`);
    // A service that runs is as it should be: the call is done, and nothing on the computer has changed.
    const mayBeSo = invocation.cmdlet === 'Start-Service';
    const isStored = begun.target?.kind !== 'gpo' || id === saveGpoStep;
    if (isStored && !mayBeSo && inverse !== null && done.includes(id) && !took)
      lies.push(`${id} is said to be done, and is not`);
  }
  const isPast = pastUndoing.includes(state);
  const inGpo = begun.target?.kind === 'gpo';
  // Nothing is armed there: nothing is changed before the object is saved, and that is announced.
  if (inGpo && !untouched && !announced.has(saveGpoStep) && !isPast)
    lies.push(`changed before it was saved (${state})`);
  if (!inGpo && !untouched && !isPast && !taskNamesIn(moment).includes(undoTaskName(begun.changeId)))
    lies.push(`changed, and no automatic undo is armed (${state})`);
  if (!sameRecord && !isPast) lies.push(`the record is changed (${state})`);
  if (moment.effects.some((id) => id.startsWith('retire-')) && !['kept', 'finished'].includes(state))
    lies.push(`something is deleted for good (${state})`);
  return lies;
}
