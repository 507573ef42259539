import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { LedgerMerged, Rollout, StickFound } from '#contract/stick';

/** A list of workstations as it was chosen: a CSV file's name and text. */
export interface WorkstationList {
  readonly name: string;
  readonly text: string;
}

export interface RolloutState {
  readonly drives: readonly StickFound[];
  readonly noDrives: string | null;
  /** Whose ledgers are read together. */
  readonly sticks: readonly StickFound[];
  readonly list: WorkstationList | null;
  readonly demo: boolean;
  readonly reading: boolean;
  readonly rollout: Rollout | null;
  readonly merged: readonly LedgerMerged[] | null;
  readonly problem: AppError | null;
}

const empty: RolloutState = {
  drives: [],
  noDrives: null,
  sticks: [],
  list: null,
  demo: false,
  reading: false,
  rollout: null,
  merged: null,
  problem: null,
};

export interface RolloutStore {
  readonly state: StoreApi<RolloutState>;
  readonly look: () => Promise<void>;
  readonly add: (stick: StickFound) => Promise<void>;
  readonly chooseFolder: () => Promise<void>;
  readonly remove: (stick: StickFound) => Promise<void>;
  /** Sends the passphrase, once for each window. */
  readonly read: (passphrase: string) => Promise<void>;
  readonly takeList: (list: WorkstationList | null) => Promise<void>;
  readonly setDemo: (demo: boolean) => Promise<void>;
  /** Writes the union of the ledgers onto every stick. */
  readonly merge: () => Promise<void>;
}

/** What came back from the workstations. The newest request counts. */
export function createRolloutStore(bridge: Bridge): RolloutStore {
  const state = createStore<RolloutState>()(() => empty);
  let newest = 0;
  const ask = async (passphrase: string | null): Promise<void> => {
    const { sticks, list, demo } = state.getState();
    if (sticks.length === 0) return;
    const request = ++newest;
    state.setState({ reading: true, problem: null, merged: null });
    const handles = sticks.map(({ handle }) => handle);
    const answer = await bridge.readRollout({ sticks: handles, passphrase, list, demo });
    if (request !== newest) return;
    state.setState(answer.ok ? { reading: false, rollout: answer.value } : { reading: false, problem: answer.error });
  };
  /** The passphrase was given: what changes is read again. */
  const askAgain = async (): Promise<void> => {
    if (state.getState().rollout !== null) await ask(null);
  };
  const add = async (stick: StickFound): Promise<void> => {
    const { sticks } = state.getState();
    if (sticks.some(({ path }) => path === stick.path)) return;
    state.setState({ sticks: [...sticks, stick], problem: null });
    await askAgain();
  };
  return {
    state,
    look: async () => {
      const answer = await bridge.listSticks(null);
      if (answer.ok) state.setState({ drives: answer.value.sticks, noDrives: answer.value.problem });
      else state.setState({ problem: answer.error });
    },
    add,
    chooseFolder: async () => {
      const answer = await bridge.chooseFolder(null);
      if (!answer.ok) state.setState({ problem: answer.error });
      else if (answer.value !== null) await add(answer.value);
    },
    remove: async (stick) => {
      const sticks = state.getState().sticks.filter(({ path }) => path !== stick.path);
      state.setState({ sticks, merged: null, ...(sticks.length === 0 ? { rollout: null } : {}) });
      await askAgain();
    },
    read: (passphrase) => ask(passphrase),
    takeList: async (list) => {
      state.setState({ list });
      await askAgain();
    },
    setDemo: async (demo) => {
      state.setState({ demo });
      await askAgain();
    },
    merge: async () => {
      const sticks = state.getState().sticks.map(({ handle }) => handle);
      const answer = await bridge.mergeLedgers({ sticks });
      state.setState(answer.ok ? { merged: answer.value } : { problem: answer.error });
    },
  };
}
