import { textOf, textsOf, type Inventory, type StoreObject } from '#contract/store-object';
import { compareObject } from '#compiler/compare';
import { enabled } from '#compiler/steps';
import { belongsTo, parseObjectName } from '#compiler/names';
import {
  allAddresses,
  contains,
  intersection,
  normaliseRanges,
  sameRanges,
  type AddressRange,
} from '#policy/address-range';
import { parseRanges, printRange } from '#policy/address-text';
import type { Role } from '#policy/model';
import type { CheckInput } from './check';

/** What is untold counts as any. */
function listOf({ properties }: StoreObject, property: string): readonly string[] {
  const told = properties[property] === undefined ? [] : textsOf(properties[property]);
  return told.length === 0 ? ['Any'] : told;
}

/** What a person recognises a rule by. */
export const labelOf = (rule: StoreObject): string => `${textOf(rule, 'DisplayName', rule.name)} (${rule.name})`;

/** Words such as `LocalSubnet` stand for addresses that only Windows knows: they count as any. */
function rangesOf(object: StoreObject, property: string): readonly AddressRange[] {
  const read = (text: string): readonly AddressRange[] => {
    const parsed = parseRanges(text);
    return parsed.ok ? parsed.value : allAddresses;
  };
  return normaliseRanges(listOf(object, property).flatMap(read));
}

const shared = (a: StoreObject, b: StoreObject, property: string): readonly AddressRange[] =>
  intersection(rangesOf(a, property), rangesOf(b, property));

/** What both rules cover, in words; undefined where no address pair is in both. An untold address counts as any. */
export function sharedAddresses(a: StoreObject, b: StoreObject): string | undefined {
  const remote = shared(a, b, 'RemoteAddress');
  if (remote.length === 0 || shared(a, b, 'LocalAddress').length === 0) return undefined;
  return sameRanges(remote, allAddresses) ? 'any address' : remote.slice(0, 4).map(printRange).join(', ');
}

export type Width = 'same' | 'narrower' | 'wider' | 'neither';

function widthOf(a: readonly AddressRange[], b: readonly AddressRange[]): Width {
  if (sameRanges(a, b)) return 'same';
  if (contains(b, a)) return 'narrower';
  return contains(a, b) ? 'wider' : 'neither';
}

/** How wide one rule is against another, measure by measure: the other side, the own side, and the ports that are named. */
export function compareWidth(a: StoreObject, b: StoreObject): readonly Width[] {
  const byAddresses = ['RemoteAddress', 'LocalAddress'].map((side) => widthOf(rangesOf(a, side), rangesOf(b, side)));
  const named = (rule: StoreObject): number =>
    Number(namesPort(rule, 'LocalPort')) + Number(namesPort(rule, 'RemotePort'));
  const [here, there] = [named(a), named(b)];
  return [...byAddresses, here === there ? 'same' : here > there ? 'narrower' : 'wider'];
}

/** The words of cmdlets know no letter case. */
export const isWord = (word: string, other: string): boolean => word.toLowerCase() === other.toLowerCase();

/** Whether a rule has this word as its value of a property. */
export const saysWord = (rule: StoreObject, property: string, word: string): boolean =>
  isWord(textOf(rule, property), word);

const isAny = (word: string): boolean => isWord(word, 'any');

/** Whether two lists of ports, or two protocols, have something in common. */
const meet = (a: readonly string[], b: readonly string[]): boolean =>
  a.some(isAny) || b.some(isAny) || a.some((port) => b.some((other) => samePort(port, other)));
const samePort = (a: string, b: string): boolean => covers(a, b) || covers(b, a);

/** A port, or a range `5000-5010`, against a port. */
function covers(list: string, port: string): boolean {
  const [from, to = from] = list.split('-').map(Number);
  const number = Number(port);
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) {
    return isWord(list, port);
  }
  return from <= number && number <= to;
}

/** Whether two rules can be about the same connection, as far as protocol and ports tell. */
export const samePorts = (a: StoreObject, b: StoreObject): boolean =>
  ['Protocol', 'LocalPort', 'RemotePort'].every((property) => meet(listOf(a, property), listOf(b, property)));

/** The port that a role is about: the server's own, the workstation's target. */
export const roleSide = (role: Role): 'LocalPort' | 'RemotePort' => (role === 'server' ? 'LocalPort' : 'RemotePort');

export const namesPort = (rule: StoreObject, side: 'LocalPort' | 'RemotePort'): boolean =>
  !listOf(rule, side).some(isAny);

/** Protocol and port that a rule is about, in words: `TCP 4531`. */
export const portInWords = (rule: StoreObject, side: 'LocalPort' | 'RemotePort'): string =>
  `${textOf(rule, 'Protocol')} ${textOf(rule, side, 'Any')}`;

export const isFullyExempt = (rule: StoreObject): boolean =>
  ['InboundSecurity', 'OutboundSecurity'].every((property) => saysWord(rule, property, 'None'));

/** What is in force, and what is only stored: a rule that is in force under the same name hides the stored one. */
const both = ({ facts: { active, persistent } }: CheckInput): readonly StoreObject[] => {
  const inForce = new Set(active.objects.map(({ kind, name }) => `${kind} ${name}`));
  return [...active.objects, ...persistent.objects.filter(({ kind, name }) => !inForce.has(`${kind} ${name}`))];
};

/**
 * A name alone makes no rule ours: Group Policy may bring another one under it, which then counts in place of ours. Ours
 * is what stands in the local store with the same content.
 */
export const isOurs = ({ plan, facts }: CheckInput, rule: StoreObject): boolean =>
  hasOurName(rule) &&
  (plan.target.kind !== 'local' ||
    facts.persistent.objects.some(
      (stored) => stored.kind === rule.kind && stored.name === rule.name && compareObject(stored, rule).length === 0,
    ));

export const hasOurName = ({ name }: StoreObject): boolean => parseObjectName(name) !== undefined;

/** Enabled rules of one kind that are not of the policy in question: foreign ones and those of our other policies. */
export const otherRules = (input: CheckInput, kind: StoreObject['kind']): readonly StoreObject[] =>
  both(input).filter(
    (object) =>
      object.kind === kind &&
      enabled(object) &&
      !(belongsTo(object.name, input.plan.policyId, input.plan.role) && isOurs(input, object)),
  );

export const roleOf = ({ name }: StoreObject): Role | undefined => parseObjectName(name)?.role;

/** The set that a rule of the same store names. */
export function setNamed(inventory: Inventory, rule: StoreObject, property: string): StoreObject | undefined {
  const name = rule.properties[property];
  return inventory.objects.find((object) => object.name === name && object.kind.endsWith('Set'));
}
