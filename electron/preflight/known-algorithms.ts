import { finding } from '#contract/finding';
import { encryptions, groups, integrities } from '#policy/algorithms';
import type { IpSecurityPolicy, SecurityMethod } from '#policy/model';
import type { Check } from './check';

/** Vista SP1 and Server 2008 brought AES, SHA-2, GCM and the elliptic-curve groups (Microsoft article 949856). */
const SUITE_B_BUILD = 6_001;
/** DH24 stands in the cmdlets' list, which Windows 8 and Server 2012 brought; no older source names it. */
const NETSECURITY_BUILD = 9_200;

interface Named {
  readonly secpol: string;
  readonly firstBuild: number;
}

const named = (id: string, { secpol, inSecpol }: { readonly secpol: string; readonly inSecpol: boolean }): Named => ({
  secpol,
  firstBuild: id === 'DH24' ? NETSECURITY_BUILD : inSecpol ? 0 : SUITE_B_BUILD,
});

const ofMethod = ({ ahIntegrity, espConfidentiality, espIntegrity }: SecurityMethod): readonly Named[] => [
  named(ahIntegrity, integrities[ahIntegrity]),
  named(espConfidentiality, encryptions[espConfidentiality]),
  named(espIntegrity, integrities[espIntegrity]),
];

/** Every algorithm that the policy offers. */
function offered({ keyExchange, rules }: IpSecurityPolicy): readonly Named[] {
  const actions = rules.map(({ filterAction }) => filterAction).filter(({ kind }) => kind === 'negotiate-security');
  return [
    ...keyExchange.methods.flatMap(({ encryption, integrity, group }) => [
      named(encryption, encryptions[encryption]),
      named(integrity, integrities[integrity]),
      named(group, groups[group]),
    ]),
    ...actions.flatMap((action) =>
      action.kind === 'negotiate-security' ? action.securityMethods.flatMap(ofMethod) : [],
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
