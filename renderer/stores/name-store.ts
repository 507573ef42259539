import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';

/** The one name that is being resolved. */
export type NameState =
  | { readonly kind: 'none' }
  | { readonly kind: 'resolving'; readonly dnsName: string }
  | { readonly kind: 'resolved'; readonly dnsName: string; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly dnsName: string; readonly error: AppError };

export interface NameStore {
  readonly state: StoreApi<NameState>;
  /** Answers the addresses behind the name as they are now; none when it could not be resolved. */
  readonly resolve: (dnsName: string) => Promise<readonly string[]>;
  readonly forget: () => void;
}

export function createNameStore(bridge: Bridge): NameStore {
  const state = createStore<NameState>()(() => ({ kind: 'none' }));
  return {
    state,
    resolve: async (dnsName) => {
      state.setState({ kind: 'resolving', dnsName }, true);
      const answer = await bridge.resolveName({ dnsName });
      const next: NameState = answer.ok
        ? { kind: 'resolved', dnsName, addresses: answer.value }
        : { kind: 'failed', dnsName, error: answer.error };
      state.setState(next, true);
      return answer.ok ? answer.value : [];
    },
    forget: () => {
      state.setState({ kind: 'none' }, true);
    },
  };
}
