import { runJson, someKey, type Stores } from './command-line';
import type { StateFile, StoredObject } from './played-computer';

/** Other values for every kind of property: words, numbers, switches, addresses, ports, names of sets, free text. */
function otherValue(property: string, value: unknown): unknown {
  if (property.endsWith('Address')) return ['203.0.113.7'];
  if (property.endsWith('Port')) return ['4532'];
  if (typeof value === 'number') return value + 1;
  // A switch of a proposal that is off is no member of it.
  if (typeof value === 'boolean') return value ? undefined : true;
  const words: Readonly<Record<string, string>> = {
    Enabled: 'False', Profile: 'Domain', Mode: 'Tunnel', InboundSecurity: 'Request', OutboundSecurity: 'None',
    KeyModule: 'IKEv2', Protocol: 'UDP', Direction: value === 'Inbound' ? 'Outbound' : 'Inbound', Action: 'Allow',
    PerfectForwardSecrecyGroup: 'DH14', Encryption: 'DES', Hash: 'MD5', ESPHash: 'MD5', KeyExchange: 'DH1',
    Encapsulation: 'AH', AuthorityType: 'Intermediate',
  }; // prettier-ignore
  return words[property] ?? `${String(value)}-changed`;
}

export interface Drift {
  readonly noun: string;
  readonly name: string;
  readonly property: string;
  readonly change: (object: StoredObject) => StoredObject | undefined;
}

type Properties = Readonly<Record<string, unknown>>;
interface Step {
  readonly id: string;
  readonly parameters: Properties;
}

const proposalsOf = (object: Properties): readonly Properties[] => (object['Proposal'] ?? []) as readonly Properties[];
/** What says where, or is looked at proposal by proposal; the machine is who authenticates in every proposal of ours. */
const notAsked = ['Name', 'IPsecRuleName', 'PolicyStore', 'Group', 'Proposal', 'Machine', 'Cert'];
const asked = ({ parameters }: Step): readonly string[] =>
  Object.keys(parameters).filter((one) => !notAsked.includes(one));

/** The properties that a plan asks for, by the name of the object that its step makes; those of proposals with their place. */
export async function askedFor(
  options: readonly string[],
  at: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { stdout } = await runJson(['plan', ...options, ...at], { stdin: someKey });
  const { steps } = JSON.parse(stdout) as { readonly steps: readonly Step[] };
  const inProposals = ({ parameters }: Step): readonly string[] =>
    proposalsOf(parameters).flatMap(({ fromStep }, place) =>
      steps
        .filter(({ id }) => id === fromStep)
        .flatMap((step) => asked(step).map((one) => `Proposal[${place}].${one}`)),
    );
  return new Map(
    steps.map((step) => {
      const { Name, IPsecRuleName } = step.parameters;
      return [String(IPsecRuleName ?? Name), [...asked(step), ...inProposals(step)]];
    }),
  );
}

/** The object with another value in one property: `Encryption`, or `Proposal[0].Encryption`. */
function withOther(object: StoredObject, path: string): StoredObject {
  const [, place, property] = /^Proposal\[(\d+)\]\.(.+)$/u.exec(path) ?? [];
  if (property === undefined) return { ...object, [path]: otherValue(path, object[path]) };
  const changed = proposalsOf(object).map((proposal, at) =>
    at === Number(place) ? { ...proposal, [property]: otherValue(property, proposal[property]) } : proposal,
  );
  return { ...object, Proposal: changed };
}

/** A set with proposals too many, and with its proposals in another order. */
function orderDrifts(noun: string, object: StoredObject): readonly Drift[] {
  const proposals = proposalsOf(object);
  const other = (property: string, changed: readonly Properties[]): Drift => ({
    ...{ noun, name: String(object['Name']), property },
    change: (one) => ({ ...one, Proposal: changed }),
  });
  return [
    ...(proposals.length > 0 ? [other('Proposal', [...proposals, ...proposals])] : []),
    ...(proposals.length > 1 ? [other('Proposal[0]', proposals.toReversed())] : []),
  ];
}

function driftsOfObject(noun: string, object: StoredObject, properties: readonly string[]): readonly Drift[] {
  const name = String(object['Name']);
  return [
    { noun, name, property: '(the object)', change: () => undefined },
    ...properties.map((property): Drift => ({ noun, name, property, change: (one) => withOther(one, property) })),
    ...orderDrifts(noun, object),
  ];
}

/** One change by hand for each property that was asked for of each object of ours, and for each object that it is gone. */
export const driftsOf = (
  objects: Stores[string],
  properties: ReadonlyMap<string, readonly string[]>,
): readonly Drift[] =>
  Object.entries(objects).flatMap(([noun, list]) =>
    list.flatMap((object) => driftsOfObject(noun, object, properties.get(String(object['Name'])) ?? [])),
  );

/** An object that is gone is named as it will be called: its generation may be another. */
export const purpose = (name: string): string => name.replace(/-\d+$/u, '');

export function drifted(state: StateFile, { noun, name, change }: Drift): StateFile {
  const store = state.stores['PersistentStore'] ?? {};
  const objects = (store[noun] ?? []).flatMap((object): readonly StoredObject[] => {
    const changed = object['Name'] === name ? change(object) : object;
    return changed === undefined ? [] : [changed];
  });
  return { ...state, stores: { ...state.stores, PersistentStore: { ...store, [noun]: objects } } };
}
