import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Meaning } from '#negotiation/risks';
import type { IpSecurityPolicy } from '#policy/model';
import { parsePolicy } from '#policy/parse';
import type { Model } from '../model/model';

export type MeaningState =
  | { readonly kind: 'none' }
  /** `before` is what was known of an earlier policy: shown a little paler until the new one is known. */
  | { readonly kind: 'judging'; readonly policy: IpSecurityPolicy; readonly before: Meaning | null }
  | { readonly kind: 'known'; readonly policy: IpSecurityPolicy; readonly meaning: Meaning }
  /** Some value is still wrong, so that nothing true can be said. */
  | { readonly kind: 'unready'; readonly policy: IpSecurityPolicy }
  | { readonly kind: 'failed'; readonly policy: IpSecurityPolicy };

export interface MeaningStore {
  readonly state: StoreApi<MeaningState>;
  /** Finds out what a policy means. While one is worked on, only the newest of those that follow is kept. */
  readonly judge: (policy: IpSecurityPolicy) => Promise<void>;
}

/** What is known of exactly this policy. */
export const meaningOfPolicy = (state: MeaningState, policy: IpSecurityPolicy): Meaning | undefined =>
  state.kind === 'known' && state.policy === policy ? state.meaning : undefined;

/** What can be drawn meanwhile: of this policy, or of the one before it. */
export const latestMeaning = (state: MeaningState): Meaning | null =>
  state.kind === 'known' ? state.meaning : state.kind === 'judging' ? state.before : null;

/** What the policy that is being edited means; it follows the edits as fast as the model can. */
export function createMeaningStore(model: Model): MeaningStore {
  const state = createStore<MeaningState>()(() => ({ kind: 'none' }));
  const set = (next: MeaningState): void => {
    state.setState(next, true);
  };
  let wanted: IpSecurityPolicy | undefined;
  let working = false;
  const ask = async (policy: IpSecurityPolicy): Promise<void> => {
    const answer = await model({ kind: 'meaning', policy });
    if (wanted !== policy) return;
    set(answer.ok ? { kind: 'known', policy, meaning: answer.value } : { kind: 'failed', policy });
  };
  const work = async (): Promise<void> => {
    working = true;
    let asked: IpSecurityPolicy | undefined;
    while (wanted !== undefined && wanted !== asked) {
      asked = wanted;
      await ask(asked);
    }
    working = false;
  };
  return {
    state,
    judge: async (policy) => {
      const now = state.getState();
      if (now.kind !== 'none' && now.kind !== 'failed' && now.policy === policy) return;
      const isReady = parsePolicy(policy).ok;
      wanted = isReady ? policy : undefined;
      set(isReady ? { kind: 'judging', policy, before: latestMeaning(now) } : { kind: 'unready', policy });
      if (isReady && !working) await work();
    },
  };
}
