/** What the verb `simulate` does to the computer behind a state file. */
import { fail } from '#contract/app-error';
import { assignFact } from './fact-assignments';
import { objectsIn, withObjects, type SimulatedState } from './state';
import { nameOf, type StoredObject } from './stored-object';
import { later, momentText, now } from './clock';
import { refreshed } from './group-policy-refresh';
import type { Faults } from './faults';
import { fileMachine, type Machine } from './machine';
import { runDueTasks, startTask, taskCaller } from './task-run';
import { restarted, startupTasks } from './task-schedule';
import { idOf, type TaskRun } from './tasks';

const MOST_FOREIGN = 20_000;
/** Above the backup port and below the ephemeral ones. */
const FIRST_PORT = 10_000;
const PORTS = 30_000;

/** A year: a task that repeats by the minute then still ends. */
const MOST_SECONDS = 31_536_000;

/** What became of the computer: the moment it shows now, and the tasks that ran, in their order. */
export interface Passed {
  /** ISO 8601. */
  readonly now: string;
  readonly ran: readonly TaskRun[];
}

/** The computer behind a file; what is due by now has run. */
async function openMachine(file: string): Promise<Machine> {
  const machine = fileMachine(file);
  await runDueTasks(machine);
  return machine;
}

const change = async (file: string, work: (state: SimulatedState) => SimulatedState): Promise<SimulatedState> =>
  (await openMachine(file)).change((before) => {
    const state = work(before);
    return { state, answer: state };
  });

/** Applies `FACT=VALUE` assignments, all or none; a file that is not there is created. Throws AppFailure. */
export async function simulateSet(file: string, assignments: readonly string[]): Promise<void> {
  if (assignments.length === 0) fail('usage', { problem: 'set needs at least one FACT=VALUE' });
  await change(file, (state) => assignments.reduce(assignFact, state));
}

/** Addresses of TEST-NET-2 and ports that no backup uses: these rules conflict with nothing. */
function foreignConditions(number: number): StoredObject {
  return {
    Protocol: 'TCP',
    LocalPort: [String(FIRST_PORT + (number % PORTS))],
    RemotePort: ['Any'],
    LocalAddress: ['Any'],
    RemoteAddress: [`198.51.100.${1 + (number % 254)}`],
  };
}

function foreignFirewallRule(number: number): StoredObject {
  const common = { Group: 'Other Product', Enabled: 'True', Profile: 'Any', Direction: 'Inbound', Action: 'Allow' };
  return {
    Name: `foreign-fw-${number}`,
    DisplayName: `Other product ${number}`,
    ...common,
    ...foreignConditions(number),
  };
}

function foreignIpsecRule(number: number): StoredObject {
  const common = { Group: 'Other Product', Enabled: 'True', Profile: 'Any', Mode: 'Transport' };
  const open = { InboundSecurity: 'None', OutboundSecurity: 'None' };
  const title = `Other product exemption ${number}`;
  return { Name: `foreign-ipsec-${number}`, DisplayName: title, ...common, ...open, ...foreignConditions(number) };
}

function append(
  state: SimulatedState,
  noun: string,
  prefix: string,
  count: number,
  make: (number: number) => StoredObject,
): SimulatedState {
  const present = objectsIn(state, 'PersistentStore', noun);
  const taken = new Set(present.map(nameOf));
  const added: StoredObject[] = [];
  for (let number = 1; added.length < count; number += 1) {
    if (!taken.has(`${prefix}${number}`)) added.push(make(number));
  }
  return withObjects(state, 'PersistentStore', noun, [...present, ...added]);
}

/** Adds N firewall rules and N None\None IPsec rules of others; called again it adds more. Throws AppFailure. */
export async function simulateForeignRules(file: string, count: number): Promise<void> {
  if (!Number.isInteger(count) || count < 1 || count > MOST_FOREIGN) {
    fail('usage', { problem: `foreign-rules takes a number from 1 to ${MOST_FOREIGN}` });
  }
  await change(file, (state) => {
    const withFirewall = append(state, 'NetFirewallRule', 'foreign-fw-', count, foreignFirewallRule);
    return append(withFirewall, 'NetIPsecRule', 'foreign-ipsec-', count, foreignIpsecRule);
  });
}

/** The simulated computer as it stands, defaults filled in; a file that is not there is created. Throws AppFailure. */
export const simulateShow = (file: string): Promise<SimulatedState> => change(file, (state) => ({ ...state }));

const passed = async (machine: Machine, ran: readonly TaskRun[]): Promise<Passed> => ({
  now: momentText(now(await machine.load())),
  ran,
});

/**
 * Lets seconds pass: the clock is moved, and the tasks that became due run, in the order of their deadlines, each with
 * its own deadline as the time of its start. A file that is not there is created. Throws AppFailure.
 * @param faults the faults of this process, which then hit the calls of the tasks; none when left out
 */
export async function simulateTime(file: string, seconds: number, faults?: Faults): Promise<Passed> {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MOST_SECONDS) {
    fail('usage', { problem: `time takes seconds from +1 to +${MOST_SECONDS}` });
  }
  return passTime(fileMachine(file), seconds, faults);
}

/** `simulateTime` for a computer that does not live in a file. */
export async function passTime(machine: Machine, seconds: number, faults?: Faults): Promise<Passed> {
  await machine.change((state) => ({ state: later(state, seconds), answer: undefined }));
  const { ran } = await runDueTasks(machine, taskCaller(faults));
  return passed(machine, ran);
}

/**
 * Restarts the computer: connections are gone, what was due runs, then the tasks that start with the computer. What is
 * stored stays. Throws AppFailure.
 * @param faults as for `simulateTime`
 */
export const simulateRestart = (file: string, faults?: Faults): Promise<Passed> =>
  restartMachine(fileMachine(file), faults);

/** `simulateRestart` for a computer that does not live in a file. */
export async function restartMachine(machine: Machine, faults?: Faults): Promise<Passed> {
  const caller = taskCaller(faults);
  const { ran: due } = await runDueTasks(machine, caller);
  const tasks = await machine.change((before) => {
    const state = refreshed(restarted(before, now(before)));
    return { state, answer: startupTasks(state).map(idOf) };
  });
  const started: TaskRun[] = [];
  for (const id of tasks) {
    const run = await startTask(machine, caller, id);
    if (run !== undefined) started.push(run);
  }
  return passed(machine, [...due, ...started]);
}
