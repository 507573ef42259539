import type { Inventory, StoreObject } from '#contract/store-object';
import type { Secret } from '#contract/secret';
import { renderInvocation } from '#compiler/render';
import type { PlanStep } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { readInventory } from '#host/observe';
import { objectIn } from './named';
import { oneCall } from './one-call';
import type { OnProgress, StepState } from './progress';
import { reasonOf } from './reason';

/** A step that was begun, and how sure it is that it took effect. */
export interface BegunStep {
  readonly step: PlanStep;
  readonly state: StepState;
}

/** A step that changes a store, and so carries its undoing. */
type UndoableStep = Exclude<PlanStep, { readonly inverse: null }>;

/** The steps whose inverses are owed, newest first. A step whose outcome is unknown owes its inverse as well. */
export const owedInverses = (begun: readonly BegunStep[]): readonly UndoableStep[] =>
  begun
    .flatMap(({ step, state }) => (step.inverse !== null && (state === 'done' || state === 'unknown') ? [step] : []))
    .toReversed();

/** In what the store is not as it was: `object` as `objectIn` spells it, `words` for a person. */
interface Deviation {
  readonly object: string;
  readonly words: string;
}

const sortedEntries = (object: object): unknown => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
const contentOf = ({ properties }: StoreObject): string => JSON.stringify(sortedEntries(properties));
const byObject = ({ objects }: Inventory): ReadonlyMap<string, string> =>
  new Map(objects.map((object) => [`${object.kind} ${object.name}`, contentOf(object)]));

/** Objects that are not in the store as they were before: left over, missing, or changed. */
export function deviations(before: Inventory, after: Inventory): readonly Deviation[] {
  const was = byObject(before);
  const is = byObject(after);
  const say = (object: string, how: string): Deviation => ({ object, words: `${object} is ${how}` });
  return [
    ...[...is].flatMap(([object, content]) =>
      was.get(object) === content ? [] : [say(object, was.has(object) ? 'changed' : 'left')],
    ),
    ...[...was.keys()].filter((object) => !is.has(object)).map((object) => say(object, 'missing')),
  ];
}

/** What undoing needs to know of the change that it undoes. */
export interface UndoContext {
  readonly gateway: HostGateway;
  /** The store as it was, read with the same key, or without one. */
  readonly before: Inventory;
  readonly key: Secret | undefined;
  readonly onProgress: OnProgress;
}

/** What is left to undo, read back: steps whose objects are not as before. All of them where nothing can be read. */
interface Left {
  readonly words: readonly string[];
  readonly owed: readonly UndoableStep[];
}

async function leftOf(owed: readonly UndoableStep[], { gateway, before, key }: UndoContext): Promise<Left> {
  try {
    const options = key === undefined ? {} : { compareKey: key };
    const found = deviations(before, await readInventory(gateway, 'PersistentStore', options));
    const objects = new Set(found.map(({ object }) => object));
    return {
      words: found.map(({ words }) => words),
      owed: owed.filter(({ inverse }) => objects.has(objectIn(inverse))),
    };
  } catch (error) {
    return { words: [`the store could not be read back (${reasonOf(error)})`], owed };
  }
}

async function undoAll(owed: readonly UndoableStep[], { gateway, onProgress }: UndoContext): Promise<void> {
  for (const { id, inverse } of owed) {
    const reason = await oneCall(gateway, `undo-${id}`, inverse);
    onProgress({ kind: 'step-ended', id, state: reason === undefined ? 'undone' : 'not-undone' });
  }
}

const asCommand = ({ inverse }: UndoableStep): string =>
  renderInvocation(inverse, { step: (id) => `$${id}`, secret: () => "'***'" });

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
  const all = owedInverses(begun);
  let left: Left = { words: [], owed: all };
  for (let round = 0; round === 0 || (round < rounds && left.owed.length > 0); round += 1) {
    await undoAll(left.owed, context);
    left = await leftOf(all, context);
  }
  return { left: left.words, commands: left.owed.map(asCommand) };
}
