import { setTimeout as wait } from 'node:timers/promises';
import { appError, AppFailure } from '#contract/app-error';
import type { ComputerFacts } from '#contract/facts';
import type { Invocation } from '#contract/invocation';
import type { Secret } from '#contract/secret';
import { CmdletError } from './cmdlet-error';
import type { HostGateway, HostTransaction, Read, ReadOptions, Row } from './gateway';
import { bindCall, type BoundCall } from './simulation/bind-call';
import type { BindContext } from './simulation/bind-value';
import { computerFacts } from './simulation/computer-facts';
import { differently } from './simulation/differ';
import { Faults, type FaultKind } from './simulation/faults';
import { digestOf } from './simulation/key-digest';
import { fileMachine, memoryMachine, type Machine } from './simulation/machine';
import { foundObjects, readRows } from './simulation/reads';
import { refuseCall } from './simulation/refusal';
import type { SimulatedState } from './simulation/state';
import type { HostObject, StoredObject } from './simulation/stored-object';
import { carryOutWrite, type Deed } from './simulation/writes';

export interface SimulatedGatewayOptions {
  /** The simulated computer's file; in memory when not given. */
  readonly file?: string;
  readonly faults?: Faults;
  /** How long a call may take before it counts as hung. */
  readonly timeoutMs?: number;
  /** What `die@k` does; kills this process when not given. */
  readonly die?: () => void;
}

const DEFAULT_TIMEOUT_MS = 2_000;
const killThisProcess = (): void => void process.kill(process.pid, 'SIGKILL');

/** Calls that a fault can hit: those that write to a store, not proposals and not reads. */
const isWriting = (cmdlet: string): boolean => /^(?!Get-|Find-|Show-)[A-Z]+-(?!.*Proposal$)/i.test(cmdlet);

/** Refuses everything where PowerShell could not even find the cmdlets. */
function requireUsable({ computer }: SimulatedState, cmdlet: string): void {
  if (computer.languageMode !== 'FullLanguage') {
    refuseCall(cmdlet, 'MethodInvocationNotSupportedInConstrainedLanguage', 'PowerShell is locked down.');
  }
  if (computer.netsecurityModule === 'missing') {
    refuseCall(cmdlet, 'CommandNotFoundException', 'The NetSecurity module is not installed.');
  }
}

function nestedReader(state: SimulatedState): BindContext['read'] {
  return (value) => {
    if (!('read' in value)) throw new TypeError('A nested read was expected.');
    return foundObjects(state, bindCall(value.read, readContext(state)));
  };
}

const readContext = (state: SimulatedState): BindContext => ({
  outcomeOf: () => undefined,
  secret: undefined,
  read: nestedReader(state),
});

function pick(row: StoredObject, select: readonly string[]): Row {
  return Object.fromEntries(select.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));
}

/** Nothing found is an empty answer. */
function rowsOrNone(read: () => readonly StoredObject[]): readonly StoredObject[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof CmdletError && error.kind === 'not-found') return [];
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
  readonly #faults: Faults;
  readonly #timeoutMs: number;
  readonly #die: () => void;
  #isBusy = false;

  constructor({ file, faults, timeoutMs, die }: SimulatedGatewayOptions = {}) {
    this.#machine = file === undefined ? memoryMachine() : fileMachine(file);
    this.#faults = faults ?? new Faults();
    this.#timeoutMs = timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#die = die ?? killThisProcess;
  }

  async probe(): Promise<ComputerFacts> {
    return computerFacts(await this.#machine.load());
  }

  async read(reads: readonly Read[], options: ReadOptions = {}): Promise<readonly (readonly Row[])[]> {
    const state = await this.#machine.load();
    const givenKey = options.compareKey === undefined ? undefined : digestOf(options.compareKey.reveal());
    return reads.map(({ invocation, select }) => {
      requireUsable(state, invocation.cmdlet);
      const rows = rowsOrNone(() => readRows(state, bindCall(invocation, readContext(state)), givenKey));
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

  #transaction(key: Secret | undefined): HostTransaction {
    const outcomes = new Map<string, readonly HostObject[]>();
    let last: Promise<void> = Promise.resolve();
    return {
      carryOut: (id, invocation) => {
        const call = last.then(() => this.#carryOut(id, invocation, key, outcomes));
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
    outcomes: Map<string, readonly HostObject[]>,
  ): Promise<void> {
    const writes = isWriting(invocation.cmdlet);
    const fault = writes ? await this.#nextFault(invocation.cmdlet) : undefined;
    const state = await this.#machine.load();
    requireUsable(state, invocation.cmdlet);
    const call = bindCall(invocation, {
      ...readContext(state),
      outcomeOf: (step) => outcomes.get(step),
      secret: key?.reveal(),
    });
    const deed = this.#deed(state, call, fault);
    if (writes) await this.#machine.save(deed.state);
    outcomes.set(id, deed.outcome);
    if (fault === 'die') this.#die();
  }

  #deed(state: SimulatedState, call: BoundCall, fault: FaultKind | undefined): Deed {
    if (call.verb === 'Get' || call.verb === 'Find') return { state, outcome: foundObjects(state, call) };
    const deed = carryOutWrite(state, call);
    return fault === 'differ' ? differently(state, call, deed) : deed;
  }

  /** Counts a writing call; lets it wait, fail or hang. A hung call has taken no effect, but the caller cannot know. */
  async #nextFault(cmdlet: string): Promise<FaultKind | undefined> {
    const fault = this.#faults.countWritingCall();
    if (this.#faults.delayMs > 0) await wait(this.#faults.delayMs);
    if (fault === 'fail') refuseCall(cmdlet, 'HRESULT 0x80004005', 'This call was told to fail.');
    if (fault !== 'hang') return fault;
    await wait(this.#timeoutMs);
    throw new CmdletError('timed-out', cmdlet, '', `No answer within ${this.#timeoutMs / 1_000} seconds.`);
  }
}
