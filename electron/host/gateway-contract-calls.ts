/** Hand-written calls for the suite that every gateway must pass. */
import type { Invocation } from '#contract/invocation';
import type { Read } from './gateway';

/** A call and the id of its outcome. */
export type NamedCall = readonly [id: string, invocation: Invocation];

export const call = (cmdlet: string, parameters: Invocation['parameters']): Invocation => ({ cmdlet, parameters });

export const authProposal = (): Invocation =>
  call('New-NetIPsecAuthProposal', { Machine: true, PreSharedKey: { secret: 'pre-shared-key' } });

export const mainModeProposal = (encryption: string, hash: string, group: string): Invocation =>
  call('New-NetIPsecMainModeCryptoProposal', { Encryption: encryption, Hash: hash, KeyExchange: group });

export const quickModeProposal = (encryption: string, hash: string): Invocation =>
  call('New-NetIPsecQuickModeCryptoProposal', {
    ...{ Encapsulation: 'ESP', Encryption: encryption, ESPHash: hash },
    ...{ MaxMinutes: 60, MaxKiloBytes: 100_000 },
  });

export const phase1Set = (): Invocation =>
  call('New-NetIPsecPhase1AuthSet', {
    ...{ Name: 'contract-p1', DisplayName: 'Contract authentication', PolicyStore: 'PersistentStore' },
    Proposal: [{ fromStep: 'auth' }],
  });

export const mainModeRule = (remoteAddress: readonly string[]): Invocation =>
  call('New-NetIPsecMainModeRule', {
    ...{ Name: 'contract-mm-rule', DisplayName: 'Contract main mode', PolicyStore: 'PersistentStore' },
    ...{ Enabled: 'True', Profile: 'Any', LocalAddress: 'Any', RemoteAddress: remoteAddress },
  });

/** An IPsec rule that names no set. */
export const ipsecRule = (): Invocation =>
  call('New-NetIPsecRule', {
    ...{ IPsecRuleName: 'contract-rule', DisplayName: 'Contract rule', PolicyStore: 'PersistentStore' },
    ...{ InboundSecurity: 'Require', OutboundSecurity: 'Require', KeyModule: 'IKEv1' },
    ...{ Protocol: 'TCP', LocalPort: ['4531'], RemoteAddress: ['192.0.2.0/24'] },
  });

export const firewallRule = (name: string): Invocation =>
  call('New-NetFirewallRule', {
    ...{ Name: name, DisplayName: 'Contract block', Direction: 'Inbound', Action: 'Block' },
    ...{ Protocol: 'TCP', LocalPort: '4531', RemoteAddress: ['1.0.0.0-192.0.1.255', '2001:db8::/32'] },
  });

/** What the vendor's article says, from proposals to rules. */
export const articleCalls = (): readonly NamedCall[] => [
  ['auth', authProposal()],
  ['p1', phase1Set()],
  ['mm-1', mainModeProposal('DES3', 'SHA1', 'DH2')],
  [
    'mm',
    call('New-NetIPsecMainModeCryptoSet', {
      ...{ Name: 'contract-mm', DisplayName: 'Contract key exchange', MaxMinutes: 480, MaxSessions: 0 },
      ...{ ForceDiffieHellman: false, Proposal: [{ fromStep: 'mm-1' }] },
    }),
  ],
  ['qm-1', quickModeProposal('DES3', 'SHA1')],
  [
    'qm',
    call('New-NetIPsecQuickModeCryptoSet', {
      ...{ Name: 'contract-qm', DisplayName: 'Contract security methods' },
      ...{ PerfectForwardSecrecyGroup: 'None', Proposal: [{ fromStep: 'qm-1' }] },
    }),
  ],
  [
    'mm-rule',
    call('New-NetIPsecMainModeRule', {
      ...mainModeRule(['192.0.2.0/24', '2001:db8::/64']).parameters,
      ...{ MainModeCryptoSet: 'contract-mm', Phase1AuthSet: 'contract-p1' },
    }),
  ],
  [
    'rule',
    call('New-NetIPsecRule', {
      ...ipsecRule().parameters,
      ...{ Phase1AuthSet: 'contract-p1', QuickModeCryptoSet: 'contract-qm' },
      RemoteAddress: ['192.0.2.0/24', '2001:db8::/64'],
    }),
  ],
  ['fw', firewallRule('contract-fw')],
];

const associated = (name: string): Invocation['parameters'] => ({
  AssociatedNetIPsecRule: { read: call('Get-NetIPsecRule', { IPsecRuleName: name, PolicyStore: 'PersistentStore' }) },
});

export const addressFilterOf = (name: string): Read => ({
  invocation: call('Get-NetFirewallAddressFilter', associated(name)),
  select: ['LocalAddress', 'RemoteAddress'],
});

export const portFilterOf = (name: string): Read => ({
  invocation: call('Get-NetFirewallPortFilter', associated(name)),
  select: ['Protocol', 'LocalPort', 'RemotePort'],
});

const rule = (parameters: Invocation['parameters']): readonly NamedCall[] => [
  ['rule', call('New-NetIPsecRule', { IPsecRuleName: 'contract-rule', DisplayName: 'Refused', ...parameters })],
];
const quickModeSet = (proposal: Invocation): readonly NamedCall[] => [
  ['proposal', proposal],
  ['set', call('New-NetIPsecQuickModeCryptoSet', { Name: 'contract-qm', DisplayName: 'Q', Proposal: [{ fromStep: 'proposal' }] })],
]; // prettier-ignore
const mainModeSet = (...proposals: readonly Invocation[]): readonly NamedCall[] => [
  ...proposals.map((proposal, at): NamedCall => [`proposal-${at}`, proposal]),
  [
    'set',
    call('New-NetIPsecMainModeCryptoSet', {
      ...{ Name: 'contract-mm', DisplayName: 'M', MaxMinutes: 480 },
      Proposal: proposals.map((_, at) => ({ fromStep: `proposal-${at}` })),
    }),
  ],
];

/** What Windows refuses, whether its binder or its engine says no. */
export const refusedCalls: readonly (readonly [string, readonly NamedCall[]])[] = [
  ['a cmdlet that does not exist', [['x', call('New-NetIPsecWish', { DisplayName: 'x' })]]],
  ['a parameter that does not exist', rule({ MainModeCryptoSet: 'x' })],
  ['a missing mandatory parameter', [['x', call('New-NetIPsecRule', { IPsecRuleName: 'contract-rule' })]]],
  ['a word that is not in the enumeration', rule({ InboundSecurity: 'Demand' })],
  ['a Boolean where a word belongs', rule({ Enabled: true })],
  ['two parameter sets at once', [['x', call('New-NetIPsecAuthProposal', { Machine: true, Kerberos: true, Ntlm: true })]]],
  ['no parameter set at all', [['x', call('New-NetIPsecAuthProposal', {})]]],
  ['a range of ports in a rule that secures', rule({ ...{ InboundSecurity: 'Require', OutboundSecurity: 'Require' }, Protocol: 'TCP', LocalPort: '4531-4535' })],
  ['ports without a protocol that has them', rule({ Protocol: 'ICMPv4', LocalPort: '4531' })],
  ['an address that is none', rule({ RemoteAddress: ['192.0.2.300'] })],
  ['a reversed range of addresses', rule({ RemoteAddress: ['192.0.2.9-192.0.2.1'] })],
  ['Any beside an address', rule({ RemoteAddress: ['Any', '192.0.2.1'] })],
  ['security of the pair Require and None', rule({ InboundSecurity: 'Require', OutboundSecurity: 'None' })],
  ['a rule that names a set which is not there', rule({ ...{ InboundSecurity: 'Require', OutboundSecurity: 'Require' }, QuickModeCryptoSet: 'contract-absent' })],
  ['a pipe in a display name', [['x', call('New-NetIPsecRule', { DisplayName: 'a|b' })]]],
  ['the display name All', [['x', call('New-NetIPsecRule', { DisplayName: 'All' })]]],
  ['GCM with a hash that is not its own', quickModeSet(quickModeProposal('AESGCM256', 'SHA1'))],
  ['GCM with the GMAC of another size', quickModeSet(quickModeProposal('AESGCM256', 'AESGMAC128'))],
  ['SHA384 in quick mode', quickModeSet(quickModeProposal('AES256', 'SHA384'))],
  ['ESP with neither cipher nor hash', quickModeSet(quickModeProposal('None', 'None'))],
  ['GCM in main mode', mainModeSet(mainModeProposal('AESGCM256', 'SHA384', 'DH20'))],
  ['two groups in one main-mode set', mainModeSet(mainModeProposal('AES256', 'SHA256', 'DH14'), mainModeProposal('DES3', 'SHA1', 'DH2'))],
  ['the outcome of a step that was not', [['x', phase1Set()]]],
  ['a key together with NTLM', [
    ['auth', authProposal()],
    ['ntlm', call('New-NetIPsecAuthProposal', { Machine: true, Ntlm: true })],
    ['set', call('New-NetIPsecPhase1AuthSet', { DisplayName: 'Both', Proposal: [{ fromStep: 'auth' }, { fromStep: 'ntlm' }] })],
  ]],
]; // prettier-ignore
