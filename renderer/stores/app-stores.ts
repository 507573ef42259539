import type { Bridge } from '#contract/derive';
import { createChangeStore, isInPlace, type ChangeStore } from './change-store';
import { createCheckStore, type CheckStore } from './check-store';
import { createComputerStore, type ComputerStore } from './computer-store';
import { createDraftStore, type DraftStore } from './draft-store';
import { createKeyStore, type KeyStore } from './key-store';
import { createNameStore, type NameStore } from './name-store';
import { createPlaceStore, type PlaceStore } from './place-store';
import { createReviewStore, type ReviewStore } from './review-store';
import { createTextStore, type TextStore } from './text-store';

/** All the state of the page. Every store talks to the main process by itself; no component does. */
export interface AppStores {
  readonly computer: ComputerStore;
  readonly draft: DraftStore;
  readonly key: KeyStore;
  readonly names: NameStore;
  readonly review: ReviewStore;
  /** What a removal would take away; Review keeps its own answer meanwhile. */
  readonly removal: ReviewStore;
  readonly change: ChangeStore;
  readonly check: CheckStore;
  readonly place: PlaceStore;
  readonly texts: TextStore;
}

/** A change that went through moves on to its outcome, ends the draft, and makes the overview old. */
function followChange({ change, draft, computer, place, review }: AppStores): void {
  change.state.subscribe((now, before) => {
    if (before.kind !== 'running' || now.kind === 'running' || now.kind === 'none') return;
    void computer.refresh();
    review.forget();
    if (now.deed.kind !== 'apply' || !isInPlace(now)) return;
    draft.settled();
    place.go('outcome');
  });
}

function rememberPlace({ draft, place }: AppStores): void {
  place.state.subscribe((now) => {
    // Start is where a restored draft is offered, so it is never the page to come back to.
    if (now.kind === 'step' && now.step !== 'start' && now.step !== 'outcome') draft.remember(now.step);
  });
}

/** Undoing the choice of the role leads back to where it is chosen. */
function followDraft({ draft, place }: AppStores): void {
  draft.state.subscribe(({ policy }, before) => {
    const shown = place.state.getState();
    const edited = shown.kind === 'step' && shown.step !== 'assign' && shown.step !== 'outcome';
    if (policy === null && before.policy !== null && edited) place.go('start');
  });
}

export function createAppStores(bridge: Bridge, nowMs: () => number): AppStores {
  const stores: AppStores = {
    computer: createComputerStore(bridge),
    draft: createDraftStore(bridge),
    key: createKeyStore(bridge),
    names: createNameStore(bridge),
    review: createReviewStore(bridge),
    removal: createReviewStore(bridge),
    change: createChangeStore(bridge, nowMs),
    check: createCheckStore(bridge),
    place: createPlaceStore(),
    texts: createTextStore(bridge),
  };
  followChange(stores);
  rememberPlace(stores);
  followDraft(stores);
  return stores;
}
