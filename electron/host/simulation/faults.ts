import { fail } from '#contract/app-error';

/**
 * What goes wrong at the k-th call that writes to a store, counted from 1 over the life of the process; with `task:`
 * before it, at the k-th call that changes scheduled tasks (register, start, unregister), which are counted apart:
 * `fail` is refused and stores nothing; `hang` never answers and stores nothing; `die` kills the process after the
 * call took effect; `differ` stores something else than was asked; `diskfull` makes the program's own files
 * unwritable from that call on. `delay` waits before every writing call.
 */
export type FaultKind = 'fail' | 'hang' | 'die' | 'differ';

const MOST_DELAY_MS = 600_000;
const MOST_FAULTS = 100;

export interface PlannedFaults {
  readonly at: ReadonlyMap<number, FaultKind>;
  readonly atTask: ReadonlyMap<number, FaultKind>;
  readonly diskFullFrom: number;
  readonly delayMs: number;
}

const noFaults: PlannedFaults = { at: new Map(), atTask: new Map(), diskFullFrom: Infinity, delayMs: 0 };

function parseList(text: string): PlannedFaults | undefined {
  const [at, atTask] = [new Map<number, FaultKind>(), new Map<number, FaultKind>()];
  let [diskFullFrom, delayMs] = [Infinity, 0];
  const items = text.split(',').map((item) => item.trim());
  if (items.length > MOST_FAULTS) return undefined;
  for (const item of items) {
    const match = /^(?:(task:)?(fail|hang|die|differ)@([1-9]\d{0,8})|diskfull@([1-9]\d{0,8})|delay=(\d{1,6}))$/.exec(
      item,
    );
    if (match === null) return undefined;
    const [, task, kind, call, fullFrom, delay] = match;
    if (delay !== undefined) delayMs = Number(delay);
    else if (fullFrom !== undefined) diskFullFrom = Math.min(diskFullFrom, Number(fullFrom));
    else (task === undefined ? at : atTask).set(Number(call), kind as FaultKind);
  }
  return delayMs > MOST_DELAY_MS ? undefined : { at, atTask, diskFullFrom, delayMs };
}

/** The faults of one process, and its count of writing calls. Make one and hand it to every gateway of the process. */
export class Faults {
  readonly delayMs: number;
  readonly #planned: PlannedFaults;
  #writingCalls = 0;
  #taskCalls = 0;

  constructor(planned: PlannedFaults = noFaults) {
    this.#planned = planned;
    this.delayMs = planned.delayMs;
  }

  /** Counts one writing call and says what is to go wrong with it. */
  countWritingCall(): FaultKind | undefined {
    this.#writingCalls += 1;
    return this.#planned.at.get(this.#writingCalls);
  }

  /** The same for a call that changes scheduled tasks. */
  countTaskCall(): FaultKind | undefined {
    this.#taskCalls += 1;
    return this.#planned.atTask.get(this.#taskCalls);
  }

  /** Whether the program's own files can no longer be written. The simulated computer's file still can. */
  diskIsFull(): boolean {
    return this.#writingCalls >= this.#planned.diskFullFrom;
  }
}

/** The faults of IPSEC_WIZARD_SIMULATE; empty text is none. Throws AppFailure 'fault-list-invalid'. */
export function parseFaults(text: string): Faults {
  if (text.trim() === '') return new Faults();
  return new Faults(parseList(text) ?? fail('fault-list-invalid', { text: text.slice(0, 200) }));
}
