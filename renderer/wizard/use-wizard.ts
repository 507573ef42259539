import { useDeferredValue } from 'react';
import { useStore } from 'zustand';
import type { Finding } from '#contract/finding';
import type { Preview } from '#contract/ipc';
import type { Target } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import type { AppStores } from '../stores/app-stores';
import { isInPlace, isPending, type ChangeState } from '../stores/change-store';
import { computerNameOf } from '../stores/computer-store';
import type { Consent } from '../stores/consent-store';
import { keyFor } from '../stores/key-store';
import { previewOf } from '../stores/review-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { findingsOf } from './findings';
import type { Situation } from './progress';

export const usePolicy = (): IpSecurityPolicy | null => useStore(useStores().draft.state, ({ policy }) => policy);

/**
 * What validation says of the draft, a moment after the letter is on the screen: with a thousand filters it takes longer
 * than a key stroke. Nothing rests on that moment, because the main process judges again.
 */
export const useFindings = (): readonly Finding[] =>
  findingsOf(useDeferredValue(usePolicy()), useDeferredValue(useTarget()));

/** Where the draft goes. */
export const useTarget = (): Target => useStore(useStores().draft.state, ({ target }) => target);

export const useEdit = (): AppStores['draft']['edit'] => useStores().draft.edit;

/** The handle of the key that is kept for the draft, and the preview that was made of exactly both. */
export function useReviewed(): {
  readonly key: string | null;
  readonly target: Target;
  readonly consent: Consent;
  readonly preview: Preview | undefined;
} {
  const stores = useStores();
  const policy = usePolicy();
  const target = useTarget();
  const key = useStore(stores.key.state, (state) => keyFor(state, policy));
  const consent = useStore(stores.consent);
  const preview = useStore(stores.review.state, (state) =>
    policy === null ? undefined : previewOf(state, { policy, target, key, consent }),
  );
  return { key, target, consent, preview };
}

function changeWord(state: ChangeState): Situation['change'] {
  if (state.kind === 'none' || state.deed.kind === 'remove') return state.kind === 'running' ? 'running' : 'none';
  if (state.kind === 'running') return 'running';
  if (isPending(state)) return 'pending';
  if (state.deed.kind === 'found') return 'none';
  return isInPlace(state) ? 'in-place' : 'failed';
}

/** The facts from which the states of all pages follow. */
export function useSituation(): Situation {
  const policy = usePolicy();
  const { key, preview } = useReviewed();
  const findings = useFindings();
  const stores = useStores();
  const change = useStore(stores.change.state, changeWord);
  const isLocal = useTarget().kind === 'local';
  // What is unfinished in a Group Policy object holds up nothing on this computer, and the other way round.
  const unfinished = useStore(
    stores.unfinished.state,
    (now) => now.kind === 'waiting' && (now.change.gpo === undefined) === isLocal,
  );
  return {
    policy,
    findings,
    keyKept: key !== null,
    preflight: preview?.findings ?? null,
    change,
    unfinished,
  };
}

/** The place of a change in the words that stand in a sentence. */
export function usePlaceName(gpo: string | undefined): string {
  const computer = useComputerName();
  const { groupPolicy } = useTexts();
  return gpo === undefined ? computer : groupPolicy.place(gpo);
}

/** This computer by its name, or by words while that is not known. */
export function useComputerName(): string {
  const name = useStore(useStores().computer.state, computerNameOf);
  const texts = useTexts();
  return name ?? texts.review.thisComputer;
}
