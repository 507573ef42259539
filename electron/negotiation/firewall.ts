import type { Seen } from './connection';
import type { End, HeldFirewallRule } from './end';
import { covers } from './match';
import { refused, type Outcome, type Refused } from './outcome';

const about = ({ firewall }: End, seen: Seen, direction: HeldFirewallRule['direction']): readonly HeldFirewallRule[] =>
  firewall.isOn ? firewall.rules.filter((rule) => rule.direction === direction && covers(rule.conditions, seen)) : [];

/** The rules that block a connection, as long as nothing overrides them. */
export const blockingRules = (...given: Parameters<typeof about>): readonly HeldFirewallRule[] =>
  about(...given).filter(({ action }) => action === 'block');

/** Who is at the other end, as far as IPsec has found out: accounts are Kerberos' alone. */
function isListed({ accounts }: HeldFirewallRule, outcome: Outcome, end: End, peer: End): boolean {
  if (accounts === undefined) return true;
  if (outcome.kind !== 'secured' || outcome.authentication !== 'kerberos-v5' || end.knowsAccounts === false)
    return false;
  const { names } = peer.credentials;
  const claimed = accountsOf(peer);
  if (names === undefined && claimed.length === 0) return accounts.length > 0;
  return (names ?? claimed).some((one) => accounts.includes(one));
}

/** The accounts that an end says are its own; where nobody told, it is taken for the one that it should be. */
const accountsOf = ({ rules }: End): readonly string[] =>
  rules.flatMap(({ authentication }) =>
    authentication.flatMap((method) => (method.kind === 'kerberos-v5' ? (method.own ?? []) : [])),
  );

/** A rule that demands authentication or encryption admits what IPsec has secured so far, and nothing else. */
function admits({ demands }: HeldFirewallRule, outcome: Outcome): boolean {
  if (demands === 'nothing') return true;
  return outcome.kind === 'secured' && (demands === 'authentication' || outcome.encrypted);
}

const overrides = ({ action, demands }: HeldFirewallRule): boolean =>
  action === 'allow-bypass' && demands !== 'nothing';

/** What beats a Block rule is looked at once IPsec has said how the connection is protected, and with whom. */
const mayOverride = (rules: readonly HeldFirewallRule[]): boolean => rules.some(overrides);

/** What the firewall of whoever opens the connection does before anything is sent. A Block rule beats every Allow. */
export function firewallOfClient(end: End, seen: Seen): Refused | undefined {
  const rules = about(end, seen, 'outbound');
  const open = end.firewall.outboundDefault === 'allow' || rules.some(({ action }) => action !== 'block');
  const blocked = rules.some(({ action }) => action === 'block') || (end.firewall.isOn && !open);
  return blocked && !mayOverride(rules) ? refused('initiator-blocks') : undefined;
}

/** The same once IPsec has negotiated: whom a rule that overrides Block rules lets through after all. */
export function firewallOfClientAfter(end: End, seen: Seen, outcome: Outcome, peer: End): Outcome {
  const rules = about(end, seen, 'outbound');
  if (!rules.some(({ action }) => action === 'block')) return outcome;
  const overriding = rules.filter((rule) => overrides(rule) && admits(rule, outcome));
  if (overriding.some((rule) => isListed(rule, outcome, end, peer))) return outcome;
  // It would have gone on in clear: what kept it from being secured is what is to be mended.
  if (outcome.kind === 'clear-text' && outcome.after !== undefined) return refused(outcome.after);
  return refused(overriding.length > 0 ? 'peer-not-authorised' : 'initiator-blocks');
}

/** Who may enter: the firewall decides after IPsec has said how the connection is protected. */
export function firewallOfServer(end: End, seen: Seen, outcome: Outcome, peer: End): Outcome {
  const rules = about(end, seen, 'inbound');
  const demanding = rules.filter((rule) => rule.action !== 'block' && admits(rule, outcome));
  const admitting = demanding.filter((rule) => isListed(rule, outcome, end, peer));
  if (admitting.some(overrides)) return outcome;
  if (rules.some(({ action }) => action === 'block')) return refused('responder-blocks');
  const open = !end.firewall.isOn || end.firewall.inboundDefault === 'allow' || admitting.length > 0;
  if (open) return outcome;
  return refused(demanding.length > 0 ? 'peer-not-authorised' : 'responder-allows-nothing');
}
