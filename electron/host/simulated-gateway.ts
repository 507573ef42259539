import { appError, AppFailure } from '#contract/app-error';
import type { Attempt, ComputerFacts, Peer, PeerAnswer } from '#contract/facts';
import type { Invocation } from '#contract/invocation';
import type { Secret } from '#contract/secret';
import { CmdletError } from './cmdlet-error';
import type { HostGateway, HostTransaction, Read, ReadOptions, RemovableDrive, Row } from './gateway';
import { bindCall } from './simulation/bind-call';
import {
  carryOut,
  DEFAULT_TIMEOUT_MS,
  killThisProcess,
  readContext,
  requireUsable,
  type Caller,
} from './simulation/carry-out';
import { now } from './simulation/clock';
import { computerFacts } from './simulation/computer-facts';
import { drivesOf } from './simulation/drives';
import { Faults } from './simulation/faults';
import { digestOf } from './simulation/key-digest';
import { GpoSessions } from './simulation/group-policy';
import { fileMachine, memoryMachine, type Machine } from './simulation/machine';
import type { Network } from './simulation/network';
import { reachIn } from './simulation/reach';
import { readRows } from './simulation/reads';
import type { SimulatedState } from './simulation/state';
import type { HostObject, StoredObject } from './simulation/stored-object';
import { runDueTasks, startTask, taskCaller } from './simulation/task-run';

export interface SimulatedGatewayOptions {
  /** The simulated computer's file; in memory when not given. */
  readonly file?: string;
  /** Where it lives instead, if somebody else looks after that. */
  readonly machine?: Machine;
  readonly faults?: Faults;
  /** A folder of state files that this computer reaches; it reaches nobody when not given. */
  readonly network?: string | undefined;
  /** How long a call may take before it counts as hung. */
  readonly timeoutMs?: number;
  /** What `die@k` does; kills this process when not given. */
  readonly die?: () => void;
}

/** What the PowerShell of one transaction holds. */
interface Process {
  readonly outcomes: Map<string, readonly HostObject[]>;
  readonly sessions: GpoSessions;
}

function pick(row: StoredObject, select: readonly string[]): Row {
  return Object.fromEntries(select.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));
}

/** Nothing found is an empty answer. */
function rowsOrNone(read: () => readonly StoredObject[], mayFail = false): readonly StoredObject[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof CmdletError && (mayFail || error.kind === 'not-found')) return [];
    throw error;
  }
}

/**
 * A Windows computer's policy stores, played: it receives what PowerShell receives and refuses what Windows refuses.
 * Nothing real happens. It knows calls only, neither policy nor plan.
 */
export class SimulatedGateway implements HostGateway {
  readonly host = 'simulated';
  readonly #machine: Machine;
  readonly #caller: Caller;
  readonly #network: Network | undefined;
  #isBusy = false;

  constructor({ file, machine, faults, network, timeoutMs, die }: SimulatedGatewayOptions = {}) {
    this.#network = network === undefined ? undefined : { folder: network, own: file };
    this.#machine = machine ?? (file === undefined ? memoryMachine() : fileMachine(file));
    this.#caller = {
      faults: faults ?? new Faults(),
      timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
      die: die ?? killThisProcess,
      isSystem: false,
      runDueTasks: (machine) => runDueTasks(machine),
    };
  }

  async probe(): Promise<ComputerFacts> {
    return computerFacts(await this.#open());
  }

  async drives(): Promise<readonly RemovableDrive[]> {
    return drivesOf(await this.#open());
  }

  async reach(peer: Peer): Promise<Attempt<PeerAnswer>> {
    if (this.#network === undefined) return { available: false, reason: 'The simulated computer is in no network.' };
    return reachIn(this.#network, await this.#open(), peer);
  }

  async now(): Promise<number> {
    return now(await this.#open());
  }

  async read(reads: readonly Read[], options: ReadOptions = {}): Promise<readonly (readonly Row[])[]> {
    const state = await this.#open();
    const givenKey = options.compareKey === undefined ? undefined : digestOf(options.compareKey.reveal());
    return reads.map(({ invocation, select, mayFail }) => {
      requireUsable(state, invocation.cmdlet);
      const rows = rowsOrNone(() => readRows(state, bindCall(invocation, readContext(state)), givenKey), mayFail);
      return rows.map((row) => pick(row, select));
    });
  }

  begin(key: Secret | undefined): Promise<HostTransaction> {
    if (this.#isBusy)
      return Promise.reject(new AppFailure(appError('internal', { problem: 'a transaction is already running' })));
    this.#isBusy = true;
    return Promise.resolve(this.#transaction(key));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The computer as it is now: what became due since the last look has run. */
  async #open(): Promise<SimulatedState> {
    return (await runDueTasks(this.#machine)).state;
  }

  #transaction(key: Secret | undefined): HostTransaction {
    const process: Process = { outcomes: new Map(), sessions: new GpoSessions() };
    let last: Promise<void> = Promise.resolve();
    return {
      carryOut: (id, invocation) => {
        const call = last.then(() => this.#carryOut(id, invocation, key, process));
        // The next call waits for this one, whether it succeeds or not.
        last = call.catch(() => undefined);
        return call;
      },
      end: () => {
        this.#isBusy = false;
        return Promise.resolve();
      },
    };
  }

  async #carryOut(
    id: string,
    invocation: Invocation,
    key: Secret | undefined,
    { outcomes, sessions }: Process,
  ): Promise<void> {
    const references = { outcomeOf: (step: string) => outcomes.get(step), secret: key?.reveal() };
    const { outcome, started } = await carryOut(this.#machine, this.#caller, invocation, references, sessions);
    outcomes.set(id, outcome);
    if (started !== undefined) await startTask(this.#machine, taskCaller(), started);
  }
}
