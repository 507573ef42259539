import { createStore, type StoreApi } from 'zustand/vanilla';
import { here } from '#contract/store-object';
import type { WizardStep } from '../wizard/steps';
import type { Whose } from './change-store';

/** A folded part of a page that a person can be led to: the other doors to the backup files on IP filter list. */
export type PagePart = 'doors';

/** Which page is shown: one of the wizard's, or one that is reached from Start. */
export type Place =
  | { readonly kind: 'step'; readonly step: WizardStep; readonly part?: PagePart }
  | ({ readonly kind: 'check' } & Whose)
  | ({ readonly kind: 'remove' } & Whose)
  /** A change that is neither kept nor undone. */
  | { readonly kind: 'recover' }
  /** Prepare the USB stick with this policy. */
  | ({ readonly kind: 'kit' } & Whose)
  /** What the sticks bring back. */
  | { readonly kind: 'rollout' };

export interface PlaceStore {
  readonly state: StoreApi<Place>;
  readonly go: (step: WizardStep, part?: PagePart) => void;
  readonly goCheck: (whose: Whose) => void;
  readonly goRemove: (whose: Whose) => void;
  readonly goRecover: () => void;
  readonly goKit: (whose: Whose) => void;
  readonly goRollout: () => void;
}

export function createPlaceStore(): PlaceStore {
  const state = createStore<Place>()(() => ({ kind: 'step', step: 'start' }));
  return {
    state,
    go: (step, part) => {
      state.setState({ kind: 'step', step, ...(part === undefined ? {} : { part }) }, true);
    },
    goCheck: ({ policyId, role, target = here }) => {
      state.setState({ kind: 'check', policyId, role, target }, true);
    },
    goRemove: ({ policyId, role, target = here }) => {
      state.setState({ kind: 'remove', policyId, role, target }, true);
    },
    goKit: ({ policyId, role }) => {
      state.setState({ kind: 'kit', policyId, role }, true);
    },
    goRollout: () => {
      state.setState({ kind: 'rollout' }, true);
    },
    goRecover: () => {
      state.setState({ kind: 'recover' }, true);
    },
  };
}
