import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import { here, type Target } from '#contract/store-object';

/** "If backups stop": a text for somebody without the program, with the names of the rules as they are now. */
export type GlassState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  /** Null: nothing of ours is on the computer. */
  | { readonly kind: 'known'; readonly text: string | null }
  | { readonly kind: 'refused'; readonly error: AppError };

export interface GlassStore {
  readonly state: StoreApi<GlassState>;
  /** The newest request counts. */
  readonly read: (target?: Target) => Promise<void>;
}

export function createGlassStore(bridge: Bridge): GlassStore {
  const state = createStore<GlassState>()(() => ({ kind: 'none' }));
  let newest = 0;
  return {
    state,
    read: async (target = here) => {
      const request = ++newest;
      state.setState({ kind: 'reading' }, true);
      const answer = await bridge.breakGlass({ target });
      if (request !== newest) return;
      state.setState(
        answer.ok ? { kind: 'known', text: answer.value } : { kind: 'refused', error: answer.error },
        true,
      );
    },
  };
}
