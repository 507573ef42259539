import { AppFailure, fail } from '#contract/app-error';
import { finding, type Finding } from '#contract/finding';
import type { Facts } from '#contract/facts';
import type { Inventory, Target } from '#contract/store-object';
import type { UnfinishedChange } from '#contract/unfinished';
import { asideOf } from '#compiler/aside';
import { compile } from '#compiler/compile';
import type { Plan } from '#compiler/plan';
import { planChange, planRemoval } from '#compiler/plan-change';
import { isFor, readApplied, type AppliedPolicy } from '#transaction/applied';
import { CmdletError } from '#host/cmdlet-error';
import { changeUnderWay } from '#transaction/change-lock';
import { objectIn } from '#transaction/named';
import type { Proof } from '#transaction/enforcement';
import { begunSteps, readJournal, type JournalRecord } from '#transaction/journal';
import { targetOf, type Begun } from '#transaction/journal-entry';
import { isFinal } from '#transaction/journal-state';
import { deviations, withoutComparisons } from '#transaction/undo';
import { reachedAll } from './level';
import { journalPlace } from './journal-place';
import type { Place } from './place';
import { reasonOf } from '#transaction/reason';
import { armedChanges, undoTaskName, undoTaskState } from '#transaction/undo-task';
import { protection } from './verify';
import { isIn, readTarget } from './store-of-target';
import { storedInGpo } from './gpo-proof';

/** A change that stopped on the way, or waits to be kept, as the journal and the computer tell it now. */
export interface Unfinished {
  readonly record: JournalRecord;
  readonly change: UnfinishedChange;
  /** Read now; level `none` where not all of it is in place. */
  readonly proof: Proof;
  readonly reached: boolean;
  /** The Group Policy object that it is about cannot be read now. */
  readonly isOutOfReach?: boolean;
}

/** Where the last change stands. `undone`: nothing of it is left, though nobody has said so in the journal yet. */
export type Standing =
  | { readonly kind: 'finished'; readonly record?: JournalRecord }
  | { readonly kind: 'undone'; readonly record: JournalRecord }
  | ({ readonly kind: 'unfinished' } & Unfinished);

/** What the policies of a journal would still need to be in place; no step where they are. Compiled anew from the policy. */
export function plansOf(begun: Begun, inventory: Inventory): readonly Plan[] {
  const { deed, policies, wanted, steps } = begun;
  const target = targetOf(begun);
  const aside = asideOf(steps);
  if (deed === 'apply') return wanted.map(({ policy }) => planChange(compile(policy, target), inventory, aside));
  return policies.map((whose) => planRemoval({ ...whose, target, fingerprint: '' }, inventory, aside));
}

/** A change is complete where its last step has ended and nothing more would be to do. */
const isComplete = ({ state, damaged, begun }: JournalRecord, plans: readonly Plan[]): boolean =>
  !damaged &&
  ['applying', 'applied', 'pending', 'keeping'].includes(state) &&
  (begun.wanted.length > 0 || begun.deed === 'remove') &&
  plans.every(({ steps }) => steps.length === 0);

const nothingProved: Proof = { level: 'none', evidence: [] };

/** Also whether rules of others overrule ours by now. */
async function proofOf(place: Place, { deed, wanted }: Begun, plans: readonly Plan[], facts: Facts): Promise<Proof> {
  const [[plan], [entry]] = [plans, wanted];
  if (deed === 'remove' || plan === undefined || entry === undefined) return nothingProved;
  if (plan.target.kind === 'gpo') return storedInGpo(plan.target);
  // What the change has taken out of use is still there, and deleted once it is kept: it is no drift.
  return protection(place, entry.policy, plan, facts);
}

/** When the automatic undo fires; null where none was armed. */
const deadlineOf = ({ entries }: JournalRecord): string | null =>
  entries.some(({ kind }) => kind === 'unarmed')
    ? null
    : (entries.findLast((entry) => 'until' in entry)?.until ?? null);

/** Whether the task is there that the journal speaks of; a restart or somebody may have taken it away. */
async function isArmed({ gateway }: Place, record: JournalRecord, { computer }: Facts): Promise<boolean> {
  if (deadlineOf(record) === null || !computer.scheduledTasks.available || record.state === 'kept') return false;
  return (await undoTaskState(gateway, undoTaskName(record.begun.changeId))) !== 'gone';
}

/** Where no undo is armed it waits for as long as nobody decides. */
const isWaiting = (msLeft: number | null): boolean => msLeft === null || (msLeft > 0 && msLeft <= mostMsLeft);

/** The longest that a change may wait, and a little for clocks: more than that, and the clock was set back. */
const mostMsLeft = (600 + 30) * 1_000;

interface Look {
  readonly canKeep: boolean;
  readonly level: Proof['level'];
  readonly nowMs: number;
  readonly armed: boolean;
}

function describe(record: JournalRecord, { canKeep, level, nowMs, armed }: Look): UnfinishedChange {
  const { begun, state } = record;
  const deadline = deadlineOf(record);
  // A deadline that is past was there, and nothing came of it: that is worth saying.
  const isPast = deadline !== null && Date.parse(deadline) <= nowMs;
  const undoAt = armed || isPast ? deadline : null;
  const msLeft = undoAt === null ? null : Date.parse(undoAt) - nowMs;
  // Deadlines are whole seconds, rounded up: rounding up once more would show 2:01 of two minutes.
  const secondsLeft = msLeft === null ? null : Math.max(0, Math.floor(msLeft / 1000));
  return {
    kind: state === 'pending' && canKeep && isWaiting(msLeft) ? 'pending' : 'interrupted',
    changeId: begun.changeId,
    deed: begun.deed,
    policies: begun.policies,
    ...(begun.target?.kind === 'gpo' ? { gpo: begun.target.gpo } : {}),
    begunAt: begun.at,
    who: begun.who,
    stoppedAt: state,
    stepsDone: begunSteps(record).filter((step) => step.state === 'done').length,
    stepsOf: begun.steps.length,
    undoAt,
    secondsLeft,
    canKeep,
    level,
  };
}

/** A journal that came with a disk image, or from the simulated computer, says nothing of this one. */
export function refuseElsewhere({ files }: Place, { begun }: JournalRecord, { host, computer }: Facts): void {
  const here = computer.computerName;
  if (begun.computer === here && begun.simulated === (host === 'simulated')) return;
  fail('journal-elsewhere', { file: files.pathOf('journal.jsonl'), computer: begun.computer, here });
}

/** A change without steps only deletes, past the point of no return: before it, it looks as if it had been undone. */
const isUndone = ({ state, begun }: JournalRecord, inventory: Inventory): boolean =>
  state !== 'kept' &&
  (begun.steps.length > 0 || state === 'begun' || state === 'armed') &&
  deviations(begun.before, inventory).length === 0;

/**
 * Looks at the journal and at the computer; changes nothing. Throws AppFailure `journal-elsewhere`, `journal-damaged`,
 * `journal-too-new`.
 */
export async function standingOf(place: Place, facts: Facts): Promise<Standing> {
  const { files, gateway } = place;
  const record = await readJournal(files);
  if (record === undefined || isFinal(record.state)) return { kind: 'finished', ...(record && { record }) };
  refuseElsewhere(place, record, facts);
  const target = targetOf(record.begun);
  const inventory = await inventoryNow(place, target, facts);
  if (inventory === undefined) return outOfReach(place, record);
  if (isUndone(record, inventory) && !(await mayBeUnread(place, record, facts))) return { kind: 'undone', record };
  const plans = plansOf(record.begun, inventory);
  const complete = isComplete(record, plans);
  const proof = complete ? await proofOf(place, record.begun, plans, facts) : nothingProved;
  const canKeep = complete || record.state === 'kept';
  const armed = await isArmed(place, record, facts);
  const change = describe(record, { canKeep, level: proof.level, nowMs: await gateway.now(), armed });
  return { kind: 'unfinished', record, change, proof, reached: reachedAll(record.begun, proof) };
}

/**
 * Whether a service may still work with what was assigned during the change, though the value is back: only the undo that
 * got to its end has started the service anew, and then its task is gone.
 */
async function mayBeUnread(place: Place, record: JournalRecord, facts: Facts): Promise<boolean> {
  const restarts = record.begun.steps.filter(({ inverse }) => inverse?.cmdlet === 'Restart-Service');
  const isBegun = record.entries.some((entry) => entry.kind === 'step' && restarts.some(({ id }) => id === entry.id));
  return isBegun && (deadlineOf(record) === null || (await isArmed(place, record, facts)));
}

/** What is there now; undefined where a Group Policy object cannot be read: that concerns it, and not this computer. */
async function inventoryNow({ gateway }: Place, target: Target, facts: Facts): Promise<Inventory | undefined> {
  if (target.kind === 'local') return withoutComparisons(facts.persistent);
  try {
    return await readTarget(gateway, target);
  } catch (error) {
    if (error instanceof CmdletError) return undefined;
    throw error;
  }
}

/** Nothing is known of its state: it is unfinished, and neither kept nor undone before the object can be read again. */
async function outOfReach({ gateway }: Place, record: JournalRecord): Promise<Standing> {
  const look = { canKeep: false, level: 'none', nowMs: await gateway.now(), armed: false } as const;
  const change = describe(record, look);
  return { kind: 'unfinished', record, change, proof: nothingProved, reached: false, isOutOfReach: true };
}

/** The same of both journals: what is unfinished on this computer comes before what is in a Group Policy object. */
export async function anyStanding(place: Place, facts: Facts): Promise<Standing> {
  const here = await standingOf(place, facts);
  if (here.kind !== 'finished') return here;
  const there = await standingOf(journalPlace(place, { kind: 'gpo' }), facts);
  return there.kind === 'finished' ? here : there;
}

/** What a person should know before anything else; undefined where all is finished, or being done just now. */
export async function unfinishedOn(
  place: Place,
  facts: Facts,
  standingNow: typeof standingOf = anyStanding,
): Promise<UnfinishedChange | undefined> {
  if (await changeUnderWay(place.files)) return undefined;
  const standing = await standingNow(place, facts);
  return standing.kind === 'unfinished' ? standing.change : undefined;
}

/** The same of one place only: what is unfinished in a Group Policy object is no matter of this computer. */
export const unfinishedIn = (place: Place, facts: Facts, target: Target): Promise<UnfinishedChange | undefined> =>
  unfinishedOn(journalPlace(place, target), facts, standingOf);

/**
 * What the record says, with what a complete change that waits to be kept has put in its place: that is what is on the
 * computer now. Throws AppFailure `record-damaged`, `record-too-new`.
 */
export async function recordedNow(
  place: Place,
  standing: Standing,
  read: typeof readApplied = readApplied,
): Promise<readonly AppliedPolicy[]> {
  const recorded = await read(place.files);
  if (standing.kind !== 'unfinished' || !standing.change.canKeep) return recorded;
  const { policies, wanted } = standing.record.begun;
  const isThere = isIn(targetOf(standing.record.begun));
  const others = recorded.filter(
    (entry) => !isThere(entry) || !policies.some(({ policyId, role }) => isFor(policyId, role)(entry)),
  );
  return [...others, ...wanted];
}

/**
 * The computer as it will be once a complete change is kept: what the change has taken out of use is still there, and
 * deleted then. For comparing only; what can be switched on again is in the facts themselves.
 */
export function factsOnceKept(facts: Facts, standing: Standing): Facts {
  if (standing.kind !== 'unfinished' || !standing.change.canKeep) return facts;
  const { begun } = standing.record;
  if (begun.deed !== 'apply' || targetOf(begun).kind !== 'local') return facts;
  const leaving = new Set(begun.retire.map(objectIn));
  const objects = facts.persistent.objects.filter(({ kind, name }) => !leaving.has(`${kind} ${name}`));
  return { ...facts, persistent: { ...facts.persistent, objects } };
}

/** What can be seen of the last change by who only looks: nothing of it stands in the way of looking. */
export interface Seen {
  readonly standing: Standing;
  /** A copy of this program is changing the computer just now. */
  readonly underWay: boolean;
  readonly findings: readonly Finding[];
}

/** The names of automatic undos on this computer that no unfinished change here speaks of. Throws CmdletError. */
export async function orphanUndos(
  { gateway }: Place,
  standing: Standing,
  { computer }: Facts,
): Promise<readonly string[]> {
  if (!computer.scheduledTasks.available) return [];
  const known = standing.kind === 'finished' ? undefined : standing.record.begun.changeId;
  return (await armedChanges(gateway)).filter((changeId) => changeId !== known).map(undoTaskName);
}

/** Like `standingOf`, for looking only: a journal that cannot be used is a finding. Throws CmdletError. */
export async function seenOn(place: Place, facts: Facts): Promise<Seen> {
  if (await isUnderWay(place)) return { standing: { kind: 'finished' }, underWay: true, findings: [] };
  const [standing, unusable] = await standingOrReason(place, facts);
  const tasks = await orphanUndos(place, standing, facts);
  const findings = [
    ...(unusable === undefined ? [] : [finding('journal-unusable', 'warning', { reason: unusable })]),
    ...(tasks.length === 0 ? [] : [finding('undo-task-left', 'warning', { tasks })]),
  ];
  return { standing, underWay: false, findings };
}

/** A folder that cannot be read hides the journal as well, and that is said. */
async function isUnderWay({ files }: Place): Promise<boolean> {
  try {
    return await changeUnderWay(files);
  } catch (error) {
    if (error instanceof AppFailure) return false;
    throw error;
  }
}

async function standingOrReason(place: Place, facts: Facts): Promise<readonly [Standing, string?]> {
  try {
    return [await anyStanding(place, facts)];
  } catch (error) {
    if (error instanceof AppFailure) return [{ kind: 'finished' }, reasonOf(error)];
    throw error;
  }
}
