import type { AddressRange } from '#policy/address-range';

/** `None\None` is an exemption; the words are those of `-InboundSecurity` and `-OutboundSecurity`. */
export type Security = 'None' | 'Request' | 'Require';

export type Ports = 'any' | readonly { readonly from: number; readonly to: number }[];

/** What a rule is about, seen from the computer that holds it. */
export interface Conditions {
  readonly protocol: 'any' | number;
  readonly localPorts: Ports;
  readonly remotePorts: Ports;
  readonly localAddresses: readonly AddressRange[];
  readonly remoteAddresses: readonly AddressRange[];
}

/** One main-mode offer in NetSecurity's words: `DES3`, `SHA1`, `DH2`. */
export interface MainModeOffer {
  readonly encryption: string;
  readonly hash: string;
  readonly group: string;
}

/** One quick-mode offer in NetSecurity's words; `None` where a part is not used. */
export interface QuickModeOffer {
  readonly ahHash: string;
  readonly encryption: string;
  readonly espHash: string;
}

export type HeldAuthentication =
  /** `key` tells two keys apart (a digest, a comparison); never the key. Without it the world says whether they agree. */
  | { readonly kind: 'pre-shared-key'; readonly key?: string }
  /** `own`: the account that this end says is its own. Whom it lets answer is a matter of its firewall. */
  | { readonly kind: 'kerberos-v5'; readonly own?: string }
  /**
   * `peers`: the names one of which the other's certificate must carry, where the rule demands one; `own`: the name by
   * which this end picks its own certificate.
   */
  | {
      readonly kind: 'certificate';
      readonly authority: string;
      /** Untold, the authority may stand at the top of the chain or below. */
      readonly authorityType?: 'root' | 'intermediate';
      readonly peers?: readonly string[];
      readonly own?: string;
    }
  /** NTLM, anonymous, accounts of users: nothing that this program sets up. */
  | { readonly kind: 'other'; readonly method: string };

export type KeyModule = 'IKEv1' | 'AuthIP' | 'IKEv2';

export interface HeldQuickMode {
  readonly offers: readonly QuickModeOffer[];
  /** `None`, a group, or `SameAsMainMode`. */
  readonly pfs: string;
}

/** An IPsec rule with the content of the sets that it names. */
export interface HeldRule {
  /** For whoever reads what it decides; in secpol's words its filter list's. Nothing depends on it. */
  readonly name?: string;
  readonly conditions: Conditions;
  readonly inbound: Security;
  readonly outbound: Security;
  /** `Default` means different modules on different Windows releases. */
  readonly keyModules: 'Default' | readonly KeyModule[];
  readonly quickMode: HeldQuickMode;
  readonly authentication: readonly HeldAuthentication[];
  /** Directions that the filter covers: one of them only where it is not mirrored. */
  readonly directions: 'both' | 'inbound' | 'outbound';
  readonly over: 'all' | 'lan' | 'remote-access';
  /** False where Windows holds the rule and does not enforce it. */
  readonly inForce: boolean;
}

export interface HeldMainMode {
  readonly offers: 'built-in' | readonly MainModeOffer[];
  /** A legacy secpol policy has a group for each offer; a set of NetSecurity one for all. */
  readonly mayMixGroups: boolean;
}

/** Main mode has no port: Windows picks it, and with it the authentication, by address. */
export interface HeldMainModeRule {
  readonly localAddresses: readonly AddressRange[];
  readonly remoteAddresses: readonly AddressRange[];
  readonly mainMode: HeldMainMode;
  /** Missing where the rule names no set of its own. */
  readonly authentication?: readonly HeldAuthentication[];
  readonly inForce: boolean;
}

export interface HeldFirewallRule {
  /** As of a HeldRule. */
  readonly name?: string;
  readonly conditions: Conditions;
  readonly direction: 'inbound' | 'outbound';
  readonly action: 'allow' | 'allow-bypass' | 'block';
  /** Lets only connections in that IPsec has authenticated, or encrypted as well. */
  readonly demands: 'nothing' | 'authentication' | 'encryption';
  /** The only computers whose accounts it lets through, by SID; without it every one. */
  readonly accounts?: readonly string[];
}

export interface HeldFirewall {
  readonly isOn: boolean;
  readonly inboundDefault: 'allow' | 'block';
  readonly outboundDefault: 'allow' | 'block';
  readonly rules: readonly HeldFirewallRule[];
}

/** What an end can prove of itself. */
export interface Credentials {
  /** What the rules ask for and the computer does not have. */
  readonly lacks: readonly ('key' | 'kerberos-v5' | 'certificate')[];
  /** Names that it can prove. Not told: it is who it should be. */
  readonly names?: readonly string[];
  /** Its domain, where it is known; computers of two domains are not taken to trust each other. */
  readonly realm?: string;
  /** The certificates by which it can prove itself; untold, it has the right one. They go before `names`. */
  readonly certificates?: readonly HeldCertificate[];
}

/** A certificate that is good in itself: in time, with its key, and for computers. */
export interface HeldCertificate {
  /** As they stand in it. */
  readonly root: string | null;
  readonly intermediates: readonly string[];
  /** In the form of `certificateName`. */
  readonly names: readonly string[];
}

export type Exemption = 'NeighborDiscovery' | 'Icmp' | 'RouterDiscovery' | 'Dhcp';

/** Everything that one computer brings to a connection. Plain data: where it came from does not matter. */
export interface End {
  readonly rules: readonly HeldRule[];
  readonly mainModeRules: readonly HeldMainModeRule[];
  readonly firewall: HeldFirewall;
  readonly exemptions: readonly Exemption[];
  readonly credentials: Credentials;
  /** Whether the keying service answers. */
  readonly keyingRuns: boolean;
  /** False where the firewall does not learn whose account IKEv1 has met: then no list of accounts lets anybody through. */
  readonly knowsAccounts?: boolean;
}

/** What lies between the two ends. */
export interface World {
  /** Whether both hold the same key; not compared counts as equal, and is said. */
  readonly keys: KeyAgreement;
  /** Somebody on the way drops UDP 500 and 4500. */
  readonly ikeBlocked?: boolean;
}
export type KeyAgreement = 'equal' | 'different' | 'not-compared';

export const openFirewall: HeldFirewall = { isOn: true, inboundDefault: 'allow', outboundDefault: 'allow', rules: [] };

/** A computer that nobody has set up: it sends and takes clear text, whatever it may know. */
export const bareEnd: End = {
  rules: [],
  mainModeRules: [],
  firewall: openFirewall,
  exemptions: ['NeighborDiscovery', 'Dhcp'],
  credentials: { lacks: ['key', 'kerberos-v5', 'certificate'] },
  keyingRuns: true,
};
