/** The integers behind the words, from sa-and-errors.md sections 2 and 3. Some systems show these instead. */
type Codes = Readonly<Record<string, number>>;

const cipher: Codes = {
  None: 0,
  DES: 2,
  DES3: 6,
  AES128: 65_001,
  AES192: 65_002,
  AES256: 65_003,
  AESGCM128: 65_004,
  AESGCM192: 65_005,
  AESGCM256: 65_006,
};
const hash: Codes = {
  None: 0,
  MD5: 2,
  SHA1: 3,
  SHA256: 65_001,
  SHA384: 65_002,
  AESGMAC128: 65_003,
  AESGMAC192: 65_004,
  AESGMAC256: 65_005,
};
const group: Codes = { None: 0, DH1: 1, DH2: 2, DH14: 14, DH19: 19, DH20: 20, DH24: 24, SameAsMainMode: 65_535 };
const security: Codes = { None: 0, Request: 1, Require: 2 };
const flag: Codes = { False: 0, True: 1, NotConfigured: 2 };
const nameType: Codes = { None: 0, DomainName: 1, UserPrincipalName: 2, EmailAddress: 3, CN: 4, OU: 5, O: 6, DC: 7 };
const action: Codes = { NotConfigured: 0, Allow: 2, Block: 4 };

const common: Readonly<Record<string, Codes>> = {
  Enabled: { True: 1, False: 2 },
  Profile: { Any: 0, Domain: 1, Private: 2, Public: 4 },
  Mode: { None: 0, Transport: 1, Tunnel: 2 },
  InboundSecurity: security,
  OutboundSecurity: security,
  KeyModule: { Default: 0, IKEv1: 1, AuthIP: 2, IKEv2: 4 },
  Direction: { Inbound: 1, Outbound: 2 },
  Action: action,
  PerfectForwardSecrecyGroup: group,
  PrimaryStatus: { Unknown: 0, OK: 1, Inactive: 2, Error: 3 },
  EnforcementStatus: {
    Invalid: 0,
    Full: 1,
    FirewallOffInProfile: 2,
    DisabledObject: 4,
    InactiveProfile: 5,
    LocalFirewallRulesDisallowed: 16,
    LocalConsecRulesDisallowed: 17,
  },
  PolicyStoreSourceType: { None: 0, Local: 1, GroupPolicy: 2 },
  Encryption: cipher,
  CipherAlgorithm: cipher,
  Hash: hash,
  HashAlgorithm: hash,
  ESPHash: hash,
  AHHash: hash,
  HashAlgorithmESP: hash,
  HashAlgorithmAH: hash,
  KeyExchange: group,
  GroupId: group,
  Encapsulation: { None: 0, AH: 1, ESP: 2 },
  AuthorityType: { Root: 1, Intermediate: 2 },
  TrustedCAType: { Root: 1, Intermediate: 2 },
  SubjectNameType: nameType,
  CertNameType: nameType,
  Signing: { RSA: 1, ECDSA256: 2, ECDSA384: 3 },
  SigningAlgorithm: { RSA: 1, ECDSA256: 2, ECDSA384: 3 },
  AuthenticationMethod: {
    PreSharedKey: 2,
    Anonymous: 65_001,
    MachineKerberos: 65_002,
    MachineNtlm: 65_003,
    UserKerberos: 65_004,
    UserNtlm: 65_005,
    MachineCert: 65_006,
    UserCert: 65_007,
    MachineHealthCert: 65_008,
  },
};

/** What differs in a noun from the rules' integers. */
const ofNoun: Readonly<Record<string, Readonly<Record<string, Codes>>>> = {
  ScheduledTask: { State: { Unknown: 0, Disabled: 1, Queued: 2, Ready: 3, Running: 4 } },
  NetFirewallProfile: {
    Enabled: flag,
    AllowInboundRules: flag,
    AllowLocalFirewallRules: flag,
    AllowLocalIPsecRules: flag,
    DefaultInboundAction: action,
    DefaultOutboundAction: action,
  },
  NetFirewallSecurityFilter: {
    Authentication: { NotRequired: 0, Required: 1, NoEncap: 2 },
    Encryption: { NotRequired: 0, Required: 1, Dynamic: 2 },
  },
};

function codeOf(codes: Codes, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => codeOf(codes, item));
  if (typeof value !== 'string') return value;
  const parts = value.split(', ').map((word) => codes[word]);
  return (
    parts.reduce<number | undefined>(
      (sum, part) => (sum === undefined || part === undefined ? undefined : sum + part),
      0,
    ) ?? value
  );
}

/** The row with every enumeration as its integer; a word without one stays. */
export function withCodes(noun: string, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = ofNoun[noun] ?? {};
  return Object.fromEntries(
    Object.entries(row).map(([property, value]) => {
      const codes = own[property] ?? common[property];
      return [property, codes === undefined ? value : codeOf(codes, value)];
    }),
  );
}
