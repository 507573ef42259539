import type { Difference, Inventory, PropertyValue, ProposalProperties, StoreObject } from '#contract/store-object';
import { compareObject } from './compare';
import { belongsTo, kindOfPart, objectName, parseObjectName, type Part } from './names';
import type { Plan, PlanDifference, PlanStep } from './plan';
import { changedProperties, createSteps, disableStep, enabled, removing, switchStep } from './steps';
import type { CompiledPolicy, SetReference, WantedObject } from './wanted';

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

const key = ({ part, index }: SetReference): string => `${part}${index}`;

/** Rules are switched in place, which leaves no moment without a rule; sets and block rules are replaced beside the old. */
const switchedInPlace: ReadonlySet<Part> = new Set(['main-mode-rule', 'rule']);

const nextGeneration = (own: readonly StoreObject[]): number =>
  1 + Math.max(0, ...own.map(({ name }) => parseObjectName(name)?.generation ?? 0));

const proposalProperties = (wanted: WantedObject): readonly ProposalProperties[] =>
  wanted.proposals.map(({ invocation }) =>
    Object.fromEntries(
      Object.entries(invocation.parameters).map(([parameter, value]) => [
        parameter,
        parameter === 'PreSharedKey' ? 'same' : (value as ProposalProperties[string]),
      ]),
    ),
  );

function expectedObject(wanted: WantedObject, name: string, setNames: ReadonlyMap<string, string>): StoreObject {
  const references = Object.entries(wanted.references).map(([parameter, reference]) => [
    parameter,
    setNames.get(key(reference)) ?? '',
  ]);
  const proposals = wanted.proposals.length === 0 ? {} : { Proposal: proposalProperties(wanted) };
  return {
    kind: kindOfPart[wanted.part],
    name,
    properties: {
      ...wanted.properties,
      ...(Object.fromEntries(references) as Record<string, PropertyValue>),
      ...proposals,
    },
  };
}

/** Own objects for the same purpose, the newest first. */
const candidatesFor = (wanted: WantedObject, own: readonly StoreObject[]): readonly StoreObject[] =>
  own
    .filter(({ name, kind }) => {
      const parsed = parseObjectName(name);
      return kind === kindOfPart[wanted.part] && parsed?.part === wanted.part && parsed.index === wanted.index;
    })
    .sort((a, b) => (parseObjectName(b.name)?.generation ?? 0) - (parseObjectName(a.name)?.generation ?? 0));

/** A rule of which the host does not tell what is to be changed could not be put back: it is replaced beside the old. */
const canSwitch = (expected: StoreObject, found: StoreObject): boolean =>
  switchedInPlace.has(parseObjectName(found.name)?.part ?? 'block') &&
  changedProperties(expected, found).every((property) => found.properties[property] !== undefined);

function decideFates(compiled: CompiledPolicy, own: readonly StoreObject[]): readonly Fate[] {
  const setNames = new Map<string, string>();
  const generation = nextGeneration(own);
  return compiled.objects.map((wanted): Fate => {
    const fresh = objectName({ ...compiled, ...wanted, generation });
    const expect = (name: string): StoreObject => expectedObject(wanted, name, setNames);
    const candidates = candidatesFor(wanted, own);
    const same = candidates.find((found) => compareObject(expect(found.name), found).length === 0);
    const [newest] = candidates;
    const name = same?.name ?? (newest !== undefined && canSwitch(expect(newest.name), newest) ? newest.name : fresh);
    const expected = expect(name);
    setNames.set(key(wanted), name);
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

/** Rules before the sets that they use: a set in use cannot be removed. */
const removalOrder: readonly Part[] = [
  'rule',
  'main-mode-rule',
  'block',
  'block-local',
  'phase1',
  'quick-mode',
  'main-mode',
];

const inRemovalOrder = (objects: readonly StoreObject[]): readonly StoreObject[] =>
  [...objects].sort((a, b) => placeInRemoval(a.name) - placeInRemoval(b.name) || (a.name < b.name ? -1 : 1));
const placeInRemoval = (name: string): number => removalOrder.indexOf(parseObjectName(name)?.part ?? 'main-mode');

const references = (objects: readonly StoreObject[]): PlanDifference['create'] =>
  objects.map(({ kind, name }) => ({ kind, name }));

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

/** The newest object of the purpose tells why it does not do; where there is none, the object is simply absent. */
function driftOf(fate: Fate, own: readonly StoreObject[]): readonly Difference[] {
  if (fate.kind === 'keep') return [];
  const [newest] = candidatesFor(fate.wanted, own);
  return newest === undefined ? [absent(fate.expected)] : compareObject(fate.expected, newest);
}

const ofKind = (fates: readonly Fate[], kind: Fate['kind']): PlanDifference['create'] =>
  references(fates.filter((fate) => fate.kind === kind).map(({ expected }) => expected));

/**
 * What to do so that this computer carries the compiled policy: the same content is kept, rules are switched in place,
 * sets and block rules are created beside the old ones, and what is left over is disabled now and retired when the
 * change is kept. Pure; the same inventory gives the same plan.
 */
export function planChange(compiled: CompiledPolicy, inventory: Inventory): Plan {
  const own = inventory.objects.filter(({ name }) => belongsTo(name, compiled.policyId, compiled.role));
  const fates = decideFates(compiled, own);
  const used = new Set(fates.map(({ expected }) => expected.name));
  const leftOver = inRemovalOrder(own.filter(({ name }) => !used.has(name)));
  return {
    fingerprint: compiled.fingerprint,
    target: compiled.target,
    policyId: compiled.policyId,
    role: compiled.role,
    steps: [
      ...fates.flatMap((fate) => stepsOf(fate, compiled)),
      ...leftOver.filter(enabled).map((object) => disableStep(object, compiled.target)),
    ],
    retire: leftOver.map((object) => removing(object, compiled.target)),
    expected: fates.map(({ expected }) => expected),
    difference: {
      create: ofKind(fates, 'create'),
      change: ofKind(fates, 'switch'),
      keep: ofKind(fates, 'keep'),
      remove: references(leftOver),
    },
    drift: [...fates.flatMap((fate) => driftOf(fate, own)), ...leftOver.map(unexpected)],
  };
}

/**
 * Takes one policy off this computer: its rules are disabled first, which can be undone, and everything is deleted when
 * the change is kept. Objects of others, and of other policies of ours, are not in it.
 */
export function planRemoval(
  subject: Pick<CompiledPolicy, 'policyId' | 'role' | 'target' | 'fingerprint'>,
  inventory: Inventory,
): Plan {
  return planChange({ ...subject, objects: [] }, inventory);
}
