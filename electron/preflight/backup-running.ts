import { finding } from '#contract/finding';
import type { Check } from './check';
import { namesPort, portInWords, roleSide } from './others';
import { closingRules, connectionsOf, ourRules } from './ours';

/** A connection breaks off where its port comes under a rule that requires IPsec, or is closed for its other end. */
export const backupRunning: Check = {
  id: 'backup-running',
  run: (input) => {
    if (input.plan.steps.length === 0) return [];
    const side = roleSide(input.policy.role);
    const rules = [...ourRules(input), ...closingRules(input)].filter((rule) => namesPort(rule, side));
    const ports = new Set(rules.map((rule) => portInWords(rule, side)));
    return [...ports].flatMap((port) => {
      const ofPort = rules.filter((rule) => portInWords(rule, side) === port);
      const { size: count } = new Set(ofPort.flatMap((rule) => connectionsOf(rule, input)));
      return count === 0 ? [] : [finding('backup-running', 'warning', { port, count })];
    });
  },
};
