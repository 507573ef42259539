import type { Invocation, ParameterValue } from '#contract/invocation';
import type { Inventory, ObjectKind, PropertyValue, ProposalProperties, StoreObject } from '#contract/store-object';

/** A policy store as a value: what the engine does to it, and what it refuses. Knows calls, nothing of plans. */
export interface ModelStore {
  readonly objects: readonly StoreObject[];
  /** Outcomes of proposal calls, by the id of their step. */
  readonly proposals: Readonly<Record<string, ProposalProperties>>;
}

export const emptyStore: ModelStore = { objects: [], proposals: {} };
export const inventoryOf = ({ objects }: Pick<ModelStore, 'objects'>): Inventory => ({ objects, enforcement: [] });

const refuse = (problem: string): never => {
  throw new Error(problem);
};

const textOf = (value: ParameterValue | undefined): string =>
  typeof value === 'string' ? value : refuse('A name was expected.');

/** Not about content: where, which object, and what a rule is filed under. */
const notContent = new Set(['Name', 'IPsecRuleName', 'PolicyStore', 'Group']);
const setProperties = ['Phase1AuthSet', 'QuickModeCryptoSet', 'MainModeCryptoSet'];

function valueOf(store: ModelStore, value: ParameterValue): PropertyValue {
  if (typeof value !== 'object') return value;
  if (!Array.isArray(value)) return 'secret' in value ? 'same' : refuse('A value that no store keeps.');
  return (value as readonly unknown[]).map((item) =>
    typeof item === 'object' && item !== null && 'fromStep' in item
      ? (store.proposals[String(item.fromStep)] ?? refuse('No such outcome.'))
      : String(item),
  ) as PropertyValue;
}

const contentOf = (store: ModelStore, { parameters }: Invocation): Record<string, PropertyValue> =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([parameter]) => !notContent.has(parameter))
      .map(([parameter, value]) => [parameter === 'NewDisplayName' ? 'DisplayName' : parameter, valueOf(store, value)]),
  );

/** A new rule must name sets that are there. */
const checked = (store: ModelStore, object: StoreObject): StoreObject => {
  for (const property of setProperties) {
    const name = object.properties[property];
    if (name !== undefined && !store.objects.some((set) => set.kind.endsWith('Set') && set.name === name)) {
      refuse(`${object.name}: the set ${JSON.stringify(name)} of -${property} does not exist.`);
    }
  }
  return object;
};

function create(store: ModelStore, kind: ObjectKind, name: string, invocation: Invocation): ModelStore {
  if (store.objects.some((one) => one.kind === kind && one.name === name)) refuse(`${name} exists already.`);
  const object = checked(store, { kind, name, properties: contentOf(store, invocation) });
  return { ...store, objects: [...store.objects, object] };
}

const replace = (store: ModelStore, object: StoreObject): ModelStore => ({
  ...store,
  objects: store.objects.map((one) => (one.kind === object.kind && one.name === object.name ? object : one)),
});

function remove(store: ModelStore, { kind, name }: StoreObject): ModelStore {
  const user = store.objects.find(({ properties }) => setProperties.some((property) => properties[property] === name));
  if (user !== undefined && kind.endsWith('Set')) refuse(`${name} is in use by ${user.name}.`);
  return { ...store, objects: store.objects.filter((one) => one.kind !== kind || one.name !== name) };
}

/** The store after one call. Throws for what the engine refuses: missing, existing, in use, unknown sets. */
export function carryOut(store: ModelStore, id: string, invocation: Invocation): ModelStore {
  const [verb = '', noun = ''] = invocation.cmdlet.split('-');
  if (noun.endsWith('Proposal')) {
    const proposal = contentOf(store, invocation) as ProposalProperties;
    return { ...store, proposals: { ...store.proposals, [id]: proposal } };
  }
  const kind = noun as ObjectKind;
  const name = textOf(invocation.parameters[kind === 'NetIPsecRule' ? 'IPsecRuleName' : 'Name']);
  if (verb === 'New') return create(store, kind, name, invocation);
  const found =
    store.objects.find((one) => one.kind === kind && one.name === name) ?? refuse(`${name} does not exist.`);
  if (verb === 'Remove') return remove(store, found);
  const content = verb === 'Set' ? contentOf(store, invocation) : { Enabled: verb === 'Enable' ? 'True' : 'False' };
  return replace(store, { ...found, properties: { ...found.properties, ...content } });
}

/** Rules that name a set which is not there: nothing of ours may end so, whatever it was before. */
export const danglingRules = ({ objects }: ModelStore): readonly string[] =>
  objects
    .filter(({ properties }) =>
      setProperties.some(
        (property) => properties[property] !== undefined && !objects.some(({ name }) => name === properties[property]),
      ),
    )
    .map(({ name }) => name);
