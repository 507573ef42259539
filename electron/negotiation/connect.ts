import { authenticate } from './authenticate';
import { everyRun, type Choose } from './choices';
import { isLoopback, seenByInitiator, seenByResponder, type Connection, type Seen } from './connection';
import type { End, HeldRule, KeyModule, World } from './end';
import { firewallOfClient, firewallOfClientAfter, firewallOfServer } from './firewall';
import { contentOf, lacksIkev2Method, stanceOf, withoutCertificate, type Stance } from './governing';
import { agreeOnMainMode, commonKeyModules, mainModePolicyOf, mainModeText, type MainModePolicy } from './main-mode';
import { clearText, refused, type ClearTextReason, type Outcome, type Refused, type Secured } from './outcome';
import { agreeOnQuickMode, quickModeText } from './quick-mode';
import { byHarm } from './harm';

type Negotiating = Extract<Stance, { readonly kind: 'negotiate' }>;

interface Ends {
  readonly a: { readonly end: End; readonly seen: Seen; readonly stance: Stance };
  readonly b: { readonly end: End; readonly seen: Seen; readonly stance: Stance };
  readonly world: World;
  readonly choose: Choose;
}

const ruleOf = (stance: Stance): HeldRule | undefined => (stance.kind === 'negotiate' ? stance.rule : undefined);

/** The modules that can authenticate are tried in turn; where all fail, the first failure is what is seen. */
function overModules(
  modules: readonly KeyModule[],
  attempt: (module: KeyModule) => Secured | Refused,
): Secured | Refused {
  const results = modules.map(attempt);
  const [first] = results;
  return results.find(({ kind }) => kind === 'secured') ?? first ?? refused('key-modules-differ');
}

function overOneModule(
  module: KeyModule,
  { a, b, world, choose }: Ends,
  mine: Negotiating,
  policies: { readonly a: MainModePolicy; readonly b: MainModePolicy },
): Secured | Refused {
  const mainMode = agreeOnMainMode(policies.a, policies.b, choose);
  if (mainMode.kind === 'refused') return mainMode;
  const parties = [
    { policy: policies.a, credentials: a.end.credentials },
    { policy: policies.b, credentials: b.end.credentials },
  ] as const;
  const authenticated = authenticate(...parties, module, world, choose);
  if (authenticated.kind === 'refused') return authenticated;
  const reached = { mainMode: mainModeText(mainMode.offer), authentication: authenticated.authentication };
  if (b.stance.kind !== 'negotiate') return refused('filters-do-not-match', reached);
  const own = { quickMode: mine.rule.quickMode, conditions: mine.conditions };
  const other = { quickMode: b.stance.rule.quickMode, conditions: b.stance.conditions };
  const quickMode = agreeOnQuickMode(own, other, mainMode.offer, module, choose);
  if (quickMode.kind === 'refused') return refused(quickMode.why, reached);
  const { offer, pfs } = quickMode;
  return {
    kind: 'secured',
    ...reached,
    quickMode: quickModeText(offer),
    pfs: pfs === 'None' ? 'none' : pfs,
    encrypted: offer.encryption !== 'None',
  };
}

const cannotAuthenticate = (rule: HeldRule, choose: Choose): boolean =>
  lacksIkev2Method(rule) && choose('ikev2-without-certificate', withoutCertificate) === 'refused';

/** Main mode by address, then quick mode by filter: the order in which real daemons find out, and hide what comes later. */
function negotiate(ends: Ends, mine: Negotiating): Secured | Refused {
  const { a, b, world, choose } = ends;
  if (world.ikeBlocked === true || !a.end.keyingRuns || !b.end.keyingRuns) return refused('ike-unreachable');
  const theirs = mainModePolicyOf(b.end, b.seen, 'responder', ruleOf(b.stance), choose);
  if (theirs === undefined) return refused('peer-has-no-policy');
  const own = mainModePolicyOf(a.end, a.seen, 'initiator', mine.rule, choose);
  if (own === undefined) return refused('peer-has-no-policy');
  if (cannotAuthenticate(mine.rule, choose)) return refused('key-module-cannot-authenticate');
  const modules = commonKeyModules(own, theirs, choose);
  return overModules(modules, (module) => overOneModule(module, ends, mine, { a: own, b: theirs }));
}

/** Whether an end takes what comes in clear: secpol's "accept unsecured, but always respond using IPsec" does not go on in clear. */
const takesClear = (stance: Stance): boolean =>
  stance.kind !== 'negotiate' || (stance.rule.inbound !== 'Require' && stance.rule.outbound !== 'Require');

function whyClear(a: Stance, b: Stance): ClearTextReason {
  const kinds = [a.kind, b.kind];
  if (kinds.includes('negotiate')) return 'initiator-sends-clear';
  if (kinds.includes('exempt')) return 'exempt';
  return kinds.includes('not-in-force') ? 'rules-not-in-force' : 'neither-side-asks';
}

/** A filter that covers one direction leaves the other as it is: the other end then refuses it, or takes it in clear. */
function withReplies(outcome: Secured, mine: Negotiating, theirs: Stance): Outcome {
  const rules = [mine.rule, ruleOf(theirs)];
  if (outcome.quickMode === 'None') return clearText('nothing-protected');
  if (rules.every((rule) => rule?.directions === 'both')) return outcome;
  const strict = rules.some((rule) => rule?.inbound === 'Require');
  const { mainMode, authentication } = outcome;
  return strict ? refused('filter-not-mirrored', { mainMode, authentication }) : clearText('replies-in-clear');
}

function protect(ends: Ends): Outcome {
  const { a, b } = ends;
  if (a.stance.kind !== 'negotiate' || a.stance.rule.outbound === 'None') {
    return takesClear(b.stance) ? clearText(whyClear(a.stance, b.stance)) : refused('responder-requires-ipsec');
  }
  const agreed = negotiate(ends, a.stance);
  if (agreed.kind === 'secured') return withReplies(agreed, a.stance, b.stance);
  if (a.stance.rule.outbound === 'Require' || !takesClear(b.stance)) return agreed;
  return { ...clearText('fell-back'), after: agreed.why };
}

const isAtHome = ({ from, to }: Connection): boolean =>
  contentOf(from.address) === contentOf(to.address) || isLoopback(to.address);

function connectOnce(connection: Connection, a: End, b: End, world: World, choose: Choose): Outcome {
  // Windows never filters loopback, and a computer's connection with itself is one, whatever the address.
  if (isAtHome(connection)) return clearText('loopback');
  const [left, right] = [seenByInitiator(connection), seenByResponder(connection)];
  const sides = [
    { end: a, seen: left },
    { end: b, seen: right },
  ] as const;
  const [client, server] = connection.client === 'to' ? [sides[1], sides[0]] : sides;
  const stopped = firewallOfClient(client.end, client.seen);
  if (stopped !== undefined) return stopped;
  const ends: Ends = {
    a: { ...sides[0], stance: stanceOf(a, left, 'outbound', choose) },
    b: { ...sides[1], stance: stanceOf(b, right, 'inbound', choose) },
    world,
    choose,
  };
  const agreed = protect(ends);
  if (agreed.kind === 'refused') return agreed;
  const outcome = firewallOfClientAfter(client.end, client.seen, agreed, server.end);
  return outcome.kind === 'refused' ? outcome : firewallOfServer(server.end, server.seen, outcome, client.end);
}

/** A refusal for one reason is one outcome, however far the two came. */
const identityOf = (outcome: Outcome): string =>
  outcome.kind === 'refused' ? `refused ${outcome.why}` : contentOf(outcome);

/**
 * Everything that can happen when `a` opens a connection to `b`, the most harmful first: more than one outcome where
 * the documentation leaves something open, or either end may decide. Pure.
 */
export function connectOutcomes(
  connection: Connection,
  a: End,
  b: End,
  world: World,
): readonly [Outcome, ...Outcome[]] {
  const all = everyRun((choose) => connectOnce(connection, a, b, world, choose));
  const [worst, ...others] = [
    ...new Map(all.toReversed().map((outcome) => [identityOf(outcome), outcome])).values(),
  ].sort(byHarm);
  // Every exploration runs at least once.
  return [worst ?? refused('ike-unreachable'), ...others];
}

/** What the program shows: of all that can happen, the worse. */
export const connect = (connection: Connection, a: End, b: End, world: World): Outcome =>
  connectOutcomes(connection, a, b, world)[0];
