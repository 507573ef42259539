import type {
  AddressProblem,
  ClearTextCase,
  Door,
  MethodProblem,
  TextField,
  UnsupportedThing,
  Weakness,
} from '#contract/finding';

/** Free texts of a policy. */
export const fields: Readonly<Record<TextField, string>> = {
  'policy-name': 'policy name',
  'policy-description': 'policy description',
  'filter-list-name': 'name of the IP filter list',
  'filter-list-description': 'description of the IP filter list',
  'filter-action-name': 'name of the filter action',
  'filter-action-description': 'description of the filter action',
  'server-account-name': "name of the server's account",
};

/** What an address is, and what to enter in its place. */
export const addressProblems: Readonly<Record<AddressProblem, { readonly is: string; readonly instead: string }>> = {
  multicast: { is: 'holds multicast addresses', instead: 'Leave out 224.0.0.0 to 239.255.255.255 and ff00::/8.' },
  broadcast: { is: 'holds the broadcast address', instead: 'Leave out 255.255.255.255.' },
  loopback: {
    is: 'is a loopback address, which IPsec never protects',
    instead: 'Enter the address that the other computer has in the network.',
  },
  unspecified: {
    is: 'is the unspecified address, which no computer has',
    instead: 'Enter the address of the other computer, or choose any address.',
  },
  'ipv4-in-ipv6': {
    is: 'is an IPv4 address in IPv6 form, and its traffic travels as IPv4',
    instead: 'Enter the IPv4 address as four numbers, for example 192.0.2.10.',
  },
};

/** Why an offer is not possible, and what to choose in its place. */
export const methodProblems: Readonly<Record<MethodProblem, { readonly because: string; readonly instead: string }>> = {
  spelling: {
    because: 'it is not spelled like one',
    instead:
      'Write main mode like DES3-SHA1-DH2 and quick mode like ESP:DES3-SHA1, ESP:AESGCM256-AESGMAC256 or AH:SHA1.',
  },
  'nothing-protected': {
    because: 'it protects nothing',
    instead: 'Choose at least an integrity algorithm.',
  },
  'encryption-without-integrity': {
    because: 'it encrypts without protecting integrity, so that traffic could be altered unnoticed',
    instead: 'Choose an ESP integrity algorithm as well.',
  },
  'gcm-needs-its-gmac': {
    because: 'Windows takes AES-GCM only with the AES-GMAC of the same size',
    instead: 'Choose the ESP integrity of the same size, for example AES-256-GMAC with AES-256-GCM.',
  },
  'gmac-needs-gcm': {
    because: 'Windows takes AES-GMAC as ESP integrity only with AES-GCM, or without encryption',
    instead: 'Choose AES-GCM of the same size, or SHA-256 as integrity.',
  },
  'sha384-in-quick-mode': {
    because: 'Windows does not take SHA-384 in quick mode',
    instead: 'Choose SHA-256, or AES-256-GCM with AES-256-GMAC.',
  },
  'ah-and-esp-differ': {
    because: 'AH and ESP together need the same integrity algorithm',
    instead: 'Choose one integrity algorithm for both, or leave AH out.',
  },
  'ah-with-ikev2': {
    because: 'AH does not work with IKEv2',
    instead: 'Leave AH out, or choose IKEv1.',
  },
  'cipher-not-in-main-mode': {
    because: 'main mode needs DES, 3DES or AES without GCM as its cipher',
    instead: 'Choose AES-256 for the key exchange.',
  },
  'integrity-not-in-main-mode': {
    because: 'main mode needs MD5, SHA1, SHA-256 or SHA-384',
    instead: 'Choose SHA-256 or SHA-384 for the key exchange.',
  },
};

/** How an algorithm stands. */
export const weaknesses: Readonly<Record<Weakness, string>> = {
  old: 'no longer advised',
  broken: 'known to be broken',
};

/** What cannot be set up, and what comes nearest. */
export const unsupported: Readonly<Record<UnsupportedThing, { readonly what: string; readonly nearest: string }>> = {
  'filter-not-mirrored': {
    what: 'a filter that is not mirrored and does not block, because a rule of IPsec is about both directions',
    nearest: 'Tick "Mirrored": both directions of a connection are then treated alike.',
  },
  'connection-type': {
    what: 'a rule for one connection type only',
    nearest: 'Choose "All network connections".',
  },
  'closing-without-port': {
    what: 'closing all traffic with everybody else, because the filter names no port',
    nearest: 'Name the port of the backup server in the filter, or choose any address.',
  },
  'closing-own-addresses': {
    what: 'closing one port with different lists for own addresses that overlap, because the rule that closes it beside one list would close it for the other',
    nearest: 'Give all lists of the port the same own address (My IP address), or put their addresses on one list.',
  },
  'account-without-port': {
    what: "letting only the server's account answer where the filter names no port, because that would close all other traffic",
    nearest: 'Name the protocol and the port of the backup server in every filter of the rule.',
  },
};

/** What everybody should know who secures a door to the backup files, and what to do about it. */
export const doorWords: Readonly<Record<Door, { readonly knows: string; readonly next: string }>> = {
  'file-sharing': {
    knows:
      'only computers with the policy reach the shares of this computer, on a domain controller also logon scripts and policies',
    next: 'Add a rule with "Permit" for domain controllers, printers and scanners that use it. SMB over QUIC (UDP 443) is another door.',
  },
  ftp: {
    knows: 'only computers with the policy reach the FTP server',
    next: 'Set up the policy on every FTP client first, or use FTP over TLS, which needs no IPsec.',
  },
  iscsi: {
    knows:
      'a disk goes away while IPsec cannot be agreed on, and network cards with iSCSI of their own know no Windows rule',
    next: 'Set up the initiators first, take disks offline meanwhile, and do not secure the disk from which a computer starts.',
  },
  'remote-desktop': {
    knows: 'a technician who works from a computer without the policy is locked out',
    next: 'Keep another way in (the console), set up your own computer first, and let the automatic undo run.',
  },
};

/** When clear text may pass. */
export const clearText: Readonly<Record<ClearTextCase, string>> = {
  'no-answer': 'Connections from this computer go on in clear text where the other side does not answer with IPsec.',
  'either-side-asks-only': 'Connections in both directions go on in clear text wherever IPsec is not agreed on.',
};
