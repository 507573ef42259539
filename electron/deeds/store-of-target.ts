import type { Facts } from '#contract/facts';
import { policyStoreOf, sameTarget, type Inventory, type Target } from '#contract/store-object';
import type { HostGateway, ReadOptions } from '#host/gateway';
import { readInventory } from '#host/observe';

const nothing: Inventory = { objects: [], enforcement: [] };

/** What a plan for the target is held against; where that could not be read, pre-flight says so and blocks. */
export function inventoryOf(target: Target, { persistent, gpo }: Facts): Inventory {
  if (target.kind === 'local') return persistent;
  return gpo?.available === true ? gpo.value : nothing;
}

/** The same read anew. Throws CmdletError. */
export const readTarget = (gateway: HostGateway, target: Target, options: ReadOptions = {}): Promise<Inventory> =>
  readInventory(gateway, policyStoreOf(target), options);

/** A Group Policy object is edited on a controller that takes writes, where this computer knows one. */
export function openedOn(target: Target, { computer: { domainController } }: Facts): Target {
  if (target.kind === 'local' || !domainController.available) return target;
  const controller = domainController.value?.writableController;
  return controller === undefined ? target : { ...target, domainController: controller };
}

/** What the record says of a target, and what identifies it: nothing of how it is reached. */
export const meantTarget = (target: Target): Target =>
  target.kind === 'local' ? target : { kind: 'gpo', gpo: target.gpo };

/** Where a change is made, in the words that stand in a sentence. */
export const placeName = (target: Target, computer: string): string =>
  target.kind === 'local' ? computer : `the Group Policy object ${target.gpo}`;

export const isIn =
  (target: Target) =>
  (entry: { readonly target: Target }): boolean =>
    sameTarget(entry.target, target);
