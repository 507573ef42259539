import type { BoundCall } from './bind-call';
import { withCodes } from './enum-codes';
import { notFound, refuseCall } from './refusal';
import { hasWildcard, isLike } from './selection';
import type { SimulatedState } from './state';
import { isObject, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';
import { idOf, isTask, tasksOf, type StoredTask, type TaskId } from './tasks';

const wordsOf = ({ parameters }: BoundCall, name: string): readonly string[] => {
  const value: unknown = parameters[name];
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.filter((item) => typeof item === 'string');
};

export const nameOfTask = (call: BoundCall): string => wordsOf(call, 'TaskName')[0] ?? '';

/** The folder of a call that names one task; a path without its outer backslashes gets them. */
export function pathOfTask(call: BoundCall): string {
  const path = wordsOf(call, 'TaskPath')[0] ?? '\\';
  return path === '\\' || path === '' ? '\\' : `\\${path.replace(/^\\|\\$/g, '')}\\`;
}

/** The one task that a call names. Throws CmdletError `not-found`. */
export function requireTask(state: SimulatedState, { cmdlet }: BoundCall, id: TaskId): StoredTask {
  const found = tasksOf(state).find(isTask(id));
  if (found === undefined) throw notFound(cmdlet, 'TaskName', id.name);
  return found;
}

/** `Get-ScheduledTask`: every given name and path selects; an exact name that selects nothing is an error. */
function selectTasks(state: SimulatedState, call: BoundCall): readonly StoredTask[] {
  const [names, paths] = [wordsOf(call, 'TaskName'), wordsOf(call, 'TaskPath')];
  const fits = (words: readonly string[], text: string): boolean =>
    words.length === 0 || words.some((word) => isLike(word, text));
  const found = tasksOf(state).filter((task) => fits(names, idOf(task).name) && fits(paths, idOf(task).path));
  const missing = names.find((name) => !hasWildcard(name) && !found.some((task) => sameWord(idOf(task).name, name)));
  if (missing !== undefined) throw notFound(call.cmdlet, 'TaskName', missing);
  return found;
}

function inputTask(call: BoundCall): readonly StoredTask[] | undefined {
  const value: readonly unknown[] = Array.isArray(call.parameters['InputObject']) ? call.parameters['InputObject'] : [];
  const tasks = value.filter(isObject).map((one) => one['object']);
  return tasks.length === 0 ? undefined : tasks.filter(isObject);
}

function tasksFor(state: SimulatedState, call: BoundCall): readonly StoredTask[] {
  if (call.cmdlet === 'Get-ScheduledTask') return selectTasks(state, call);
  if (call.cmdlet !== 'Get-ScheduledTaskInfo') {
    return refuseCall(call.cmdlet, 'NotSimulated', 'The simulated computer does not read with this.');
  }
  return inputTask(call) ?? [requireTask(state, call, { name: nameOfTask(call), path: pathOfTask(call) })];
}

/** The tasks that a reading call answers. Throws CmdletError. */
export const foundTasks = (state: SimulatedState, call: BoundCall): readonly HostObject[] =>
  tasksFor(state, call).map((object) => ({ noun: 'ScheduledTask', store: '', object }));

const dynamic = ['LastRunTime', 'LastTaskResult', 'NextRunTime', 'NumberOfMissedRuns'];

function rowOf(call: BoundCall, task: StoredTask): StoredObject {
  const isInfo = call.noun === 'ScheduledTaskInfo';
  const kept = Object.entries(task).filter(
    ([property]) => property.startsWith('Task') || dynamic.includes(property) === isInfo,
  );
  const { name, path } = idOf(task);
  return {
    ...Object.fromEntries(kept),
    TaskName: name,
    TaskPath: path,
    ...(isInfo ? {} : { State: textOf(task, 'State', 'Ready') }),
  };
}

/** Tasks as their `Get-` cmdlets show them: parts are rows within rows. */
export function taskRows(state: SimulatedState, call: BoundCall): readonly StoredObject[] {
  const rows = tasksFor(state, call).map((task) => rowOf(call, task));
  return state.unsure.enums === 'integers' ? rows.map((row) => withCodes('ScheduledTask', row)) : rows;
}

export const isTaskNoun = (noun: string): boolean => noun.startsWith('ScheduledTask');
