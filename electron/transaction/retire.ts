import type { RemovingInvocation } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { readInventory } from '#host/observe';
import type { OnProgress } from './progress';

const nameOf = ({ parameters }: RemovingInvocation): string =>
  'Name' in parameters ? parameters.Name : parameters.IPsecRuleName;

/** One call in a transaction of its own; whether it worked is read afterwards, not believed. */
async function remove(gateway: HostGateway, removal: RemovingInvocation): Promise<void> {
  const transaction = await gateway.begin(undefined);
  try {
    await transaction.carryOut(`retire-${nameOf(removal)}`, removal);
  } catch {
    // Refused, gone already, or unknown: the read that follows tells which.
    return;
  } finally {
    await transaction.end();
  }
}

async function stillThere(
  gateway: HostGateway,
  removals: readonly RemovingInvocation[],
): Promise<readonly RemovingInvocation[]> {
  const { objects } = await readInventory(gateway, 'PersistentStore');
  const names = new Set(objects.map(({ name }) => name));
  return removals.filter((removal) => names.has(nameOf(removal)));
}

const rounds = 2;

/**
 * Deletes what a change has taken out of use. Past the point of no return: what does not work is tried once more, not
 * undone. Answers the calls whose objects are still there after reading back.
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
    for (const removal of left) await remove(gateway, removal);
    left = await stillThere(gateway, left);
  }
  return left;
}
