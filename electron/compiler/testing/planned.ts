import type { Inventory, ObjectKind, PropertyValue, StoreObject } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { compile } from '../compile';
import { parseObjectName } from '../names';
import { planChange } from '../plan-change';
import type { Plan, PlanDifference } from '../plan';
import { carryOut, emptyStore, inventoryOf, type ModelStore } from './model-store';

/** For tests: policies planned and carried out on the model of a store. */
export const local = { kind: 'local' } as const;
export const nothing: Inventory = { objects: [], enforcement: [] };

export const planFor = (policy: IpSecurityPolicy, inventory: Inventory = nothing): Plan =>
  planChange(compile(policy, local), inventory);

export const withSteps = (store: ModelStore, { steps }: Pick<Plan, 'steps'>): ModelStore =>
  steps.reduce((after, { id, invocation }) => carryOut(after, id, invocation), store);
export const withRetire = (store: ModelStore, { retire }: Pick<Plan, 'retire'>): ModelStore =>
  retire.reduce((after, removal) => carryOut(after, 'retire', removal), store);
export const withInverses = (store: ModelStore, { steps }: Pick<Plan, 'steps'>): ModelStore =>
  steps
    .toReversed()
    .reduce((after, { inverse }) => (inverse === null ? after : carryOut(after, 'undo', inverse)), store);

/** The store once the policy is on it and the change is kept. */
export function applied(policy: IpSecurityPolicy, store: ModelStore = emptyStore): ModelStore {
  const plan = planFor(policy, inventoryOf(store));
  return withRetire(withSteps(store, plan), plan);
}
export const onComputer = (policy: IpSecurityPolicy): Inventory => inventoryOf(applied(policy));

/** The inventory with the objects of one purpose changed. */
export const changed = (
  { objects }: Inventory,
  part: string,
  change: (properties: StoreObject['properties']) => Readonly<Record<string, PropertyValue>>,
): Inventory =>
  inventoryOf({
    objects: objects.map((one) =>
      parseObjectName(one.name)?.part === part ? { ...one, properties: change(one.properties) } : one,
    ),
  });

export const cmdlets = ({ steps }: Plan): readonly string[] => steps.map(({ invocation }) => invocation.cmdlet);
export const names = (references: PlanDifference['create']): readonly string[] => references.map(({ name }) => name);

/** All objects of a policy as they stand after it was applied. */
export const objectsOf = (policy: IpSecurityPolicy): readonly StoreObject[] => planFor(policy).expected;
export const ofKind = (objects: readonly StoreObject[], kind: ObjectKind): readonly StoreObject[] =>
  objects.filter((object) => object.kind === kind);
