import { isDeepStrictEqual } from 'node:util';
import { fail } from '#contract/app-error';
import { journalPlace } from '#deeds/journal-place';
import type { Place } from '#deeds/place';
import type { HostGateway, HostTransaction } from '#host/gateway';
import { SimulatedGateway } from '#host/simulated-gateway';
import { passTime, restartMachine, type Passed } from '#host/simulation/commands';
import { Faults, parseFaults } from '#host/simulation/faults';
import type { Machine } from '#host/simulation/machine';
import { LEGACY_LOCAL, registryValue } from '#host/simulation/registry-facts';
import type { SimulatedState } from '#host/simulation/state';
import { parseState } from '#host/simulation/state-file';
import { auditOfJournal } from '#transaction/audit-journal';
import { readJournal, type JournalRecord } from '#transaction/journal';
import type { OwnFiles } from '#transaction/own-files';
import { answerOf, run, type Answer, type Given, type Ran } from './command-line';

/** Everything that outlives a process: the computer, and the program's own folder. */
export interface Disk {
  readonly state: SimulatedState;
  readonly files: ReadonlyMap<string, string>;
  /** By the real clock, in milliseconds since 1970: the simulated one goes on from here. */
  readonly at: number;
}

/** A disk between two of its changes: what a process leaves that is killed then. */
export interface Moment extends Disk {
  /** What has just changed: `call step-3`, `append journal.jsonl`, `torn journal.jsonl`. */
  readonly what: string;
  /** The calls that have taken effect until now, in their order. */
  readonly effects: readonly string[];
}

/** No process has this number on Linux. */
const DEAD = '4194999';
const lock = 'changing.lock';

/** The lock of a process that is dead now; time has gone on since, for the computer as for everybody. */
function found({ state, files, at }: Disk): Disk {
  const now = Date.now();
  const later = { ...state, clock: state.clock - (now - at) / 1_000 };
  const held = files.get(lock);
  const left = held === undefined ? files : new Map([...files, [lock, held.replace(/^\d+/u, DEAD)]]);
  return { state: parseState(Buffer.from(JSON.stringify(later)), 'the computer'), files: left, at: now };
}

/** Counts what a run without faults does. */
class Counting extends Faults {
  calls = 0;
  taskCalls = 0;
  override countWritingCall(): ReturnType<Faults['countWritingCall']> {
    this.calls += 1;
    return super.countWritingCall();
  }
  override countTaskCall(): ReturnType<Faults['countTaskCall']> {
    this.taskCalls += 1;
    return super.countTaskCall();
  }
}

export interface Wrong {
  /** As IPSEC_WIZARD_SIMULATE takes them. */
  readonly faults?: string;
  /** Whether the n-th write of the program's own files, counted from 1 for each run, finds the disk full. */
  readonly isFull?: (write: number) => boolean;
  /** How long a call that hangs is waited for. */
  readonly timeoutMs?: number;
}

/** A short wait: nobody else is there to wait for. */
const TIMEOUT_MS = 5;

/**
 * A simulated computer with the program's folder, in memory, of which every change of its disk can be written down.
 * Command lines run on it as on a state file, each as a process of its own.
 */
export class WatchedComputer {
  #state: SimulatedState;
  readonly #files: Map<string, string>;
  #moments: Moment[] | undefined;
  #effects: string[] = [];
  #calling: string | undefined;
  #counted = new Counting();
  #writes = 0;

  constructor(disk: Disk) {
    const { state, files } = found(disk);
    this.#state = state;
    this.#files = new Map(files);
  }

  get disk(): Disk {
    return { state: this.#state, files: new Map(this.#files), at: Date.now() };
  }

  /** Of the last run. */
  get counted(): { readonly calls: number; readonly taskCalls: number; readonly writes: number } {
    return { calls: this.#counted.calls, taskCalls: this.#counted.taskCalls, writes: this.#writes };
  }

  async run(argv: readonly string[], given: Given = {}, wrong: Wrong = {}): Promise<Ran & { readonly answer: Answer }> {
    const place = this.#place(wrong);
    const around = { placeFor: () => place };
    const ran = await run([...argv, '--json'], { ...given, around });
    return { ...ran, answer: answerOf(ran) };
  }

  /** Runs a command and writes down every moment in which its process could have been killed. */
  async watch(
    argv: readonly string[],
    given: Given = {},
  ): Promise<Ran & { readonly answer: Answer; readonly moments: readonly Moment[] }> {
    this.#moments = [];
    this.#effects = [];
    this.#moment('begin');
    const ran = await this.run(argv, given);
    const moments = this.#moments;
    this.#moments = undefined;
    return { ...ran, moments };
  }

  passTime(seconds: number, faults = ''): Promise<Passed> {
    return passTime(this.#machine, seconds, parseFaults(faults));
  }

  restart(faults = ''): Promise<Passed> {
    return restartMachine(this.#machine, parseFaults(faults));
  }

  /** What the journal in the program's folder says; undefined where there is none. */
  journal(): Promise<JournalRecord | undefined> {
    const place = this.#place({});
    const kind = this.#files.has('journal-gpo.jsonl') ? 'gpo' : 'local';
    return readJournal(journalPlace(place, { kind }).files);
  }

  /** The computer itself, for calls by hand. */
  get gateway(): HostGateway {
    return new SimulatedGateway({ machine: this.#machine });
  }

  get #machine(): Machine {
    return {
      load: () => Promise.resolve(this.#state),
      change: (work) =>
        Promise.resolve().then(() => {
          const { state, answer } = work(this.#state);
          if (state !== this.#state) this.#become(state);
          return answer;
        }),
    };
  }

  #become(state: SimulatedState): void {
    this.#state = state;
    if (this.#calling !== undefined) this.#effects = [...this.#effects, this.#calling];
    this.#moment(`call ${this.#calling ?? 'of a task'}`);
  }

  #moment(what: string, disk: Partial<Disk> = {}): void {
    this.#moments?.push({ ...this.disk, ...disk, what, effects: this.#effects });
  }

  #place({ faults = '', isFull = () => false, timeoutMs = TIMEOUT_MS }: Wrong): Place {
    const told = parseFaults(faults);
    this.#counted = new Counting();
    this.#writes = 0;
    const files = this.#ownFiles((write) => told.diskIsFull() || isFull(write));
    return {
      gateway: this.#watched(
        new SimulatedGateway({ machine: this.#machine, faults: both(this.#counted, told), timeoutMs }),
      ),
      files,
      inMemory: false,
      who: 'somebody',
      audit: auditOfJournal(files, 'somebody'),
      secureFolder: () => Promise.resolve(undefined),
    };
  }

  #watched(gateway: HostGateway): HostGateway {
    return {
      host: gateway.host,
      probe: () => gateway.probe(),
      drives: () => gateway.drives(),
      reach: (peer) => gateway.reach(peer),
      now: () => gateway.now(),
      read: (reads, options) => gateway.read(reads, options),
      close: () => gateway.close(),
      begin: async (key) => this.#watchedTransaction(await gateway.begin(key)),
    };
  }

  #watchedTransaction(transaction: HostTransaction): HostTransaction {
    return {
      end: () => transaction.end(),
      carryOut: async (id, invocation) => {
        this.#calling = id;
        try {
          await transaction.carryOut(id, invocation);
        } finally {
          this.#calling = undefined;
        }
      },
    };
  }

  #ownFiles(isFull: (write: number) => boolean): OwnFiles {
    const files = this.#files;
    const write = (what: string, name: string, deed: () => void): Promise<void> =>
      Promise.resolve().then(() => {
        this.#writes += 1;
        if (isFull(this.#writes)) fail('file-unwritable', { file: name, reason: 'ENOSPC' });
        deed();
        this.#moment(`${what} ${name}`);
      });
    return {
      pathOf: (name) => name,
      read: (name, { mostBytes }) => Promise.resolve(files.get(name)?.slice(0, mostBytes)),
      write: (name, text) => write('write', name, () => files.set(name, text)),
      append: (name, text) =>
        write('append', name, () => {
          this.#torn(name, text);
          files.set(name, `${files.get(name) ?? ''}${text}`);
        }),
      createNew: async (name, text) => {
        if (files.has(name)) return false;
        await write('create', name, () => files.set(name, text));
        return true;
      },
      remove: (name) => {
        files.delete(name);
        this.#moment(`remove ${name}`);
        return Promise.resolve();
      },
      rename: async (name, to) => {
        const text = files.get(name);
        if (text === undefined) return false;
        await write('rename', name, () => {
          files.delete(name);
          files.set(to, text);
        });
        return true;
      },
    };
  }

  /** Half of a line is on the disk when the process is killed in the middle of writing it. */
  #torn(name: string, text: string): void {
    const half = `${this.#files.get(name) ?? ''}${text.slice(0, text.length / 2)}`;
    this.#moment(`torn ${name}`, { files: new Map([...this.#files, [name, half]]) });
  }
}

/** Counts, and does what was told. */
function both(counting: Counting, told: Faults): Faults {
  const faults = new Faults();
  faults.countWritingCall = () => {
    counting.countWritingCall();
    return told.countWritingCall();
  };
  faults.countTaskCall = () => {
    counting.countTaskCall();
    return told.countTaskCall();
  };
  return faults;
}

/** Windows keeps no spelling of a prefix: what is undone may be stored again as it was read. */
const MASKED = /^(\d+(?:\.\d+){3})\/(\d+(?:\.\d+){3})$/u;
function prefixed(value: unknown): unknown {
  const [, address, mask] = typeof value === 'string' ? (MASKED.exec(value) ?? []) : [];
  if (address === undefined || mask === undefined) return value;
  const ones = mask.split('.').map((part) => Number(part).toString(2).replaceAll('0', '').length);
  return `${address}/${ones.reduce((sum, one) => sum + one, 0)}`;
}

/** What is assigned in secpol.msc, beside the policy stores. */
export const secpolStore = 'secpol.msc';
const assignedIn = (state: SimulatedState): SimulatedState['stores'] => ({
  [secpolStore]: { AssignedPolicy: [{ Path: registryValue(state, LEGACY_LOCAL, 'ActivePolicy') ?? '' }] },
});

/** The policy stores; a store that has held objects of a kind may keep an empty list of them: that is no difference. */
export function storesOf({ state }: Pick<Disk, 'state'>): SimulatedState['stores'] {
  const stores = JSON.parse(JSON.stringify(state.stores), (_, value: unknown) =>
    prefixed(value),
  ) as typeof state.stores;
  return Object.fromEntries(
    Object.entries({ ...stores, ...assignedIn(state) }).map(([store, content]) => [
      store,
      Object.fromEntries(Object.entries(content).filter(([, list]) => !Array.isArray(list) || list.length > 0)),
    ]),
  );
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
/** Equal to the last property, as far as a file tells. */
export const isSame = (left: unknown, right: unknown): boolean => isDeepStrictEqual(plain(left), plain(right));
