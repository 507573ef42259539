import type { Difference, Inventory, PropertyValue, StoreObject } from '#contract/store-object';
import { inWords } from '#compiler/compare';
import { parseObjectName } from '#compiler/names';

const keyOf = ({ kind, name }: StoreObject): string => `${kind} ${name}`;
const byKey = ({ objects }: Pick<Inventory, 'objects'>): ReadonlyMap<string, StoreObject> =>
  new Map(objects.map((object) => [keyOf(object), object]));

const same = (one: PropertyValue | undefined, other: PropertyValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function changed(before: StoreObject | undefined, after: StoreObject | undefined): readonly Difference[] {
  const object = before ?? after;
  if (object === undefined) return [];
  const { kind, name } = object;
  if (before === undefined || after === undefined) {
    const [expected, found] = before === undefined ? ['(absent)', 'present'] : ['present', '(absent)'];
    return [{ kind, name, property: '(the object)', expected, found }];
  }
  const properties = [...new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])];
  return properties.flatMap((property) => {
    const [was, is] = [before.properties[property], after.properties[property]];
    return same(was, is) ? [] : [{ kind, name, property, expected: inWords(was), found: inWords(is) }];
  });
}

/** What somebody else has changed in a Group Policy object between two readings, property by property. */
export function changesBetween(
  before: Pick<Inventory, 'objects'>,
  after: Pick<Inventory, 'objects'>,
): readonly Difference[] {
  const [was, is] = [byKey(before), byKey(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => changed(was.get(key), is.get(key)));
}

const ofOthers = ({ objects }: Pick<Inventory, 'objects'>): Pick<Inventory, 'objects'> => ({
  objects: objects.filter(({ name }) => parseObjectName(name) === undefined),
});

/** The same for objects that are not ours: a change of ours never touches them. */
export const changesOfOthers = (
  before: Pick<Inventory, 'objects'>,
  after: Pick<Inventory, 'objects'>,
): readonly Difference[] => changesBetween(ofOthers(before), ofOthers(after));
