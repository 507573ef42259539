import { textOf, type Inventory, type PropertyValue, type StoreObject } from '#contract/store-object';
import { asideDrift, asideReferences, giveBackSteps, noAside, putAsideSteps, type AsideWish } from './aside';
import { compareObject } from './compare';
import { driftOf } from './drift';
import { candidatesFor, expectedObject, newestGeneration, setKey } from './expected-object';
import { belongsTo, objectName, parseObjectName, type Part } from './names';
import type { Plan, PlanDifference, PlanStep } from './plan';
import { quote } from './quote';
import { inSession } from './gpo-session';
import { changedProperties, createSteps, disableStep, enabled, removing, switchStep, takesSession } from './steps';
import type { CompiledPolicy, WantedObject } from './wanted';

/** What becomes of one wanted object, given what the computer has. */
type Fate =
  | { readonly kind: 'keep'; readonly wanted: WantedObject; readonly expected: StoreObject }
  | { readonly kind: 'create'; readonly wanted: WantedObject; readonly expected: StoreObject }
  | {
      readonly kind: 'switch';
      readonly wanted: WantedObject;
      readonly expected: StoreObject;
      readonly found: StoreObject;
    };

/** Rules are switched in place, which leaves no moment without a rule; sets and block rules are replaced beside the old. */
const switchedInPlace: ReadonlySet<Part> = new Set(['main-mode-rule', 'rule', 'permit']);

/**
 * The automatic undo travels in the command line of a scheduled task, 12,000 letters with all inverses of a change: what
 * puts a rule back must leave room for the others.
 */
const MOST_LETTERS_TO_PUT_BACK = 2_000;

const lettersOf = (value: PropertyValue | undefined): number =>
  [value].flat().reduce<number>((sum, item) => sum + (typeof item === 'string' ? quote(item).length + 1 : 6), 0);

const lettersToPutBack = (found: StoreObject, properties: readonly string[]): number =>
  properties.reduce((sum, property) => sum + property.length + lettersOf(found.properties[property]), 0);

/**
 * A rule of which the host does not tell what is to be changed could not be put back, one without a display name is
 * refused by `Set-`, what is never given cannot be set, and what is too long to be put back has no automatic undo: such
 * a rule is replaced beside the old.
 */
function canSwitch({ part, defaults }: WantedObject, expected: StoreObject, found: StoreObject): boolean {
  const properties = changedProperties(expected, found);
  return (
    switchedInPlace.has(part) &&
    textOf(found, 'DisplayName') !== '' &&
    properties.every((property) => found.properties[property] !== undefined && defaults?.[property] === undefined) &&
    lettersToPutBack(found, properties) <= MOST_LETTERS_TO_PUT_BACK
  );
}

function decideFates(compiled: CompiledPolicy, own: readonly StoreObject[]): readonly Fate[] {
  const setNames = new Map<string, string>();
  const generation = newestGeneration(own) + 1;
  return compiled.objects.map((wanted): Fate => {
    const fresh = objectName({ ...compiled, ...wanted, generation });
    const expect = (name: string): StoreObject => expectedObject(wanted, name, setNames);
    const candidates = candidatesFor(wanted, own);
    const same = candidates.find((found) => compareObject(expect(found.name), found).length === 0);
    const [newest] = candidates;
    const name =
      same?.name ?? (newest !== undefined && canSwitch(wanted, expect(newest.name), newest) ? newest.name : fresh);
    const expected = expect(name);
    setNames.set(setKey(wanted), name);
    if (same !== undefined) return { kind: 'keep', wanted, expected };
    if (newest?.name === name) return { kind: 'switch', wanted, expected, found: newest };
    return { kind: 'create', wanted, expected };
  });
}

function stepsOf(fate: Fate, compiled: CompiledPolicy): readonly PlanStep[] {
  if (fate.kind === 'keep') return [];
  if (fate.kind === 'create') return createSteps(fate.wanted, fate.expected, compiled.target);
  return [switchStep(fate.wanted, fate.expected, fate.found, compiled.target)];
}

/**
 * Rules before the sets that they use: a set in use cannot be removed. What lets secured connections in goes first: it is
 * never there without the rule that requires IPsec.
 */
const removalOrder: readonly Part[] = [
  'allow-secure',
  'rule',
  'main-mode-rule',
  'permit',
  'block',
  'block-local',
  'block-inbound',
  'block-outbound',
  'account-allow',
  'account-block',
  'phase1',
  'quick-mode',
  'main-mode',
];

const inRemovalOrder = (objects: readonly StoreObject[]): readonly StoreObject[] =>
  [...objects].sort((a, b) => placeInRemoval(a.name) - placeInRemoval(b.name) || (a.name < b.name ? -1 : 1));
const placeInRemoval = (name: string): number => removalOrder.indexOf(parseObjectName(name)?.part ?? 'main-mode');

/** In a session a firewall rule cannot be switched off: there it is deleted once the session is saved and kept. */
const canDisable = ({ target }: Pick<CompiledPolicy, 'target'>, object: StoreObject): boolean =>
  enabled(object) && (target.kind === 'local' || takesSession('Disable', object.kind));

const references = (objects: readonly StoreObject[]): PlanDifference['create'] =>
  objects.map(({ kind, name }) => ({ kind, name }));

const ofKind = (fates: readonly Fate[], kind: Fate['kind']): PlanDifference['create'] =>
  references(fates.filter((fate) => fate.kind === kind).map(({ expected }) => expected));

/**
 * What to do so that this computer carries the compiled policy: the same content is kept, rules are switched in place,
 * sets and block rules are created beside the old ones, and what is left over is disabled now and retired when the
 * change is kept. What is not ours and was put aside is given back first, what is to be put aside comes last. Pure; the
 * same inventory gives the same plan.
 */
export function planChange(compiled: CompiledPolicy, inventory: Inventory, aside: AsideWish = noAside): Plan {
  const own = inventory.objects.filter(({ name }) => belongsTo(name, compiled.policyId, compiled.role));
  const fates = decideFates(compiled, own);
  const used = new Set(fates.map(({ expected }) => expected.name));
  const leftOver = inRemovalOrder(own.filter(({ name }) => !used.has(name)));
  const [back, put] = [giveBackSteps(aside, inventory), putAsideSteps(aside, inventory)];
  return {
    fingerprint: compiled.fingerprint,
    target: compiled.target,
    policyId: compiled.policyId,
    role: compiled.role,
    steps: inSession(compiled.target, [
      ...back,
      ...fates.flatMap((fate) => stepsOf(fate, compiled)),
      ...leftOver.filter((one) => canDisable(compiled, one)).map((object) => disableStep(object, compiled.target)),
      ...put,
    ]),
    retire: leftOver.map((object) => removing(object, compiled.target)),
    expected: fates.map(({ expected }) => expected),
    difference: {
      create: ofKind(fates, 'create'),
      change: [...ofKind(fates, 'switch'), ...asideReferences([...back, ...put])],
      keep: ofKind(fates, 'keep'),
      remove: references(leftOver),
    },
    drift: [...driftOf(compiled, own, used), ...asideDrift(aside, inventory)],
  };
}

/**
 * Takes one policy off this computer: its rules are disabled first, which can be undone, and everything is deleted when
 * the change is kept. Objects of others, and of other policies of ours, are not in it, but for what was put aside.
 */
export function planRemoval(
  subject: Pick<CompiledPolicy, 'policyId' | 'role' | 'target' | 'fingerprint'>,
  inventory: Inventory,
  aside: AsideWish = noAside,
): Plan {
  return planChange({ ...subject, objects: [] }, inventory, aside);
}
