import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { KeyHandle, Preview } from '#contract/ipc';
import { here, sameTarget, type Target } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { noConsent, sameConsent, type Consent } from './consent-store';

/** What a preview was made of. It holds for these values and no others. */
export interface Reviewed {
  readonly policy: IpSecurityPolicy;
  /** Absent: this computer. */
  readonly target?: Target;
  readonly key: KeyHandle | null;
  /** Absent: nothing is agreed to. */
  readonly consent?: Consent;
}

export type ReviewState =
  | { readonly kind: 'none' }
  /** `before` stays on the screen where nothing but the consent is another. */
  | ({ readonly kind: 'reading'; readonly before?: Preview } & Reviewed)
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

const isOf = (state: ReviewState, { policy, target = here, key }: Reviewed): boolean =>
  state.kind !== 'none' && state.policy === policy && state.key === key && sameTarget(state.target ?? here, target);

const isAgreed = (state: ReviewState, { consent = noConsent }: Reviewed): boolean =>
  state.kind !== 'none' && sameConsent(state.consent ?? noConsent, consent);

const isAbout = (state: ReviewState, reviewed: Reviewed): boolean => isOf(state, reviewed) && isAgreed(state, reviewed);

const shownIn = (state: ReviewState): Preview | undefined => {
  if (state.kind === 'reading') return state.before;
  return state.kind === 'known' ? state.preview : undefined;
};

/** What stays on the screen while the answer to a tick is made. */
function before(state: ReviewState, reviewed: Reviewed): { readonly before?: Preview } {
  const shown = shownIn(state);
  return shown !== undefined && isOf(state, reviewed) && !isAgreed(state, reviewed) ? { before: shown } : {};
}

/** The preview of exactly this policy and key; undefined when it is of others, or not there yet. */
export const previewOf = (state: ReviewState, reviewed: Reviewed): Preview | undefined =>
  state.kind === 'known' && isAbout(state, reviewed) ? state.preview : undefined;

/** The same, and after a tick what was shown before it until the answer is there: the page, and the tick, stay. */
export const shownOf = (state: ReviewState, reviewed: Reviewed): Preview | undefined =>
  isOf(state, reviewed) ? shownIn(state) : undefined;

/** What would be done, made by the main process from the computer as it is now. The newest request counts. */
export function createReviewStore(bridge: Bridge): ReviewStore {
  const state = createStore<ReviewState>()(() => ({ kind: 'none' }));
  let newest = 0;
  const ask = async (reviewed: Reviewed): Promise<void> => {
    const request = ++newest;
    const { policy, target, key, consent = noConsent } = reviewed;
    const answer = await bridge.preview({ policy: { ...policy }, target, key, consent: { ...consent } });
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
    review: async ({ policy, target = here, key, consent = noConsent }, again = false) => {
      const reviewed = { policy, target, key, consent };
      const now = state.getState();
      if (!again && isAbout(now, reviewed)) return;
      state.setState({ kind: 'reading', ...reviewed, ...before(now, reviewed) }, true);
      await ask(reviewed);
    },
    reviewQuietly: ({ policy, target = here, key, consent = noConsent }) => ask({ policy, target, key, consent }),
    forget: () => {
      newest += 1;
      state.setState({ kind: 'none' }, true);
    },
  };
}
