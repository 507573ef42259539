/** Carries out scheduled tasks as Task Scheduler would: what is stored in the file, and nothing else. */
import { readStoredScript } from './task-command';
import type { Caller } from './carry-out';
import { DEFAULT_TIMEOUT_MS, killThisProcess } from './carry-out';
import { momentText, now } from './clock';
import { Faults } from './faults';
import type { Machine } from './machine';
import { runScript, type ScriptEnd } from './script-run';
import type { SimulatedState } from './state';
import type { StoredObject } from './stored-object';
import { claim, claimNextDue, passOver, type Claim } from './task-schedule';
import {
  actionsOf,
  findTask,
  runsAsSystem,
  withHistory,
  withTask,
  type StoredTask,
  type TaskId,
  type TaskRun,
} from './tasks';

/** A task is a process of its own: the faults of the program do not hit it unless they are handed on. */
export const taskCaller = (faults = new Faults()): Caller => ({
  faults,
  timeoutMs: DEFAULT_TIMEOUT_MS,
  die: killThisProcess,
  isSystem: true,
});

/** The operator or administrator has refused the request: what a task gets whose user is not logged on. */
const NOT_LOGGED_ON = 0x8007_10e0;
/** In one go; what repeats has then missed the rest, as it would have while a computer sleeps. */
const MOST_RUNS = 200;

/** The computer when nothing is due any more, and what has run until then. */
export interface Settled {
  readonly state: SimulatedState;
  readonly ran: readonly TaskRun[];
}

async function runAction(machine: Machine, caller: Caller, action: StoredObject): Promise<ScriptEnd> {
  const stored = readStoredScript(action);
  return 'result' in stored ? stored : runScript(stored.script, machine, caller);
}

/** Runs the actions one after another; the result is that of the last one that ran. */
async function runActions(machine: Machine, caller: Caller, task: StoredTask): Promise<ScriptEnd> {
  if (!runsAsSystem(task)) return { result: NOT_LOGGED_ON, output: 'only tasks of SYSTEM run here' };
  let end: ScriptEnd = { result: 0, output: '' };
  for (const action of actionsOf(task)) {
    end = await runAction(machine, caller, action);
    if (end.result !== 0) return end;
  }
  return end;
}

/** Runs a claimed task and records what came of it, also when the task has deleted itself. */
async function runClaimed(machine: Machine, caller: Caller, { state, id, at }: Claim): Promise<TaskRun> {
  const task = findTask(state, id) ?? {};
  const { result, output } = await runActions(machine, caller, task);
  const run: TaskRun = { taskName: id.name, taskPath: id.path, at: momentText(at), result, output };
  await machine.change((after) => {
    const ended = withTask(after, id, { State: 'Ready', LastTaskResult: result });
    return { state: withHistory(ended, run), answer: undefined };
  });
  return run;
}

/** Runs one task that was started by hand or by the start of the computer; nothing when it is gone. */
export async function startTask(machine: Machine, caller: Caller, id: TaskId): Promise<TaskRun | undefined> {
  const claimed = await machine.change((state) => {
    const task = findTask(state, id);
    const taken = task === undefined ? undefined : claim(state, task, Math.floor(now(state)));
    return { state: taken?.state ?? state, answer: taken };
  });
  return claimed === undefined ? undefined : runClaimed(machine, caller, claimed);
}

/**
 * Runs the tasks that are due by now, in the order of their deadlines. Whoever opens the computer does this first, so
 * a task that became due while no process was there has run before anything else is seen.
 */
export async function runDueTasks(machine: Machine, caller: Caller = taskCaller()): Promise<Settled> {
  const ran: TaskRun[] = [];
  while (ran.length < MOST_RUNS) {
    const { state, claim: next } = await machine.change((before) => {
      const found = claimNextDue(before, now(before));
      return { state: found.state, answer: found };
    });
    if (next === undefined) return { state, ran };
    ran.push(await runClaimed(machine, caller, next));
  }
  const state = await machine.change((before) => {
    const after = passOver(before, now(before), () => true);
    return { state: after, answer: after };
  });
  return { state, ran };
}
