/**
 * The words behind the integers of the CIM classes (MSFT_NetConSecRule and its relatives). Whether a cmdlet's output
 * shows `DES3`, `3DES`, `AES-GCM-256` or `6` is not documented: all are read.
 */
const words = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(table));

const ciphers = words({
  '0': 'None', '2': 'DES', '6': 'DES3', '3DES': 'DES3',
  '65001': 'AES128', '65002': 'AES192', '65003': 'AES256',
  '65004': 'AESGCM128', '65005': 'AESGCM192', '65006': 'AESGCM256',
}); // prettier-ignore
const hashes = words({
  '0': 'None', '2': 'MD5', '3': 'SHA1',
  '65001': 'SHA256', '65002': 'SHA384', '65003': 'AESGMAC128', '65004': 'AESGMAC192', '65005': 'AESGMAC256',
}); // prettier-ignore
const groups = words({
  '0': 'None', '1': 'DH1', '2': 'DH2', '14': 'DH14', '19': 'DH19', '20': 'DH20', '24': 'DH24', '65535': 'SameAsMainMode',
}); // prettier-ignore

/** Which table an enumeration of that parameter uses. */
const tables: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  // Profiles Any 0 on rules, All 7 on main-mode rules.
  Profile: words({ '0': 'Any', '7': 'Any', '2147483647': 'Any', All: 'Any' }),
  Enabled: words({ '1': 'True', '2': 'False', true: 'True', false: 'False' }),
  Mode: words({ '0': 'None', '1': 'Transport', '2': 'Tunnel' }),
  InboundSecurity: words({ '0': 'None', '1': 'Request', '2': 'Require', Never: 'None' }),
  OutboundSecurity: words({ '0': 'None', '1': 'Request', '2': 'Require', Never: 'None' }),
  KeyModule: words({ '0': 'Default', '1': 'IKEv1', '2': 'AuthIP', '4': 'IKEv2' }),
  Direction: words({ '1': 'Inbound', '2': 'Outbound' }),
  Action: words({ '2': 'Allow', '3': 'AllowBypass', '4': 'Block' }),
  InterfaceType: words({ '0': 'Any', '1': 'Wired', '2': 'Wireless', '4': 'RemoteAccess' }),
  // Nobody in particular: how a rule without such a condition shows that is not documented.
  User: words({ '': 'Any', None: 'Any' }),
  Machine: words({ '': 'Any', None: 'Any' }),
  Protocol: words({ '1': 'ICMPv4', '6': 'TCP', '17': 'UDP', '58': 'ICMPv6' }),
  PrimaryStatus: words({ '0': 'Unknown', '1': 'OK', '2': 'Degraded', '3': 'Error', Inactive: 'Degraded' }),
  PerfectForwardSecrecyGroup: groups,
  KeyExchange: groups,
  Encryption: ciphers,
  Hash: hashes,
  ESPHash: hashes,
  AHHash: hashes,
  Encapsulation: words({ '0': 'None', '1': 'AH', '2': 'ESP', '3': 'AH,ESP' }),
  AuthorityType: words({ '1': 'Root', '2': 'Intermediate' }),
  SubjectNameType: words({
    '0': 'None', '1': 'DomainName', DNS: 'DomainName', '2': 'UserPrincipalName', UPN: 'UserPrincipalName',
    '3': 'EmailAddress', RFC822: 'EmailAddress', '4': 'CN', '5': 'OU', '6': 'O', '7': 'DC',
  }), // prettier-ignore
  // Of a rule of the firewall; a proposal's -Encryption is a cipher.
  Authentication: words({ '0': 'NotRequired', '1': 'Required', '2': 'NoEncap', '': 'NotRequired' }),
  FirewallEncryption: words({ '0': 'NotRequired', '1': 'Required', '2': 'Dynamic', '': 'NotRequired' }),
};

/** `AES-GCM-256` is `AESGCM256`, `DHGroup2` and `Group 2` are `DH2`. */
const tidy = (word: string): string => word.replaceAll(/[-\s]/gu, '').replace(/^(?:DH)?Group/iu, 'DH');
const cryptographic = new Set(['Encryption', 'Hash', 'ESPHash', 'AHHash', 'KeyExchange', 'PerfectForwardSecrecyGroup']);

/** The word of the cmdlet reference for what a host showed of an enumeration; unknown values stay as they are. */
export function wordOf(parameter: string, shown: string | number | boolean): string {
  const text = String(shown);
  const word = tables[parameter]?.get(text) ?? text;
  return cryptographic.has(parameter) ? (tables[parameter]?.get(tidy(word)) ?? tidy(word)) : word;
}

/** Any 0; flags Domain 1, Private 2, Public 4; all of them is Any again. */
export function profileWords(shown: string | number): readonly string[] {
  const text = String(shown).trim();
  if (text === '') return [];
  const flags = Number(text);
  if (Number.isNaN(flags)) return text.toLowerCase() === 'all' ? ['Any'] : text.split(',').map((word) => word.trim());
  if (flags === 0 || flags === 7 || flags === 2147483647) return ['Any'];
  return ['Domain', 'Private', 'Public'].filter((_, bit) => (flags & (1 << bit)) !== 0);
}

/** EnforcementStatus of ActiveStore (sa-and-errors of the reference, section 3). */
const enforcementWords = [
  'Invalid', 'Full', 'FirewallOffInProfile', 'CategoryOff', 'DisabledObject', 'InactiveProfile',
  'LocalAddressResolutionEmpty', 'RemoteAddressResolutionEmpty', 'LocalPortResolutionEmpty', 'RemotePortResolutionEmpty',
  'InterfaceResolutionEmpty', 'ApplicationResolutionEmpty', 'RemoteMachineEmpty', 'RemoteUserEmpty',
  'LocalGlobalOpenPortsDisallowed', 'LocalAuthorizedApplicationsDisallowed', 'LocalFirewallRulesDisallowed',
  'LocalConsecRulesDisallowed', 'NotTargetPlatform', 'OptimizedOut', 'LocalUserEmpty', 'TransportMachinesEmpty',
  'TunnelMachinesEmpty', 'TupleResolutionEmpty',
]; // prettier-ignore

export const enforcementWord = (shown: string | number): string =>
  /^\d{1,2}$/u.test(String(shown)) ? (enforcementWords[Number(shown)] ?? String(shown)) : String(shown);

/** Every way in which a host may show a word of an enumeration: the word itself, its integer, its other spelling. */
export const spellingsOf = (parameter: string, word: string): readonly string[] => [
  word,
  ...[...(tables[parameter] ?? [])].filter(([, meaning]) => meaning === word).map(([shown]) => shown),
];
