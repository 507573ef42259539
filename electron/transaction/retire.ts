import type { RemovingInvocation } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { readInventory } from '#host/observe';
import { nameIn, objectIn } from './named';
import { oneCall } from './one-call';
import type { OnProgress } from './progress';

/** Where nothing can be read, everything counts as left: better named once too often than forgotten. */
async function stillThere(
  gateway: HostGateway,
  removals: readonly RemovingInvocation[],
): Promise<readonly RemovingInvocation[]> {
  try {
    const { objects } = await readInventory(gateway, 'PersistentStore');
    const there = new Set(objects.map(({ kind, name }) => `${kind} ${name}`));
    return removals.filter((removal) => there.has(objectIn(removal)));
  } catch {
    return removals;
  }
}

const rounds = 2;

/**
 * Deletes what a change has taken out of use. Past the point of no return: what does not work is tried once more, not
 * undone. Never throws; answers the calls whose objects are still there after reading back.
 */
export async function retire(
  removals: readonly RemovingInvocation[],
  gateway: HostGateway,
  onProgress: OnProgress,
): Promise<readonly RemovingInvocation[]> {
  if (removals.length === 0) return [];
  onProgress({ kind: 'phase', phase: 'retire' });
  let left = removals;
  for (let round = 0; round < rounds && left.length > 0; round += 1) {
    // Refused, gone already, or unknown: the read that follows tells which.
    for (const removal of left) await oneCall(gateway, `retire-${nameIn(removal)}`, removal);
    left = await stillThere(gateway, left);
  }
  return left;
}
