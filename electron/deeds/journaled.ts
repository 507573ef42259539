import { randomUUID } from 'node:crypto';
import type { Facts } from '#contract/facts';
import type { Inventory, Target } from '#contract/store-object';
import { asideSnapshot } from '#compiler/aside';
import type { Whose } from '#compiler/names';
import { readAppliedOrNone, isFor, rewriteApplied, type AppliedPolicy } from '#transaction/applied';
import type { ChangeContext, Work } from '#transaction/change';
import { Journal, type JournalRecord } from '#transaction/journal';
import { targetOf, type Begun } from '#transaction/journal-entry';
import type { EndContext } from '#transaction/keep';
import type { OnProgress } from '#transaction/progress';
import { ownObjects } from '#transaction/undo';
import type { Place } from './place';
import { isIn, placeName, readTarget } from './store-of-target';
import { plansOf } from './unfinished';

/** How a change is followed and stopped. */
export interface ChangeWish {
  readonly onProgress: OnProgress;
  /** Aborting undoes what was done. */
  readonly signal: AbortSignal;
}

/** What the journal says of a change before it begins. */
export interface NewChange extends Pick<Begun, 'deed' | 'policies' | 'fingerprint' | 'target'> {
  /** How the record is to look once the change is kept; the level is filled in then. */
  readonly wanted: readonly AppliedPolicy[];
  readonly work: Work;
  readonly before: Inventory;
}

const among =
  (policies: readonly Whose[], target: Target) =>
  (entry: AppliedPolicy): boolean =>
    isIn(target)(entry) && policies.some(({ policyId, role }) => isFor(policyId, role)(entry));

async function firstLine(place: Place, facts: Facts, change: NewChange, changeId: string): Promise<Begun> {
  const { deed, policies, fingerprint, wanted, work, before } = change;
  return {
    kind: 'begun',
    format: 1,
    at: new Date().toISOString(),
    changeId,
    who: place.who,
    computer: facts.computer.computerName,
    simulated: facts.host === 'simulated',
    deed,
    policies,
    ...(change.target === undefined ? {} : { target: change.target }),
    fingerprint,
    wanted,
    former: (await readAppliedOrNone(place.files)).filter(among(policies, targetOf(change))),
    steps: work.steps,
    retire: work.retire,
    before: [...ownObjects(before), ...asideSnapshot(work.steps, before)],
  };
}

type Ends = Pick<ChangeContext, 'record' | 'restore'>;

const endsOf = (
  { files }: Place,
  { policies, target, wanted }: Pick<Begun, 'policies' | 'target' | 'wanted'>,
  former: () => Begun['former'],
): Ends => ({
  record: ({ level }) =>
    rewriteApplied(
      files,
      policies,
      wanted.map((entry) => ({ ...entry, level, appliedAt: new Date().toISOString() })),
      targetOf({ ...(target && { target }) }),
    ),
  restore: () => rewriteApplied(files, policies, former(), targetOf({ ...(target && { target }) })),
});

interface Journaled extends Ends, Pick<ChangeContext, 'beginJournal'> {
  readonly changeId: string;
}

/** The parts of a change's context that have to do with journal and record. */
export function journaled(place: Place, facts: Facts, change: NewChange): Journaled {
  const changeId = randomUUID().replaceAll('-', '').slice(0, 12);
  let former: Begun['former'] = [];
  return {
    changeId,
    beginJournal: async () => {
      const begun = await firstLine(place, facts, change, changeId);
      ({ former } = begun);
      return Journal.begin(place.files, place.audit, begun);
    },
    ...endsOf(place, change, () => former),
  };
}

/** Between its first line and the next one nobody knows; where there are no tasks at all there is none. */
const mayBeArmed = ({ entries }: JournalRecord, { computer }: Facts): boolean =>
  entries.some(({ kind }) => kind === 'armed') ||
  (computer.scheduledTasks.available && !entries.some(({ kind }) => kind === 'unarmed'));

/** What ends a change that another process has begun. */
export async function resumed(
  place: Place,
  facts: Facts,
  record: JournalRecord,
  wish: ChangeWish,
): Promise<EndContext> {
  const { begun } = record;
  return {
    ...wish,
    gateway: place.gateway,
    computerName: placeName(targetOf(begun), facts.computer.computerName),
    journal: await Journal.resume(place.files, place.audit, record),
    isArmed: mayBeArmed(record, facts),
    isInPlace: async () =>
      plansOf(begun, await readTarget(place.gateway, targetOf(begun))).every(({ steps }) => steps.length === 0),
    ...endsOf(place, begun, () => begun.former),
  };
}
