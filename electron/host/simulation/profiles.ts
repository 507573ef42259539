import { profileNames } from './default-state';
import { objectsIn, type SimulatedState } from './state';
import { nameOf, sameWord, textOf, type StoredObject } from './stored-object';

/** What counts where nothing is configured (netipsec.md section 9). */
const effective: StoredObject = {
  Enabled: 'True',
  DefaultInboundAction: 'Block',
  DefaultOutboundAction: 'Allow',
  AllowInboundRules: 'True',
  AllowLocalFirewallRules: 'True',
  AllowLocalIPsecRules: 'True',
};

const profileIn = (state: SimulatedState, store: string, name: string): StoredObject =>
  objectsIn(state, store, 'NetFirewallProfile').find((profile) => sameWord(nameOf(profile), name)) ?? {};

const configured = (profile: StoredObject): StoredObject =>
  Object.fromEntries(Object.entries(profile).filter(([property]) => textOf(profile, property) !== 'NotConfigured'));

/** The three firewall profiles as a store shows them; in ActiveStore Group Policy wins over what is set locally. */
export function profileRows(state: SimulatedState, store: string): readonly StoredObject[] {
  return profileNames.map((name) => {
    const local = profileIn(state, store === 'ActiveStore' ? 'PersistentStore' : store, name);
    const merged =
      store === 'ActiveStore'
        ? { ...effective, ...configured(local), ...configured(profileIn(state, 'RSOP', name)) }
        : { ...Object.fromEntries(Object.keys(effective).map((key) => [key, 'NotConfigured'])), ...local };
    return { ...merged, Name: name, InstanceID: `MSFT|FW|FirewallProfile|${name}` };
  });
}

const defaultSetting: StoredObject = {
  Name: 'ConSecSetting',
  Exemptions: 'NeighborDiscovery, Dhcp',
  CertValidationLevel: 'None',
  KeyEncoding: 'UTF8',
  MaxSAIdleTimeSeconds: 300,
  AllowIPsecThroughNAT: 'None',
  EnablePacketQueuing: 'None',
  RequireFullAuthSupport: 'NotConfigured',
};

/** The global settings; the file may hold them as the member NetFirewallSetting of a store, an object. */
export function settingRow(state: SimulatedState, store: string): StoredObject {
  const held = state.stores[store === 'ActiveStore' ? 'PersistentStore' : store]?.['NetFirewallSetting'];
  return { ...defaultSetting, ...(typeof held === 'object' ? held : {}) };
}

/** A state is never changed, so what was worked out of it stays true; thousands of rules ask. */
const activeProfiles = new WeakMap<SimulatedState, StoredObject>();

/** The profile of the connected network as it is in force. */
export function activeProfile(state: SimulatedState): StoredObject {
  const known = activeProfiles.get(state);
  if (known !== undefined) return known;
  const rows = profileRows(state, 'ActiveStore');
  const active = rows.find((profile) => sameWord(nameOf(profile), state.computer.networkProfile)) ?? {};
  activeProfiles.set(state, active);
  return active;
}
