import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { ChangeEnd, Overview } from '#contract/ipc';
import type { Result } from '#contract/result';

export type ComputerState =
  | { readonly kind: 'reading' }
  /** `again`: it is being read anew, and what is known stays meanwhile. */
  | { readonly kind: 'known'; readonly overview: Overview; readonly again: boolean }
  | { readonly kind: 'unreadable'; readonly error: AppError };

export interface ComputerStore {
  readonly state: StoreApi<ComputerState>;
  /** Reads anew; what is known stays on the screen meanwhile. The newest request counts. */
  readonly refresh: () => Promise<void>;
  /** Answers what went wrong, a refusal included; on success this program ends and another begins. */
  readonly restartAsAdministrator: () => Promise<AppError | undefined>;
  /** A journal that nobody can read is put aside, so that the computer can be read again. */
  readonly putJournalAside: () => Promise<void>;
  /** Automatic undos that no journal speaks of: lets them do their work, or takes them away. */
  readonly endLeftUndos: (how: 'undo' | 'keep') => Promise<Result<ChangeEnd, AppError>>;
  readonly closeWindow: () => void;
}

export const overviewOf = (state: ComputerState): Overview | undefined =>
  state.kind === 'known' ? state.overview : undefined;

/** The computer's name where it is known: sentences name the computer that they are about. */
export const computerNameOf = (state: ComputerState): string | undefined => overviewOf(state)?.computer.computerName;

/** What is known of this computer and of our policies on it. `beforeLeaving` is waited for before the window goes. */
export function createComputerStore(bridge: Bridge, beforeLeaving: () => Promise<void>): ComputerStore {
  const state = createStore<ComputerState>()(() => ({ kind: 'reading' }));
  let newest = 0;
  const refresh = async (): Promise<void> => {
    const request = ++newest;
    const before = state.getState();
    state.setState(before.kind === 'known' ? { ...before, again: true } : { kind: 'reading' }, true);
    const answer = await bridge.overview(null);
    if (request !== newest) return;
    state.setState(
      answer.ok ? { kind: 'known', overview: answer.value, again: false } : { kind: 'unreadable', error: answer.error },
      true,
    );
  };
  return {
    state,
    refresh,
    restartAsAdministrator: async () => {
      await beforeLeaving();
      const answer = await bridge.restartAsAdministrator(null);
      return answer.ok ? undefined : answer.error;
    },
    putJournalAside: async () => {
      await bridge.recoverChange({ how: 'undo' });
      await refresh();
    },
    endLeftUndos: async (how) => {
      const answer = await bridge.recoverChange({ how });
      await refresh();
      return answer;
    },
    closeWindow: () => {
      void beforeLeaving().then(() => bridge.closeWindow(null));
    },
  };
}
