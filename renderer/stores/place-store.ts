import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WizardStep } from '../wizard/steps';
import type { Whose } from './change-store';

/** Which page is shown: one of the wizard's, or one that is reached from Start. */
export type Place =
  | { readonly kind: 'step'; readonly step: WizardStep }
  | ({ readonly kind: 'check' } & Whose)
  | ({ readonly kind: 'remove' } & Whose)
  /** A change that is neither kept nor undone. */
  | { readonly kind: 'recover' };

export interface PlaceStore {
  readonly state: StoreApi<Place>;
  readonly go: (step: WizardStep) => void;
  readonly goCheck: (whose: Whose) => void;
  readonly goRemove: (whose: Whose) => void;
  readonly goRecover: () => void;
}

export function createPlaceStore(): PlaceStore {
  const state = createStore<Place>()(() => ({ kind: 'step', step: 'start' }));
  return {
    state,
    go: (step) => {
      state.setState({ kind: 'step', step }, true);
    },
    goCheck: ({ policyId, role }) => {
      state.setState({ kind: 'check', policyId, role }, true);
    },
    goRemove: ({ policyId, role }) => {
      state.setState({ kind: 'remove', policyId, role }, true);
    },
    goRecover: () => {
      state.setState({ kind: 'recover' }, true);
    },
  };
}
