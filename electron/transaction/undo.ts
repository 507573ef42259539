import type { Invocation } from '#contract/invocation';
import type { Inventory, StoreObject } from '#contract/store-object';
import { renderInvocation } from '#compiler/render';
import type { PlanStep } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { CmdletError } from '#host/cmdlet-error';
import { readInventory } from '#host/observe';
import type { OnProgress, StepState } from './progress';

/** A step that was begun, and how sure it is that it took effect. */
export interface BegunStep {
  readonly step: PlanStep;
  readonly state: StepState;
}

/** The inverses that are owed, newest first. A step whose outcome is unknown owes its inverse as well. */
export const owedInverses = (begun: readonly BegunStep[]): readonly PlanStep[] =>
  begun
    .filter(({ step, state }) => step.inverse !== null && (state === 'done' || state === 'unknown'))
    .map(({ step }) => step)
    .toReversed();

/** What has not been taken away is no failure of taking it away. */
const alreadySo = (error: unknown): boolean => error instanceof CmdletError && error.kind === 'not-found';

/** Carries out one inverse in a transaction of its own: after a time-out or a death the old one is gone. Needs no key. */
async function undoOne(gateway: HostGateway, id: string, inverse: Invocation): Promise<string | undefined> {
  const transaction = await gateway.begin(undefined);
  try {
    await transaction.carryOut(`undo-${id}`, inverse);
    return undefined;
  } catch (error) {
    return alreadySo(error) ? undefined : error instanceof Error ? error.message : String(error);
  } finally {
    await transaction.end();
  }
}

async function undoAll(gateway: HostGateway, steps: readonly PlanStep[], onProgress: OnProgress): Promise<readonly PlanStep[]> {
  const failed: PlanStep[] = [];
  for (const step of steps) {
    if (step.inverse === null) continue;
    const reason = await undoOne(gateway, step.id, step.inverse);
    if (reason !== undefined) failed.push(step);
    onProgress({ kind: 'step-ended', id: step.id, state: reason === undefined ? 'undone' : 'not-undone' });
  }
  return failed;
}

const sortedEntries = (object: object): unknown => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
const contentOf = ({ properties }: StoreObject): string => JSON.stringify(sortedEntries(properties));

/** Objects that are not in the store as they were before: left over, missing, or changed. For a person. */
export function differencesBetween(before: Inventory, after: Inventory): readonly string[] {
  const key = ({ kind, name }: StoreObject): string => `${kind} ${name}`;
  const was = new Map(before.objects.map((object) => [key(object), contentOf(object)]));
  const is = new Map(after.objects.map((object) => [key(object), contentOf(object)]));
  return [
    ...[...is].filter(([id, content]) => was.get(id) !== content).map(([id]) => (was.has(id) ? `${id} is changed` : `${id} is left`)),
    ...[...was.keys()].filter((id) => !is.has(id)).map((id) => `${id} is missing`),
  ];
}

export interface UndoOutcome {
  /** Empty: read back, the store is as it was before. */
  readonly left: readonly string[];
  /** PowerShell for a person that does what could not be done; without a secret. */
  readonly commands: readonly string[];
}

async function readBack(gateway: HostGateway, before: Inventory): Promise<readonly string[]> {
  try {
    return differencesBetween(before, await readInventory(gateway, 'PersistentStore'));
  } catch (error) {
    return [`the store could not be read back (${error instanceof Error ? error.message : String(error)})`];
  }
}

const asCommand = ({ inverse }: PlanStep): readonly string[] =>
  inverse === null ? [] : [renderInvocation(inverse, { step: (id) => `$${id}`, secret: () => "'***'" })];

/**
 * Undoes what was begun, newest first; what fails is tried once more after the others, because what it depends on may
 * be gone by then. Then reads the store back and compares it with the one before: the inverses undo, the snapshot judges.
 * @param before the store as it was, read without comparing a key
 */
export async function undo(
  gateway: HostGateway,
  begun: readonly BegunStep[],
  before: Inventory,
  onProgress: OnProgress,
): Promise<UndoOutcome> {
  onProgress({ kind: 'phase', phase: 'undo' });
  const failedOnce = await undoAll(gateway, owedInverses(begun), onProgress);
  const failed = await undoAll(gateway, failedOnce, onProgress);
  const left = await readBack(gateway, before);
  return { left, commands: left.length === 0 ? [] : (failed.length === 0 ? owedInverses(begun) : failed).flatMap(asCommand) };
}
