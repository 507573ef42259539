/** Why two computers do not come together. The same words name the causes in a diagnosis. */
export const refusalReasons = [
  'initiator-blocks',
  'responder-blocks',
  'responder-allows-nothing',
  'responder-requires-ipsec',
  'ike-unreachable',
  'peer-has-no-policy',
  'key-modules-differ',
  'key-module-cannot-authenticate',
  'main-mode-groups-mixed',
  'no-common-main-mode',
  'no-common-authentication',
  'credentials-missing',
  'authorities-differ',
  'different-keys',
  'peer-not-authorised',
  'filters-do-not-match',
  'filter-not-mirrored',
  'no-common-quick-mode',
  'pfs-differs',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Why a connection goes on without protection. */
export const clearTextReasons = [
  'neither-side-asks',
  'initiator-sends-clear',
  'fell-back',
  'exempt',
  'rules-not-in-force',
  'replies-in-clear',
  'nothing-protected',
  'loopback',
] as const;
export type ClearTextReason = (typeof clearTextReasons)[number];

/** Kinds of the policy's authentication methods, and what only a store can hold (NTLM, anonymous). */
export type AuthenticationKind = 'pre-shared-key' | 'kerberos-v5' | 'certificate' | 'other';

export interface Secured {
  readonly kind: 'secured';
  /** As `--main-mode` spells it: `DES3-SHA1-DH2`. */
  readonly mainMode: string;
  /** As `--quick-mode` spells it: `ESP:DES3-SHA1`. */
  readonly quickMode: string;
  /** `none` or a group. */
  readonly pfs: string;
  readonly authentication: AuthenticationKind;
  /** False where the method protects integrity only. */
  readonly encrypted: boolean;
}
/** How far two computers came that agreed on main mode and on nothing more. */
export type Reached = Pick<Secured, 'mainMode' | 'authentication'>;
export interface Refused {
  readonly kind: 'refused';
  readonly why: RefusalReason;
  /** Where main mode is up and quick mode failed. */
  readonly reached?: Reached;
}
export interface ClearText {
  readonly kind: 'clear-text';
  readonly why: ClearTextReason;
  /** What the negotiation failed of, where it fell back. */
  readonly after?: RefusalReason;
}
/** What happens when one computer opens a connection to another. */
export type Outcome = Secured | Refused | ClearText;

export const refused = (why: RefusalReason, reached?: Reached): Refused => ({
  kind: 'refused',
  why,
  ...(reached === undefined ? {} : { reached }),
});
export const clearText = (why: ClearTextReason): ClearText => ({ kind: 'clear-text', why });
