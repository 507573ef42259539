import type { Seen } from './connection';
import type { End, HeldFirewallRule } from './end';
import { covers } from './match';
import { refused, type Outcome, type Refused } from './outcome';

const about = ({ firewall }: End, seen: Seen, direction: HeldFirewallRule['direction']): readonly HeldFirewallRule[] =>
  firewall.isOn ? firewall.rules.filter((rule) => rule.direction === direction && covers(rule.conditions, seen)) : [];

/** A rule that demands authentication or encryption admits what IPsec has secured so far, and nothing else. */
function admits({ demands }: HeldFirewallRule, outcome: Outcome): boolean {
  if (demands === 'nothing') return true;
  return outcome.kind === 'secured' && (demands === 'authentication' || outcome.encrypted);
}

/** What the firewall of whoever opens the connection does before anything is sent. A Block rule beats every Allow. */
export function firewallOfClient(end: End, seen: Seen): Refused | undefined {
  const rules = about(end, seen, 'outbound');
  const open = end.firewall.outboundDefault === 'allow' || rules.some(({ action }) => action !== 'block');
  const blocked = rules.some(({ action }) => action === 'block') || (end.firewall.isOn && !open);
  return blocked ? refused('initiator-blocks') : undefined;
}

/** Who may enter: the firewall decides after IPsec has said how the connection is protected. */
export function firewallOfServer(end: End, seen: Seen, outcome: Outcome): Outcome {
  const rules = about(end, seen, 'inbound');
  const admitting = rules.filter((rule) => rule.action !== 'block' && admits(rule, outcome));
  if (admitting.some(({ action, demands }) => action === 'allow-bypass' && demands !== 'nothing')) return outcome;
  if (rules.some(({ action }) => action === 'block')) return refused('responder-blocks');
  const open = !end.firewall.isOn || end.firewall.inboundDefault === 'allow' || admitting.length > 0;
  return open ? outcome : refused('responder-allows-nothing');
}
