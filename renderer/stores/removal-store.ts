import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { Preview } from '#contract/ipc';
import { here } from '#contract/store-object';
import type { Whose } from './change-store';

export type RemovalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly whose: Whose }
  | { readonly kind: 'known'; readonly whose: Whose; readonly preview: Preview }
  | { readonly kind: 'refused'; readonly whose: Whose; readonly error: AppError };

/** What a removal would take away; only what was shown is removed. */
export interface RemovalStore {
  readonly state: StoreApi<RemovalState>;
  /** Reads what is there now. The newest request counts. */
  readonly look: (whose: Whose) => Promise<void>;
  readonly forget: () => void;
}

export function createRemovalStore(bridge: Bridge): RemovalStore {
  const state = createStore<RemovalState>()(() => ({ kind: 'none' }));
  let newest = 0;
  return {
    state,
    look: async ({ policyId, role, target = here }) => {
      const request = ++newest;
      const whose = { policyId, role, target };
      state.setState({ kind: 'reading', whose }, true);
      const answer = await bridge.previewRemoval(whose);
      if (request !== newest) return;
      state.setState(
        answer.ok ? { kind: 'known', whose, preview: answer.value } : { kind: 'refused', whose, error: answer.error },
        true,
      );
    },
    forget: () => {
      newest += 1;
      state.setState({ kind: 'none' }, true);
    },
  };
}
