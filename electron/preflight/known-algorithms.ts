import { finding } from '#contract/finding';
import type { IpSecurityPolicy } from '#policy/model';
import { algorithmsOfExchange, algorithmsOfMethod, type Introduced } from '#policy/windows-builds';
import type { Check } from './check';

/** Every algorithm that the policy offers. */
function offered({ keyExchange, rules }: IpSecurityPolicy): readonly Introduced[] {
  const actions = rules.map(({ filterAction }) => filterAction);
  return [
    ...keyExchange.methods.flatMap(algorithmsOfExchange),
    ...actions.flatMap((action) =>
      action.kind === 'negotiate-security' ? action.securityMethods.flatMap(algorithmsOfMethod) : [],
    ),
  ];
}

/** An offer that Windows does not know makes the set invalid, or an offer less. */
export const knownAlgorithms: Check = {
  id: 'known-algorithms',
  run: ({ policy, facts: { computer } }) => {
    if (!computer.windows.available) return [];
    const { build } = computer.windows.value;
    const unknown = offered(policy).filter(({ firstBuild }) => Number.parseInt(build, 10) < firstBuild);
    const algorithms = [...new Set(unknown.map(({ secpol }) => secpol))];
    return algorithms.length === 0 ? [] : [finding('algorithm-unknown', 'block', { algorithms, build })];
  },
};
