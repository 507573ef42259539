/** When tasks run: pure, from one state to the next. */
import { momentOf, momentText, now, secondsOfDuration } from './clock';
import { serviceStarted } from './secpol-agent';
import type { SimulatedState } from './state';
import { isObject, numberOf, textOf, type StoredObject } from './stored-object';
import {
  BOOT_TRIGGER,
  idOf,
  obstacleTo,
  settingsOf,
  TASK_RUNNING,
  tasksOf,
  TIME_TRIGGER,
  triggersOf,
  withTask,
  type StoredTask,
  type TaskId,
} from './tasks';

/** The first moment after another one at which a time trigger fires. */
function occurrenceAfter(trigger: StoredObject, after: number): number | undefined {
  const start = momentOf(textOf(trigger, 'StartBoundary'));
  if (start === undefined || start > after) return start;
  const repetition = isObject(trigger['Repetition']) ? trigger['Repetition'] : {};
  const interval = (secondsOfDuration(repetition['Interval']) ?? 0) * 1_000;
  if (interval <= 0) return undefined;
  const next = start + (Math.floor((after - start) / interval) + 1) * interval;
  const duration = secondsOfDuration(repetition['Duration']);
  return duration !== undefined && next >= start + duration * 1_000 ? undefined : next;
}

/** When a task runs next by its time triggers, as text; undefined when never again. */
export function nextRunAfter(task: StoredTask, after: number): string | undefined {
  const moments = triggersOf(task, TIME_TRIGGER)
    .map((trigger) => occurrenceAfter(trigger, after))
    .filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : momentText(Math.min(...moments));
}

/** NextRunTime is told in the file; of a task put in by hand without one every time trigger is still ahead. */
const nextRunOf = (task: StoredTask): number | undefined =>
  momentOf(task['NextRunTime'] === undefined ? nextRunAfter(task, -Infinity) : task['NextRunTime']);

const isDue = (task: StoredTask, moment: number): boolean => (nextRunOf(task) ?? Infinity) <= moment;

/** A task that is taken for running: nobody else starts it for the same moment. */
export interface Claim {
  readonly state: SimulatedState;
  readonly id: TaskId;
  /** When it was due, in milliseconds since 1970. */
  readonly at: number;
}

/** The task as it is while it runs. A run at start-up leaves what is due later as it is. */
export function claim(state: SimulatedState, task: StoredTask, at: number): Claim {
  const planned = nextRunOf(task) ?? Infinity;
  const change = {
    State: 'Running',
    LastRunTime: momentText(at),
    LastTaskResult: TASK_RUNNING,
    NextRunTime: planned <= at ? (nextRunAfter(task, at) ?? null) : planned === Infinity ? null : momentText(planned),
  };
  return { state: withTask(state, idOf(task), change), id: idOf(task), at };
}

/** A start that was not possible is over, unless the task starts when it is possible again. */
const passMissed = (state: SimulatedState, moment: number): SimulatedState =>
  passOver(
    state,
    moment,
    (task) => obstacleTo(state, task) !== undefined && settingsOf(task)['StartWhenAvailable'] !== true,
  );

/** The state in which the tasks of a kind have let pass what is due, and wait for their next time. */
export function passOver(
  state: SimulatedState,
  moment: number,
  isMeant: (task: StoredTask) => boolean,
): SimulatedState {
  return tasksOf(state)
    .filter((task) => isDue(task, moment) && isMeant(task))
    .reduce<SimulatedState>((left, task) => {
      const missed = (numberOf(task, 'NumberOfMissedRuns') ?? 0) + 1;
      return withTask(left, idOf(task), {
        NumberOfMissedRuns: missed,
        NextRunTime: nextRunAfter(task, moment) ?? null,
      });
    }, state);
}

/** The state after missed starts, and the claim on the task that is due first, if any is. */
export function claimNextDue(before: SimulatedState, moment: number): { state: SimulatedState; claim?: Claim } {
  const state = passMissed(before, moment);
  const [first] = tasksOf(state)
    .filter((task) => isDue(task, moment) && obstacleTo(state, task) === undefined)
    .sort((left, right) => (nextRunOf(left) ?? 0) - (nextRunOf(right) ?? 0));
  if (first === undefined) return { state };
  const claimed = claim(state, first, nextRunOf(first) ?? moment);
  return { state: claimed.state, claim: claimed };
}

/** Whether anything is to be done about tasks before somebody looks at the computer. */
export const isAnyDue = (state: SimulatedState): boolean => claimNextDue(state, now(state)).state !== state;

/** The tasks that start with the computer, in the order of their registration. */
export const startupTasks = (state: SimulatedState): readonly StoredTask[] =>
  tasksOf(state).filter((task) => triggersOf(task, BOOT_TRIGGER).length > 0 && obstacleTo(state, task) === undefined);

/** The computer after a restart: no connections, nothing running, up since now. */
export function restarted(before: SimulatedState, moment: number): SimulatedState {
  const state = serviceStarted(before, 'PolicyAgent');
  const computer = { ...state.computer, connections: [], lastBootUpTime: momentText(moment) };
  return tasksOf(state)
    .filter((task) => textOf(task, 'State') === 'Running')
    .reduce<SimulatedState>((left, task) => withTask(left, idOf(task), { State: 'Ready' }), { ...state, computer });
}
