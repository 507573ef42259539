import type { Inventory } from './store-object';

export type HostKind = 'powershell' | 'simulated';

/** A fact that only some systems have is read in its own attempt: off Windows it may be unavailable, and that is no error. */
export type Attempt<T> =
  { readonly available: true; readonly value: T } | { readonly available: false; readonly reason: string };

/** One network profile of the firewall as ActiveStore shows it (`Get-NetFirewallProfile`). Words, not integers. */
export interface FirewallProfile {
  readonly name: string;
  readonly enabled: string;
  readonly defaultInboundAction: string;
  readonly allowLocalIPsecRules: string;
  /** The same as the local store has it: where this does not say False and what is in force does, it comes from Group Policy. */
  readonly allowLocalIPsecRulesStored: string;
  /** The same for local rules of the firewall. */
  readonly allowLocalFirewallRules: string;
  readonly allowLocalFirewallRulesStored: string;
}

/** What PowerShell writes down of everything that runs in it, by Group Policy of the computer or of the user. */
export interface PowerShellLogging {
  readonly moduleLogging: boolean;
  readonly scriptBlockLogging: boolean;
  readonly transcription: boolean;
}

/** The execution policy that counts, and who set it: `MachinePolicy` and `UserPolicy` are Group Policy. */
export interface ExecutionPolicy {
  readonly policy: string;
  readonly scope: string;
}

/** The services without which nothing is negotiated, filtered or undone by itself. */
export const watchedServices = ['IKEEXT', 'PolicyAgent', 'BFE', 'MpsSvc', 'Schedule'] as const;
export type WatchedService = (typeof watchedServices)[number];

export interface ServiceState {
  readonly name: WatchedService;
  readonly running: boolean;
  /** Switched off for good: Windows cannot start it when it is needed. */
  readonly disabled: boolean;
}

/** The network that an interface is connected to, with the category by which the firewall picks its profile. */
export interface ConnectedNetwork {
  readonly network: string;
  readonly interfaceAlias: string;
  readonly category: 'Public' | 'Private' | 'DomainAuthenticated';
}

/** An own address that a DHCP server gave; without prefix length. */
export interface LeasedAddress {
  readonly address: string;
  readonly interfaceAlias: string;
}

/** One TCP connection that is not merely listening; `state` in Windows' words (`Established`). */
export interface TcpConnection {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly state: string;
}

/** Who holds UDP 500 or 4500: `IKEEXT` is Windows itself, anything else the name of a process. */
export interface UdpHolder {
  readonly port: number;
  readonly holder: string;
}

/** A policy made with secpol.msc that is assigned. */
export interface LegacyPolicy {
  readonly from: 'local' | 'domain';
  readonly name: string;
}

/** What another product has taken over from Windows Firewall. */
export type FirewallCategory = 'boot-time' | 'stealth' | 'firewall' | 'connection-security';

export interface FirewallProduct {
  readonly name: string;
  readonly owns: readonly FirewallCategory[];
}

export interface DomainReach {
  readonly reachable: boolean;
  /** This computer's clock minus the domain controller's; null where the controller did not tell its time. */
  readonly clockSkewSeconds: number | null;
  /** A controller that takes writes, by its DNS name, where one is known: Group Policy objects are edited on it. */
  readonly writableController?: string;
}

/** What a certificate is for, as far as IPsec asks (extended key usage); `any` also where it names no purpose at all. */
export type CertificatePurpose =
  'any' | 'client-authentication' | 'server-authentication' | 'ipsec-ike-intermediate' | 'other';

/** What a certificate's key signs with, in the words of `-Signing`; `other` is nothing that IPsec can name. */
export type CertificateSigning = 'RSA' | 'ECDSA256' | 'ECDSA384' | 'other';

/** One certificate of Cert:\LocalMachine\My. Names are X.500 names, from the widest part to the narrowest. */
export interface ComputerCertificate {
  /** SHA-1, in capital hexadecimal digits. */
  readonly thumbprint: string;
  readonly subject: string;
  /** Subject alternative names of kind DNS. */
  readonly dnsNames: readonly string[];
  readonly issuer: string;
  /** The top of its chain, null where the chain could not be built from what is on this computer. */
  readonly root: string | null;
  /** The authorities between it and the root, nearest first. */
  readonly intermediates: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly hasPrivateKey: boolean;
  readonly purposes: readonly CertificatePurpose[];
  readonly signing: CertificateSigning;
}

/** What came of opening a connection to the other side before anything is changed, within two seconds. */
export type PeerAnswer = 'answers' | 'refused' | 'silent';

/** One address of the other side, with the TCP port that it should listen on. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/** What a host can tell of the computer beside its policy stores. */
export interface ComputerFacts {
  readonly computerName: string;
  /** What Windows was given when it was installed (MachineGuid), in small letters: it stays when the name changes. */
  readonly machineId: Attempt<string>;
  /** What the computer's own clock shows (ISO 8601, UTC). */
  readonly now: string;
  /** `FullLanguage`, or `ConstrainedLanguage` where PowerShell is locked down. Asked before anything else runs. */
  readonly languageMode: string;
  readonly netSecurityModule: Attempt<true>;
  /** Whether the automatic undo can be armed: the module ScheduledTasks is there and its service runs. */
  readonly scheduledTasks: Attempt<true>;
  readonly elevated: Attempt<boolean>;
  /** Windows edition and build, for example `Windows 11 Pro`, `26100`. */
  readonly windows: Attempt<{ readonly edition: string; readonly build: string }>;
  /** The domain's DNS name, or null in a workgroup. */
  readonly domain: Attempt<string | null>;
  /** Own unicast addresses with prefix length, for example `192.0.2.10/24`. */
  readonly addresses: Attempt<readonly string[]>;
  /** Local TCP ports that something listens on. */
  readonly listeningPorts: Attempt<readonly number[]>;
  readonly powershellLogging: Attempt<PowerShellLogging>;
  /** Null where nobody set one and the system's default applies. */
  readonly executionPolicy: Attempt<ExecutionPolicy | null>;
  /** Of the watched services those that are there. */
  readonly services: Attempt<readonly ServiceState[]>;
  readonly networks: Attempt<readonly ConnectedNetwork[]>;
  readonly leasedAddresses: Attempt<readonly LeasedAddress[]>;
  /** At most 5,000. */
  readonly connections: Attempt<readonly TcpConnection[]>;
  readonly ikePortHolders: Attempt<readonly UdpHolder[]>;
  readonly legacyPolicy: Attempt<LegacyPolicy | null>;
  readonly firewallProducts: Attempt<readonly FirewallProduct[]>;
  /** Null in a workgroup. */
  readonly domainController: Attempt<DomainReach | null>;
  /** At most 200. */
  readonly certificates: Attempt<readonly ComputerCertificate[]>;
}

/** The facts that are read each in its own attempt. */
export type AttemptedFact = {
  readonly [F in keyof ComputerFacts]: ComputerFacts[F] extends string ? never : F;
}[keyof ComputerFacts];

/** Every attempted fact as unavailable, for one reason: where nothing could be asked. */
export function unaskedFacts(reason: string): Pick<ComputerFacts, AttemptedFact> {
  const unasked = { available: false, reason } as const;
  return {
    machineId: unasked,
    netSecurityModule: unasked,
    scheduledTasks: unasked,
    elevated: unasked,
    windows: unasked,
    domain: unasked,
    addresses: unasked,
    listeningPorts: unasked,
    powershellLogging: unasked,
    executionPolicy: unasked,
    services: unasked,
    networks: unasked,
    leasedAddresses: unasked,
    connections: unasked,
    ikePortHolders: unasked,
    legacyPolicy: unasked,
    firewallProducts: unasked,
    domainController: unasked,
    certificates: unasked,
  };
}

/** Everything that pre-flight looks at: one value, gathered in a constant number of exchanges. */
export interface Facts {
  readonly host: HostKind;
  readonly computer: ComputerFacts;
  readonly firewallProfiles: Attempt<readonly FirewallProfile[]>;
  /** The store that a local plan writes. */
  readonly persistent: Inventory;
  /** The Group Policy object that a plan is for; absent where none is. */
  readonly gpo?: Attempt<Inventory>;
  /** What is enforced now, own and foreign, local and by Group Policy. */
  readonly active: Inventory;
  /** Absent where nobody asked: the policy has no single address on its other side. */
  readonly peer?: Peer & { readonly answer: Attempt<PeerAnswer> };
}
