import type { Difference, StoreObject } from '#contract/store-object';
import { compareObject } from './compare';
import { candidatesFor, expectedObject, newestGeneration, setKey } from './expected-object';
import { objectName } from './names';
import type { CompiledPolicy, WantedObject } from './wanted';

const absent = ({ kind, name }: StoreObject): Difference => ({
  kind,
  name,
  property: '(the object)',
  expected: 'present',
  found: '(absent)',
});
const unexpected = ({ kind, name }: StoreObject): Difference => ({
  kind,
  name,
  property: '(the object)',
  expected: '(absent)',
  found: 'present',
});

/** The object that stands for a wanted one: the one that is kept, else the newest of its part. */
function standing(
  wanted: WantedObject,
  own: readonly StoreObject[],
  kept: ReadonlySet<string>,
): StoreObject | undefined {
  const candidates = candidatesFor(wanted, own);
  return candidates.find(({ name }) => kept.has(name)) ?? candidates[0];
}

/** A set that is absent is told of once, not again by every rule that names it. */
const withPresentSets = (wanted: WantedObject, setNames: ReadonlyMap<string, string>): WantedObject => ({
  ...wanted,
  references: Object.fromEntries(
    Object.entries(wanted.references).filter(([, reference]) => setNames.has(setKey(reference))),
  ),
});

/**
 * Property by property in what the computer is not as the policy wants it, each wanted object held against the one that
 * stands for it. What a plan would do about it is no difference: neither new generations nor the switch over to them.
 * Objects that stand for nothing are.
 */
export function driftOf(
  compiled: CompiledPolicy,
  own: readonly StoreObject[],
  kept: ReadonlySet<string>,
): readonly Difference[] {
  const pairs = compiled.objects.map((wanted) => ({ wanted, found: standing(wanted, own, kept) }));
  const setNames = new Map(
    pairs.flatMap(({ wanted, found }) => (found ? [[setKey(wanted), found.name] as const] : [])),
  );
  const explained = new Set(setNames.values());
  const generation = Math.max(1, newestGeneration(own));
  return [
    ...pairs.flatMap(({ wanted, found }) => {
      const name = found?.name ?? objectName({ ...compiled, ...wanted, generation });
      const expected = expectedObject(withPresentSets(wanted, setNames), name, setNames);
      return found === undefined ? [absent(expected)] : compareObject(expected, found);
    }),
    ...own.filter(({ name }) => !explained.has(name)).map(unexpected),
  ];
}
