import { useStore } from 'zustand';
import type { Place } from '../stores/place-store';
import { isAssigned, isInPlace, isPending } from '../stores/change-store';
import { useStores } from '../stores/stores-context';
import { useTexts } from '../i18n/texts-context';
import { portsOf } from './ports-of';
import { obstacles, progress } from './progress';
import { nextStep, previousStep, type WizardStep } from './steps';
import { useComputerName, usePolicy, useReviewed, useSituation } from './use-wizard';

export interface FooterDeed {
  readonly label: string;
  /** Why it cannot be done now; undefined when it can. */
  readonly blocked?: string;
  /** Changes the computer: never done by a bare Enter. */
  readonly isChange?: boolean;
  /** Something else on the page is to be decided first. */
  readonly isAside?: boolean;
  readonly run: () => void;
}

export interface FooterDeeds {
  readonly back?: FooterDeed;
  readonly next?: FooterDeed;
  readonly cancel?: FooterDeed;
  /** Whether the draft can be changed from here, and so undone and redone. */
  readonly history: boolean;
}

/** Goes on to a page, if its state allows. */
function useGo(): (step: WizardStep, label: string) => FooterDeed {
  const { place } = useStores();
  const { frame } = useTexts();
  const situation = useSituation();
  return (step, label) => {
    const state = progress(step, situation);
    const run = (): void => {
      place.go(step);
    };
    return state.kind === 'blocked' ? { label, run, blocked: frame.state(state).why } : { label, run };
  };
}

/** The one deed that changes the computer, under the name of what it does. */
function useAssign(): FooterDeed | undefined {
  const { review, frame, groupPolicy } = useTexts();
  const { change, place, undoAfter } = useStores();
  const policy = usePolicy();
  const { key, target, consent, preview } = useReviewed();
  const computer = useComputerName();
  const [obstacle] = obstacles(useSituation());
  if (policy === null) return undefined;
  const nothingToDo = preview !== undefined && preview.steps.length + preview.retire.length === 0;
  const where = target.kind === 'gpo' ? target.gpo : computer;
  const store = target.kind === 'gpo' ? groupPolicy.assign(where) : review.assign(portsOf(policy), where);
  const label = nothingToDo ? review.assignSame(where) : store;
  const run = (): void => {
    if (preview === undefined) return;
    const { fingerprint } = preview;
    void change.apply({ policy, target, key, consent, fingerprint, undoAfterSeconds: undoAfter.getState() });
    place.go('assign');
  };
  return { label, run, isChange: true, ...(obstacle === undefined ? {} : { blocked: frame.obstacle[obstacle] }) };
}

/** Back to Start; what was done is done, and its draft is no draft any more. */
function useFinish(): () => void {
  const { change, draft, key, place, settings } = useStores();
  return () => {
    const state = change.state.getState();
    const { policy, target } = draft.state.getState();
    if (isAssigned(state, policy, target)) {
      draft.discard();
      key.forget();
      settings.close();
    }
    // A change that waits to be kept is on the screen until it has ended.
    if (!isPending(state)) change.forget();
    place.go('start');
  };
}

/** Back, Next and Cancel of a page. `onLeave` asks before a change is left. */
export function useFooter(place: Place, onLeave: () => void): FooterDeeds {
  const { frame, change: texts } = useTexts();
  const stores = useStores();
  const go = useGo();
  const assign = useAssign();
  const finish = useFinish();
  const change = useStore(stores.change.state);
  const { unfinished } = useSituation();
  const leave: FooterDeed = { label: frame.cancel, run: onLeave };
  if (change.kind === 'running') return { history: false };
  if (place.kind !== 'step') {
    return { history: false, cancel: { label: texts.remove.back, run: finish } };
  }
  const { step } = place;
  if (step === 'assign' && isPending(change)) {
    return { history: false, cancel: { label: texts.remove.back, run: finish } };
  }
  const [before, after] = [previousStep(step), nextStep(step)];
  const back: FooterDeed | undefined = before === undefined ? undefined : go(before, frame.back);
  switch (step) {
    case 'start':
      return {
        history: true,
        next: { ...go('filter-list', frame.nextStep['filter-list']), isAside: unfinished },
        cancel: { label: frame.close, run: stores.closing.close },
      };
    case 'review':
      return { history: true, ...(back && { back }), ...(assign && { next: assign }), cancel: leave };
    case 'outcome':
      return isInPlace(change)
        ? { history: false, next: { label: frame.finish, run: finish } }
        : { history: false, back: go('review', frame.back), next: { label: frame.finish, run: finish } };
    case 'filter-list':
    case 'filter-action':
    case 'security-rule':
    case 'assign':
      return {
        history: step !== 'assign',
        ...(back && { back }),
        ...(after && { next: go(after, frame.nextStep[after]) }),
        cancel: leave,
      };
  }
}
