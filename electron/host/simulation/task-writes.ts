import { CmdletError } from '../cmdlet-error';
import type { BoundCall } from './bind-call';
import { now, momentText } from './clock';
import { refuseCall, refuseValue } from './refusal';
import { nextRunAfter } from './task-schedule';
import type { SimulatedState } from './state';
import { hasWildcard } from './selection';
import { nameOfTask, pathOfTask, requireTask } from './task-reads';
import type { HostObject, StoredObject } from './stored-object';
import {
  actionsOf,
  findTask,
  idOf,
  obstacleTo,
  settingsOf,
  TASK_NOT_RUN_YET,
  withoutTask,
  type StoredTask,
  type TaskId,
} from './tasks';
import { definitionOf, makeTaskPart, partsOf } from './task-objects';

/** What a call did, and the task that it started. */
export interface TaskDeed {
  readonly state: SimulatedState;
  readonly outcome: readonly HostObject[];
  readonly started?: TaskId;
}

const MOST_TASK_NAME = 238;
/** CreateProcess takes 32,767 letters with the final zero, program and blank included. */
export const MOST_COMMAND_LINE = 32_766;
const MOST_ACTIONS = 32;

const taskError = (
  cmdlet: string,
  kind: 'refused' | 'already-exists' | 'access-denied',
  id: string,
  text: string,
): never => {
  throw new CmdletError(kind, cmdlet, `${id},${cmdlet}`, text);
};

function requireElevation(state: SimulatedState, { cmdlet }: BoundCall): void {
  if (!state.computer.elevated) taskError(cmdlet, 'access-denied', 'HRESULT 0x80070005', 'Access is denied.');
}

function checkName(cmdlet: string, { name, path }: TaskId): void {
  const isFine = name !== '' && name.length <= MOST_TASK_NAME && !/[\\/:*?"<>|\p{Cc}]/u.test(name);
  if (!isFine) taskError(cmdlet, 'refused', 'HRESULT 0x8007007b', `'${name.slice(0, 80)}' is no name of a task.`);
  if (!/^\\(?:[^\\/:*?"<>|\p{Cc}]+\\)*$/u.test(path)) {
    taskError(cmdlet, 'refused', 'HRESULT 0x8007007b', `'${path.slice(0, 80)}' is no folder of tasks.`);
  }
}

/** The length of the command line that starting an action makes. */
export const commandLineLength = (action: StoredObject): number =>
  [action['Execute'], action['Arguments']].filter((part) => typeof part === 'string').join(' ').length;

/** What Task Scheduler says of a whole definition, and one thing that it says too late: at the start. */
function checkDefinition(cmdlet: string, task: StoredTask): void {
  const actions = actionsOf(task);
  if (actions.length === 0 || actions.length > MOST_ACTIONS) refuseValue(cmdlet, 'A task has 1 to 32 actions.');
  if (actions.some((action) => commandLineLength(action) > MOST_COMMAND_LINE)) {
    refuseValue(cmdlet, `The command line is longer than ${MOST_COMMAND_LINE} letters and could never start.`);
  }
  // No trigger that can be made here has an end, so the task would never expire (SCHED_E_MISSINGNODE).
  if (settingsOf(task)['DeleteExpiredTaskAfter'] !== undefined) {
    taskError(cmdlet, 'refused', 'HRESULT 0x80041319', 'DeleteExpiredTaskAfter needs a trigger with an EndBoundary.');
  }
}

function definitionFor(call: BoundCall): StoredObject {
  if (call.parameterSet === 'Principal') return definitionOf(call);
  const [definition] = partsOf(call, 'InputObject', 'ScheduledTask');
  if (call.parameterSet === 'Object' && definition !== undefined) return definition;
  const text = `The parameter set '${call.parameterSet}' is not simulated: name the account by -Principal.`;
  return refuseCall(call.cmdlet, 'NotSimulated', text);
}

function register(state: SimulatedState, call: BoundCall): TaskDeed {
  requireElevation(state, call);
  const id = { name: nameOfTask(call), path: pathOfTask(call) };
  checkName(call.cmdlet, id);
  const definition = definitionFor(call);
  checkDefinition(call.cmdlet, definition);
  if (findTask(state, id) !== undefined && call.parameters['Force'] !== true) {
    const text = 'Cannot create a file when that file already exists.';
    taskError(call.cmdlet, 'already-exists', 'HRESULT 0x800700b7', text);
  }
  const task = storedTask(state, id, definition);
  const left = withoutTask(state, id);
  return { state: { ...left, tasks: [...left.tasks, task] }, outcome: [{ noun: call.noun, store: '', object: task }] };
}

function storedTask(state: SimulatedState, { name, path }: TaskId, definition: StoredObject): StoredTask {
  const moment = now(state);
  return {
    TaskName: name,
    TaskPath: path,
    Date: momentText(moment),
    ...definition,
    State: settingsOf(definition)['Enabled'] === false ? 'Disabled' : 'Ready',
    LastRunTime: null,
    LastTaskResult: TASK_NOT_RUN_YET,
    // A trigger whose time is past when it is registered never fires.
    NextRunTime: nextRunAfter(definition, moment) ?? null,
    NumberOfMissedRuns: 0,
  };
}

/** Windows lets a bare call delete every task, and asks first; here one task is named, and the question is answered. */
function unregister(state: SimulatedState, call: BoundCall): TaskDeed {
  const { cmdlet, parameters } = call;
  requireElevation(state, call);
  if (parameters['Confirm'] !== false) {
    refuseCall(cmdlet, 'ConfirmationMissing', 'Without -Confirm:$false this waits for an answer.');
  }
  const [name, path] = [nameOfTask(call), pathOfTask(call)];
  if (name === '') refuseCall(cmdlet, 'SelectorMissing', 'Without -TaskName this would delete every task.');
  if (hasWildcard(name) || hasWildcard(path)) {
    refuseCall(cmdlet, 'SelectorHasWildcard', 'A wildcard could delete several tasks.');
  }
  const task = requireTask(state, call, { name, path });
  return { state: withoutTask(state, idOf(task)), outcome: [] };
}

function start(state: SimulatedState, call: BoundCall): TaskDeed {
  requireElevation(state, call);
  const task = requireTask(state, call, { name: nameOfTask(call), path: pathOfTask(call) });
  const obstacle =
    settingsOf(task)['AllowDemandStart'] === false ? 'it may not be started by hand' : obstacleTo(state, task);
  if (obstacle !== undefined) {
    taskError(call.cmdlet, 'refused', 'HRESULT 0x80041326', `The task is not started: ${obstacle}.`);
  }
  return { state, outcome: [], started: idOf(task) };
}

const deeds: Readonly<Record<string, (state: SimulatedState, call: BoundCall) => TaskDeed>> = {
  'Register-ScheduledTask': register,
  'Unregister-ScheduledTask': unregister,
  'Start-ScheduledTask': start,
};

/** A call of Task Scheduler's cmdlets that makes or changes something; undefined for every other call. Throws CmdletError. */
export function carryOutTaskCall(state: SimulatedState, call: BoundCall): TaskDeed | undefined {
  const part = makeTaskPart(call);
  if (part !== undefined) return { state, outcome: [part] };
  return deeds[call.cmdlet]?.(state, call);
}
