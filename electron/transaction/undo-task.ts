import { setTimeout as wait } from 'node:timers/promises';
import type { Invocation, ParameterValue, UtcText } from '#contract/invocation';
import type { UndoingInvocation } from '#compiler/plan';
import { undoArguments, undoProgram, undoScript, undoScriptFits } from '#compiler/undo-script';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { CmdletError } from '#host/cmdlet-error';
import { endQuietly } from './one-call';
import { reasonOf } from './reason';
import type { PlanStep } from '#compiler/plan';
import { inversesOf } from './undo';
import { differences, readTask, stateOf, type UndoTaskState } from './undo-task-reading';

/** What an automatic undo would undo. */
export interface UndoWish {
  readonly changeId: string;
  /** Newest first. */
  readonly inverses: readonly UndoingInvocation[];
}

/** An automatic undo that is armed: everything that moving its deadline needs. */
export interface UndoTask extends UndoWish {
  readonly name: string;
  readonly deadline: UtcText;
}

const undoTaskPrefix = 'IPsec Backup Wizard undo ';
export const undoTaskName = (changeId: string): string => `${undoTaskPrefix}${changeId}`;
/** The same for every change: one that was left behind is found again, although no journal speaks of it. */
export const dryStartName = 'IPsec Backup Wizard dry start';

const PATH = '\\';
const description = 'Undoes a change of IPsec Backup Wizard that nobody has kept in time. Deletes itself afterwards.';

/** Windows' own number for SYSTEM: its name differs from language to language. */
const SYSTEM = 'S-1-5-18';
/** It starts on battery, catches up on a missed deadline, and never runs twice at once. */
const settings: Invocation['parameters'] = {
  AllowStartIfOnBatteries: true,
  DontStopIfGoingOnBatteries: true,
  StartWhenAvailable: true,
  MultipleInstances: 'IgnoreNew',
  ExecutionTimeLimit: '00:10:00',
};
/** An undo that failed once is tried again every minute for a day, and at every start of the computer after that. */
const repetition: Invocation['parameters'] = { RepetitionInterval: '00:01:00', RepetitionDuration: '1.00:00:00' };

type Call = readonly [id: string, cmdlet: string, parameters: Invocation['parameters']];

interface Definition {
  readonly name: string;
  readonly script: string;
  /** Without one it is only started by hand. */
  readonly deadline?: UtcText;
  readonly replaces?: boolean;
}

/** Base64 of UTF-16, little endian: what -EncodedCommand takes. */
const argumentsFor = (script: string): string => `${undoArguments}${Buffer.from(script, 'utf16le').toString('base64')}`;

const triggersAt = (deadline: UtcText): readonly Call[] => [
  ['undo-task-time', 'New-ScheduledTaskTrigger', { Once: true, At: deadline, ...repetition }],
  ['undo-task-start', 'New-ScheduledTaskTrigger', { AtStartup: true }],
];

const registering = (
  { name, replaces }: Definition,
  triggers: readonly Call[],
): Readonly<Record<string, ParameterValue>> => ({
  TaskName: name,
  TaskPath: PATH,
  Description: description,
  Action: { fromStep: 'undo-task-action' },
  Principal: { fromStep: 'undo-task-principal' },
  Settings: { fromStep: 'undo-task-settings' },
  ...(triggers.length === 0 ? {} : { Trigger: triggers.map(([id]) => ({ fromStep: id })) }),
  ...(replaces === true ? { Force: true } : {}),
});

function registrationOf(definition: Definition): readonly Call[] {
  const triggers = definition.deadline === undefined ? [] : triggersAt(definition.deadline);
  const action = { Execute: undoProgram, Argument: argumentsFor(definition.script) };
  const principal = { UserId: SYSTEM, LogonType: 'ServiceAccount', RunLevel: 'Highest' };
  return [
    ['undo-task-action', 'New-ScheduledTaskAction', action],
    ...triggers,
    ['undo-task-principal', 'New-ScheduledTaskPrincipal', principal],
    ['undo-task-settings', 'New-ScheduledTaskSettingsSet', settings],
    ['undo-task', 'Register-ScheduledTask', registering(definition, triggers)],
  ];
}

/** In one transaction, because the parts of a task are outcomes of steps. Throws what the gateway throws. */
async function carryOut(gateway: HostGateway, calls: readonly Call[]): Promise<void> {
  let transaction: HostTransaction | undefined;
  try {
    transaction = await gateway.begin(undefined);
    for (const [id, cmdlet, parameters] of calls) await transaction.carryOut(id, { cmdlet, parameters });
  } finally {
    await endQuietly(transaction);
  }
}

/** Throws where the script is not ours to run or too long for a task. */
function scriptOf(wish: UndoWish, taskName: string, dryStart: boolean): string {
  const script = undoScript({ ...wish, taskName, dryStart });
  if (undoScriptFits(script)) return script;
  throw new Error('The undoing of this change is too long for a scheduled task.');
}

/** Registers and believes nothing: what stands there is read and compared. Throws with the reason in words. */
async function register(gateway: HostGateway, definition: Definition & { readonly deadline: UtcText }): Promise<void> {
  await carryOut(gateway, registrationOf(definition));
  const found = await readTask(gateway, definition.name);
  const wanted = { arguments: argumentsFor(definition.script), deadline: definition.deadline };
  const wrong = found === undefined ? ['it is not there'] : differences(found, wanted);
  if (wrong.length > 0) throw new Error(`The task of the automatic undo is not as registered: ${wrong.join('; ')}.`);
}

/**
 * Arms the automatic undo: a scheduled task of SYSTEM that fires at the deadline, and whenever the computer starts. To be
 * done before the first step. Throws an Error with the reason in words; then no task is left where one could be deleted.
 */
export async function arm(gateway: HostGateway, wish: UndoWish & Pick<UndoTask, 'deadline'>): Promise<UndoTask> {
  const name = undoTaskName(wish.changeId);
  const script = scriptOf(wish, name, false);
  try {
    await register(gateway, { name, script, deadline: wish.deadline });
  } catch (error) {
    const left = await unregister(gateway, name);
    throw new Error(left === undefined ? reasonOf(error) : `${reasonOf(error)} ${left}`, { cause: error });
  }
  return { ...wish, name };
}

/**
 * Moves the deadline of an armed undo, later or earlier, by registering it anew in its place. Throws an Error with the
 * reason in words; the old or the new deadline then holds. Throws as well where the task is gone: it has fired.
 */
export async function extend(gateway: HostGateway, task: UndoTask, deadline: UtcText): Promise<UndoTask> {
  if ((await undoTaskState(gateway, task.name)) !== 'armed') {
    throw new Error('The automatic undo has begun already, so its deadline can no longer be moved.');
  }
  const script = scriptOf(task, task.name, false);
  await register(gateway, { name: task.name, script, deadline, replaces: true });
  return { ...task, deadline };
}

/** Whether the automatic undo waits, runs, or is gone: fired and finished, disarmed, or never armed. Throws CmdletError. */
export async function undoTaskState(gateway: HostGateway, name: string): Promise<UndoTaskState> {
  return stateOf(await readTask(gateway, name));
}

const unregistering = (name: string): Invocation => ({
  cmdlet: 'Unregister-ScheduledTask',
  parameters: { TaskName: name, TaskPath: PATH, Confirm: false },
});

const attempts = 2;

type Unregistered = 'deleted' | 'not-found' | { readonly reason: string };

/** Never throws. What was not there is told apart: a task that is not there any more has fired. */
async function unregisterOnce(gateway: HostGateway, name: string): Promise<Unregistered> {
  const { cmdlet, parameters } = unregistering(name);
  try {
    await carryOut(gateway, [['undo-task-gone', cmdlet, parameters]]);
    return 'deleted';
  } catch (error) {
    return error instanceof CmdletError && error.kind === 'not-found' ? 'not-found' : { reason: reasonOf(error) };
  }
}

/** Never throws; answers in a sentence why the task may still be there. */
async function unregister(gateway: HostGateway, name: string): Promise<string | undefined> {
  let last: Unregistered = 'not-found';
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    last = await unregisterOnce(gateway, name);
    if (typeof last === 'string') return undefined;
  }
  return typeof last === 'string' ? undefined : `The task "${name}" could not be deleted (${last.reason}).`;
}

/**
 * Takes the automatic undo away. `gone`: it was not there any more, most likely because it has fired; `running`: it is
 * undoing just now, and nothing was done about that. A task may start between the look and the deletion, and then ends
 * its work: what is in place is for a read of the store to tell. Throws an Error in words where the task is still there,
 * and CmdletError where that cannot be read.
 */
export async function disarm(gateway: HostGateway, name: string): Promise<'disarmed' | 'gone' | 'running'> {
  let last: Unregistered = 'not-found';
  for (let attempt = 0; attempt <= attempts; attempt += 1) {
    const state = await undoTaskState(gateway, name);
    if (state === 'gone') return last === 'deleted' ? 'disarmed' : 'gone';
    if (state === 'running') return 'running';
    if (attempt < attempts) last = await unregisterOnce(gateway, name);
    if (last === 'not-found') return 'gone';
  }
  throw new Error(`The task "${name}" is still there${typeof last === 'string' ? '' : ` (${last.reason})`}.`);
}

export interface DryStartOptions {
  /** How long the task may take. */
  readonly boundMs?: number;
  /** Between two looks. */
  readonly pauseMs?: number;
}

/** Task Scheduler's results for a task that has not ended yet: is running, has not run, is queued. */
const notEnded = [0x4_1301, 0x4_1303, 0x4_1325];
const hexadecimal = (result: number): string => `0x${(result >>> 0).toString(16)}`;

function resultInWords(result: number): string | undefined {
  if (result === 0) return undefined;
  if (result === 0x8007_0002) return 'The task found no Windows PowerShell.';
  if (result > 0 && result < 0x1_0000) {
    return 'Windows PowerShell ran as SYSTEM, but could not use the NetSecurity module and the policy store.';
  }
  return `The task ended with ${hexadecimal(result)}.`;
}

async function waitForEnd(gateway: HostGateway, name: string, options: DryStartOptions): Promise<string | undefined> {
  const { boundMs = 60_000, pauseMs = 250 } = options;
  const until = performance.now() + boundMs;
  for (;;) {
    const task = await readTask(gateway, name);
    if (task === undefined) return 'The task vanished while it was tried.';
    const { lastResult } = task;
    const hasEnded = lastResult !== undefined && !notEnded.includes(lastResult);
    if (stateOf(task) !== 'running' && hasEnded) return resultInWords(lastResult);
    if (performance.now() >= until) return `The task did not end within ${boundMs / 1_000} seconds.`;
    await wait(pauseMs);
  }
}

async function tryOut(gateway: HostGateway, wish: UndoWish, options: DryStartOptions): Promise<string | undefined> {
  const name = dryStartName;
  const script = scriptOf(wish, name, true);
  await carryOut(gateway, [
    ...registrationOf({ name, script, replaces: true }),
    ['undo-task-try', 'Start-ScheduledTask', { TaskName: name, TaskPath: PATH }],
  ]);
  return waitForEnd(gateway, name, options);
}

/**
 * Whether an automatic undo could run on this computer: its twin is registered, started, waited for and deleted; it is
 * the same script and ends before the first inverse. Answers the reason in words where it cannot, and never throws.
 */
export async function dryStart(
  gateway: HostGateway,
  wish: UndoWish,
  options: DryStartOptions = {},
): Promise<string | undefined> {
  let reason: string | undefined;
  try {
    reason = await tryOut(gateway, wish, options);
  } catch (error) {
    reason = reasonOf(error);
  }
  const left = (await unregister(gateway, dryStartName)) ?? (await forgetDryStart(gateway));
  return reason ?? left;
}

/**
 * Takes the task of a dry start away and believes nothing: also one that a program has left behind that was killed while
 * it tried. Never throws; answers in a sentence why it may still be there.
 */
export async function forgetDryStart(gateway: HostGateway): Promise<string | undefined> {
  try {
    for (let attempt = 0; attempt <= attempts; attempt += 1) {
      if ((await undoTaskState(gateway, dryStartName)) === 'gone') return undefined;
      if (attempt < attempts) await unregisterOnce(gateway, dryStartName);
    }
    return `The task "${dryStartName}" could not be deleted.`;
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * The changes whose automatic undo is on this computer, by their ids: also of a change whose journal is lost, or lies in
 * another folder. Throws CmdletError.
 */
export async function armedChanges(gateway: HostGateway): Promise<readonly string[]> {
  const parameters = { TaskName: `${undoTaskPrefix}*`, TaskPath: PATH };
  const [rows = []] = await gateway.read([
    { invocation: { cmdlet: 'Get-ScheduledTask', parameters }, select: ['TaskName'] },
  ]);
  return rows
    .map(({ TaskName: name }) => (typeof name === 'string' ? name : ''))
    .filter((name) => name.startsWith(undoTaskPrefix))
    .map((name) => name.slice(undoTaskPrefix.length));
}

/** Has a task of ours undo its change now, and waits for its end. Answers in a sentence why something may be left. */
export async function undoByTask(
  gateway: HostGateway,
  name: string,
  options: DryStartOptions = {},
): Promise<string | undefined> {
  try {
    await carryOut(gateway, [['undo-task-now', 'Start-ScheduledTask', { TaskName: name, TaskPath: PATH }]]);
    const reason = await waitForEnd(gateway, name, options);
    // It deletes itself when nothing is left.
    return (await undoTaskState(gateway, name)) === 'gone'
      ? undefined
      : (reason ?? `The task "${name}" is still there.`);
  } catch (error) {
    return reasonOf(error);
  }
}

/** What a journal says of a change that was begun: all that finding its task, and moving its deadline, needs. */
interface BegunChange {
  readonly changeId: string;
  readonly steps: readonly PlanStep[];
}

/** `disarm` for the change of a journal. */
export const disarmChange = (gateway: HostGateway, { changeId }: BegunChange): ReturnType<typeof disarm> =>
  disarm(gateway, undoTaskName(changeId));

/** Arms the undo of a journal's change anew where its task is gone while all of the change is in place. */
export async function rearm(gateway: HostGateway, { changeId, steps }: BegunChange, deadline: UtcText): Promise<void> {
  if ((await undoTaskState(gateway, undoTaskName(changeId))) === 'gone') {
    await arm(gateway, { changeId, inverses: inversesOf(steps), deadline });
  } else await moveDeadline(gateway, { changeId, steps }, deadline);
}

/** `extend` for the change of a journal. */
export async function moveDeadline(
  gateway: HostGateway,
  { changeId, steps }: BegunChange,
  deadline: UtcText,
): Promise<void> {
  const name = undoTaskName(changeId);
  await extend(gateway, { name, changeId, inverses: inversesOf(steps), deadline }, deadline);
}
