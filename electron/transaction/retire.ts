import { policyStoreOf, type Target } from '#contract/store-object';
import { withoutSession } from '#compiler/gpo-session';
import type { RemovingInvocation } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { readInventory } from '#host/observe';
import { carryOutInGpo } from './gpo-calls';
import { nameIn, objectIn } from './named';
import { oneCall } from './one-call';
import type { OnProgress } from './progress';

/** Where nothing can be read, everything counts as left: better named once too often than forgotten. */
async function stillThere(
  gateway: HostGateway,
  target: Target,
  removals: readonly RemovingInvocation[],
): Promise<readonly RemovingInvocation[]> {
  try {
    const { objects } = await readInventory(gateway, policyStoreOf(target));
    const there = new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
    return removals.filter((removal) => there.has(objectIn(removal)));
  } catch {
    return removals;
  }
}

/** Refused, gone already, or unknown: the read that follows tells which. */
async function removeAll(gateway: HostGateway, target: Target, removals: readonly RemovingInvocation[]): Promise<void> {
  const calls = removals.map((removal) => ({ id: `retire-${nameIn(removal)}`, invocation: removal }));
  if (target.kind === 'gpo') await carryOutInGpo(gateway, target, calls);
  else for (const { id, invocation } of calls) await oneCall(gateway, id, invocation);
}

export interface RetireContext {
  readonly gateway: HostGateway;
  readonly target: Target;
  readonly onProgress: OnProgress;
}

const rounds = 2;

/**
 * Deletes what a change has taken out of use. Past the point of no return: what does not work is tried once more, not
 * undone. Never throws; answers the calls whose objects are still there after reading back.
 */
export async function retire(
  removals: readonly RemovingInvocation[],
  { gateway, target, onProgress }: RetireContext,
): Promise<readonly RemovingInvocation[]> {
  if (removals.length === 0) return [];
  onProgress({ kind: 'phase', phase: 'retire' });
  let left = removals;
  for (let round = 0; round < rounds && left.length > 0; round += 1) {
    await removeAll(gateway, target, left);
    left = await stillThere(gateway, target, left);
  }
  return left.map((removal) => withoutSession(removal, target));
}
