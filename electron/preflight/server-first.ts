import { finding } from '#contract/finding';
import { trafficInWords } from '#compiler/security-rule';
import { trafficOf } from '#policy/traffic';
import type { Check } from './check';

/** A server that requires IPsec cuts off every workstation that has not been set up yet: said before, not after. */
export const serverFirst: Check = {
  id: 'server-first',
  run: ({ policy, plan, facts }) =>
    policy.role !== 'server' || plan.steps.length === 0
      ? []
      : policy.rules
          .filter(({ filterAction }) => filterAction.kind === 'negotiate-security' && !filterAction.acceptUnsecured)
          .flatMap((rule) => trafficOf(policy.role, rule))
          .slice(0, 1)
          .map((traffic) =>
            finding('server-first', 'warning', {
              port: trafficInWords(traffic),
              computer: facts.computer.computerName,
            }),
          ),
};
