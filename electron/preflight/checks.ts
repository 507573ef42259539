import type { Finding } from '#contract/finding';
import type { Check, CheckInput } from './check';
import { elevation } from './elevation';
import { inboundAllow } from './inbound-allow';
import { ipsecRuleOverlap } from './ipsec-rule-overlap';
import { key } from './key';
import { languageMode } from './language-mode';
import { localRules } from './local-rules';
import { mainModeOverlap } from './main-mode-overlap';
import { netSecurityModule } from './netsecurity-module';
import { serverFirst } from './server-first';

/** In the order in which a person should read what they find. */
export const checks: readonly Check[] = [
  languageMode,
  netSecurityModule,
  elevation,
  localRules,
  mainModeOverlap,
  ipsecRuleOverlap,
  inboundAllow,
  serverFirst,
  key,
];

/** Holds a policy and its plan against the facts of one computer. Pure. */
export const preflight = (input: CheckInput): readonly Finding[] => checks.flatMap(({ run }) => run(input));
