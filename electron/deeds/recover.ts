import { AppFailure, fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { here, type Target } from '#contract/store-object';
import type { UnfinishedChange } from '#contract/unfinished';
import { utcText } from '#contract/invocation';
import type { ChangeReport } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { giveUp } from '#transaction/give-up';
import { targetOf, type KeepReason } from '#transaction/journal-entry';
import { begunSteps, putJournalAside, type JournalRecord } from '#transaction/journal';
import { finish, keep, type EndContext } from '#transaction/keep';
import type { Stop } from '#transaction/stop';
import { reasonOf } from '#transaction/reason';
import { disarm, disarmChange, forgetDryStart, rearm, undoByTask } from '#transaction/undo-task';
import type { Proof } from '#transaction/enforcement';
import { factsOf, noKey } from './examine';
import { journalPlace } from './journal-place';
import { resumed, type ChangeWish } from './journaled';
import type { Place } from './place';
import { readTarget } from './store-of-target';
import { refuseUnable } from './refusals';
import { orphanUndos, standingOf, type Standing, type Unfinished } from './unfinished';

const nothingProved: Proof = { level: 'none', evidence: [] };
const report = (outcome: ChangeReport['outcome'], proof = nothingProved): ChangeReport => ({
  outcome,
  steps: [],
  differences: [],
  proof,
  leftOver: [],
});

/** What every deed on an unfinished change begins with: alone, on the computer as it is now. */
function withStanding<T>(place: Place, deed: (standing: Standing, facts: Facts) => Promise<T>): Promise<T> {
  return withChangeLock(place.files, async () => {
    const facts = await factsOf(place, noKey);
    refuseUnable(facts);
    return deed(await standingOf(place, facts), facts);
  });
}

/** Nothing of the change is left, and the journal does not say so yet: the automatic undo, or it never came to anything. */
export async function settleUndone(place: Place, record: JournalRecord, facts: Facts, wish: ChangeWish): Promise<void> {
  const { journal, isArmed, restore } = await resumed(place, facts, record, wish);
  const task = isArmed ? await disarmChange(place.gateway, record.begun) : 'disarmed';
  await restore();
  await journal.write({ kind: 'undone', by: task === 'gone' ? 'automatic undo' : 'somebody else' });
}

async function undoNow(record: JournalRecord, context: EndContext, stop: Stop): Promise<ChangeReport> {
  const { undone, error } = await giveUp(stop, begunSteps(record), context);
  if (!undone) return { ...report('unknown'), error };
  return stop.kind === 'asked' ? report('rolled-back') : { ...report('rolled-back'), error };
}

async function keepNow(
  { record, proof, change }: Unfinished,
  context: EndContext,
  because: KeepReason,
): Promise<ChangeReport> {
  const kept = await keep(context, because, proof);
  // It is in place, and its undo still armed: as before it was tried.
  if ('kind' in kept && kept.kind === 'still-armed') {
    const until = change.undoAt ?? utcText(await context.gateway.now());
    await context.journal.note({ kind: 'pending', until });
    return fail('keep-failed', { reason: kept.reason, until });
  }
  return 'kind' in kept ? undoNow(record, context, kept) : { ...report('applied', proof), ...kept };
}

const whereOf = ({ change }: Unfinished): { readonly policies: readonly string[]; readonly stoppedAt: string } => ({
  policies: change.policies.map(({ policyId, role }) => `${policyId} (${role})`),
  stoppedAt: change.stoppedAt,
});

export interface KeepWish extends ChangeWish {
  /** Keeps it although the role's level is not reached; recorded as asked for. */
  readonly withoutProof: boolean;
}

async function pendingOf(place: Place, standing: Standing, facts: Facts, wish: ChangeWish): Promise<Unfinished> {
  const { computerName: computer } = facts.computer;
  if (standing.kind === 'finished') return fail('nothing-pending', { computer });
  if (standing.kind === 'undone') {
    await settleUndone(place, standing.record, facts, wish);
    return fail('undone-automatically', { computer });
  }
  return standing.change.kind === 'pending' ? standing : fail('change-interrupted', whereOf(standing));
}

/**
 * Keeps the pending change: earned by the level that the role needs, or without it where asked for. Throws AppFailure
 * `nothing-pending`, `undone-automatically`, `change-interrupted`, `not-proved`.
 */
export function confirmPending(place: Place, wish: KeepWish): Promise<ChangeReport> {
  return withStanding(place, async (standing, facts) => {
    const pending = await pendingOf(place, standing, facts, wish);
    const { reached, proof, change, record } = pending;
    if (!reached && !wish.withoutProof) fail('not-proved', { level: proof.level, until: change.undoAt ?? '' });
    return keepNow(pending, await resumed(place, facts, record, wish), reached ? 'level-reached' : 'asked-for');
  });
}

/** Moves the deadline of the pending change to that many seconds from now. Throws as `confirmPending` does. */
export function extendPending(place: Place, seconds: number, wish: ChangeWish): Promise<UnfinishedChange> {
  return withStanding(place, async (standing, facts) => {
    const { record, change } = await pendingOf(place, standing, facts, wish);
    const until = utcText((await place.gateway.now()) + seconds * 1000);
    const { journal, isArmed } = await resumed(place, facts, record, wish);
    if (isArmed) await rearm(place.gateway, record.begun, until);
    await journal.write({ kind: 'extended', until });
    return { ...change, undoAt: until, secondsLeft: seconds };
  });
}

/**
 * Ends what was begun: undoes it, or keeps it where all of it is in place. What was kept already is finished, whatever
 * was asked for. `unchanged`: there was nothing to recover. Throws AppFailure `cannot-keep`, and `journal-damaged` or
 * `journal-elsewhere` after putting such a journal aside.
 */
export async function recover(place: Place, how: 'undo' | 'keep', wish: ChangeWish): Promise<ChangeReport> {
  const ended = await recoverIn(place, how, wish);
  return ended.outcome === 'unchanged' ? recoverIn(journalPlace(place, { kind: 'gpo' }), how, wish) : ended;
}

/** The same of one journal only: of this computer, or of Group Policy objects (journal-place.ts). */
export async function recoverIn(place: Place, how: 'undo' | 'keep', wish: ChangeWish): Promise<ChangeReport> {
  try {
    return await withStanding(place, (standing, facts) => recoverFrom(standing, { place, facts, how, wish }));
  } catch (error) {
    if (error instanceof AppFailure) await putUselessAside(place, error);
    throw error;
  }
}

/** A journal that says nothing of this computer stands in the way of everything. Throws `journal-put-aside`. */
async function putUselessAside({ files }: Place, { appError }: AppFailure): Promise<void> {
  const isDamaged = appError.code === 'journal-damaged';
  if (!isDamaged && appError.code !== 'journal-elsewhere') return;
  const reason = isDamaged ? appError.context.problem : `it is of ${appError.context.computer}`;
  fail('journal-put-aside', { aside: await putJournalAside(files), reason });
}

/**
 * Automatic undos that no journal here speaks of any more: of a journal that was lost or put aside. Undoing has them do
 * their work now; keeping takes them away.
 */
async function recoverOrphans({ place, facts, how }: Recovery): Promise<ChangeReport> {
  const orphans = await orphanUndos(place, { kind: 'finished' }, facts);
  for (const name of orphans) {
    const reason = how === 'undo' ? await undoByTask(place.gateway, name) : await takenAway(place, name);
    if (reason !== undefined) fail('undo-task-left', { tasks: [name], reason });
  }
  if (orphans.length === 0) return report('unchanged');
  return report(how === 'undo' ? 'rolled-back' : 'applied');
}

async function takenAway({ gateway }: Place, name: string): Promise<string | undefined> {
  try {
    await disarm(gateway, name);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

interface Recovery {
  readonly place: Place;
  readonly facts: Facts;
  readonly how: 'undo' | 'keep';
  readonly wish: ChangeWish;
}

async function recoverFrom(standing: Standing, { place, facts, how, wish }: Recovery): Promise<ChangeReport> {
  // Killed while it tried whether the undo can run: no journal was begun then, and nothing else remembers the task.
  if (facts.computer.scheduledTasks.available) await forgetDryStart(place.gateway);
  if (standing.kind === 'finished') {
    return recoverOrphans({ place, facts, how, wish });
  }
  if (standing.kind === 'undone') {
    await settleUndone(place, standing.record, facts, wish);
    return report('rolled-back');
  }
  const { record, change, reached } = standing;
  // Reads once more, and says why that does not work.
  if (standing.isOutOfReach === true) await readTarget(place.gateway, targetOf(record.begun));
  if (how === 'keep' && !change.canKeep) fail('cannot-keep', whereOf(standing));
  const context = await resumed(place, facts, record, wish);
  if (record.state === 'kept') return { ...report('applied'), ...(await finish(context)) };
  if (how === 'undo') return undoNow(record, context, { kind: 'asked' });
  return keepNow(standing, context, reached ? 'level-reached' : 'asked-for');
}

/** An armed undo that no journal here speaks of would undo what comes now as well: the names are the same. */
export async function refuseOrphans(place: Place, facts: Facts): Promise<void> {
  const tasks = await orphanUndos(place, { kind: 'finished' }, facts);
  if (tasks.length > 0) fail('undo-task-left', { tasks, reason: 'no journal here speaks of it' });
}

/** Before a new change: what is not finished comes first; what is kept is finished without asking. Throws AppFailure `pending-change`, `change-interrupted`. */
export async function refuseUnfinished(
  place: Place,
  facts: Facts,
  wish: ChangeWish,
  { kind }: Pick<Target, 'kind'> = here,
): Promise<void> {
  const standing = await standingOf(place, facts);
  if (standing.kind === 'undone') await settleUndone(place, standing.record, facts, wish);
  if (standing.kind !== 'unfinished') {
    // An automatic undo is of this computer, and undoes nothing in a Group Policy object.
    if (kind === 'local') await refuseOrphans(place, facts);
    return;
  }
  if (standing.record.state === 'kept') {
    await finish(await resumed(place, facts, standing.record, wish));
    return;
  }
  const where = whereOf(standing);
  if (standing.change.kind === 'interrupted') fail('change-interrupted', where);
  fail('pending-change', { ...where, until: standing.change.undoAt ?? '' });
}
