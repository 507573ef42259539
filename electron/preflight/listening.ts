import { finding } from '#contract/finding';
import { textsOf } from '#contract/store-object';
import type { Check } from './check';
import { saysWord } from './others';
import { ourRules } from './ours';

/** On a server that has another port in its settings the policy would protect a port that nobody uses. */
export const listening: Check = {
  id: 'listening',
  run: (input) => {
    const { listeningPorts } = input.facts.computer;
    if (input.policy.role !== 'server' || !listeningPorts.available) return [];
    const ports = ourRules(input)
      .filter((rule) => saysWord(rule, 'Protocol', 'TCP'))
      .flatMap(({ properties }) => textsOf(properties['LocalPort']))
      .filter((port) => /^\d+$/u.test(port) && !listeningPorts.value.includes(Number(port)));
    return [...new Set(ports)].map((port) => finding('nothing-listens', 'warning', { port: `TCP ${port}` }));
  },
};
