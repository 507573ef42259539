import type { Seen } from './connection';
import type { Choose, OpenQuestion } from './choices';
import type { Conditions, End, HeldRule } from './end';
import { covers, narrowest, swapped, widthOf } from './match';

/** What an end's rules make of a connection. */
export type Stance =
  | { readonly kind: 'no-rule' }
  /** A rule is there, and Windows does not enforce it. */
  | { readonly kind: 'not-in-force' }
  /** Without a rule where the computer exempts such traffic altogether. */
  | { readonly kind: 'exempt'; readonly rule?: HeldRule }
  | { readonly kind: 'negotiate'; readonly rule: HeldRule; readonly conditions: Conditions };

interface Candidate {
  readonly rule: HeldRule;
  /** In the sense in which they cover the connection. */
  readonly conditions: Conditions;
}

/** Content as one text: two rules that say the same are one. */
export const contentOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));

const distinct = <T>(items: readonly T[], said: (item: T) => unknown): readonly T[] =>
  items.length < 2 ? items : [...new Map(items.map((item) => [contentOf(said(item)), item])).values()];

/** One of several that Windows might take: asked only where they differ in what is `said` of them. */
export function oneOf<T>(
  items: readonly T[],
  question: OpenQuestion,
  choose: Choose,
  said: (item: T) => unknown = (item) => item,
): T | undefined {
  const [first, ...others] = distinct(items, said);
  return first === undefined ? undefined : choose(question, [first, ...others]);
}

const ICMP = [1, 58];
const UDP = 17;
const DHCP_PORTS = [67, 68, 546, 547];

/** Set-NetFirewallSetting -Exemptions. Neighbour discovery is a part of ICMPv6 that no connection of ours is. */
const isExempt = ({ exemptions }: End, { protocol, local, remote }: Seen): boolean =>
  (exemptions.includes('Icmp') && ICMP.includes(protocol)) ||
  (exemptions.includes('Dhcp') && protocol === UDP && [local.port, remote.port].every((p) => DHCP_PORTS.includes(p)));

type Direction = 'inbound' | 'outbound';

const isAbout = ({ directions, over }: HeldRule, seen: Seen, direction: Direction): boolean =>
  (directions === 'both' || directions === direction) && (over === 'all' || over === seen.over);

function candidates(end: End, seen: Seen, direction: Direction, eitherEnd: boolean): readonly Candidate[] {
  const readings = (rule: HeldRule): readonly Candidate[] => [
    { rule, conditions: rule.conditions },
    ...(eitherEnd ? [{ rule, conditions: swapped(rule.conditions) }] : []),
  ];
  return end.rules
    .filter((rule) => isAbout(rule, seen, direction))
    .flatMap(readings)
    .filter(({ conditions }) => covers(conditions, seen));
}

/** 0x00200008, or a rule that silently does nothing, or a key with IKEv2 after all: the reference knows all three. */
export const withoutCertificate = ['rule-does-nothing', 'refused', 'works-with-a-key'] as const;

export const lacksIkev2Method = ({ keyModules, authentication }: HeldRule): boolean =>
  keyModules !== 'Default' &&
  keyModules.every((module) => module === 'IKEv2') &&
  !authentication.some(({ kind }) => kind === 'certificate');

const isEnforced = (rule: HeldRule, choose: Choose): boolean =>
  rule.inForce &&
  (!lacksIkev2Method(rule) || choose('ikev2-without-certificate', withoutCertificate) !== 'rule-does-nothing');

const narrowestOf = (found: readonly Candidate[]): readonly Candidate[] =>
  narrowest(found, ({ conditions }) => widthOf(conditions));

/** Those that may govern, as written and at either end: the question is asked only where it matters. */
function governing(end: End, seen: Seen, direction: Direction, choose: Choose): readonly Candidate[] {
  const inForce = (found: readonly Candidate[]): readonly Candidate[] =>
    narrowestOf(found.filter(({ rule }) => isEnforced(rule, choose)));
  const asWritten = inForce(candidates(end, seen, direction, false));
  const eitherEnd = inForce(candidates(end, seen, direction, true));
  const same = eitherEnd.length === asWritten.length && eitherEnd.every(({ rule }, at) => rule === asWritten[at]?.rule);
  if (same) return asWritten;
  return choose('rule-ends', ['as-written', 'either-end']) === 'as-written' ? asWritten : eitherEnd;
}

const exempts = ({ inbound, outbound }: HeldRule): boolean => inbound === 'None' && outbound === 'None';

/** Two rules that differ in their names alone do the same. */
const withoutName = ({ rule: { name: _, ...rule }, conditions }: Candidate): unknown => ({ rule, conditions });

/** What an end does with a connection: the narrowest rule in force that covers it, as `Find-NetIPsecRule` answers. */
export function stanceOf(end: End, seen: Seen, direction: Direction, choose: Choose): Stance {
  if (isExempt(end, seen)) return { kind: 'exempt' };
  const question = direction === 'outbound' ? 'rule-of-initiator' : 'rule-of-responder';
  const chosen = oneOf(governing(end, seen, direction, choose), question, choose, withoutName);
  if (chosen !== undefined)
    return exempts(chosen.rule) ? { kind: 'exempt', rule: chosen.rule } : { kind: 'negotiate', ...chosen };
  return candidates(end, seen, direction, false).some(({ rule }) => !exempts(rule))
    ? { kind: 'not-in-force' }
    : { kind: 'no-rule' };
}

/** Rules in force that would negotiate with that peer, whatever the port: main mode has none. */
export const rulesForPeer = (end: End, seen: Seen): readonly HeldRule[] =>
  end.rules.filter(
    (rule) =>
      rule.inForce &&
      !exempts(rule) &&
      covers({ ...rule.conditions, protocol: 'any', localPorts: 'any', remotePorts: 'any' }, seen),
  );
