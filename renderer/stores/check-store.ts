import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { KeyHandle, PolicyOnComputer } from '#contract/ipc';
import { here } from '#contract/store-object';
import { isWhose, type Whose } from './change-store';

/** What a check is of: an answer is shown for this policy and this key, and for no others. */
export interface Checked {
  readonly whose: Whose;
  readonly key: KeyHandle | null;
}

export type CheckState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'checking' } & Checked)
  | ({ readonly kind: 'checked'; readonly found: PolicyOnComputer } & Checked)
  | ({ readonly kind: 'failed'; readonly error: AppError } & Checked);

export interface CheckStore {
  readonly state: StoreApi<CheckState>;
  /** Compares what is on the computer with what was applied; with a key, that as well. The newest request counts. */
  readonly check: (whose: Whose, key: KeyHandle | null) => Promise<void>;
}

/** The state where it is about this policy; nothing of another one is ever shown. */
export const checkOf = (state: CheckState, whose: Whose): CheckState =>
  state.kind !== 'none' && isWhose(whose, state.whose) ? state : { kind: 'none' };

export function createCheckStore(bridge: Bridge): CheckStore {
  const state = createStore<CheckState>()(() => ({ kind: 'none' }));
  let newest = 0;
  return {
    state,
    check: async ({ policyId, role, target = here }, key) => {
      const request = ++newest;
      const checked = { whose: { policyId, role, target }, key };
      state.setState({ kind: 'checking', ...checked }, true);
      const answer = await bridge.verify({ policyId, role, target, key });
      if (request !== newest) return;
      state.setState(
        answer.ok
          ? { kind: 'checked', found: answer.value, ...checked }
          : { kind: 'failed', error: answer.error, ...checked },
        true,
      );
    },
  };
}
