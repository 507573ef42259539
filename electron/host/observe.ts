import type {
  Enforcement,
  Inventory,
  ObjectKind,
  PropertyValue,
  ProposalProperties,
  StoreObject,
} from '#contract/store-object';
import type { HostGateway, Read, ReadOptions, Row } from './gateway';
import { asNumber, isScalar, observeAuthProposal, observeCryptoProposal, told } from './observe-proposal';
import { assignedFrom, assignedReads } from './observe-assigned';
import { conditionReads, conditionsFrom, interfaceTypeIn, ownConditionReads } from './observe-conditions';
import { hasDemands, securityProperties, securityRead, withPlainAction } from './observe-security';
import { enforcementWord, profileWords, wordOf } from '#compiler/netsecurity-words';

/** How an object of one kind is read: which properties, under which spellings, into which `New-` parameters. */
interface Shape {
  readonly kind: ObjectKind;
  readonly words: readonly string[];
  readonly texts: readonly string[];
  readonly numbers: readonly (readonly [parameter: string, property: string])[];
  readonly proposal?: (row: Row) => ProposalProperties;
  /** The parameter of the filter cmdlets that takes an object of this kind. */
  readonly association?: string;
}

const shapes: readonly Shape[] = [
  {
    kind: 'NetIPsecPhase1AuthSet', words: [], texts: ['DisplayName', 'Description'], numbers: [], proposal: observeAuthProposal,
  },
  {
    kind: 'NetIPsecMainModeCryptoSet', words: [], texts: ['DisplayName', 'Description'],
    numbers: [['MaxMinutes', 'MaxLifetimeMinutes'], ['MaxSessions', 'MaxLifetimeSessions']], proposal: observeCryptoProposal,
  },
  {
    kind: 'NetIPsecQuickModeCryptoSet', words: ['PerfectForwardSecrecyGroup'], texts: ['DisplayName', 'Description'],
    numbers: [], proposal: observeCryptoProposal,
  },
  {
    kind: 'NetIPsecMainModeRule', words: ['Enabled'], texts: ['DisplayName', 'Description', 'MainModeCryptoSet', 'Phase1AuthSet'],
    numbers: [], association: 'AssociatedNetIPsecMainModeRule',
  },
  {
    kind: 'NetIPsecRule', words: ['Enabled', 'Mode', 'InboundSecurity', 'OutboundSecurity', 'KeyModule', 'User', 'Machine'],
    texts: ['DisplayName', 'Description', 'QuickModeCryptoSet', 'Phase1AuthSet', 'Phase2AuthSet'],
    numbers: [], association: 'AssociatedNetIPsecRule',
  },
  {
    kind: 'NetFirewallRule', words: ['Enabled', 'Direction', 'Action'], texts: ['DisplayName', 'Description'],
    numbers: [], association: 'AssociatedNetFirewallRule',
  },
]; // prettier-ignore

const nameSpellings = ['IPsecRuleName', 'InstanceID', 'Name'];
const statusProperties = ['PrimaryStatus', 'StatusCode', 'EnforcementStatus'];
/** Cmdlet parameters and alias, and what the CIM class calls the same property. */
const otherSpellings: Readonly<Record<string, readonly string[]>> = {
  DisplayName: ['DisplayName', 'ElementName'],
  PerfectForwardSecrecyGroup: ['PerfectForwardSecrecyGroup', 'PfsGroup', 'PfsGroupID'],
  Profile: ['Profile', 'Profiles'],
  User: ['User', 'Users'],
  Machine: ['Machine', 'Machines'],
};
const spellingsOf = (parameter: string): readonly string[] => otherSpellings[parameter] ?? [parameter];

const all = (noun: string, policyStore: string, select: readonly string[]): Read => ({
  invocation: { cmdlet: `Get-${noun}`, parameters: { All: true, PolicyStore: policyStore } },
  select,
});

const selectOf = (shape: Shape): readonly string[] => [
  ...nameSpellings,
  ...[...shape.texts, ...shape.words].flatMap(spellingsOf),
  ...shape.numbers.flat(),
  ...(shape.proposal === undefined ? [...spellingsOf('Profile'), ...statusProperties] : ['Proposal', 'Proposals']),
];

const addressProperties = ['LocalAddress', 'RemoteAddress'];
const portProperties = ['Protocol', 'LocalPort', 'RemotePort'];

/** The reads of one store, whatever it holds: one for each kind of object, one for each kind of filter. */
export const storeReads = (policyStore: string): readonly Read[] => [
  ...shapes.map((shape) => all(shape.kind, policyStore, selectOf(shape))),
  all('NetFirewallAddressFilter', policyStore, ['InstanceID', ...addressProperties]),
  all('NetFirewallPortFilter', policyStore, ['InstanceID', ...portProperties]),
  ...conditionReads(policyStore),
  ...assignedReads(policyStore),
];

const asRows = (value: unknown): readonly Row[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (item): item is Row => typeof item === 'object' && item !== null && !Array.isArray(item),
  );

const asTexts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => isScalar(item) && item !== '').map(String);

const nameOf = (row: Row): string => String(told(row, ...nameSpellings) ?? '');

function ownProperties(shape: Shape, row: Row): Record<string, PropertyValue> {
  const profile = told(row, ...spellingsOf('Profile'));
  const entries: readonly (readonly [string, PropertyValue | undefined])[] = [
    ...shape.texts.map((text) => [text, told(row, ...spellingsOf(text))] as const),
    ...shape.words.map((word) => {
      const shown = told(row, ...spellingsOf(word));
      return [word, shown === undefined ? undefined : wordOf(word, shown)] as const;
    }),
    ...shape.numbers.map(([parameter, property]) => {
      const shown = told(row, parameter, property);
      return [parameter, asNumber(shown)] as const;
    }),
    ['Profile', profile === undefined || profile === '' ? undefined : profileWords(String(profile))] as const,
    ['Proposal', shape.proposal && asRows(row['Proposal'] ?? row['Proposals']).map(shape.proposal)] as const,
  ];
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function filterProperties(address: Row | undefined, port: Row | undefined): Record<string, PropertyValue> {
  const addresses = addressProperties.map((property) => [property, asTexts(address?.[property])] as const);
  const ports = ['LocalPort', 'RemotePort'].map((property) => [property, asTexts(port?.[property])] as const);
  const protocol = port === undefined ? undefined : told(port, 'Protocol');
  return {
    ...Object.fromEntries([...addresses, ...ports].filter(([, texts]) => texts.length > 0)),
    ...(protocol === undefined ? {} : { Protocol: wordOf('Protocol', protocol) }),
  };
}

/** One object and what the engine says of it. */
interface Observed {
  readonly shape: Shape;
  readonly name: string;
  readonly row: Row;
}

/** A name that could be read as a wildcard is never used as a selector. */
const selectable = (name: string): boolean => !/[[\]*?`]/u.test(name);

type Filters = ReadonlyMap<string, Row>;
const uniqueByInstance = (rows: readonly Row[]): Filters => {
  const ids = rows.map((row) => String(told(row, 'InstanceID') ?? ''));
  const seen = new Set<string>();
  const twice = new Set(ids.filter((id) => seen.size === seen.add(id).size));
  return new Map(rows.flatMap((row, at) => (twice.has(ids[at] ?? '') ? [] : [[ids[at] ?? '', row] as const])));
};

/** Names that rules of two kinds share: whose filter the bulk read tells under such a name cannot be told apart. */
function sharedNames(rules: readonly Observed[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(rules.flatMap(({ name }) => (seen.size === seen.add(name).size ? [name] : [])));
}

const ruleRead = ({ shape, name }: Observed, policyStore: string): Read['invocation'] => {
  const selector = shape.kind === 'NetIPsecRule' ? { IPsecRuleName: name } : { Name: name };
  return { cmdlet: `Get-${shape.kind}`, parameters: { ...selector, PolicyStore: policyStore } };
};

function associatedReads(observed: Observed, policyStore: string): readonly Read[] {
  const { shape } = observed;
  const parameters = { [shape.association ?? '']: { read: ruleRead(observed, policyStore) } };
  const read = (noun: string, select: readonly string[]): Read => ({
    invocation: { cmdlet: `Get-${noun}`, parameters },
    select,
  });
  return [
    read('NetFirewallAddressFilter', addressProperties),
    ...(shape.kind === 'NetIPsecMainModeRule' ? [] : [read('NetFirewallPortFilter', portProperties)]),
    ...ownConditionReads({ kind: shape.kind, name: observed.name }, parameters, policyStore),
  ];
}

/** Rules whose addresses or ports the bulk reads did not tell: whether they hold those of IPsec rules is not documented. */
async function readAssociated(
  gateway: HostGateway,
  policyStore: string,
  observed: readonly Observed[],
): Promise<ReadonlyMap<string, Readonly<Record<'address' | 'port' | 'condition', Row | undefined>>>> {
  const reads = observed.map((one) => associatedReads(one, policyStore));
  if (reads.length === 0) return new Map();
  const answers = [...(await gateway.read(reads.flat()))];
  return new Map(
    observed.map((one, at) => {
      const rows = answers.splice(0, reads[at]?.length ?? 0);
      return [`${one.shape.kind} ${one.name}`, { address: rows[0]?.[0], port: rows[1]?.[0], condition: rows[2]?.[0] }];
    }),
  );
}

const enforcementOf = ({ shape, name, row }: Observed): Enforcement => {
  const statusCode = told(row, 'StatusCode');
  return {
    name,
    kind: shape.kind,
    primaryStatus: wordOf('PrimaryStatus', told(row, 'PrimaryStatus') ?? ''),
    enforcementStatus: asTexts(row['EnforcementStatus'])
      .flatMap((text) => text.split(','))
      .map((text) => enforcementWord(text.trim())),
    ...(statusCode === undefined || Number.isNaN(Number(statusCode)) ? {} : { statusCode: Number(statusCode) }),
  };
};

/** What our own rules demand of IPsec, by their names. */
async function readDemands(
  gateway: HostGateway,
  policyStore: string,
  rules: readonly Observed[],
): Promise<ReadonlyMap<string, Row | undefined>> {
  const asked = rules.filter(({ shape, name }) => shape.kind === 'NetFirewallRule' && hasDemands(name));
  if (asked.length === 0) return new Map();
  const answers = await gateway.read(asked.map((one) => securityRead(ruleRead(one, policyStore))));
  return new Map(asked.map(({ name }, at) => [name, asRows(answers[at])[0]]));
}

/** Turns the answers to `storeReads` into one inventory; a second exchange fills in filters that the first did not hold. */
export async function inventoryOf(
  gateway: HostGateway,
  policyStore: string,
  answers: readonly (readonly Row[])[],
): Promise<Inventory> {
  // The name is the key of every class: a row without one tells of no object.
  const observed = shapes
    .flatMap((shape, at) => asRows(answers[at]).map((row): Observed => ({ shape, name: nameOf(row), row })))
    .filter(({ name }) => name !== '');
  const addresses = uniqueByInstance(asRows(answers[shapes.length]));
  const ports = uniqueByInstance(asRows(answers[shapes.length + 1]));
  const rules = observed.filter(({ shape }) => shape.association !== undefined);
  const ambiguous = sharedNames(rules);
  const known = ({ shape, name }: Observed): boolean =>
    !ambiguous.has(name) && addresses.has(name) && (shape.kind === 'NetIPsecMainModeRule' || ports.has(name));
  const asked = rules.filter((one) => !known(one) && selectable(one.name));
  const associated = await readAssociated(gateway, policyStore, asked);
  const demands = await readDemands(gateway, policyStore, rules);
  const [others, extra] = [answers.slice(shapes.length + 2), conditionReads(policyStore).length];
  const conditionsOf = conditionsFrom(others.slice(0, extra));
  const objects = observed.map((one): StoreObject => {
    const own = associated.get(`${one.shape.kind} ${one.name}`);
    const joined = ambiguous.has(one.name) ? {} : { address: addresses.get(one.name), port: ports.get(one.name) };
    const filters =
      one.shape.association === undefined
        ? {}
        : filterProperties(own?.address ?? joined.address, own?.port ?? joined.port);
    const conditions = ambiguous.has(one.name) ? {} : conditionsOf({ kind: one.shape.kind, name: one.name });
    const found = { ...ownProperties(one.shape, one.row), ...filters, ...conditions };
    const plain = withPlainAction({ ...found, ...interfaceTypeIn(own?.condition) });
    const security = one.shape.kind === 'NetFirewallRule' ? securityProperties(demands.get(one.name)) : {};
    return { kind: one.shape.kind, name: one.name, properties: { ...plain, ...security } };
  });
  return { objects: [...objects, ...assignedFrom(others.slice(extra))], enforcement: rules.map(enforcementOf) };
}

/** Everything that one store holds, in a constant number of exchanges. Throws CmdletError. */
export async function readInventory(
  gateway: HostGateway,
  policyStore: string,
  options: ReadOptions = {},
): Promise<Inventory> {
  return inventoryOf(gateway, policyStore, await gateway.read(storeReads(policyStore), options));
}
