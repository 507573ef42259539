import type { PolicyStoreContent, SimulatedComputer, SimulatedState, Unsure } from './state';
import { isObject, type StoredObject } from './stored-object';

export const profileNames = ['Domain', 'Private', 'Public'] as const;

const defaultUnsure: Unsure = {
  filtersOfIpsecRulesInGetAll: true,
  proposalNames: 'cmdlet',
  enums: 'words',
  addresses: 'given',
  unsetSet: 'Default',
  setInUse: 'refused',
  mixedGroups: 'refused',
  ikev2WithoutCertificate: 'refused',
  emptyCriteria: 'accepted',
  accountsOverIkev1: 'known',
  secpolChanges: 'at-service-start',
  secpolPrecedence: 'rules-first',
};

const defaultComputer: SimulatedComputer = {
  name: 'PC',
  edition: 'Windows 11 Pro',
  build: '26100',
  domain: null,
  elevated: true,
  addresses: ['192.0.2.1/24'],
  services: {},
  listening: [4531],
  connections: [],
  registry: {},
  languageMode: 'FullLanguage',
  executionPolicy: 'RemoteSigned',
  netsecurityModule: 'present',
  networkProfile: 'Private',
  power: 'mains',
  // Where IKEEXT runs it holds both, in a process of its own.
  udpEndpoints: [
    { LocalAddress: '0.0.0.0', LocalPort: 500, ProcessName: 'svchost' },
    { LocalAddress: '0.0.0.0', LocalPort: 4500, ProcessName: 'svchost' },
  ],
};

/** Firewall, base filtering engine, IPsec keying, policy agent, Task Scheduler. */
const defaultServices = {
  MpsSvc: 'running',
  BFE: 'running',
  IKEEXT: 'running',
  PolicyAgent: 'running',
  Schedule: 'running',
};

/** What the vendor's own set-up leaves behind on a backup server. */
const foreignAllowRule: StoredObject = {
  Name: 'FBS-Server-In-TCP',
  DisplayName: 'Ferro Backup System Server (TCP-In)',
  Enabled: 'True',
  Profile: 'Any',
  Direction: 'Inbound',
  Action: 'Allow',
  Protocol: 'TCP',
  LocalPort: ['4531'],
  RemotePort: ['Any'],
  LocalAddress: ['Any'],
  RemoteAddress: ['Any'],
};

const defaultProfile = (name: string): StoredObject => ({
  Name: name,
  Enabled: 'True',
  DefaultInboundAction: 'Block',
  DefaultOutboundAction: 'Allow',
  AllowInboundRules: 'NotConfigured',
  AllowLocalFirewallRules: 'NotConfigured',
  AllowLocalIPsecRules: 'NotConfigured',
});

const defaultPersistentStore = (): PolicyStoreContent => ({
  NetFirewallRule: [foreignAllowRule],
  NetFirewallProfile: profileNames.map(defaultProfile),
});

const members = (value: unknown): StoredObject => (isObject(value) ? value : {});

/** Fills what is missing (cli.md, "The simulated computer's file"). `raw` has been checked; unknown members stay. */
export function completeState(raw: StoredObject): SimulatedState {
  const computer = members(raw['computer']);
  const stores = members(raw['stores']) as Readonly<Record<string, PolicyStoreContent>>;
  return {
    ...raw,
    format: 1,
    computer: {
      ...defaultComputer,
      ...computer,
      services: { ...defaultServices, ...members(computer['services']) },
    },
    stores: { ...stores, PersistentStore: { ...defaultPersistentStore(), ...stores['PersistentStore'] } },
    unsure: { ...defaultUnsure, ...members(raw['unsure']) },
    tasks: Array.isArray(raw['tasks']) ? raw['tasks'] : [],
    clock: typeof raw['clock'] === 'number' ? raw['clock'] : 0,
  };
}
