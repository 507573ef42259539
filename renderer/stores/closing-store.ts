import { createStore, type StoreApi } from 'zustand/vanilla';

/** `asked`: the person was asked whether to leave a change that waits to be kept. `allowed`: the page lets go. */
export type ClosingState = 'open' | 'asked' | 'allowed';

export interface ClosingStore {
  readonly state: StoreApi<ClosingState>;
  /** Closes the window; where a change waits to be kept, the person is asked first. */
  readonly close: () => void;
  /** As if somebody had closed it from outside. True: the window has to stay until the person has answered. */
  readonly holds: () => boolean;
  readonly stay: () => void;
  readonly leave: () => void;
}

export interface ClosingSurroundings {
  readonly isPending: () => boolean;
  readonly closeWindow: () => void;
}

export function createClosingStore({ isPending, closeWindow }: ClosingSurroundings): ClosingStore {
  const state = createStore<ClosingState>()(() => 'open');
  const holds = (): boolean => {
    if (state.getState() === 'allowed' || !isPending()) return false;
    state.setState('asked', true);
    return true;
  };
  return {
    state,
    holds,
    close: () => {
      if (!holds()) closeWindow();
    },
    stay: () => {
      state.setState('open', true);
    },
    leave: () => {
      state.setState('allowed', true);
      closeWindow();
    },
  };
}
