import type { Told } from './table-gateway';

/** The narrowed policy with AES, as a host shows it in the words and names of the cmdlets. */
export const inCmdletWords: Told = {
  all: {
    NetIPsecPhase1AuthSet: [
      {
        Name: 'ipsecbw-fbs-server-phase1-1',
        DisplayName: 'FBS secure connection - authentication methods',
        Proposal: [{ PreSharedKey: 'not-compared', AuthenticationMethod: 'PreSharedKey' }],
      },
    ],
    NetIPsecMainModeCryptoSet: [
      {
        Name: 'ipsecbw-fbs-server-main-mode-1',
        DisplayName: 'FBS secure connection - key exchange',
        MaxMinutes: 480,
        MaxSessions: 0,
        Proposal: [{ Encryption: 'AES256', Hash: 'SHA384', KeyExchange: 'DH20' }],
      },
    ],
    NetIPsecQuickModeCryptoSet: [
      {
        Name: 'ipsecbw-fbs-server-quick-mode-1',
        DisplayName: 'Require security',
        PerfectForwardSecrecyGroup: 'None',
        Proposal: [
          { Encapsulation: 'ESP', ESPHash: 'AESGMAC256', Encryption: 'AESGCM256', MaxMinutes: 60, MaxKiloBytes: 20_971_520 },
        ],
      },
    ],
    NetIPsecMainModeRule: [
      {
        Name: 'ipsecbw-fbs-server-main-mode-rule-1',
        DisplayName: 'FBS secure connection - main mode',
        Enabled: 'True',
        Profile: 'Any',
        MainModeCryptoSet: 'ipsecbw-fbs-server-main-mode-1',
        Phase1AuthSet: 'ipsecbw-fbs-server-phase1-1',
      },
    ],
    NetIPsecRule: [
      {
        IPsecRuleName: 'ipsecbw-fbs-server-rule-1',
        DisplayName: 'FBS secure connection',
        Description: 'FBS incoming connections: Incoming connections from workstations',
        Enabled: 'True',
        Profile: 'Any',
        Mode: 'Transport',
        InboundSecurity: 'Require',
        OutboundSecurity: 'Require',
        KeyModule: 'IKEv1',
        QuickModeCryptoSet: 'ipsecbw-fbs-server-quick-mode-1',
        Phase1AuthSet: 'ipsecbw-fbs-server-phase1-1',
      },
    ],
    NetFirewallRule: [
      {
        Name: 'ipsecbw-fbs-server-block-1',
        DisplayName: 'FBS secure connection - everybody else',
        Enabled: 'True',
        Profile: 'Any',
        Direction: 'Inbound',
        Action: 'Block',
      },
    ],
    NetFirewallAddressFilter: [
      { InstanceID: 'ipsecbw-fbs-server-rule-1', LocalAddress: ['Any'], RemoteAddress: ['192.168.10.0/24'] },
      { InstanceID: 'ipsecbw-fbs-server-main-mode-rule-1', LocalAddress: ['Any'], RemoteAddress: ['192.168.10.0/24'] },
      {
        InstanceID: 'ipsecbw-fbs-server-block-1',
        LocalAddress: ['Any'],
        RemoteAddress: [
          '0.0.0.1-192.168.9.255', '192.168.11.0-223.255.255.255', '240.0.0.0-255.255.255.254',
          '::2-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
        ],
      },
    ],
    NetFirewallPortFilter: [
      { InstanceID: 'ipsecbw-fbs-server-rule-1', Protocol: 'TCP', LocalPort: ['4531'], RemotePort: ['Any'] },
      { InstanceID: 'ipsecbw-fbs-server-block-1', Protocol: 'TCP', LocalPort: ['4531'], RemotePort: ['Any'] },
    ],
  },
}; // prettier-ignore

/** The same store as another host might show it: names of the CIM classes, integers, masks, single values for lists. */
export const inClassWords: Told = {
  all: {
    NetIPsecPhase1AuthSet: [
      {
        InstanceID: 'ipsecbw-fbs-server-phase1-1',
        ElementName: 'FBS secure connection - authentication methods',
        Proposals: { PreSharedKey: 'not-compared', AuthenticationMethod: 2 },
      },
    ],
    NetIPsecMainModeCryptoSet: [
      {
        InstanceID: 'ipsecbw-fbs-server-main-mode-1',
        ElementName: 'FBS secure connection - key exchange',
        MaxLifetimeMinutes: '480',
        MaxLifetimeSessions: 0,
        Proposals: { CipherAlgorithm: 65003, HashAlgorithm: 65002, GroupID: 20 },
      },
    ],
    NetIPsecQuickModeCryptoSet: [
      {
        InstanceID: 'ipsecbw-fbs-server-quick-mode-1',
        ElementName: 'Require security',
        PfsGroupID: 0,
        Proposals: [
          {
            Encapsulation: 2, HashAlgorithmESP: 65005, CipherAlgorithm: 65006, HashAlgorithmAH: null,
            MaxLifetimeMinutes: 60, MaxLifetimeKilobytes: '20971520',
          },
        ],
      },
    ],
    NetIPsecMainModeRule: [
      {
        InstanceID: 'ipsecbw-fbs-server-main-mode-rule-1',
        ElementName: 'FBS secure connection - main mode',
        Enabled: 1,
        Profiles: 7,
        MainModeCryptoSet: 'ipsecbw-fbs-server-main-mode-1',
        Phase1AuthSet: 'ipsecbw-fbs-server-phase1-1',
      },
    ],
    NetIPsecRule: [
      {
        InstanceID: 'ipsecbw-fbs-server-rule-1',
        ElementName: 'FBS secure connection',
        Description: 'FBS incoming connections: Incoming connections from workstations',
        Enabled: '1',
        Profiles: 0,
        Mode: 1,
        InboundSecurity: 2,
        OutboundSecurity: 2,
        KeyModule: 1,
        QuickModeCryptoSet: 'ipsecbw-fbs-server-quick-mode-1',
        Phase1AuthSet: 'ipsecbw-fbs-server-phase1-1',
      },
    ],
    NetFirewallRule: [
      {
        InstanceID: 'ipsecbw-fbs-server-block-1',
        ElementName: 'FBS secure connection - everybody else',
        Enabled: true,
        Profiles: 0,
        Direction: 1,
        Action: 4,
      },
    ],
    NetFirewallAddressFilter: [
      { InstanceID: 'ipsecbw-fbs-server-rule-1', LocalAddress: 'Any', RemoteAddress: '192.168.10.0/255.255.255.0' },
      {
        InstanceID: 'ipsecbw-fbs-server-main-mode-rule-1',
        LocalAddress: 'Any',
        RemoteAddress: ['192.168.10.0-192.168.10.255', null, ''],
      },
      {
        InstanceID: 'ipsecbw-fbs-server-block-1',
        LocalAddress: 'Any',
        RemoteAddress: [
          '::2-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '0.0.0.1-192.168.9.255', '192.168.11.0-223.255.255.255',
          '240.0.0.0-255.255.255.254',
        ],
      },
    ],
    NetFirewallPortFilter: [
      { InstanceID: 'ipsecbw-fbs-server-rule-1', Protocol: 6, LocalPort: 4531, RemotePort: 'Any' },
      { InstanceID: 'ipsecbw-fbs-server-block-1', Protocol: '6', LocalPort: '4531', RemotePort: ['Any'] },
    ],
  },
}; // prettier-ignore
