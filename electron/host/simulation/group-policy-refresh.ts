import { nouns } from './nouns';
import { objectsIn, withObjects, type PolicyStoreContent, type SimulatedState } from './state';
import { isObject, nameOf, sameWord, textOf, type StoredObject } from './stored-object';

/** Marks what came from a Group Policy object, so that the next refresh knows what to replace. */
const SOURCE = 'PolicyStoreSource';
const lists = [...Object.keys(nouns), 'NetFirewallProfile'];

function linked({ groupPolicy, stores }: SimulatedState): readonly (readonly [string, PolicyStoreContent])[] {
  const { links } = isObject(groupPolicy) ? groupPolicy : {};
  const names: readonly unknown[] = Array.isArray(links) ? links : [];
  return names.flatMap((name) => {
    const store = Object.keys(stores).find((key) => sameWord(key, `gpo:${String(name)}`));
    return store === undefined ? [] : [[String(name), stores[store] ?? {}] as const];
  });
}

/** Of two objects of one name the one that is linked first counts. */
function arriving(state: SimulatedState, noun: string): readonly StoredObject[] {
  const found = linked(state).flatMap(([source, content]) => {
    const objects = content[noun];
    return Array.isArray(objects) ? objects.filter(isObject).map((one) => ({ ...one, [SOURCE]: source })) : [];
  });
  const seen = new Set<string>();
  return found.filter((one) => seen.size !== seen.add(nameOf(one).toLowerCase()).size);
}

/**
 * A refresh of Group Policy: what the linked objects hold takes the place of what they held at the last one. What was
 * put into RSOP by hand stays.
 */
export function refreshed(state: SimulatedState): SimulatedState {
  return lists.reduce((left, noun) => {
    const byHand = objectsIn(left, 'RSOP', noun).filter((one) => textOf(one, SOURCE) === '');
    const now = arriving(left, noun);
    const nothing = now.length === 0 && byHand.length === objectsIn(left, 'RSOP', noun).length;
    return nothing ? left : withObjects(left, 'RSOP', noun, [...byHand, ...now]);
  }, state);
}
