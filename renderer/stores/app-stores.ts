import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '#contract/derive';
import { sameTarget } from '#contract/store-object';
import type { Model } from '../model/model';
import { usualCountdown } from '../wizard/countdown';
import { shownAt } from '../wizard/rules';
import { createChangeStore, isAssigned, isInPlace, type ChangeState, type ChangeStore } from './change-store';
import { createCheckStore, type CheckStore } from './check-store';
import { createClosingStore, type ClosingStore } from './closing-store';
import { createComparisonStore, type ComparisonStore } from './comparison-store';
import { createComputerStore, type ComputerStore } from './computer-store';
import { createConsentStore, noConsent, type ConsentStore } from './consent-store';
import { createDraftStore, type DraftStore } from './draft-store';
import { createGlassStore, type GlassStore } from './glass-store';
import { createKeyStore, type KeyStore } from './key-store';
import { createMeaningStore, type MeaningStore } from './meaning-store';
import { createNameStore, type NameStore } from './name-store';
import { createPlaceStore, type PlaceStore } from './place-store';
import { createRemovalStore, type RemovalStore } from './removal-store';
import { createReviewStore, type ReviewStore } from './review-store';
import { createSettingsStore, type SettingsStore } from './settings-store';
import { createTextStore, type TextStore } from './text-store';
import { createUnfinishedStore, type UnfinishedStore } from './unfinished-store';

/** All the state of the page. Every store talks to the main process by itself; no component does. */
export interface AppStores {
  readonly computer: ComputerStore;
  readonly draft: DraftStore;
  readonly key: KeyStore;
  readonly names: NameStore;
  readonly review: ReviewStore;
  /** What the person has ticked about things of others. */
  readonly consent: ConsentStore;
  /** Seconds after which a change that nobody keeps undoes itself. */
  readonly undoAfter: StoreApi<number>;
  readonly removal: RemovalStore;
  readonly change: ChangeStore;
  readonly unfinished: UnfinishedStore;
  readonly closing: ClosingStore;
  readonly check: CheckStore;
  readonly glass: GlassStore;
  readonly place: PlaceStore;
  readonly texts: TextStore;
  /** A settings file, from a stick or from anywhere. */
  readonly settings: SettingsStore;
  /** The store of a page that few visit, made when it is first asked for: the first page does not load it. */
  readonly made: <Store>(create: (bridge: Bridge) => Store) => Store;
  readonly meaning: MeaningStore;
  readonly comparison: ComparisonStore;
  /** Which of the policy's security rules the pages show, counted from 0; more than there are means the last. */
  readonly chosenRule: StoreApi<number>;
  /** Whether the picture is shown beside the page; null until somebody has said so: then the room decides. */
  readonly pictureOpen: StoreApi<boolean | null>;
}

export interface Surroundings {
  readonly model: Model;
  /** Only moves forward; stands still while the computer sleeps. */
  readonly nowMs: () => number;
  /** What a watch shows; goes on while the computer sleeps. */
  readonly wallMs: () => number;
}

/** What the end of a change says of what is unfinished; the next overview says it again. */
function followEnd({ unfinished }: AppStores, now: ChangeState): void {
  if (now.kind !== 'ended') return;
  if (now.end.outcome === 'pending') unfinished.see(now.end.unfinished ?? null, []);
  else unfinished.ended();
}

/** A change that went through moves on to its outcome, ends the draft, and makes the overview old. */
function followChange(stores: AppStores): void {
  const { change, draft, computer, place, review, consent } = stores;
  change.state.subscribe((now, before) => {
    if (before.kind !== 'running' || now.kind === 'running' || now.kind === 'none') return;
    followEnd(stores, now);
    void computer.refresh();
    review.forget();
    if (now.deed.kind !== 'apply' || !isInPlace(now)) return;
    // What was edited while the change waited is a draft of its own.
    const { policy, target } = draft.state.getState();
    if (isAssigned(now, policy, target)) draft.settled();
    consent.setState(noConsent, true);
    place.go('outcome');
  });
}

/** Every overview tells what is unfinished, but for one that was asked for before a change began. */
function followComputer({ computer, unfinished, change }: AppStores): void {
  computer.state.subscribe((now) => {
    if (now.kind !== 'known' || now.again || change.state.getState().kind === 'running') return;
    unfinished.see(now.overview.unfinished, now.overview.policies);
  });
  unfinished.state.subscribe((now) => {
    if (now.kind === 'over' && now.how === 'undone') change.undoneByItself(now.change);
  });
}

function rememberPlace({ draft, place, chosenRule }: AppStores): void {
  place.state.subscribe((now) => {
    // Whatever is begun from Start begins with its first rule.
    if (now.kind === 'step' && now.step === 'start') chosenRule.setState(0, true);
    // Start is where a restored draft is offered, so it is never the page to come back to.
    if (now.kind === 'step' && now.step !== 'start' && now.step !== 'outcome') draft.remember(now.step);
  });
}

/** Undoing the choice of the role leads back to where it is chosen; the chosen rule is one that there is. */
function followDraft({ draft, place, chosenRule }: AppStores): void {
  draft.state.subscribe(({ policy }, before) => {
    const shown = place.state.getState();
    const edited = shown.kind === 'step' && shown.step !== 'assign' && shown.step !== 'outcome';
    if (policy === null && before.policy !== null && edited) place.go('start');
    // What goes away takes its choice along: a rule that is added later is not chosen by its number.
    if (policy !== null) chosenRule.setState((at) => shownAt(policy, at), true);
  });
}

/** What was ticked was ticked for one policy in one place. */
function followSubject({ draft, consent }: AppStores): void {
  draft.state.subscribe((now, before) => {
    const isSame = now.policy?.id === before.policy?.id && now.policy?.role === before.policy?.role;
    if (!isSame || !sameTarget(now.target, before.target)) consent.setState(noConsent, true);
  });
}

/** A key that is forgotten is gone from the vault, whoever else had its handle. */
function followKey({ key, settings }: AppStores): void {
  key.state.subscribe((now, before) => {
    if (before.kind !== 'kept') return;
    const { handle } = before.appraisal;
    if (now.kind !== 'kept' || now.appraisal.handle !== handle) settings.keyGone(handle);
  });
}

/** One of each kind. */
function makingOnce(bridge: Bridge): AppStores['made'] {
  const made = new Map<unknown, unknown>();
  return <Store>(create: (bridge: Bridge) => Store): Store => {
    if (!made.has(create)) made.set(create, create(bridge));
    // What a function made stands under that function.
    return made.get(create) as Store;
  };
}

export function createAppStores(bridge: Bridge, { nowMs, wallMs, model }: Surroundings): AppStores {
  const draft = createDraftStore(bridge);
  const computer = createComputerStore(bridge, draft.flush);
  const change = createChangeStore(bridge, nowMs);
  const ask = (): void => {
    if (change.state.getState().kind !== 'running') void computer.refresh();
  };
  const unfinished = createUnfinishedStore(bridge, { wallMs, ask });
  const isPending = (): boolean => {
    const now = unfinished.state.getState();
    return now.kind === 'waiting' && now.change.kind === 'pending';
  };
  const stores: AppStores = {
    computer,
    draft,
    change,
    key: createKeyStore(bridge),
    names: createNameStore(bridge),
    review: createReviewStore(bridge),
    consent: createConsentStore(),
    undoAfter: createStore(() => usualCountdown),
    removal: createRemovalStore(bridge),
    unfinished,
    closing: createClosingStore({ isPending, closeWindow: computer.closeWindow }),
    check: createCheckStore(bridge),
    glass: createGlassStore(bridge),
    place: createPlaceStore(),
    texts: createTextStore(bridge),
    settings: createSettingsStore(bridge),
    made: makingOnce(bridge),
    meaning: createMeaningStore(model),
    comparison: createComparisonStore(model),
    chosenRule: createStore(() => 0),
    pictureOpen: createStore<boolean | null>(() => null),
  };
  followChange(stores);
  followComputer(stores);
  rememberPlace(stores);
  followDraft(stores);
  followSubject(stores);
  followKey(stores);
  return stores;
}
