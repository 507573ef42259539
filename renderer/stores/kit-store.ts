import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge, EventValue } from '#contract/derive';
import type { KeyHandle } from '#contract/ipc';
import type { KitPlan, KitWritten, PassphraseKept, StickFound } from '#contract/stick';
import type { Whose } from './change-store';

export interface KitState {
  readonly sticks: readonly StickFound[];
  /** Whether the drives are being listed. */
  readonly looking: boolean;
  /** Why drives could not be listed. */
  readonly noDrives: string | null;
  readonly chosen: StickFound | null;
  readonly plan: KitPlan | null;
  readonly passphrase: PassphraseKept | null;
  readonly passphraseProblem: AppError | null;
  /** Null where nothing is being written. */
  readonly progress: EventValue<'kitProgress'> | 'begun' | null;
  readonly written: KitWritten | null;
  readonly problem: AppError | null;
}

const empty: KitState = {
  sticks: [],
  looking: false,
  noDrives: null,
  chosen: null,
  plan: null,
  passphrase: null,
  passphraseProblem: null,
  progress: null,
  written: null,
  problem: null,
};

export interface KitStore {
  readonly state: StoreApi<KitState>;
  readonly look: () => Promise<void>;
  readonly chooseFolder: (whose: Whose) => Promise<void>;
  readonly choose: (stick: StickFound, whose: Whose) => Promise<void>;
  /** Both entries, sent once. */
  readonly keepPassphrase: (first: string, second: string) => Promise<void>;
  readonly forgetPassphrase: () => void;
  readonly write: (whose: Whose, key: KeyHandle | null) => Promise<void>;
  readonly stop: () => void;
  /** For the next stick: what was written is not shown any more, the passphrase stays. */
  readonly another: () => void;
  readonly leave: () => void;
}

/** Same place, another handle: a list that is read anew. */
const again = (chosen: StickFound | null, sticks: readonly StickFound[]): StickFound | null =>
  chosen === null ? null : (sticks.find(({ path }) => path === chosen.path) ?? chosen);

/** A kit on its way to a stick. */
export function createKitStore(bridge: Bridge): KitStore {
  const state = createStore<KitState>()(() => empty);
  let newest = 0;
  const choose = async (chosen: StickFound, { policyId, role }: Whose): Promise<void> => {
    const request = ++newest;
    state.setState({ chosen, plan: null, written: null, problem: null });
    const answer = await bridge.planKit({ policyId, role, stick: chosen.handle });
    if (request !== newest) return;
    state.setState(answer.ok ? { plan: answer.value } : { problem: answer.error });
  };
  const forgetPassphrase = (): void => {
    const { passphrase } = state.getState();
    if (passphrase !== null) void bridge.forgetPassphrase({ handle: passphrase.handle });
    state.setState({ passphrase: null, passphraseProblem: null });
  };
  return {
    state,
    look: async () => {
      state.setState({ looking: true });
      const answer = await bridge.listSticks(null);
      if (!answer.ok) {
        state.setState({ looking: false, problem: answer.error });
        return;
      }
      const { sticks, problem } = answer.value;
      const { chosen } = state.getState();
      state.setState({ looking: false, sticks, noDrives: problem, chosen: again(chosen, sticks) });
    },
    chooseFolder: async (whose) => {
      const answer = await bridge.chooseFolder(null);
      if (!answer.ok) state.setState({ problem: answer.error });
      else if (answer.value !== null) await choose(answer.value, whose);
    },
    choose,
    keepPassphrase: async (first, second) => {
      const answer = await bridge.keepPassphrase({ first, second });
      state.setState(
        answer.ok
          ? { passphrase: answer.value, passphraseProblem: null }
          : { passphrase: null, passphraseProblem: answer.error },
      );
    },
    forgetPassphrase,
    write: async ({ policyId, role }, key) => {
      const { chosen, passphrase, progress } = state.getState();
      if (chosen === null || passphrase === null || progress !== null) return;
      state.setState({ progress: 'begun', written: null, problem: null });
      const unsubscribe = bridge.on('kitProgress', (value) => {
        state.setState({ progress: value });
      });
      const answer = await bridge.writeKit({
        policyId,
        role,
        stick: chosen.handle,
        key,
        passphrase: passphrase.handle,
      });
      unsubscribe();
      state.setState({ progress: null, ...(answer.ok ? { written: answer.value } : { problem: answer.error }) });
    },
    stop: () => {
      void bridge.interrupt(null);
    },
    another: () => {
      state.setState({ chosen: null, plan: null, written: null, problem: null });
    },
    leave: () => {
      newest += 1;
      forgetPassphrase();
      if (state.getState().progress === null) state.setState(empty, true);
    },
  };
}
