import { OneAtATime } from '../one-at-a-time';
import { completeState } from './default-state';
import type { SimulatedState } from './state';
import { loadState, saveState } from './state-file';

/** What a piece of work leaves behind. The same state again means that nothing is to be saved. */
export interface Change<T> {
  readonly state: SimulatedState;
  readonly answer: T;
}

/** Where a simulated computer lives: in a file, which is read anew for every exchange, or in memory. */
export interface Machine {
  load(): Promise<SimulatedState>;
  /** Loads, works, saves, with nothing of this process in between. When the work throws, nothing is saved. */
  change<T>(work: (state: SimulatedState) => Change<T>): Promise<T>;
}

function machine(load: () => Promise<SimulatedState>, save: (state: SimulatedState) => Promise<void>): Machine {
  const turns = new OneAtATime();
  return {
    load,
    change: (work) =>
      turns.run(async () => {
        const before = await load();
        const { state, answer } = work(before);
        if (state !== before) await save(state);
        return answer;
      }),
  };
}

/** Several processes may use the file one after another: what one wrote, the next one sees. */
export const fileMachine = (file: string): Machine =>
  machine(
    () => loadState(file),
    (state) => saveState(file, state),
  );

export function memoryMachine(initial: SimulatedState = completeState({})): Machine {
  let state = initial;
  return machine(
    () => Promise.resolve(state),
    (changed) => {
      state = changed;
      return Promise.resolve();
    },
  );
}
