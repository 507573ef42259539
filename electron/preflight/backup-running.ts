import { finding } from '#contract/finding';
import type { Check } from './check';
import { namesPort, portInWords, roleSide } from './others';
import { connectionsOf, ourRules } from './ours';

/** A connection that is open while its port comes under a rule that requires IPsec breaks off. */
export const backupRunning: Check = {
  id: 'backup-running',
  run: (input) => {
    if (input.plan.steps.length === 0) return [];
    const side = roleSide(input.policy.role);
    return ourRules(input)
      .filter((rule) => namesPort(rule, side))
      .flatMap((rule) => {
        const count = connectionsOf(rule, input).length;
        return count === 0 ? [] : [finding('backup-running', 'warning', { port: portInWords(rule, side), count })];
      });
  },
};
