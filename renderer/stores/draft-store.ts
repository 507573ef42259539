import { createStore, type StoreApi } from 'zustand/vanilla';
import { appError, type AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { Result } from '#contract/result';
import { gpoNameProblem, mostLettersOfGpo } from '#contract/gpo-name';
import { here, policyStoreOf, type Target } from '#contract/store-object';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { parsePolicyShape } from '#policy/parse';
import { presetPolicy } from '#policy/presets';
import { isWizardStep, type WizardStep } from '../wizard/steps';

/** What is put aside when the window closes: the policy and the page, never a key. */
interface SavedDraft {
  readonly format: 1;
  readonly step: WizardStep;
  readonly policy: IpSecurityPolicy;
  /** Where it goes; absent: this computer. */
  readonly target?: Target;
}

export interface DraftState {
  /** Null before a role is chosen. */
  readonly policy: IpSecurityPolicy | null;
  /** Where the policy goes. It is no edit of the policy: undo leaves it alone. */
  readonly target: Target;
  /** Newest last. */
  readonly past: readonly (IpSecurityPolicy | null)[];
  /** Next first. */
  readonly future: readonly (IpSecurityPolicy | null)[];
  /** The field that is being typed into: its letters are one step of undo. */
  readonly field: string | null;
  /** The page to come back to. */
  readonly step: WizardStep;
  readonly saveProblem: AppError | null;
  /** Why the draft that was put aside could not be read; null when it could, or there is none. */
  readonly loadProblem: AppError | null;
}

type Edit = (policy: IpSecurityPolicy) => IpSecurityPolicy;

export interface DraftStore {
  readonly state: StoreApi<DraftState>;
  /** Begins with the article's policy for a role; a draft of that role is kept as it is. */
  readonly begin: (role: Role) => void;
  /** Begins with a policy that is on the computer, or in a Group Policy object. */
  readonly load: (policy: IpSecurityPolicy, target?: Target) => void;
  /** Says where the policy goes. */
  readonly aim: (target: Target) => void;
  /** Changes the policy; changes of the same `field` in a row are undone together. */
  readonly edit: (edit: Edit, field?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly remember: (step: WizardStep) => void;
  readonly discard: () => void;
  /** The policy is on the computer now: the draft stays on the screen, and is not offered again. */
  readonly settled: () => void;
  readonly restore: () => Promise<void>;
  /** The person has read that the draft cannot be loaded. */
  readonly forgetLoadProblem: () => void;
  /** Saves at once what is waiting to be saved; resolves when nothing is on its way any more. */
  readonly flush: () => Promise<void>;
}

export const longestHistory = 200;
export const saveDelayMs = 400;

const empty: DraftState = {
  policy: null,
  target: here,
  past: [],
  future: [],
  field: null,
  step: 'start',
  saveProblem: null,
  loadProblem: null,
};

function changed(state: DraftState, policy: IpSecurityPolicy | null, field: string | null): Partial<DraftState> {
  if (policy === state.policy) return {};
  const sameField = field !== null && field === state.field && state.past.length > 0;
  const past = sameField ? state.past : [...state.past, state.policy].slice(-longestHistory);
  return { policy, past, future: [], field };
}

function undone({ policy, past, future }: DraftState): Partial<DraftState> {
  const before = past.at(-1);
  return before === undefined
    ? {}
    : { policy: before, past: past.slice(0, -1), future: [policy, ...future], field: null };
}

function redone({ policy, past, future }: DraftState): Partial<DraftState> {
  const [after, ...rest] = future;
  return after === undefined ? {} : { policy: after, past: [...past, policy], future: rest, field: null };
}

/** To the letter, unlike to Windows: it is being typed. */
const sameText = (one: Target, other: Target): boolean => policyStoreOf(one) === policyStoreOf(other);

/** A name that is not finished yet is worth keeping; what is no target at all is this computer. */
function readTarget(value: object): Target {
  const given = 'target' in value && typeof value.target === 'object' ? value.target : null;
  const isGpo = given !== null && 'kind' in given && given.kind === 'gpo' && 'gpo' in given;
  if (!isGpo || typeof given.gpo !== 'string') return here;
  const problem = gpoNameProblem(given.gpo);
  const usable = given.gpo.length <= mostLettersOfGpo && (problem === undefined || problem === 'name-impossible');
  return usable ? { kind: 'gpo', gpo: given.gpo } : here;
}

/** A draft as it comes back from the disk: anything, until its shape is known. */
function readSaved(value: unknown): Pick<DraftState, 'policy' | 'step' | 'target'> | undefined {
  if (typeof value !== 'object' || value === null || !('policy' in value)) return undefined;
  const shaped = parsePolicyShape(value.policy);
  if (!shaped.ok) return undefined;
  const step = 'step' in value && isWizardStep(value.step) ? value.step : 'filter-list';
  return { policy: shaped.value, step, target: readTarget(value) };
}

interface Saving {
  /** Saves a while from now; a later request takes the place of this one. */
  readonly request: () => void;
  readonly flush: () => Promise<void>;
}

/** Calls a while after the last request; `flush` calls at once if a call is waiting, and waits for the one under way. */
function delayed(call: () => Promise<void>, delayMs: number): Saving {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay = Promise.resolve();
  const run = (): void => {
    timer = undefined;
    underWay = call();
  };
  return {
    request: () => {
      clearTimeout(timer);
      timer = setTimeout(run, delayMs);
    },
    flush: () => {
      if (timer !== undefined) {
        clearTimeout(timer);
        run();
      }
      return underWay;
    },
  };
}

/** Saves the draft a while after each change of policy or page. */
function saving(bridge: Bridge, state: StoreApi<DraftState>): Saving {
  const save = async (): Promise<void> => {
    const { policy, step, target } = state.getState();
    const whither = target.kind === 'local' ? {} : { target };
    const draft: SavedDraft | null = policy === null ? null : { format: 1, step, policy, ...whither };
    const saved = await bridge.saveDraft({ draft: draft === null ? null : { ...draft } });
    state.setState({ saveProblem: saved.ok ? null : saved.error });
  };
  return delayed(save, saveDelayMs);
}

/** What was put aside: a draft, nothing, or something that is none. */
function readLoaded(loaded: Result<unknown, AppError>): Partial<DraftState> {
  if (!loaded.ok) return { loadProblem: loaded.error };
  if (loaded.value === null) return {};
  return (
    readSaved(loaded.value) ?? {
      loadProblem: appError('draft-refused', { problem: 'it holds no policy that this version knows' }),
    }
  );
}

/** The policy that is being edited, with undo and redo; it survives a closed window. It never holds a key. */
export function createDraftStore(bridge: Bridge): DraftStore {
  const state = createStore<DraftState>()(() => empty);
  const { request, flush } = saving(bridge, state);
  const change = (next: (state: DraftState) => Partial<DraftState>): void => {
    const before = state.getState();
    state.setState(next);
    const { policy, step, target } = state.getState();
    const isElsewhere = step !== before.step || target !== before.target;
    if (policy !== before.policy || (policy !== null && isElsewhere)) request();
  };
  return {
    state,
    begin: (role) => {
      change((now) =>
        now.policy?.role === role ? {} : { ...changed(now, presetPolicy({ role }), null), target: here },
      );
    },
    load: (policy, target = here) => {
      change((now) => ({ ...changed(now, policy, null), target }));
    },
    aim: (target) => {
      change((now) => (sameText(now.target, target) ? {} : { target }));
    },
    edit: (edit, field) => {
      change((now) => (now.policy === null ? {} : changed(now, edit(now.policy), field ?? null)));
    },
    undo: () => {
      change(undone);
    },
    redo: () => {
      change(redone);
    },
    remember: (step) => {
      change(() => ({ step }));
    },
    discard: () => {
      change(() => empty);
      // At once: a draft that was thrown away must not wait for anybody after a window that is closed now.
      void flush();
    },
    settled: () => {
      void flush();
      void bridge.saveDraft({ draft: null });
    },
    restore: async () => {
      const loaded = readLoaded(await bridge.loadDraft(null));
      // Whoever was quicker than the disk keeps what is on the screen.
      if (state.getState().policy === null) state.setState(loaded);
    },
    forgetLoadProblem: () => {
      state.setState({ loadProblem: null });
    },
    flush,
  };
}
