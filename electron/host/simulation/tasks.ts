import type { SimulatedState } from './state';
import { isObject, sameWord, textOf, type StoredObject } from './stored-object';

/**
 * A scheduled task as it stands in the file, in the words of MSFT_ScheduledTask and MSFT_TaskDynamicInfo: TaskName,
 * TaskPath, Actions, Triggers, Principal, Settings, State, LastRunTime, LastTaskResult, NextRunTime, NumberOfMissedRuns.
 * The class of a trigger stands in its member CimClass. May have been put in by hand.
 */
export type StoredTask = StoredObject;

/** A task is one in its folder; TaskPath begins and ends with a backslash. */
export interface TaskId {
  readonly name: string;
  readonly path: string;
}

/** What came of one start of a task. */
export interface TaskRun {
  readonly taskName: string;
  readonly taskPath: string;
  /** When it was due, ISO 8601. */
  readonly at: string;
  /** The exit code, or Task Scheduler's own code. */
  readonly result: number;
  /** What went wrong, in words; empty when nothing did. */
  readonly output: string;
}

export const TIME_TRIGGER = 'MSFT_TaskTimeTrigger';
export const BOOT_TRIGGER = 'MSFT_TaskBootTrigger';

/** Task Scheduler's results (winerror.h, SCHED_S_...): is running; has not run yet; was ended. */
export const TASK_RUNNING = 0x4_1301;
export const TASK_NOT_RUN_YET = 0x4_1303;
export const TASK_TERMINATED = 0x4_1306;

const MOST_HISTORY = 100;

const objectsOf = (value: unknown): readonly StoredObject[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];

export const tasksOf = (state: SimulatedState): readonly StoredTask[] => objectsOf(state.tasks);
export const idOf = (task: StoredTask): TaskId => ({
  name: textOf(task, 'TaskName'),
  path: textOf(task, 'TaskPath', '\\'),
});
export const isTask =
  (id: TaskId) =>
  (task: unknown): boolean =>
    isObject(task) && sameWord(textOf(task, 'TaskName'), id.name) && sameWord(textOf(task, 'TaskPath', '\\'), id.path);
export const findTask = (state: SimulatedState, id: TaskId): StoredTask | undefined => tasksOf(state).find(isTask(id));

export const actionsOf = (task: StoredTask): readonly StoredObject[] => objectsOf(task['Actions']);
export const settingsOf = (task: StoredTask): StoredObject => objectsOf(task['Settings'])[0] ?? {};
/** The triggers of a class that are not switched off. */
export const triggersOf = (task: StoredTask, cimClass: string): readonly StoredObject[] =>
  objectsOf(task['Triggers']).filter(
    (trigger) => sameWord(textOf(trigger, 'CimClass'), cimClass) && trigger['Enabled'] !== false,
  );

/** Whether the task runs with every right: as SYSTEM, by any of its names. */
export function runsAsSystem(task: StoredTask): boolean {
  const user = textOf(objectsOf(task['Principal'])[0] ?? {}, 'UserId').replace(/^(?:NT AUTHORITY|\.)\\/i, '');
  return ['SYSTEM', 'LocalSystem', 'S-1-5-18'].some((name) => sameWord(name, user));
}

/** The state with one task changed; a task that is not there stays away. */
export const withTask = (state: SimulatedState, id: TaskId, change: StoredObject): SimulatedState => ({
  ...state,
  tasks: state.tasks.map((task) => (isObject(task) && isTask(id)(task) ? { ...task, ...change } : task)),
});

export const withoutTask = (state: SimulatedState, id: TaskId): SimulatedState => ({
  ...state,
  tasks: state.tasks.filter((task) => !isTask(id)(task)),
});

/** Task Scheduler's history: what ran, the newest last, also when the task is gone. */
export function withHistory(state: SimulatedState, run: TaskRun): SimulatedState {
  const entry = {
    TaskName: run.taskName,
    TaskPath: run.taskPath,
    Time: run.at,
    ResultCode: run.result,
    Output: run.output,
  };
  return { ...state, taskHistory: [...objectsOf(state['taskHistory']), entry].slice(-MOST_HISTORY) };
}

/** Why Task Scheduler would not start a task now, or undefined. */
export function obstacleTo({ computer }: SimulatedState, task: StoredTask): string | undefined {
  const service = Object.entries(computer.services).find(([name]) => sameWord(name, 'Schedule'));
  if (service !== undefined && service[1] !== 'running') return 'the service Schedule is stopped';
  const settings = settingsOf(task);
  if (settings['Enabled'] === false || textOf(task, 'State') === 'Disabled') return 'the task is disabled';
  const onBattery = sameWord(computer.power, 'battery');
  const stopsOnBattery = settings['DisallowStartIfOnBatteries'] !== false;
  return onBattery && stopsOnBattery ? 'the computer runs on battery' : undefined;
}
