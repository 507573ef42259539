import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { Check, CheckInput, ComputerCheck } from './check';
import { elevation } from './elevation';
import { firewallOff } from './firewall-off';
import { inboundAllow } from './inbound-allow';
import { ipsecRuleOverlap } from './ipsec-rule-overlap';
import { key } from './key';
import { languageMode } from './language-mode';
import { localRules } from './local-rules';
import { mainModeOverlap } from './main-mode-overlap';
import { netSecurityModule } from './netsecurity-module';
import { portClosed } from './port-closed';
import { serverFirst } from './server-first';

/** About the computer alone; the first two say whether its stores could be read at all. */
const gates: readonly ComputerCheck[] = [languageMode, netSecurityModule];

/** In the order in which a person should read what they find. */
export const checks: readonly Check[] = [
  ...gates,
  elevation,
  localRules,
  firewallOff,
  mainModeOverlap,
  ipsecRuleOverlap,
  portClosed,
  inboundAllow,
  serverFirst,
  key,
];

/** Why the computer's stores could not be read at all; empty where they were. */
export const unreadable = (facts: Facts): readonly Finding[] => gates.flatMap(({ run }) => run({ facts }));

/** Whether the rules count in which a policy of ours was applied: what somebody else did since then may overrule them. */
export const overruling = (input: CheckInput): readonly Finding[] =>
  [mainModeOverlap, ipsecRuleOverlap, portClosed].flatMap(({ run }) => run(input));

/**
 * Holds a policy and its plan against the facts of one computer. Pure. Where the stores could not be read, only why:
 * what is not known to be there is not missing.
 */
export function preflight(input: CheckInput): readonly Finding[] {
  const closed = unreadable(input.facts);
  return closed.length > 0 ? [...closed, ...elevation.run(input)] : checks.flatMap(({ run }) => run(input));
}
