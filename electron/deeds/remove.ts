import { appError, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { here, type Inventory, type Target } from '#contract/store-object';
import { inSession } from '#compiler/gpo-session';
import { isObjectStep } from '#compiler/plan';
import { planRemoval } from '#compiler/plan-change';
import { renderInvocation } from '#compiler/render';
import { change, type ChangeReport, type Work } from '#transaction/change';
import { nameIn } from '#transaction/named';
import { noAside, type AsideWish } from '#compiler/aside';
import { alone, isStillOn, type DoneChange } from './alone';
import { asideOfRemoved, stayingFindings } from './aside';
import { automaticUndo, refuseWithoutUndo } from './apply';
import { gpoAutomaticUndo, lookBeforeSaving, withChangesOfOthers } from './gpo-change';
import { journalPlace } from './journal-place';
import { journaled, type ChangeWish } from './journaled';
import type { Whose } from '#compiler/names';
import type { Place } from './place';
import { refuseUnfinished } from './recover';
import { openedOn, placeName, readTarget } from './store-of-target';

/** Several policies are one piece of work, and in a Group Policy object one session: all of them go, or all of them stay. */
function removalOf(meant: readonly Whose[], target: Target, inventory: Inventory, aside: AsideWish): Work {
  const plans = meant.map((whose, at) =>
    // What was put aside comes back once, before anything of ours goes.
    planRemoval({ ...whose, target, fingerprint: '' }, inventory, at === 0 ? aside : noAside),
  );
  return {
    steps: inSession(target, plans.flatMap(({ steps }) => steps).filter(isObjectStep)),
    retire: plans.flatMap(({ retire }) => retire),
    drift: plans.flatMap(({ drift }) => drift),
  };
}

/** What takes policies away has no level to reach: it is done when it was read back. */
const nothingToReach = { proof: { level: 'none', evidence: [] }, acceptable: true, reached: true } as const;

export interface RemoveWish extends ChangeWish {
  /** Default: this computer. */
  readonly target?: Target | undefined;
  /** Leaves the removal waiting to be kept: its rules are off, and nothing is deleted before somebody says so. */
  readonly confirmWithinSeconds?: number;
}

/**
 * Takes the objects of these policies off the computer, or out of a Group Policy object, and nothing else. Throws
 * AppFailure where nothing was touched.
 */
export function remove(at: Place, meant: readonly Whose[], facts: Facts, wish: RemoveWish): Promise<DoneChange> {
  const target = openedOn(wish.target ?? here, facts);
  const place = journalPlace(at, target);
  return alone(place, async () => {
    await refuseUnfinished(place, facts, wish, target);
    const before = await readTarget(place.gateway, target);
    const aside = await asideOfRemoved(place, meant, target);
    const work = removalOf(meant, target, before, aside);
    const undo = target.kind === 'gpo' ? gpoAutomaticUndo : automaticUndo(facts, wish.confirmWithinSeconds);
    const journal = journaled(place, facts, {
      deed: 'remove',
      policies: meant,
      target,
      fingerprint: '',
      wanted: [],
      work,
      before,
    });
    await refuseWithoutUndo(place, undo, { ...journal, work }, wish);
    const done = await change(work, {
      ...wish,
      ...journal,
      gateway: place.gateway,
      ...lookBeforeSaving(place, target, before),
      computerName: placeName(target, facts.computer.computerName),
      key: undefined,
      automaticUndo: undo,
      // The command line's removal keeps itself: it was asked for with --yes, and has no level to earn.
      hold: wish.confirmWithinSeconds !== undefined,
      remaining: (inventory) =>
        withChangesOfOthers(removalOf(meant, target, inventory, aside), target, before, inventory),
      judge: () => Promise.resolve(nothingToReach),
    });
    return done.error === undefined ? { ...done, findings: stayingFindings(aside, before) } : done;
  });
}

/** What could not be deleted is switched off already; the person gets the exact commands. */
export function removalIncomplete({ leftOver }: ChangeReport, computer: string): AppError | undefined {
  if (leftOver.length === 0) return undefined;
  const commands = leftOver.map((removal) => renderInvocation(removal, { step: (id) => id, secret: () => "'***'" }));
  const reason = 'Windows did not delete all of it';
  return appError('remove-incomplete', {
    reason,
    left: leftOver.map(nameIn),
    commands,
    stillOn: leftOver.some(isStillOn),
    computer,
  });
}
