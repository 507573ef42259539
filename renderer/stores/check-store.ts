import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { KeyHandle, PolicyOnComputer } from '#contract/ipc';
import type { Whose } from './change-store';

export type CheckState =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'checked'; readonly found: PolicyOnComputer; readonly keyCompared: boolean }
  | { readonly kind: 'failed'; readonly error: AppError };

export interface CheckStore {
  readonly state: StoreApi<CheckState>;
  /** Compares what is on the computer with what was applied; with a key, that as well. */
  readonly check: (whose: Whose, key: KeyHandle | null) => Promise<void>;
}

export function createCheckStore(bridge: Bridge): CheckStore {
  const state = createStore<CheckState>()(() => ({ kind: 'none' }));
  return {
    state,
    check: async ({ policyId, role }, key) => {
      state.setState({ kind: 'checking' }, true);
      const answer = await bridge.verify({ policyId, role, key });
      state.setState(
        answer.ok
          ? { kind: 'checked', found: answer.value, keyCompared: key !== null }
          : { kind: 'failed', error: answer.error },
        true,
      );
    },
  };
}
