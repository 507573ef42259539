import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { ChangeEnd, KeyHandle } from '#contract/ipc';
import type { Result } from '#contract/result';
import { here, sameTarget, type Target } from '#contract/store-object';
import type { UnfinishedChange } from '#contract/unfinished';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { beginJourney, type Journey, travel } from '../wizard/journey';
import { noConsent, type Consent } from './consent-store';

/** Which policy a deed is about, as the contract names it. */
export interface Whose {
  readonly policyId: string;
  readonly role: Role;
  /** Where it is; absent: this computer. */
  readonly target?: Target;
}

/** Whether two name the same policy in the same place. */
export const isWhose = (one: Whose, other: Whose): boolean =>
  one.policyId === other.policyId && one.role === other.role && sameTarget(one.target ?? here, other.target ?? here);

export type Deed =
  | {
      readonly kind: 'apply';
      readonly policy: IpSecurityPolicy;
      readonly target: Target;
      readonly fingerprint: string;
    }
  | ({ readonly kind: 'remove'; readonly name: string | null } & Whose)
  /** A change that this window did not begin: another copy of the program did, or the one before. */
  | { readonly kind: 'found'; readonly change: UnfinishedChange };

/** How a change that waited, or had stopped, is ended; `by-itself` is the automatic undo. */
export type Ending = 'keep' | 'undo' | 'by-itself';

interface Begun {
  readonly deed: Deed;
  readonly journey: Journey;
  /** Null until the change has come to where it waits to be kept. */
  readonly ending: Ending | null;
  /** What was ended, as it was told last; null as long as nothing is. */
  readonly ended: UnfinishedChange | null;
}

export type ChangeState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'running'; readonly stopping: boolean } & Begun)
  /** It ran and ended, well or not: `end` says which. */
  | ({ readonly kind: 'ended'; readonly end: ChangeEnd; readonly tookMs: number } & Begun)
  /** It was refused before anything was touched. */
  | ({ readonly kind: 'refused'; readonly error: AppError } & Begun);

export interface Reviewed {
  readonly policy: IpSecurityPolicy;
  /** Absent: this computer. */
  readonly target?: Target;
  readonly key: KeyHandle | null;
  /** Absent: nothing is agreed to. */
  readonly consent?: Consent;
  readonly fingerprint: string;
  readonly undoAfterSeconds: number;
}

export interface ChangeStore {
  readonly state: StoreApi<ChangeState>;
  readonly apply: (reviewed: Reviewed) => Promise<void>;
  /** `fingerprint` is the one of the removal as it was shown. */
  readonly remove: (whose: Whose, name: string | null, fingerprint: string) => Promise<void>;
  /** Keeps the change that waits; `withoutProof` where its level is not the one that its role needs. */
  readonly keep: (change: UnfinishedChange, withoutProof: boolean) => Promise<void>;
  /** Ends a change that waits or was interrupted. */
  readonly recover: (change: UnfinishedChange, how: 'undo' | 'keep') => Promise<void>;
  /** The automatic undo was seen to have done its work. */
  readonly undoneByItself: (change: UnfinishedChange) => void;
  /** Asks the running change to stop; it undoes itself and then ends. */
  readonly stop: () => Promise<void>;
  readonly forget: () => void;
}

type BegunState = Exclude<ChangeState, { readonly kind: 'none' }>;

/** It waits to be kept; nothing else can be begun meanwhile. */
export const isPending = (state: ChangeState): boolean =>
  (state.kind === 'ended' && state.end.outcome === 'pending') || (state.kind === 'refused' && state.ending !== null);

export const isInPlace = (state: ChangeState): boolean =>
  state.kind === 'ended' && (state.end.outcome === 'applied' || state.end.outcome === 'unchanged');

const samePolicy = (one: IpSecurityPolicy, other: IpSecurityPolicy | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** The Group Policy object that a deed is about; undefined where it is this computer. */
export function gpoOf(deed: Deed): string | undefined {
  if (deed.kind === 'found') return deed.change.gpo;
  return deed.target?.kind === 'gpo' ? deed.target.gpo : undefined;
}

/** Whether exactly this draft is where it was to go, so that it is no draft any more. */
export const isAssigned = (state: ChangeState, draft: IpSecurityPolicy | null, target: Target = here): boolean =>
  isInPlace(state) &&
  state.kind !== 'none' &&
  state.deed.kind === 'apply' &&
  sameTarget(state.deed.target, target) &&
  samePolicy(state.deed.policy, draft);

const undoneEnd: ChangeEnd = { outcome: 'rolled-back', level: 'none', evidence: [], steps: [], findings: [] };

/** The deed that is being ended: the one of this window where there is one, so that its phases stay on the screen. */
function continued(before: ChangeState, change: UnfinishedChange, nowMs: number): Pick<Begun, 'deed' | 'journey'> {
  if (isPending(before) && before.kind !== 'none') return { deed: before.deed, journey: before.journey };
  return { deed: { kind: 'found', change }, journey: beginJourney(nowMs) };
}

const begunOf = ({ deed, journey, ending, ended }: BegunState): Begun => ({ deed, journey, ending, ended });

const settled = (now: BegunState, answer: Result<ChangeEnd, AppError>, nowMs: number): ChangeState =>
  answer.ok
    ? { kind: 'ended', end: answer.value, tookMs: nowMs - now.journey.startedAtMs, ...begunOf(now) }
    : { kind: 'refused', error: answer.error, ...begunOf(now) };

/** One change at a time, with its progress as it comes. `nowMs` is a clock that only moves forward. */
export function createChangeStore(bridge: Bridge, nowMs: () => number): ChangeStore {
  const state = createStore<ChangeState>()(() => ({ kind: 'none' }));
  const onProgress = (progress: Parameters<typeof travel>[1]): void => {
    const now = state.getState();
    if (now.kind === 'running') state.setState({ ...now, journey: travel(now.journey, progress, nowMs()) }, true);
  };
  const run = async (begun: Begun, call: () => Promise<Result<ChangeEnd, AppError>>): Promise<void> => {
    if (state.getState().kind === 'running') return;
    state.setState({ kind: 'running', stopping: false, ...begun }, true);
    const unsubscribe = bridge.on('progress', onProgress);
    const answer = await call();
    unsubscribe();
    const now = state.getState();
    if (now.kind === 'running') state.setState(settled(now, answer, nowMs()), true);
  };
  const begin = (deed: Deed): Begun => ({
    deed,
    journey: beginJourney(nowMs()),
    ending: null,
    ended: null,
  });
  const end = (change: UnfinishedChange, ending: Ending): Begun => ({
    ...continued(state.getState(), change, nowMs()),
    ending,
    ended: change,
  });
  return {
    state,
    apply: ({ policy, target = here, key, consent = noConsent, fingerprint, undoAfterSeconds }) =>
      run(begin({ kind: 'apply', policy, target, fingerprint }), () =>
        bridge.apply({ policy: { ...policy }, target, key, consent: { ...consent }, fingerprint, undoAfterSeconds }),
      ),
    remove: ({ policyId, role, target = here }, name, fingerprint) =>
      run(begin({ kind: 'remove', policyId, role, target, name }), () =>
        bridge.remove({ policyId, role, target, fingerprint }),
      ),
    keep: (change, withoutProof) => run(end(change, 'keep'), () => bridge.keepChange({ withoutProof })),
    recover: (change, how) => run(end(change, how), () => bridge.recoverChange({ how })),
    undoneByItself: (ended) => {
      const now = state.getState();
      if (now.kind === 'none' || !isPending(now)) return;
      const tookMs = nowMs() - now.journey.startedAtMs;
      state.setState({ ...begunOf(now), kind: 'ended', end: undoneEnd, tookMs, ending: 'by-itself', ended }, true);
    },
    stop: async () => {
      const now = state.getState();
      if (now.kind !== 'running' || now.stopping) return;
      state.setState({ ...now, stopping: true }, true);
      await bridge.interrupt(null);
    },
    forget: () => {
      if (state.getState().kind !== 'running') state.setState({ kind: 'none' }, true);
    },
  };
}
