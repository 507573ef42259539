import {
  assignedPolicyKind,
  policyStoreOf,
  type Inventory,
  type ProposalProperties,
  type StoreObject,
  type Target,
} from '#contract/store-object';
import { watched } from '#compiler/aside';
import { saveGpoStep, withoutSession } from '#compiler/gpo-session';
import { parseObjectName } from '#compiler/names';
import { renderInvocation } from '#compiler/render';
import { isObjectStep, type ObjectStep, type PlanStep } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { readInventory } from '#host/observe';
import { carryOutInGpo } from './gpo-calls';
import { objectIn } from './named';
import { oneCall } from './one-call';
import type { OnProgress, StepState } from './progress';
import { reasonOf } from './reason';

/** A step that was begun, and how sure it is that it took effect. */
export interface BegunStep {
  readonly step: PlanStep;
  readonly state: StepState;
}

/** The steps whose inverses are owed, newest first. A step whose outcome is unknown owes its inverse as well. */
export const owedInverses = (begun: readonly BegunStep[]): readonly ObjectStep[] =>
  begun.flatMap(({ step, state }) => (isObjectStep(step) && mayHaveEffect(state) ? [step] : [])).toReversed();

const mayHaveEffect = (state: StepState): boolean => state === 'done' || state === 'unknown';

/** In a Group Policy object nothing has changed before its session may have been saved, and nothing is owed. */
const owedIn = (target: Target, begun: readonly BegunStep[]): readonly ObjectStep[] =>
  target.kind === 'local' || begun.some(({ step, state }) => step.id === saveGpoStep && mayHaveEffect(state))
    ? owedInverses(begun)
    : [];

/** The whole undo of a change, newest first, however far the change will have come. */
export const inversesOf = (steps: readonly PlanStep[]): readonly ObjectStep['inverse'][] =>
  owedInverses(steps.map((step) => ({ step, state: 'unknown' }))).map(({ inverse }) => inverse);

/** In what the store is not as it was: `object` as `objectIn` spells it, `words` for a person. */
interface Deviation {
  readonly object: string;
  readonly words: string;
}

const sortedEntries = (object: object): unknown => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
const contentOf = ({ properties }: StoreObject): string => JSON.stringify(sortedEntries(properties));
const byObject = (objects: readonly StoreObject[]): ReadonlyMap<string, string> =>
  new Map(objects.map((object) => [`${object.kind} ${object.name}`, contentOf(object)]));

/** The snapshot of a change: objects of ours, the only ones that it touches; whether a key is the same was not asked. */
export const ownObjects = (inventory: Pick<Inventory, 'objects'>): readonly StoreObject[] =>
  inventory.objects.filter(({ name }) => parseObjectName(name) !== undefined).map(withoutComparison);

/** The store for a question that is not about a key: one that was given for another change says nothing of this one. */
export const withoutComparisons = (inventory: Inventory): Inventory => ({
  ...inventory,
  objects: inventory.objects.map(withoutComparison),
});

const withoutComparison = (object: StoreObject): StoreObject => {
  const { Proposal: proposals } = object.properties;
  if (typeof proposals !== 'object') return object;
  const told = proposals.flatMap((one): readonly ProposalProperties[] => {
    if (typeof one === 'string') return [];
    return [one['PreSharedKey'] === undefined ? one : { ...one, PreSharedKey: 'not-compared' }];
  });
  return { ...object, properties: { ...object.properties, Proposal: told } };
};

/** Kind and name as Windows has them; the assignment of secpol.msc is no object, and is said in words. */
const inWords = (object: string): string =>
  object === `${assignedPolicyKind} ActivePolicy` ? 'what is assigned in secpol.msc' : object;

/** No step of ours deletes a rule of somebody else: where it is gone its owner has done that, and nothing can bring it back. */
const isKept = ({ kind, name }: StoreObject): boolean =>
  kind === assignedPolicyKind || parseObjectName(name) !== undefined;

/**
 * Objects of ours, and what the change touches of others, that are not in the store as they were before: left over,
 * missing, or changed. What else others do to their objects in the meantime, deleting them too, is none of our business.
 */
export function deviations(before: readonly StoreObject[], after: Inventory): readonly Deviation[] {
  const was = byObject(before);
  const is = byObject([...ownObjects(after), ...watched(before, after)]);
  const say = (object: string, how: string): Deviation => ({ object, words: `${inWords(object)} is ${how}` });
  return [
    ...[...is].flatMap(([object, content]) =>
      was.get(object) === content ? [] : [say(object, was.has(object) ? 'changed' : 'left')],
    ),
    ...[...byObject(before.filter(isKept)).keys()]
      .filter((object) => !is.has(object))
      .map((object) => say(object, 'missing')),
  ];
}

/** What undoing needs to know of the change that it undoes. */
export interface UndoContext {
  readonly gateway: HostGateway;
  /** The snapshot, as `ownObjects` makes it. */
  readonly before: readonly StoreObject[];
  /** Where the change was made. */
  readonly target: Target;
  readonly onProgress: OnProgress;
}

/** What is left to undo, read back: steps whose objects are not as before. All of them where nothing can be read. */
interface Left {
  readonly words: readonly string[];
  readonly owed: readonly ObjectStep[];
}

/** That the service has read what is assigned cannot be read back: that it was started anew has to be enough. */
const notRead = (failed: readonly ObjectStep[]): readonly ObjectStep[] =>
  failed.filter(({ inverse }) => inverse.cmdlet === 'Restart-Service');
const notReadWords =
  'the service IPsec Policy Agent was not started anew, so that it may not have read what is assigned';

async function leftOf(
  owed: readonly ObjectStep[],
  failed: readonly ObjectStep[],
  { gateway, before, target }: UndoContext,
): Promise<Left> {
  const services = notRead(failed);
  try {
    const found = deviations(before, await readInventory(gateway, policyStoreOf(target)));
    const objects = new Set(found.map(({ object }) => object));
    return {
      words: [...found.map(({ words }) => words), ...services.map(() => notReadWords)],
      owed: owed.filter((step) => objects.has(objectIn(step.inverse)) || services.includes(step)),
    };
  } catch (error) {
    return { words: [`the store could not be read back (${reasonOf(error)})`], owed };
  }
}

/** Answers the steps whose inverse was refused. */
async function undoAll(
  owed: readonly ObjectStep[],
  { gateway, target, onProgress }: UndoContext,
): Promise<readonly ObjectStep[]> {
  if (target.kind === 'gpo') {
    const calls = owed.map(({ id, inverse }) => ({ id: `undo-${id}`, invocation: inverse }));
    const reason = await carryOutInGpo(gateway, target, calls);
    for (const { id } of owed) {
      onProgress({ kind: 'step-ended', id, state: reason === undefined ? 'undone' : 'not-undone' });
    }
    return [];
  }
  const failed: ObjectStep[] = [];
  for (const step of owed) {
    const reason = await oneCall(gateway, `undo-${step.id}`, step.inverse);
    if (reason !== undefined) failed.push(step);
    onProgress({ kind: 'step-ended', id: step.id, state: reason === undefined ? 'undone' : 'not-undone' });
  }
  return failed;
}

const asCommand = ({ inverse }: ObjectStep, target: Target): string =>
  renderInvocation(withoutSession(inverse, target), { step: (id) => `$${id}`, secret: () => "'***'" });

export interface UndoOutcome {
  /** Empty: read back, the store is as it was before. */
  readonly left: readonly string[];
  /** PowerShell for a person that does what could not be done; without a secret. */
  readonly commands: readonly string[];
}

const rounds = 2;

/**
 * Undoes what was begun, newest first, then reads the store back and compares it with the one before: the inverses
 * undo, the snapshot judges. What is not as before is tried once more, because what it depends on may be gone by then.
 */
export async function undo(begun: readonly BegunStep[], context: UndoContext): Promise<UndoOutcome> {
  context.onProgress({ kind: 'phase', phase: 'undo' });
  const all = owedIn(context.target, begun);
  let left: Left = { words: [], owed: all };
  for (let round = 0; round === 0 || (round < rounds && left.owed.length > 0); round += 1) {
    const failed = await undoAll(left.owed, context);
    left = await leftOf(all, failed, context);
  }
  return { left: left.words, commands: left.owed.map((step) => asCommand(step, context.target)) };
}
