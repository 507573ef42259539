import type { StoredObject } from './stored-object';

/** What the simulated computer keeps of one noun. */
export interface NounDescription {
  /** The parameter and row property that holds the key; the file always says `Name`. */
  readonly key: 'Name' | 'IPsecRuleName';
  readonly isRule: boolean;
  /** What the reference documents for parameters that are left out. */
  readonly defaults: StoredObject;
  /** What a `Get-` row shows of the object itself. Rules carry no ports and addresses: those are filter objects. */
  readonly shown: readonly string[];
  /** Parameters that point at a set, and the noun of that set. */
  readonly sets: Readonly<Record<string, SetNoun>>;
}

export const setNouns = [
  'NetIPsecPhase1AuthSet',
  'NetIPsecPhase2AuthSet',
  'NetIPsecMainModeCryptoSet',
  'NetIPsecQuickModeCryptoSet',
] as const;
export type SetNoun = (typeof setNouns)[number];

const anywhere: StoredObject = { LocalAddress: ['Any'], RemoteAddress: ['Any'] };
const anyPort: StoredObject = { Protocol: 'Any', LocalPort: ['Any'], RemotePort: ['Any'] };
const describing = ['DisplayName', 'Description', 'Group'];
const authSet: NounDescription = { key: 'Name', isRule: false, defaults: {}, shown: describing, sets: {} };

export const nouns: Readonly<Record<string, NounDescription>> = {
  NetIPsecPhase1AuthSet: authSet,
  NetIPsecPhase2AuthSet: authSet,
  NetIPsecMainModeCryptoSet: {
    ...authSet,
    defaults: { MaxMinutes: 480, MaxSessions: 0, ForceDiffieHellman: false },
    shown: [...describing, 'MaxMinutes', 'MaxSessions', 'ForceDiffieHellman'],
  },
  NetIPsecQuickModeCryptoSet: {
    ...authSet,
    defaults: { PerfectForwardSecrecyGroup: 'None' },
    shown: [...describing, 'PerfectForwardSecrecyGroup'],
  },
  NetIPsecMainModeRule: {
    key: 'Name',
    isRule: true,
    defaults: { Enabled: 'True', Profile: 'Any', ...anywhere },
    shown: [...describing, 'Enabled', 'Profile', 'Platform'],
    sets: { MainModeCryptoSet: 'NetIPsecMainModeCryptoSet', Phase1AuthSet: 'NetIPsecPhase1AuthSet' },
  },
  NetIPsecRule: {
    key: 'IPsecRuleName',
    isRule: true,
    defaults: {
      Enabled: 'True',
      Profile: 'Any',
      Mode: 'Transport',
      InboundSecurity: 'None',
      OutboundSecurity: 'None',
      KeyModule: 'Default',
      AllowWatchKey: false,
      AllowSetKey: false,
      ForwardPathLifetime: 0,
      EncryptedTunnelBypass: false,
      RequireAuthorization: false,
      ...anywhere,
      ...anyPort,
      InterfaceType: 'Any',
    },
    shown: [
      ...describing,
      ...['Enabled', 'Profile', 'Platform', 'Mode', 'InboundSecurity', 'OutboundSecurity', 'KeyModule'],
      ...['AllowWatchKey', 'AllowSetKey', 'LocalTunnelEndpoint', 'RemoteTunnelEndpoint', 'RemoteTunnelHostname'],
      ...['ForwardPathLifetime', 'EncryptedTunnelBypass', 'RequireAuthorization', 'User', 'Machine'],
    ],
    sets: {
      QuickModeCryptoSet: 'NetIPsecQuickModeCryptoSet',
      Phase1AuthSet: 'NetIPsecPhase1AuthSet',
      Phase2AuthSet: 'NetIPsecPhase2AuthSet',
    },
  },
  NetFirewallRule: {
    key: 'Name',
    isRule: true,
    defaults: {
      Enabled: 'True',
      Profile: 'Any',
      Direction: 'Inbound',
      Action: 'Allow',
      EdgeTraversalPolicy: 'Block',
      LooseSourceMapping: false,
      LocalOnlyMapping: false,
      ...anywhere,
      ...anyPort,
      InterfaceType: 'Any',
      Authentication: 'NotRequired',
      Encryption: 'NotRequired',
      OverrideBlockRules: false,
    },
    shown: [
      ...describing,
      ...['Enabled', 'Profile', 'Platform', 'Direction', 'Action', 'EdgeTraversalPolicy'],
      ...['LooseSourceMapping', 'LocalOnlyMapping', 'Owner'],
    ],
    sets: {},
  },
};

/** What a proposal holds when its cmdlet is given nothing: traps, most of them (netipsec.md sections 3 and 4). */
export const proposalDefaults: Readonly<Record<string, StoredObject>> = {
  NetIPsecAuthProposal: {},
  NetIPsecMainModeCryptoProposal: { Encryption: 'AES256', Hash: 'SHA384', KeyExchange: 'None' },
  NetIPsecQuickModeCryptoProposal: {
    Encapsulation: 'None',
    AHHash: 'None',
    ESPHash: 'None',
    Encryption: 'None',
    MaxMinutes: 60,
    MaxKiloBytes: 100_000,
  },
};

/** The proposals that each set takes. */
export const proposalNounOf: Readonly<Record<SetNoun, string>> = {
  NetIPsecPhase1AuthSet: 'NetIPsecAuthProposal',
  NetIPsecPhase2AuthSet: 'NetIPsecAuthProposal',
  NetIPsecMainModeCryptoSet: 'NetIPsecMainModeCryptoProposal',
  NetIPsecQuickModeCryptoSet: 'NetIPsecQuickModeCryptoProposal',
};

export const isSetNoun = (noun: string): noun is SetNoun => (setNouns as readonly string[]).includes(noun);
