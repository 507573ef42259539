/** One call on a simulated computer, from its binding to the saved state: the same for a transaction and for a task. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Invocation } from '#contract/invocation';
import { CmdletError } from '../cmdlet-error';
import { bindCall, type BoundCall } from './bind-call';
import type { BindContext } from './bind-value';
import { differently } from './differ';
import type { FaultKind, Faults } from './faults';
import { GpoSessions } from './group-policy';
import type { Change, Machine } from './machine';
import { foundObjects } from './reads';
import { refuseCall } from './refusal';
import type { SimulatedState } from './state';
import { isAnyDue } from './task-schedule';
import { carryOutWrite, isWriting, type Deed } from './writes';

/** Who calls, and what goes wrong for it. */
export interface Caller {
  readonly faults: Faults;
  /** How long a call may take before it counts as hung. */
  readonly timeoutMs: number;
  /** What `die@k` does. */
  readonly die: () => void;
  /** Whether the caller is SYSTEM, which has every right; else the state tells. */
  readonly isSystem: boolean;
  /** Runs the tasks that are due, before a call sees the computer; not for tasks themselves. */
  readonly runDueTasks?: (machine: Machine) => Promise<unknown>;
}

export const DEFAULT_TIMEOUT_MS = 2_000;
export const killThisProcess = (): void => void process.kill(process.pid, 'SIGKILL');

/** Refuses everything where PowerShell could not even find the cmdlets. */
export function requireUsable({ computer }: SimulatedState, cmdlet: string): void {
  if (computer.languageMode !== 'FullLanguage') {
    refuseCall(cmdlet, 'MethodInvocationNotSupportedInConstrainedLanguage', 'PowerShell is locked down.');
  }
  if (computer.netsecurityModule === 'missing' && !/-(?:ScheduledTask|ItemProperty|Service)/i.test(cmdlet)) {
    refuseCall(cmdlet, 'CommandNotFoundException', 'The NetSecurity module is not installed.');
  }
}

function nestedReader(state: SimulatedState): BindContext['read'] {
  return (value) => {
    if (!('read' in value)) throw new TypeError('A nested read was expected.');
    return foundObjects(state, bindCall(value.read, readContext(state)));
  };
}

/** For calls that refer to nothing but other reads. */
export const readContext = (state: SimulatedState): BindContext => ({
  outcomeOf: () => undefined,
  secret: undefined,
  read: nestedReader(state),
});

function deedOf(state: SimulatedState, call: BoundCall, fault: FaultKind | undefined): Deed {
  if (call.verb === 'Get' || call.verb === 'Find') return { state, outcome: foundObjects(state, call) };
  const deed = carryOutWrite(state, call);
  return fault === 'differ' ? differently(state, call, deed) : deed;
}

const isAboutTasks = (cmdlet: string): boolean => /-ScheduledTask/i.test(cmdlet);

/** Counts a writing call; lets it wait, fail or hang. A hung call has taken no effect, but the caller cannot know. */
async function nextFault({ faults, timeoutMs }: Caller, cmdlet: string): Promise<FaultKind | undefined> {
  const fault = isAboutTasks(cmdlet) ? faults.countTaskCall() : faults.countWritingCall();
  if (faults.delayMs > 0) await wait(faults.delayMs);
  if (fault === 'fail') refuseCall(cmdlet, 'HRESULT 0x80004005', 'This call was told to fail.');
  if (fault !== 'hang') return fault;
  await wait(timeoutMs);
  throw new CmdletError('timed-out', cmdlet, '', `No answer within ${timeoutMs / 1_000} seconds.`);
}

const withElevation = (state: SimulatedState, elevated: boolean): SimulatedState => ({
  ...state,
  computer: { ...state.computer, elevated },
});

/** What SYSTEM may is the same as what an elevated user may; whether the user is elevated stays as it is. */
function asSystem(state: SimulatedState, work: (state: SimulatedState) => Deed): Deed {
  const raised = withElevation(state, true);
  const deed = work(raised);
  if (deed.state === raised) return { ...deed, state };
  return { ...deed, state: withElevation(deed.state, state.computer.elevated) };
}

/**
 * Carries out one call and saves what came of it. Throws CmdletError, and then nothing has changed.
 * @param references what the call may refer to, beside reads nested in it
 * @param sessions those of the calling process
 */
export async function carryOut(
  machine: Machine,
  caller: Caller,
  invocation: Invocation,
  references: Pick<BindContext, 'outcomeOf' | 'secret'>,
  sessions = new GpoSessions(),
): Promise<Deed> {
  const fault = isWriting(invocation.cmdlet) ? await nextFault(caller, invocation.cmdlet) : undefined;
  const attempt = (state: SimulatedState): Change<Deed | undefined> => {
    if (caller.runDueTasks !== undefined && isAnyDue(state)) return { state, answer: undefined };
    requireUsable(state, invocation.cmdlet);
    const seen = sessions.within(state);
    const call = bindCall(invocation, { ...readContext(seen), ...references });
    const work = (before: SimulatedState): Deed => deedOf(before, call, fault);
    const deed = caller.isSystem ? asSystem(seen, work) : work(seen);
    return { state: sessions.without(state, deed.state), answer: deed };
  };
  let deed = await machine.change(attempt);
  while (deed === undefined) {
    await caller.runDueTasks?.(machine);
    deed = await machine.change(attempt);
  }
  if (fault === 'die') caller.die();
  return deed;
}
