import { loadState, saveState } from './state-file';
import { completeState } from './default-state';
import type { SimulatedState } from './state';

/** Where a simulated computer lives: in a file, which is read anew for every exchange, or in memory. */
export interface Machine {
  load(): Promise<SimulatedState>;
  save(state: SimulatedState): Promise<void>;
}

/** Several processes may use the file one after another: what one wrote, the next one sees. */
export const fileMachine = (file: string): Machine => ({
  load: () => loadState(file),
  save: (state) => saveState(file, state),
});

export function memoryMachine(initial: SimulatedState = completeState({})): Machine {
  let state = initial;
  return {
    load: () => Promise.resolve(state),
    save: (changed) => {
      state = changed;
      return Promise.resolve();
    },
  };
}
