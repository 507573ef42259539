/**
 * An IP security policy in the words of `secpol.msc`. Values only: no key, no computer, no store. The newer algorithms
 * that the snap-in never learned join its lists (see algorithms.ts).
 */
export type Role = 'server' | 'workstation';

export type IpProtocol = 'TCP' | 'UDP' | 'ICMPv4' | 'ICMPv6' | 'any' | { readonly number: number };

/** secpol: From any port / From this port. Ports are 1 to 65535. */
export type IpPort = { readonly kind: 'any' } | { readonly kind: 'port'; readonly port: number };

/** secpol's source and destination address. Addresses are text as typed; `parse` has made sure that they are addresses. */
export type IpAddressChoice =
  | { readonly kind: 'my-ip-address' }
  | { readonly kind: 'any' }
  | { readonly kind: 'specific-address'; readonly address: string }
  | { readonly kind: 'subnet'; readonly address: string; readonly prefixLength: number }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  /** Resolved when it was entered; the addresses count, not the name. */
  | { readonly kind: 'dns-name'; readonly dnsName: string; readonly addresses: readonly string[] };

export interface IpFilter {
  readonly mirrored: boolean;
  readonly protocol: IpProtocol;
  readonly source: IpAddressChoice;
  readonly sourcePort: IpPort;
  readonly destination: IpAddressChoice;
  readonly destinationPort: IpPort;
}

export interface IpFilterList {
  readonly name: string;
  readonly description: string;
  readonly filters: readonly IpFilter[];
}

export type Integrity =
  'none' | 'MD5' | 'SHA1' | 'SHA-256' | 'SHA-384' | 'AES-128-GMAC' | 'AES-192-GMAC' | 'AES-256-GMAC';
export type Encryption =
  'none' | 'DES' | '3DES' | 'AES-128' | 'AES-192' | 'AES-256' | 'AES-128-GCM' | 'AES-192-GCM' | 'AES-256-GCM';
export type DiffieHellmanGroup = 'DH1' | 'DH2' | 'DH14' | 'DH19' | 'DH20' | 'DH24';

/** 0 is secpol's "no own limit": Windows' default applies. */
export interface SessionKeyLifetime {
  readonly kilobytes: number;
  readonly seconds: number;
}

/** One line of secpol's "security method preference order". */
export interface SecurityMethod {
  readonly ahIntegrity: Integrity;
  readonly espConfidentiality: Encryption;
  readonly espIntegrity: Integrity;
  readonly sessionKeyLifetime: SessionKeyLifetime;
}

/** secpol has a check box, NetSecurity a group: `same-as-main-mode` is the ticked box. */
export type SessionKeyPerfectForwardSecrecy = 'none' | 'same-as-main-mode' | DiffieHellmanGroup;

export interface NegotiateSecurity {
  readonly kind: 'negotiate-security';
  readonly name: string;
  readonly description: string;
  readonly securityMethods: readonly SecurityMethod[];
  /** "Accept unsecured communication, but always respond using IPsec". */
  readonly acceptUnsecured: boolean;
  /** "Allow fallback to unsecured communication if a secure connection cannot be established". */
  readonly allowFallback: boolean;
  readonly sessionKeyPerfectForwardSecrecy: SessionKeyPerfectForwardSecrecy;
}

export type FilterAction =
  | { readonly kind: 'permit'; readonly name: string; readonly description: string }
  | { readonly kind: 'block'; readonly name: string; readonly description: string }
  | NegotiateSecurity;

/** Where a certificate holds a computer's name: a DNS name of the subject alternative name, or CN of the subject. */
export type ServerNameType = 'dns-name' | 'common-name';

/**
 * The backup server's name in its certificate. Both sides of a pair hold the same value: a workstation accepts no
 * other certificate, and the server picks its own certificate by it.
 */
export interface ServerName {
  readonly nameType: ServerNameType;
  readonly name: string;
}

/** The backup server's computer account in the domain; the SID counts, the name is for people. */
export interface ServerAccount {
  /** `BACKUP1$` or `CORP\\BACKUP1$`. */
  readonly name: string;
  /** `S-1-5-21-...` of that account. */
  readonly sid: string;
}

export type AuthenticationMethod =
  | {
      readonly kind: 'kerberos-v5';
      /** The authorisation list: the one account that a workstation lets answer. Both sides of a pair hold the same. */
      readonly serverAccount?: ServerAccount;
    }
  | {
      readonly kind: 'certificate';
      /** X.500 name of the certification authority, for example `DC=local, DC=corp, CN=Corp Root CA`. */
      readonly authority: string;
      readonly authorityType: 'root' | 'intermediate';
      readonly server?: ServerName;
    }
  /** The key itself is a Secret and never part of a policy. */
  | { readonly kind: 'pre-shared-key' };

export type ConnectionType = 'all' | 'lan' | 'remote-access';

export interface SecurityRule {
  readonly filterList: IpFilterList;
  readonly filterAction: FilterAction;
  /** In order of preference. */
  readonly authenticationMethods: readonly AuthenticationMethod[];
  readonly connectionType: ConnectionType;
}

/** One line of secpol's "key exchange security methods". */
export interface KeyExchangeMethod {
  readonly encryption: Encryption;
  readonly integrity: Integrity;
  readonly group: DiffieHellmanGroup;
}

export interface KeyExchange {
  readonly methods: readonly KeyExchangeMethod[];
  /** "Authenticate and generate a new key after every ... minutes": 1 to 2879. */
  readonly lifetimeMinutes: number;
  /** "... after every ... sessions"; 0 is no limit. */
  readonly sessions: number;
  /** Never Windows' `Default`, whose meaning changed in Windows 11 24H2 and Server 2025. */
  readonly keyModule: 'IKEv1' | 'IKEv2';
}

export interface IpSecurityPolicy {
  /** A slug; part of the name of every object of this policy on a computer. */
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly description: string;
  /** Exists for old Windows only; the model keeps the field because secpol asks for it. */
  readonly activateDefaultResponseRule: boolean;
  readonly rules: readonly SecurityRule[];
  readonly keyExchange: KeyExchange;
  /** Block the port for every address outside of a narrowed filter list; off only on the technician's own word. */
  readonly closeTheRest: boolean;
  /**
   * On a server: Windows Firewall lets the port in by a rule of ours, and only what is secured ("Allow the connection if
   * it is secure"). It closes the port where no other rule lets it in.
   */
  readonly allowIfSecure?: true;
}
