import type { AttemptedFact, CertificateSigning, LegacyPolicy, PeerAnswer, WatchedService } from './facts';
import type { GpoNameProblem } from './gpo-name';

/** A finding or an error whose sentences have no blanks. */
export type NoBlanks = Readonly<Record<string, never>>;

/** `block`: nothing is applied while it stands. `warning`: works, but. `note`: good to know. */
export type Severity = 'block' | 'warning' | 'note';

/** What happened; what state the computer is in; what to do next. Every finding and every error owes all three. */
export interface Sentences {
  readonly happened: string;
  readonly stateNow: string;
  readonly whatNext: string;
}

/** The free texts of a policy, as findings name them. */
export type TextField =
  | 'policy-name'
  | 'policy-description'
  | 'filter-list-name'
  | 'filter-list-description'
  | 'filter-action-name'
  | 'filter-action-description'
  | 'server-account-name';

/** Why an address cannot be an end of a connection. */
export type AddressProblem = 'multicast' | 'broadcast' | 'loopback' | 'unspecified' | 'ipv4-in-ipv6';

/** Why an offer cannot be made at all: Windows refuses it, or it would not be what it says. */
export type MethodProblem =
  | 'spelling'
  | 'nothing-protected'
  | 'encryption-without-integrity'
  | 'gcm-needs-its-gmac'
  | 'gmac-needs-gcm'
  | 'sha384-in-quick-mode'
  | 'ah-and-esp-differ'
  | 'ah-with-ikev2'
  | 'cipher-not-in-main-mode'
  | 'integrity-not-in-main-mode';

/** `old`: advised against today. `broken`: must not be used any more. */
export type Weakness = 'old' | 'broken';

/** What secpol can say and this version cannot write for Windows. */
export type UnsupportedThing =
  'filter-not-mirrored' | 'connection-type' | 'closing-without-port' | 'closing-own-addresses' | 'account-without-port';

/** Services that reach the backup files beside the backup itself, on the server's own ports. */
export type Door = 'file-sharing' | 'ftp' | 'iscsi' | 'remote-desktop';

/** When clear text may pass. */
export type ClearTextCase = 'no-answer' | 'either-side-asks-only';

/** What each finding about the policy itself says, beside its code: the blanks of its sentences. */
export interface PolicyFindingContexts {
  readonly 'policy-malformed': { readonly problem: string };
  readonly 'policy-id-invalid': { readonly id: string };
  readonly 'text-missing': { readonly field: TextField };
  readonly 'text-too-long': { readonly field: TextField; readonly length: number; readonly most: number };
  readonly 'text-has-pipe': { readonly field: TextField };
  /** NUL or half of a surrogate pair: what no store keeps. Line ends are not among them. */
  readonly 'text-has-control-character': { readonly field: TextField };
  readonly 'text-reserved': { readonly field: TextField; readonly text: string };
  readonly 'port-out-of-range': { readonly port: number };
  readonly 'port-without-protocol': { readonly protocol: string };
  readonly 'address-invalid': { readonly address: string };
  readonly 'address-not-unicast': { readonly address: string; readonly why: AddressProblem };
  readonly 'prefix-invalid': { readonly address: string; readonly prefix: string };
  readonly 'mask-not-contiguous': { readonly address: string; readonly mask: string };
  readonly 'range-reversed': { readonly from: string; readonly to: string };
  readonly 'range-mixed-families': { readonly from: string; readonly to: string };
  readonly 'dns-name-unresolved': { readonly dnsName: string };
  readonly 'filter-not-about-this-computer': { readonly role: string };
  readonly 'filter-families-differ': { readonly source: string; readonly destination: string };
  readonly 'filters-differ-in-kind': { readonly filterList: string };
  readonly 'filters-missing': { readonly filterList: string };
  readonly 'rules-missing': NoBlanks;
  readonly 'rest-left-open': { readonly port: string };
  readonly 'security-methods-missing': { readonly filterAction: string };
  readonly 'security-method-impossible': { readonly method: string; readonly why: MethodProblem };
  readonly 'security-method-weak': {
    readonly method: string;
    readonly algorithms: readonly string[];
    readonly weakness: Weakness;
  };
  readonly 'not-encrypted': { readonly method: string };
  readonly 'lifetime-out-of-range': {
    readonly value: number;
    readonly unit: string;
    readonly least: number;
    readonly most: number;
  };
  readonly 'lifetime-not-whole-minutes': { readonly seconds: number };
  readonly 'key-exchange-missing': NoBlanks;
  readonly 'key-exchange-impossible': { readonly method: string; readonly why: MethodProblem };
  readonly 'key-exchange-groups-differ': { readonly groups: readonly string[] };
  readonly 'key-exchange-weak': {
    readonly method: string;
    readonly algorithms: readonly string[];
    readonly weakness: Weakness;
  };
  readonly 'authentication-missing': NoBlanks;
  readonly 'authentication-twice': { readonly method: string };
  /** Main mode is picked by address: overlapping rules of one policy with unlike authentication contradict each other. */
  readonly 'authentication-differs-by-rule': { readonly first: string; readonly second: string };
  readonly 'authority-invalid': { readonly authority: string };
  readonly 'ikev2-needs-certificates': NoBlanks;
  readonly 'server-name-invalid': { readonly name: string; readonly nameType: 'dns-name' | 'common-name' };
  /** Windows takes one proposal that selects and one that validates: a second certificate method has no place. */
  readonly 'server-name-not-alone': NoBlanks;
  readonly 'server-account-invalid': { readonly sid: string };
  /** A key or a certificate has no account that a list could name. */
  readonly 'server-account-not-alone': NoBlanks;
  /** The authorisation list lets nothing pass in clear, whatever the two switches say. */
  readonly 'server-account-with-clear-text': NoBlanks;
  /** Whether IKEv1 tells the firewall which account it met is not documented. */
  readonly 'server-account-untried': { readonly account: string };
  /** The server is named for one method and not for another one of the same list. */
  readonly 'server-not-named': { readonly method: string };
  readonly 'pre-shared-key-for-tests': NoBlanks;
  readonly 'pre-shared-key-not-ascii': NoBlanks;
  readonly 'pre-shared-key-outer-blank': NoBlanks;
  readonly 'pre-shared-key-in-gpo': { readonly gpo: string };
  readonly 'gpo-name-invalid': { readonly gpo: string; readonly why: GpoNameProblem };
  readonly 'clear-text-pair-unknown': NoBlanks;
  readonly 'clear-text-possible': { readonly when: ClearTextCase };
  readonly 'default-response-rule': NoBlanks;
  readonly 'allow-if-secure-on-workstation': NoBlanks;
  readonly 'allow-if-secure-with-clear-text': NoBlanks;
  readonly 'allow-if-secure-alone': NoBlanks;
  readonly 'any-address-is-for-tests': { readonly filterList: string };
  readonly 'local-address-fixed': { readonly address: string };
  /** Windows takes certificates of one signing algorithm next to each other only. */
  readonly 'certificates-apart': NoBlanks;
  readonly 'authentication-unused': { readonly filterList: string };
  readonly 'permit-in-clear': { readonly filterList: string };
  readonly 'block-one-way': { readonly filterList: string };
  /** A Block rule beats what another rule of the policy lets through or protects. */
  readonly 'block-covers-rule': { readonly blocking: string; readonly blocked: string };
  /** Two rules say different things of the same traffic, and neither is the narrower one. */
  readonly 'rules-contradict': { readonly first: string; readonly second: string };
  readonly 'door-warning': { readonly door: Door; readonly port: string };
  /** Every share in the network, those of domain controllers among them, would have to know the policy. */
  readonly 'door-closes-domain': { readonly filterList: string };
  readonly 'ftp-data-in-clear': { readonly filterList: string };
  readonly 'ftp-data-ports-secured': { readonly from: number; readonly to: number };
  readonly 'ftp-data-ports-impossible': { readonly from: number; readonly to: number; readonly most: number };
  readonly 'csv-header-unknown': { readonly missing: readonly string[] };
  readonly 'csv-too-large': { readonly most: number; readonly unit: string };
  readonly 'csv-not-closed': NoBlanks;
  readonly 'csv-cell-unreadable': { readonly column: string; readonly text: string };
  readonly 'csv-cells-missing': { readonly cells: number; readonly columns: number };
  readonly 'unsupported-here': { readonly what: UnsupportedThing };
}

/** Who says so: only what is set locally can be changed on the spot. */
export type SettingOrigin = 'group-policy' | 'local';

/** Narrower goes before wider; `ambiguous` where neither is, or where one is by addresses and the other by ports. */
export type RulePrecedence = 'wins' | 'loses' | 'ambiguous';

/** What pre-flight looks at and may not be able to read. */
export type FactName = AttemptedFact | 'firewallProfiles';

/** What each pre-flight finding says: a policy held against the facts of one computer. */
export interface PreflightFindingContexts {
  readonly 'not-elevated': { readonly computer: string };
  readonly 'constrained-language': { readonly mode: string };
  readonly 'netsecurity-missing': { readonly reason: string };
  readonly 'local-ipsec-rules-ignored': { readonly profiles: readonly string[]; readonly by: SettingOrigin };
  /** As above, in profiles that no connected network has now. */
  readonly 'local-ipsec-rules-ignored-elsewhere': { readonly profiles: readonly string[]; readonly by: SettingOrigin };
  /** Of a plan whose firewall rules protect something: they would be stored and count for nothing. */
  readonly 'local-firewall-rules-ignored': { readonly profiles: readonly string[]; readonly by: SettingOrigin };
  readonly 'local-firewall-rules-ignored-elsewhere': {
    readonly profiles: readonly string[];
    readonly by: SettingOrigin;
  };
  readonly 'main-mode-overlap': { readonly other: string; readonly addresses: string; readonly property: string };
  readonly 'main-mode-overlap-own': { readonly other: string; readonly property: string };
  readonly 'ipsec-rule-overlap': { readonly other: string; readonly port: string; readonly precedence: RulePrecedence };
  /** A Block rule of the firewall covers what the policy protects. */
  readonly 'port-closed': { readonly other: string; readonly port: string; readonly addresses: string };
  /** The policy's own Block rule covers what another policy of ours protects. */
  readonly 'closes-other-policy': { readonly other: string; readonly port: string; readonly addresses: string };
  /** Rules that close the rest count only where the firewall is on. */
  readonly 'firewall-off': { readonly profiles: readonly string[] };
  /** As above where nothing has to be closed, or in profiles that no connected network has now. */
  readonly 'firewall-off-here': { readonly profiles: readonly string[] };
  readonly 'firewall-off-elsewhere': { readonly profiles: readonly string[] };
  readonly 'no-inbound-allow': { readonly port: string };
  readonly 'server-first': { readonly port: string; readonly computer: string };
  readonly 'other-generation-left': { readonly names: readonly string[] };
  /** Objects of ours that no record speaks of: nothing was compared. */
  readonly 'policy-unrecorded': { readonly policy: string };
  /** All that could not be read, in one finding: off Windows that is most of it. */
  readonly 'facts-unavailable': { readonly facts: readonly FactName[]; readonly reasons: readonly string[] };
  readonly 'module-logging': NoBlanks;
  readonly 'script-block-logging': NoBlanks;
  readonly transcription: NoBlanks;
  readonly 'execution-policy': { readonly policy: string; readonly scope: string };
  readonly 'service-stopped': { readonly service: WatchedService; readonly disabled: boolean };
  /** `canUnassign`: a change of ours can do it, and assign it again. */
  readonly 'legacy-policy': LegacyPolicy & { readonly canUnassign?: true };
  /** The plan takes its assignment away, by consent. */
  readonly 'legacy-policy-put-aside': { readonly name: string };
  /** Un-assigning was agreed to, and no policy is assigned. */
  readonly 'no-legacy-policy': { readonly computer: string };
  /** What this program had un-assigned is not assigned again: somebody has assigned another one. */
  readonly 'legacy-policy-stays': { readonly name: string; readonly unassigned: string };
  readonly 'connection-security-owned': { readonly product: string };
  readonly 'firewall-owned': { readonly product: string };
  readonly 'ike-port-held': { readonly port: number; readonly holder: string };
  readonly 'covers-services': { readonly services: readonly string[]; readonly port: string };
  readonly 'covers-own-session': { readonly service: string; readonly remote: string };
  readonly 'backup-running': { readonly port: string; readonly count: number };
  readonly 'nothing-listens': { readonly port: string };
  readonly 'local-address-elsewhere': { readonly address: string; readonly own: readonly string[] };
  readonly 'local-address-leased': { readonly address: string; readonly interfaceAlias: string };
  readonly 'public-network': { readonly networks: readonly string[] };
  readonly 'nat-likely': { readonly own: readonly string[]; readonly peers: string };
  readonly 'kerberos-without-domain': { readonly computer: string };
  readonly 'domain-unreachable': { readonly domain: string };
  readonly 'clock-skew': { readonly seconds: number };
  /** `spelledHere`: the same name in another order or letter case, as a certificate of this computer has it. */
  readonly 'certificate-missing': {
    readonly authority: string;
    readonly computer: string;
    readonly role: 'server' | 'workstation';
    readonly spelledHere: string | null;
  };
  /** `moment`: when it ended or begins (ISO 8601, UTC). */
  readonly 'certificate-out-of-time': {
    readonly authority: string;
    readonly subject: string;
    readonly moment: string;
    readonly why: 'expired' | 'not-yet-valid';
  };
  readonly 'certificate-without-key': { readonly authority: string; readonly subject: string };
  readonly 'certificate-wrong-purpose': { readonly authority: string; readonly subject: string };
  readonly 'certificate-other-name': { readonly authority: string; readonly subject: string; readonly name: string };
  readonly 'certificate-several': {
    readonly authority: string;
    readonly subjects: readonly string[];
    readonly count: number;
  };
  readonly 'certificate-other-signing': {
    readonly authority: string;
    readonly subject: string;
    readonly signing: CertificateSigning;
  };
  /** The server that a workstation's policy names, before it is applied. */
  readonly 'peer-answers-in-clear': { readonly address: string; readonly port: number };
  readonly 'peer-does-not-answer': {
    readonly address: string;
    readonly port: number;
    readonly answer: Exclude<PeerAnswer, 'answers'>;
  };
  readonly 'algorithm-unknown': { readonly algorithms: readonly string[]; readonly build: string };
  /** Computers with which such a protection never comes together, as the model of negotiations finds. */
  readonly 'preset-excludes': {
    readonly protection: 'recommended' | 'transition';
    readonly peers: readonly ('secpol' | 'ikev1' | 'article' | 'recommended' | 'transition')[];
  };
  readonly 'port-stays-open': { readonly port: string; readonly others: readonly string[] };
  /** What lets the port in beside our rule for secured connections, by name, and how many of each there are. */
  readonly 'port-not-closed': {
    readonly port: string;
    /** Could be switched off, with consent. */
    readonly removable: readonly string[];
    readonly removableCount: number;
    /** Cover more than the port, come by Group Policy, or have a name that cannot be selected. */
    readonly staying: readonly string[];
    readonly stayingCount: number;
  };
  /** By name, and how many: switched off by consent, for as long as the policy is there. */
  readonly 'allow-rules-put-aside': {
    readonly port: string;
    readonly rules: readonly string[];
    readonly count: number;
  };
  /** Where everything is let in that no rule blocks. */
  readonly 'port-open-by-default': { readonly port: string; readonly profiles: readonly string[] };
  readonly 'far-port-fixed': { readonly port: number; readonly filterList: string };
  /** An earlier change that had stopped half way was undone before this one. */
  readonly 'interrupted-change-undone': { readonly begunAt: string; readonly who: string };
  /** Who is no administrator may be able to write where the journal lies. */
  readonly 'folder-not-secured': { readonly reason: string };
  readonly 'journal-unusable': { readonly reason: string };
  /** Of a change whose journal is not here. */
  readonly 'undo-task-left': { readonly tasks: readonly string[] };
  /** Nothing undoes a change by itself here. */
  readonly 'no-automatic-undo': { readonly reason: string };
  /** Group Policy is a matter of domains. */
  readonly 'gpo-without-domain': { readonly computer: string; readonly gpo: string };
  readonly 'gpo-unreadable': { readonly gpo: string; readonly reason: string };
  readonly 'gpo-of-other-domain': { readonly gpo: string; readonly domain: string };
  /** A rule that closed the port before, and that could not be deleted. */
  readonly 'gpo-block-rule-left': { readonly names: readonly string[] };
  /** A read-only controller may be picked, and then nothing is saved. */
  readonly 'writable-controller-unknown': { readonly gpo: string };
  /** Of a settings file: nothing of the passphrase is said, its strength neither. */
  readonly 'passphrase-weak': NoBlanks;
  readonly 'key-needed': NoBlanks;
  readonly 'key-not-compared': NoBlanks;
}

export type FindingContexts = PolicyFindingContexts & PreflightFindingContexts;
export type FindingCode = keyof FindingContexts;

/** A code with the blanks of its sentences; texts/ turns it into words, in whichever language. */
export type Finding = {
  readonly [C in FindingCode]: {
    readonly code: C;
    readonly severity: Severity;
    /** Where in the policy, for example `rules[0].filterList.filters[0].sourcePort`. */
    readonly path?: string;
    readonly context: FindingContexts[C];
  };
}[FindingCode];

/** Makes a finding whose context fits its code. */
export function finding<C extends FindingCode>(
  code: C,
  severity: Severity,
  context: FindingContexts[C],
  path?: string,
): Finding {
  // One object literal cannot be checked against a union indexed by C: the signature above is the check.
  return { code, severity, context, ...(path === undefined ? {} : { path }) } as unknown as Finding;
}

export const blocks = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'block');
