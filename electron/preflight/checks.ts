import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { Check, CheckInput, ComputerCheck } from './check';
import { automaticUndo } from './automatic-undo';
import { backupRunning } from './backup-running';
import { certificateMissing } from './certificate-missing';
import { certificateName } from './certificate-name';
import { certificateOutOfTime } from './certificate-out-of-time';
import { certificatePurpose } from './certificate-purpose';
import { certificateSeveral } from './certificate-several';
import { certificateSigning } from './certificate-signing';
import { certificateWithoutKey } from './certificate-without-key';
import { clockSkew } from './clock-skew';
import { coveredServices } from './covered-services';
import { domainReach } from './domain-reach';
import { elevation } from './elevation';
import { executionPolicy } from './execution-policy';
import { firewallOff } from './firewall-off';
import { firewallProducts } from './firewall-products';
import { ikePorts } from './ike-ports';
import { inObject } from './gpo-rules';
import { gpoTarget } from './gpo-target';
import { inboundAllow } from './inbound-allow';
import { ipsecRuleOverlap } from './ipsec-rule-overlap';
import { kerberosDomain } from './kerberos-domain';
import { key } from './key';
import { knownAlgorithms } from './known-algorithms';
import { languageMode } from './language-mode';
import { leasedAddress } from './leased-address';
import { legacyPolicy } from './legacy-policy';
import { listening } from './listening';
import { localFirewallRules } from './local-firewall-rules';
import { localRules } from './local-rules';
import { mainModeOverlap } from './main-mode-overlap';
import { moduleLogging } from './module-logging';
import { nat } from './nat';
import { netSecurityModule } from './netsecurity-module';
import { openPort } from './open-port';
import { ownAddress } from './own-address';
import { ownSession } from './own-session';
import { peerAnswers } from './peer-answers';
import { portClosed } from './port-closed';
import { portNotClosed } from './port-not-closed';
import { presetExcludes } from './preset-excludes';
import { publicNetwork } from './public-network';
import { scriptBlockLogging } from './script-block-logging';
import { serverFirst } from './server-first';
import { services } from './services';
import { sourcePort } from './source-port';
import { transcription } from './transcription';
import { unreadFacts } from './unread-facts';

/** About the computer alone; the first two say whether its stores could be read at all. */
const gates: readonly ComputerCheck[] = [languageMode, netSecurityModule];

/** In the order in which a person should read what they find. */
export const checks: readonly Check[] = [
  ...gates,
  elevation,
  automaticUndo,
  services,
  localRules,
  localFirewallRules,
  firewallOff,
  firewallProducts,
  mainModeOverlap,
  ipsecRuleOverlap,
  legacyPolicy,
  portClosed,
  openPort,
  portNotClosed,
  inboundAllow,
  ikePorts,
  kerberosDomain,
  domainReach,
  clockSkew,
  certificateMissing,
  certificateOutOfTime,
  certificateWithoutKey,
  certificatePurpose,
  certificateName,
  certificateSigning,
  certificateSeveral,
  knownAlgorithms,
  presetExcludes,
  sourcePort,
  coveredServices,
  ownSession,
  leasedAddress,
  ownAddress,
  listening,
  backupRunning,
  serverFirst,
  peerAnswers,
  nat,
  publicNetwork,
  moduleLogging,
  scriptBlockLogging,
  transcription,
  executionPolicy,
  key,
  unreadFacts,
];

/**
 * What is asked where the policy lands in a Group Policy object: this computer only edits it, and of rules only those in
 * the object count. It has to know the algorithms to write them, and may be one of the computers that the object reaches.
 */
const gpoChecks: readonly Check[] = [
  elevation,
  { id: gpoTarget.id, run: ({ plan: { target }, facts }) => gpoTarget.run({ target, facts }) },
  ...[mainModeOverlap, ipsecRuleOverlap, portClosed, portNotClosed].map(inObject),
  knownAlgorithms,
  presetExcludes,
  sourcePort,
  coveredServices,
  ownSession,
  key,
];

const checksFor = ({ plan }: CheckInput): readonly Check[] => (plan.target.kind === 'gpo' ? gpoChecks : checks);

/** Why the computer's stores could not be read at all; empty where they were. */
export const unreadable = (facts: Facts): readonly Finding[] => gates.flatMap(({ run }) => run({ facts }));

/** Whether the rules count in which a policy of ours was applied: what somebody else did since then may overrule them. */
export const overruling = (input: CheckInput): readonly Finding[] =>
  [mainModeOverlap, ipsecRuleOverlap, portClosed, portNotClosed].flatMap(({ run }) => run(input));

/**
 * Holds a policy and its plan against the facts of one computer. Pure. Where the stores could not be read, only why:
 * what is not known to be there is not missing.
 */
export function preflight(input: CheckInput): readonly Finding[] {
  const closed = unreadable(input.facts);
  if (closed.length > 0) return [...closed, ...elevation.run(input)];
  return checksFor(input).flatMap(({ run }) => run(input));
}
