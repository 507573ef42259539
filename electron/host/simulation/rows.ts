import { withMask } from './address';
import { statusOf } from './enforcement';
import { withCodes } from './enum-codes';
import { isSetNoun, nouns } from './nouns';
import { proposalRow } from './proposal-row';
import type { SimulatedState } from './state';
import { listOf, nameOf, proposalsOf, textOf, type HostObject, type StoredObject } from './stored-object';

/** What a row depends on beside its object. */
export interface Viewing {
  readonly state: SimulatedState;
  /** The store that was asked: only ActiveStore knows what is enforced. */
  readonly store: string;
  /** The digest to compare stored keys with. */
  readonly givenKey: string | undefined;
}

export interface FoundRow {
  readonly noun: string;
  readonly row: StoredObject;
}

const pick = (object: StoredObject, properties: readonly string[]): StoredObject =>
  Object.fromEntries(properties.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));

function statusRow({ state, store }: Viewing, found: HostObject): StoredObject {
  const isActive = store === 'ActiveStore';
  const status = statusOf(state, found);
  return {
    PrimaryStatus: isActive ? status.primaryStatus : 'OK',
    StatusCode: isActive ? status.statusCode : 65_536,
    EnforcementStatus: isActive ? status.enforcement : ['NotApplicable'],
    PolicyStoreSource: found.store,
    PolicyStoreSourceType: found.store === 'PersistentStore' ? 'Local' : 'GroupPolicy',
  };
}

function setNames(state: SimulatedState, noun: string, object: StoredObject): StoredObject {
  const parameters = Object.keys(nouns[noun]?.sets ?? {});
  return Object.fromEntries(parameters.map((name) => [name, textOf(object, name, state.unsure.unsetSet)]));
}

/** One object as its `Get-` cmdlet shows it. */
export function objectRow(viewing: Viewing, found: HostObject): FoundRow {
  const { noun } = found;
  const description = nouns[noun];
  const object = { ...description?.defaults, ...found.object };
  const { unsure } = viewing.state;
  const row: StoredObject = {
    [description?.key ?? 'Name']: nameOf(object),
    InstanceID: nameOf(object),
    ...pick(object, description?.shown ?? []),
    DisplayGroup: textOf(object, 'Group'),
    ...setNames(viewing.state, noun, object),
    ...(isSetNoun(noun)
      ? { Proposal: proposalsOf(object).map((one) => proposalRow(one, unsure, viewing.givenKey)) }
      : {}),
    ...statusRow(viewing, found),
  };
  return { noun, row: unsure.enums === 'integers' ? withCodes(noun, row) : row };
}

const addressesOf = ({ state }: Viewing, object: StoredObject, property: string): readonly string[] => {
  const addresses = listOf(object, property);
  return state.unsure.addresses === 'mask' ? addresses.map(withMask) : addresses;
};

/** One filter object of a rule: what the rule itself does not carry. Linked by the InstanceID of its rule. */
export function filterRow(viewing: Viewing, filterNoun: string, { noun, object: stored }: HostObject): FoundRow {
  const object = { ...nouns[noun]?.defaults, ...stored };
  const filters: Readonly<Record<string, StoredObject>> = {
    NetFirewallAddressFilter: {
      LocalAddress: addressesOf(viewing, object, 'LocalAddress'),
      RemoteAddress: addressesOf(viewing, object, 'RemoteAddress'),
    },
    NetFirewallPortFilter: {
      Protocol: textOf(object, 'Protocol', 'Any'),
      LocalPort: listOf(object, 'LocalPort'),
      RemotePort: listOf(object, 'RemotePort'),
      IcmpType: listOf(object, 'IcmpType'),
      DynamicTarget: textOf(object, 'DynamicTarget', 'Any'),
    },
    NetFirewallInterfaceTypeFilter: { InterfaceType: textOf(object, 'InterfaceType', 'Any') },
    NetFirewallApplicationFilter: { Program: textOf(object, 'Program', 'Any'), Package: textOf(object, 'Package') },
    NetFirewallServiceFilter: { Service: textOf(object, 'Service', 'Any') },
    NetFirewallSecurityFilter: pick(object, [
      ...['Authentication', 'Encryption', 'OverrideBlockRules', 'LocalUser', 'RemoteUser', 'RemoteMachine'],
    ]),
  };
  const row = { InstanceID: nameOf(object), ...filters[filterNoun] };
  return { noun: filterNoun, row: viewing.state.unsure.enums === 'integers' ? withCodes(filterNoun, row) : row };
}
