import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../stores/stores-context';

const tickMs = 250;

/** Lets the countdown run on every page for as long as there is one; it shows nothing. */
export function CountdownClock(): null {
  const { unfinished } = useStores();
  const runs = useStore(unfinished.state, (state) => state.kind === 'waiting' && state.undoAtMs !== null);
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(unfinished.tick, tickMs);
    document.addEventListener('visibilitychange', unfinished.tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', unfinished.tick);
    };
  }, [runs, unfinished]);
  return null;
}
