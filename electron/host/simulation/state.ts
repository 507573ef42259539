import { isObject, type StoredObject } from './stored-object';

/**
 * What the reference marks UNSURE and what changes behaviour: both ways can be played by setting it in the file.
 */
export interface Unsure {
  /** Whether the filter reads without a selector hold the filters of IPsec and main-mode rules, or of firewall rules only. */
  readonly filtersOfIpsecRulesInGetAll: boolean;
  /** Whether proposals are shown under the parameter names of their cmdlet or under the property names of their class. */
  readonly proposalNames: 'cmdlet' | 'class';
  readonly enums: 'words' | 'integers';
  /** Whether an IPv4 prefix is read back as it was given or with its mask written out. */
  readonly addresses: 'given' | 'mask';
  /** What a rule shows for a set that it does not name. */
  readonly unsetSet: 'Default' | 'None' | '';
  /** Whether a set that a rule names cannot be removed, or is removed and leaves the rule broken. */
  readonly setInUse: 'refused' | 'leaves-rule-broken';
  readonly mixedGroups: 'refused' | 'accepted';
  readonly ikev2WithoutCertificate: 'refused' | 'accepted';
  /** A certificate proposal that only selects or only validates, and names nothing by which to do it. */
  readonly emptyCriteria: 'accepted' | 'refused';
  /** Whether the firewall learns the account of a peer that Kerberos has proved over IKEv1. */
  readonly accountsOverIkev1: 'known' | 'unknown';
  /** Whether the Policy Agent notices that another policy of secpol.msc is assigned, or reads that when it starts. */
  readonly secpolChanges: 'noticed' | 'at-service-start';
  /** Which of the two systems decides where a policy of secpol.msc and a rule of the firewall are about the same port. */
  readonly secpolPrecedence: 'rules-first' | 'secpol-first';
}

export interface SimulatedComputer {
  readonly name: string;
  /** What stays when the name changes; made from the name where not told. */
  readonly machineId?: string;
  readonly edition: string;
  readonly build: string | number;
  /** DNS name, or null in a workgroup. */
  readonly domain: string | null;
  readonly elevated: boolean;
  readonly addresses: readonly string[];
  readonly services: Readonly<Record<string, unknown>>;
  readonly listening: readonly number[];
  readonly connections: readonly unknown[];
  /** Registry keys with their values, for what has no place in a policy store. */
  readonly registry: Readonly<Record<string, unknown>>;
  readonly languageMode: string;
  readonly executionPolicy: string;
  readonly netsecurityModule: 'present' | 'missing';
  /** Of the connected network: Domain, Private or Public. */
  readonly networkProfile: string;
  /** `mains` or `battery`: a task does not start on battery unless its settings say so. */
  readonly power: string;
  /** UDP ports that something holds, in the words of Get-NetUDPEndpoint, with the name of the process. */
  readonly udpEndpoints: readonly unknown[];
  /** Network interfaces in the words of Get-NetConnectionProfile and Get-NetIPAddress; one of them when not told. */
  readonly interfaces?: readonly unknown[];
  /** Registered firewall products of others, each with its `DisplayName` and `RuleCategories` by number. */
  readonly firewallProducts?: readonly unknown[];
  /** Whether the domain answers (`Reachable`) and by how much the clocks differ (`ClockSkewSeconds`); it does where not told. */
  readonly domainController?: unknown;
  /** Certificates with their keys, in the words of Cert:\LocalMachine\My; none where not told. See certificates.ts. */
  readonly certificates?: readonly unknown[];
  /** Removable drives: folders of the real computer with a `label` and `freeBytes`; none where not told. */
  readonly drives?: readonly unknown[];
  /** The policy of secpol.msc that the Policy Agent works with, '' for none; told while it is not the assigned one. */
  readonly secpolInForce?: string;
  /** ISO 8601; told after a restart. */
  readonly lastBootUpTime?: string;
}

/** Lists of objects by noun; other members are kept. */
export type PolicyStoreContent = Readonly<Record<string, unknown>>;

/** The whole file with its defaults filled in. Members that this version does not know are kept as they are. */
export interface SimulatedState {
  readonly format: 1;
  readonly computer: SimulatedComputer;
  readonly stores: Readonly<Record<string, PolicyStoreContent>>;
  readonly unsure: Unsure;
  /** Scheduled tasks in Microsoft's words; see tasks.ts. */
  readonly tasks: readonly unknown[];
  /** Seconds that are added to the real clock. */
  readonly clock: number;
  readonly [other: string]: unknown;
}

export function objectsIn(state: SimulatedState, store: string, noun: string): readonly StoredObject[] {
  const list = state.stores[store]?.[noun];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** Lists that are there by default: an empty one says that nothing is there, an absent one would bring the default back. */
const filledByDefault = ['NetFirewallRule', 'NetFirewallProfile'];

/** The state with one list replaced; everything else is the same value. A list that was emptied leaves nothing behind. */
export function withObjects(
  state: SimulatedState,
  store: string,
  noun: string,
  objects: readonly StoredObject[],
): SimulatedState {
  const { [noun]: replaced, ...others } = state.stores[store] ?? {};
  const content =
    objects.length === 0 && !filledByDefault.includes(noun) ? others : { ...state.stores[store], [noun]: objects };
  return { ...state, stores: { ...state.stores, [store]: content } };
}
