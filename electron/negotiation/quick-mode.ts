import type { Choose } from './choices';
import type { Conditions, HeldQuickMode, KeyModule, MainModeOffer, QuickModeOffer } from './end';
import { firstCommon } from './main-mode';
import { proposes } from './match';
import { refused, type Refused } from './outcome';

/** The spelling of `--quick-mode`; `None` is authentication only, with clear text afterwards. */
export function quickModeText({ ahHash, encryption, espHash }: QuickModeOffer): string {
  const usesEsp = encryption !== 'None' || espHash !== 'None';
  const ah = ahHash === 'None' ? [] : [`AH:${ahHash}`];
  const esp = usesEsp ? [`ESP:${encryption}-${espHash}`] : [];
  return [...ah, ...esp].join('+') || 'None';
}

/** What one end brings to quick mode. */
export interface QuickModeParty {
  readonly quickMode: HeldQuickMode;
  /** In the sense in which they cover the connection. */
  readonly conditions: Conditions;
}

export type AgreedQuickMode =
  { readonly kind: 'agreed'; readonly offer: QuickModeOffer; readonly pfs: string } | Refused;

const groupOf = ({ pfs }: HeldQuickMode, { group }: MainModeOffer): string => (pfs === 'SameAsMainMode' ? group : pfs);

/** RFC 2409 5.5: the identities are looked up first; RFC 7296 2.9 lets the responder narrow them. */
const isTooWide = (a: QuickModeParty, b: QuickModeParty, module: KeyModule, choose: Choose): boolean =>
  module !== 'IKEv2' &&
  !proposes(a.conditions, b.conditions) &&
  choose('wider-filter', ['taken', 'refused']) === 'refused';

/** New-NetIPsecQuickModeCryptoProposal: AH is not usable with IKEv2 in transport mode. */
const usable = (offers: readonly QuickModeOffer[], module: KeyModule): readonly QuickModeOffer[] =>
  module === 'IKEv2' ? offers.filter(({ ahHash }) => ahHash === 'None') : offers;

/** RFC 2409 5.5: one method of both, then the group of perfect forward secrecy. Lifetimes do not matter. */
export function agreeOnQuickMode(
  a: QuickModeParty,
  b: QuickModeParty,
  mainMode: MainModeOffer,
  module: KeyModule,
  choose: Choose,
): AgreedQuickMode {
  if (isTooWide(a, b, module, choose)) return refused('filters-do-not-match');
  const [mine, theirs] = [usable(a.quickMode.offers, module), usable(b.quickMode.offers, module)];
  const offer = firstCommon(mine, theirs, quickModeText, choose);
  if (offer === undefined) return refused('no-common-quick-mode');
  const pfs = groupOf(a.quickMode, mainMode);
  return pfs === groupOf(b.quickMode, mainMode) ? { kind: 'agreed', offer, pfs } : refused('pfs-differs');
}
