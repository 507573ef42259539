import { useSyncExternalStore } from 'react';

const wide = window.matchMedia('(min-width: 1001px)');

const follow = (changed: () => void): (() => void) => {
  wide.addEventListener('change', changed);
  return () => {
    wide.removeEventListener('change', changed);
  };
};

/** Whether a page and a panel beside it both have room. */
export const useWideWindow = (): boolean => useSyncExternalStore(follow, () => wide.matches);
