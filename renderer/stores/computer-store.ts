import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { Overview } from '#contract/ipc';

export type ComputerState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly overview: Overview }
  | { readonly kind: 'unreadable'; readonly error: AppError };

export interface ComputerStore {
  readonly state: StoreApi<ComputerState>;
  /** Reads anew; what is known stays on the screen meanwhile. */
  readonly refresh: () => Promise<void>;
  /** Answers what went wrong, a refusal included; on success this program ends and another begins. */
  readonly restartAsAdministrator: () => Promise<AppError | undefined>;
  readonly closeWindow: () => void;
}

export const overviewOf = (state: ComputerState): Overview | undefined =>
  state.kind === 'known' ? state.overview : undefined;

/** The computer's name where it is known: sentences name the computer that they are about. */
export const computerNameOf = (state: ComputerState): string | undefined => overviewOf(state)?.computer.computerName;

/** What is known of this computer and of our policies on it. */
export function createComputerStore(bridge: Bridge): ComputerStore {
  const state = createStore<ComputerState>()(() => ({ kind: 'reading' }));
  return {
    state,
    refresh: async () => {
      const answer = await bridge.overview(null);
      state.setState(
        answer.ok ? { kind: 'known', overview: answer.value } : { kind: 'unreadable', error: answer.error },
        true,
      );
    },
    restartAsAdministrator: async () => {
      const answer = await bridge.restartAsAdministrator(null);
      return answer.ok ? undefined : answer.error;
    },
    closeWindow: () => {
      void bridge.closeWindow(null);
    },
  };
}
