import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { KeyHandle, Preview } from '#contract/ipc';
import { here, sameTarget, type Target } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';

/** What a preview was made of. It holds for these values and no others. */
export interface Reviewed {
  readonly policy: IpSecurityPolicy;
  /** Absent: this computer. */
  readonly target?: Target;
  readonly key: KeyHandle | null;
}

export type ReviewState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'reading' } & Reviewed)
  | ({ readonly kind: 'known'; readonly preview: Preview } & Reviewed)
  | ({ readonly kind: 'refused'; readonly error: AppError } & Reviewed);

export interface ReviewStore {
  readonly state: StoreApi<ReviewState>;
  /** Compares with the computer as it is now; `again` also when the answer for these values is there. */
  readonly review: (reviewed: Reviewed, again?: boolean) => Promise<void>;
  /** The same while what is known stays on the screen. */
  readonly reviewQuietly: (reviewed: Reviewed) => Promise<void>;
  readonly forget: () => void;
}

const isAbout = (state: ReviewState, { policy, target = here, key }: Reviewed): boolean =>
  state.kind !== 'none' && state.policy === policy && state.key === key && sameTarget(state.target ?? here, target);

/** The preview of exactly this policy and key; undefined when it is of others, or not there yet. */
export const previewOf = (state: ReviewState, reviewed: Reviewed): Preview | undefined =>
  state.kind === 'known' && isAbout(state, reviewed) ? state.preview : undefined;

/** What would be done, made by the main process from the computer as it is now. The newest request counts. */
export function createReviewStore(bridge: Bridge): ReviewStore {
  const state = createStore<ReviewState>()(() => ({ kind: 'none' }));
  let newest = 0;
  const ask = async (reviewed: Reviewed): Promise<void> => {
    const request = ++newest;
    const { policy, target, key } = reviewed;
    const answer = await bridge.preview({ policy: { ...policy }, target, key });
    if (request !== newest) return;
    state.setState(
      answer.ok
        ? { kind: 'known', preview: answer.value, ...reviewed }
        : { kind: 'refused', error: answer.error, ...reviewed },
      true,
    );
  };
  return {
    state,
    review: async ({ policy, target = here, key }, again = false) => {
      const reviewed = { policy, target, key };
      if (!again && isAbout(state.getState(), reviewed)) return;
      state.setState({ kind: 'reading', ...reviewed }, true);
      await ask(reviewed);
    },
    reviewQuietly: ({ policy, target = here, key }) => ask({ policy, target, key }),
    forget: () => {
      newest += 1;
      state.setState({ kind: 'none' }, true);
    },
  };
}
