import type { Seen } from './connection';
import type { Choose } from './choices';
import type {
  End,
  HeldAuthentication,
  HeldMainMode,
  HeldMainModeRule,
  HeldRule,
  KeyModule,
  MainModeOffer,
} from './end';
import { contentOf, oneOf, rulesForPeer } from './governing';
import { coversAddress, narrowest, widthOfAddresses } from './match';
import { refused, type Refused } from './outcome';

/** What an end offers, or takes, in main mode with one peer. */
export interface MainModePolicy {
  readonly mainMode: HeldMainMode;
  readonly authentication: readonly HeldAuthentication[];
  readonly keyModules: HeldRule['keyModules'];
}

const builtIn: HeldMainMode = { offers: 'built-in', mayMixGroups: false };

function mainModeRuleFor(end: End, seen: Seen, side: Side, choose: Choose): HeldMainModeRule | undefined {
  const found = end.mainModeRules.filter(
    ({ inForce, localAddresses, remoteAddresses }) =>
      inForce &&
      coversAddress(localAddresses, seen.local.address) &&
      coversAddress(remoteAddresses, seen.remote.address),
  );
  const closest = narrowest(found, (rule) => widthOfAddresses(rule.remoteAddresses, rule.localAddresses));
  return oneOf(closest, side === 'initiator' ? 'main-mode-of-initiator' : 'main-mode-of-responder', choose);
}

type Side = 'initiator' | 'responder';

function authenticationOf(
  rule: HeldRule | undefined,
  mainModeRule: HeldMainModeRule | undefined,
  choose: Choose,
): readonly HeldAuthentication[] {
  const [own, byAddress] = [rule?.authentication, mainModeRule?.authentication];
  if (own === undefined || byAddress === undefined) return own ?? byAddress ?? [];
  if (own === byAddress || contentOf(own) === contentOf(byAddress)) return own;
  return choose('phase1-set', ['ipsec-rule', 'main-mode-rule']) === 'ipsec-rule' ? own : byAddress;
}

/** Undefined where nothing of this end speaks to that peer at all. `rule` is the one that governs the connection, if any. */
export function mainModePolicyOf(
  end: End,
  seen: Seen,
  side: Side,
  rule: HeldRule | undefined,
  choose: Choose,
): MainModePolicy | undefined {
  const mainModeRule = mainModeRuleFor(end, seen, side, choose);
  const speaks = rule ?? rulesForPeer(end, seen)[0];
  if (mainModeRule === undefined && speaks === undefined) return undefined;
  return {
    mainMode: mainModeRule?.mainMode ?? builtIn,
    authentication: authenticationOf(speaks, mainModeRule, choose),
    keyModules: speaks?.keyModules ?? ['IKEv1', 'AuthIP', 'IKEv2'],
  };
}

const modulesOf = (keyModules: HeldRule['keyModules'], choose: Choose): readonly KeyModule[] =>
  keyModules === 'Default'
    ? choose<readonly KeyModule[]>('default-key-module', [
        ['IKEv1', 'AuthIP'],
        ['IKEv1', 'IKEv2'],
      ])
    : keyModules;

/** What both ends can speak, the oldest first: it is what every method of ours works with. */
export function commonKeyModules(a: MainModePolicy, b: MainModePolicy, choose: Choose): readonly KeyModule[] {
  const theirs = modulesOf(b.keyModules, choose);
  const mine = modulesOf(a.keyModules, choose);
  return (['IKEv1', 'AuthIP', 'IKEv2'] as const).filter((module) => mine.includes(module) && theirs.includes(module));
}

/** KB949856 and the help of netsh; what newer releases ship is not documented. */
const documentedOffers: readonly MainModeOffer[] = [
  { encryption: 'AES128', hash: 'SHA1', group: 'DH2' },
  { encryption: 'DES3', hash: 'SHA1', group: 'DH2' },
];
const offersOf = ({ offers }: HeldMainMode, choose: Choose): readonly MainModeOffer[] =>
  offers === 'built-in' ? choose('built-in-main-mode', [documentedOffers, []]) : offers;

const hasMixedGroups = ({ offers, mayMixGroups }: HeldMainMode): boolean =>
  !mayMixGroups && offers !== 'built-in' && new Set(offers.map(({ group }) => group)).size > 1;

export const mainModeText = ({ encryption, hash, group }: MainModeOffer): string => `${encryption}-${hash}-${group}`;

/** The first offer of one list that is in the other, by the order of whoever decides. An offer is taken as a whole. */
export function firstCommon<T>(
  mine: readonly T[],
  theirs: readonly T[],
  textOf: (item: T) => string,
  choose: Choose,
): T | undefined {
  const common = (list: readonly T[], others: readonly T[]): T | undefined =>
    list.find((item) => others.some((other) => textOf(other) === textOf(item)));
  const [byInitiator, byResponder] = [common(mine, theirs), common(theirs, mine)];
  if (byInitiator === undefined || byResponder === undefined) return undefined;
  if (textOf(byInitiator) === textOf(byResponder)) return byInitiator;
  return choose('order', ['initiator', 'responder']) === 'initiator' ? byInitiator : byResponder;
}

export type AgreedMainMode = { readonly kind: 'agreed'; readonly offer: MainModeOffer } | Refused;

/** RFC 2409 5: one offer of the initiator, as a whole. */
export function agreeOnMainMode(a: MainModePolicy, b: MainModePolicy, choose: Choose): AgreedMainMode {
  const mixed = hasMixedGroups(a.mainMode) || hasMixedGroups(b.mainMode);
  if (mixed && choose('mixed-groups', ['accepted', 'refused']) === 'refused') return refused('main-mode-groups-mixed');
  const offer = firstCommon(offersOf(a.mainMode, choose), offersOf(b.mainMode, choose), mainModeText, choose);
  return offer === undefined ? refused('no-common-main-mode') : { kind: 'agreed', offer };
}
