import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { KeyAppraisal, KeyHandle } from '#contract/ipc';
import type { IpSecurityPolicy } from '#policy/model';

/** Where the pre-shared key is: never here. `kept` is what the vault tells of it. */
export type KeyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly error: AppError }
  /** Check words are made with the id of the policy, so a kept key belongs to that policy. */
  | { readonly kind: 'kept'; readonly policyId: string; readonly appraisal: KeyAppraisal };

export interface KeyStore {
  readonly state: StoreApi<KeyState>;
  /** Sends a typed key to the vault, once; the caller clears its field. */
  readonly keep: (text: string, policyId: string) => Promise<void>;
  /** Has the vault make a key, and answers its text once so that it can be written down; undefined when that failed. */
  readonly generate: (policyId: string) => Promise<string | undefined>;
  /** A key that came with a settings file and is in the vault already. */
  readonly adopt: (policyId: string, appraisal: KeyAppraisal) => void;
  readonly forget: () => void;
}

/** The handle of the key that is kept for exactly this policy. */
export function keyFor(state: KeyState, policy: IpSecurityPolicy | null): KeyHandle | null {
  return state.kind === 'kept' && state.policyId === policy?.id ? state.appraisal.handle : null;
}

/** Only what the contract names goes into the store: a text that rides along with an answer does not. */
const withoutText = ({ handle, bits, checkWords, findings }: KeyAppraisal): KeyAppraisal => ({
  handle,
  bits,
  checkWords,
  findings,
});

export function createKeyStore(bridge: Bridge): KeyStore {
  const state = createStore<KeyState>()(() => ({ kind: 'none' }));
  /** The newest request counts; the answer to an older one is given back to the vault. */
  let newest = 0;

  const drop = (before: KeyState): void => {
    if (before.kind === 'kept') void bridge.forgetKey({ handle: before.appraisal.handle });
  };
  const settle = (request: number, policyId: string, appraisal: KeyAppraisal): boolean => {
    const kept: KeyState = { kind: 'kept', policyId, appraisal: withoutText(appraisal) };
    if (request === newest) state.setState(kept, true);
    else drop(kept);
    return request === newest;
  };
  const begin = (): number => {
    drop(state.getState());
    state.setState({ kind: 'sending' }, true);
    return ++newest;
  };
  const refused = (request: number, error: AppError): void => {
    if (request === newest) state.setState({ kind: 'refused', error }, true);
  };

  return {
    state,
    keep: async (text, policyId) => {
      const request = begin();
      const answer = await bridge.keepKey({ text, policyId });
      if (answer.ok) settle(request, policyId, answer.value);
      else refused(request, answer.error);
    },
    generate: async (policyId) => {
      const request = begin();
      const answer = await bridge.generateKey({ policyId });
      if (answer.ok) return settle(request, policyId, answer.value) ? answer.value.text : undefined;
      refused(request, answer.error);
      return undefined;
    },
    adopt: (policyId, appraisal) => {
      const before = state.getState();
      // The other side of the same file has the same key.
      if (before.kind === 'kept' && before.appraisal.handle !== appraisal.handle) drop(before);
      newest += 1;
      state.setState({ kind: 'kept', policyId, appraisal: withoutText(appraisal) }, true);
    },
    forget: () => {
      newest += 1;
      drop(state.getState());
      state.setState({ kind: 'none' }, true);
    },
  };
}
