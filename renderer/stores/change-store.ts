import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import type { ChangeEnd, KeyHandle } from '#contract/ipc';
import type { Result } from '#contract/result';
import type { IpSecurityPolicy, Role } from '#policy/model';
import { beginJourney, type Journey, travel } from '../wizard/journey';

/** Which policy a deed is about, as the contract names it. */
export interface Whose {
  readonly policyId: string;
  readonly role: Role;
}

export type Deed =
  | { readonly kind: 'apply'; readonly policy: IpSecurityPolicy; readonly fingerprint: string }
  | ({ readonly kind: 'remove'; readonly name: string | null } & Whose);

interface Begun {
  readonly deed: Deed;
  readonly journey: Journey;
}

export type ChangeState =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'running'; readonly stopping: boolean } & Begun)
  /** It ran and ended, well or not: `end` says which. */
  | ({ readonly kind: 'ended'; readonly end: ChangeEnd; readonly tookMs: number } & Begun)
  /** It was refused before anything was touched. */
  | ({ readonly kind: 'refused'; readonly error: AppError } & Begun);

export interface ChangeStore {
  readonly state: StoreApi<ChangeState>;
  readonly apply: (policy: IpSecurityPolicy, key: KeyHandle | null, fingerprint: string) => Promise<void>;
  readonly remove: (whose: Whose, name: string | null) => Promise<void>;
  /** Asks the running change to stop; it undoes itself and then ends. */
  readonly stop: () => Promise<void>;
  readonly forget: () => void;
}

export const isInPlace = (state: ChangeState): boolean =>
  state.kind === 'ended' && (state.end.outcome === 'applied' || state.end.outcome === 'unchanged');

/** The draft is on the computer now, so it is no draft any more; a removal says nothing about the draft. */
export const isAssigned = (state: ChangeState): boolean =>
  isInPlace(state) && state.kind !== 'none' && state.deed.kind === 'apply';

/** One change at a time, with its progress as it comes. `nowMs` is a clock that only moves forward. */
export function createChangeStore(bridge: Bridge, nowMs: () => number): ChangeStore {
  const state = createStore<ChangeState>()(() => ({ kind: 'none' }));

  const onProgress = (progress: Parameters<typeof travel>[1]): void => {
    const now = state.getState();
    if (now.kind === 'running') state.setState({ ...now, journey: travel(now.journey, progress, nowMs()) }, true);
  };

  const run = async (deed: Deed, call: () => Promise<Result<ChangeEnd, AppError>>): Promise<void> => {
    if (state.getState().kind === 'running') return;
    state.setState({ kind: 'running', stopping: false, deed, journey: beginJourney(nowMs()) }, true);
    const unsubscribe = bridge.on('progress', onProgress);
    const answer = await call();
    unsubscribe();
    const now = state.getState();
    if (now.kind !== 'running') return;
    const begun = { deed, journey: now.journey };
    state.setState(
      answer.ok
        ? { kind: 'ended', end: answer.value, tookMs: nowMs() - now.journey.startedAtMs, ...begun }
        : { kind: 'refused', error: answer.error, ...begun },
      true,
    );
  };

  return {
    state,
    apply: (policy, key, fingerprint) =>
      run({ kind: 'apply', policy, fingerprint }, () => bridge.apply({ policy: { ...policy }, key, fingerprint })),
    remove: ({ policyId, role }, name) =>
      run({ kind: 'remove', policyId, role, name }, () => bridge.remove({ policyId, role })),
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
