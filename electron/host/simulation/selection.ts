import type { BoundCall } from './bind-call';
import type { BoundValue } from './bind-value';
import { isSetNoun, nouns } from './nouns';
import { notFound, refuseCall } from './refusal';
import { nameOf, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';

const places = ['PolicyStore', 'GPOSession', 'TracePolicyStore', 'PassThru', 'All'];
export const hasWildcard = (text: string): boolean => /[*?[\]]/.test(text);

/** PowerShell's `-like` with `*` and `?`, in any case of letters. */
export function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|\\[\]]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu').test(text);
}

const wordsOf = (value: BoundValue | undefined): readonly string[] => {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String);
};

/** Every value selects; a value without wildcards that selects nothing is an error. */
function byProperty(
  { cmdlet }: BoundCall,
  objects: readonly HostObject[],
  property: 'Name' | 'DisplayName',
  wanted: readonly string[],
): readonly HostObject[] {
  const readValue = (object: StoredObject): string => textOf(object, property);
  return wanted.flatMap((word) => {
    const exact = !hasWildcard(word);
    const found = objects.filter(({ object }) =>
      exact ? sameWord(readValue(object), word) : isLike(word, readValue(object)),
    );
    if (exact && found.length === 0) throw notFound(cmdlet, property === 'Name' ? 'InstanceID' : property, word);
    return found;
  });
}

function byQuery(call: BoundCall, objects: readonly HostObject[]): readonly HostObject[] {
  const asked = Object.entries(call.parameters).filter(([name]) => !places.includes(name));
  const fits = ({ object, noun }: HostObject): boolean =>
    asked.every(([name, value]) => {
      const own = textOf({ ...nouns[noun]?.defaults, ...object }, name === 'DisplayGroup' ? 'Group' : name);
      return wordsOf(value).some((word) => isLike(word, own));
    });
  const found = objects.filter(fits);
  if (found.length === 0) throw notFound(call.cmdlet, '', asked.map(([name]) => name).join(', '));
  return found;
}

/** The sets that a rule names: `Get-...Set -AssociatedNetIPsecRule`. */
function byRule(call: BoundCall, objects: readonly HostObject[], parameter: string): readonly HostObject[] {
  const rule = associatedObject(call, parameter);
  const named = Object.entries(nouns[rule.noun]?.sets ?? {})
    .filter(([, noun]) => noun === call.noun)
    .map(([property]) => textOf(rule.object, property));
  return objects.filter(({ object }) => named.some((name) => sameWord(name, nameOf(object))));
}

/** The object bound to an `-Associated...` parameter, whose kind the parameter's name demands. */
export function associatedObject({ cmdlet, parameters }: BoundCall, parameter: string): HostObject {
  const value: readonly unknown[] = Array.isArray(parameters[parameter]) ? parameters[parameter] : [];
  const [first] = value as readonly HostObject[];
  if (first !== undefined && parameter === `Associated${first.noun}`) return first;
  return refuseCall(cmdlet, 'CannotConvertArgumentNoMessage', `'${parameter}' was given an object of another kind.`);
}

const associationOf = ({ parameters }: BoundCall): string | undefined =>
  Object.keys(parameters).find((name) => name.startsWith('Associated'));

/** The objects that a call selects, in the store's order. Throws CmdletError `not-found` as the reference says. */
export function selectObjects(call: BoundCall, objects: readonly HostObject[]): readonly HostObject[] {
  const { cmdlet, noun, parameterSet, parameters } = call;
  const association = associationOf(call);
  if (association !== undefined && isSetNoun(noun)) return byRule(call, objects, association);
  const key = nouns[noun]?.key ?? 'Name';
  if (parameters[key] !== undefined) return byProperty(call, objects, 'Name', wordsOf(parameters[key]));
  if (parameters['DisplayName'] !== undefined) {
    return byProperty(call, objects, 'DisplayName', wordsOf(parameters['DisplayName']));
  }
  if (parameterSet === 'ByQuery') return byQuery(call, objects);
  if (parameterSet === 'GetAll') return objects;
  return refuseCall(cmdlet, 'NotSimulated', `The parameter set '${parameterSet}' is not simulated.`);
}

/**
 * The objects that a changing call selects. Windows lets a bare `Remove-NetIPsecRule` delete every rule of the computer,
 * and a name with a wildcard several; here both are refused, because no plan may ever contain them.
 */
export function selectForChange(call: BoundCall, objects: readonly HostObject[]): readonly HostObject[] {
  const key = nouns[call.noun]?.key ?? 'Name';
  const names = wordsOf(call.parameters[key]);
  if (names.length === 0) refuseCall(call.cmdlet, 'SelectorMissing', `Without -${key} this would change every object.`);
  if (names.some(hasWildcard))
    refuseCall(call.cmdlet, 'SelectorHasWildcard', 'A wildcard could change several objects.');
  return byProperty(call, objects, 'Name', names);
}
