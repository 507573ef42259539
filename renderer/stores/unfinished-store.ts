import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { PolicyOnComputer } from '#contract/ipc';
import type { UnfinishedChange } from '#contract/unfinished';
import { secondsUntil } from '../wizard/countdown';

/** A change that is neither kept nor undone, with its countdown by the clock of this window. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly change: UnfinishedChange;
  /** When the automatic undo fires, on the clock of this window; null where none is armed. */
  readonly undoAtMs: number | null;
  readonly secondsLeft: number | null;
  /** What the countdown began with, for the ring. */
  readonly ofSeconds: number;
  readonly extending: boolean;
  /** It was not told of once, before its time: another copy may be at it just now. */
  readonly doubted: boolean;
  /** Why more time was refused. */
  readonly problem: AppError | null;
}

export type UnfinishedState =
  | { readonly kind: 'none' }
  | Waiting
  /** It was there and is gone without this window's doing. */
  | { readonly kind: 'over'; readonly change: UnfinishedChange; readonly how: 'undone' | 'kept' };

export interface UnfinishedStore {
  readonly state: StoreApi<UnfinishedState>;
  /** What the main process tells now; `policies` decide what became of a change that is gone. */
  readonly see: (change: UnfinishedChange | null, policies: readonly PolicyOnComputer[]) => void;
  /** This window has ended it. */
  readonly ended: () => void;
  /** Moves the deadline: that many seconds from now. */
  readonly extend: (seconds: number) => Promise<void>;
  /** Counts anew from the clock; asks the main process when the time is over, after a sleep, and now and then. */
  readonly tick: () => void;
}

export interface UnfinishedSurroundings {
  /** Milliseconds of the wall clock: one that goes on while the computer sleeps. */
  readonly wallMs: () => number;
  /** Asks the main process anew; its answer comes by `see`. */
  readonly ask: () => void;
}

/** A tick comes several times a second: a longer gap was a sleep. */
const sleptMs = 5_000;
/** The automatic undo takes its time: how often its end is asked for. */
const askWhenDueMs = 3_000;
/** The deadline is the computer's, whose clock may be set. */
const askOtherwiseMs = 30_000;

const waiting = (change: UnfinishedChange, before: UnfinishedState, nowMs: number): Waiting => {
  const { secondsLeft, changeId, undoAt } = change;
  const same = before.kind === 'waiting' && before.change.changeId === changeId && before.change.undoAt === undoAt;
  return {
    kind: 'waiting',
    change,
    undoAtMs: secondsLeft === null ? null : nowMs + secondsLeft * 1_000,
    secondsLeft,
    ofSeconds: Math.max(same ? before.ofSeconds : 1, secondsLeft ?? 1),
    extending: false,
    doubted: false,
    problem: null,
  };
};

/** Keeping writes the record anew; undoing puts back what was there. */
function becameOf(
  { deed, policies, begunAt }: UnfinishedChange,
  found: readonly PolicyOnComputer[],
): 'undone' | 'kept' {
  const now = policies.map(({ policyId, role }) =>
    found.find((policy) => policy.policyId === policyId && policy.role === role),
  );
  const kept =
    deed === 'remove'
      ? now.every((policy) => policy === undefined)
      : now.every((policy) => (policy?.appliedAt ?? '') >= begunAt);
  return kept ? 'kept' : 'undone';
}

/** The change that waits to be kept or recovered, as the main process tells it; nothing is remembered beside that. */
export function createUnfinishedStore(bridge: Bridge, { wallMs, ask }: UnfinishedSurroundings): UnfinishedStore {
  const state = createStore<UnfinishedState>()(() => ({ kind: 'none' }));
  let tickedAtMs = wallMs();
  let askedAtMs = wallMs();
  const see: UnfinishedStore['see'] = (change, policies) => {
    const before = state.getState();
    if (change !== null) state.setState(waiting(change, before, wallMs()), true);
    else if (before.kind !== 'waiting') return;
    else if (!before.doubted && (before.secondsLeft ?? 0) > 0) state.setState({ ...before, doubted: true }, true);
    else state.setState({ kind: 'over', change: before.change, how: becameOf(before.change, policies) }, true);
  };
  const askAt = (nowMs: number): void => {
    askedAtMs = nowMs;
    ask();
  };
  return {
    state,
    see,
    ended: () => {
      state.setState({ kind: 'none' }, true);
    },
    extend: async (seconds) => {
      const before = state.getState();
      if (before.kind !== 'waiting' || before.extending) return;
      state.setState({ ...before, extending: true, problem: null }, true);
      const answer = await bridge.extendChange({ seconds });
      const now = state.getState();
      if (answer.ok) {
        see(answer.value, []);
        // An answer that is still on its way tells of the deadline before.
        askAt(wallMs());
      } else if (now.kind === 'waiting') state.setState({ ...now, extending: false, problem: answer.error }, true);
    },
    tick: () => {
      const [now, nowMs, before] = [state.getState(), wallMs(), tickedAtMs];
      tickedAtMs = nowMs;
      if (now.kind !== 'waiting' || now.undoAtMs === null) return;
      const secondsLeft = secondsUntil(now.undoAtMs, nowMs);
      if (secondsLeft !== now.secondsLeft) state.setState({ ...now, secondsLeft }, true);
      const slept = nowMs - before > sleptMs || nowMs < before;
      const sinceMs = nowMs - askedAtMs;
      if (slept || sinceMs > (secondsLeft === 0 || now.doubted ? askWhenDueMs : askOtherwiseMs)) askAt(nowMs);
    },
  };
}
