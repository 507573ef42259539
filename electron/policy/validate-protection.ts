import { type ClearTextCase, finding, type Finding } from '#contract/finding';
import { encryptions, groups, integrities, quickModeSpelling, weaknessOf } from './algorithms';
import { methodProblem } from './method-rules';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityMethod } from './model';
import type { PolicyRule } from './validate';

/** Every filter action that negotiates, with its path. */
const eachAction = (
  { rules }: IpSecurityPolicy,
  look: (action: NegotiateSecurity, path: string) => readonly Finding[],
): readonly Finding[] =>
  rules.flatMap(({ filterAction }, at) =>
    filterAction.kind === 'negotiate-security' ? look(filterAction, `rules[${at}].filterAction`) : [],
  );

const eachMethod = (
  policy: IpSecurityPolicy,
  look: (method: SecurityMethod, path: string) => readonly Finding[],
): readonly Finding[] =>
  eachAction(policy, ({ securityMethods }, path) =>
    securityMethods.flatMap((method, at) => look(method, `${path}.securityMethods[${at}]`)),
  );

export const hasSecurityMethods: PolicyRule = (policy) =>
  eachAction(policy, ({ name, securityMethods }, path) =>
    securityMethods.length > 0
      ? []
      : [finding('security-methods-missing', 'block', { filterAction: name }, `${path}.securityMethods`)],
  );

export const methodsArePossible: PolicyRule = (policy) =>
  eachMethod(policy, (method, path) => {
    const why = methodProblem(method, policy.keyExchange.keyModule);
    if (why === undefined) return [];
    return [finding('security-method-impossible', 'block', { method: quickModeSpelling(method), why }, path)];
  });

export const methodsAreStrong: PolicyRule = (policy) =>
  eachMethod(policy, (method, path) => {
    const { ahIntegrity, espConfidentiality, espIntegrity } = method;
    const weak = weaknessOf([encryptions[espConfidentiality], integrities[espIntegrity], integrities[ahIntegrity]]);
    if (weak === undefined) return [];
    return [finding('security-method-weak', 'warning', { method: quickModeSpelling(method), ...weak }, path)];
  });

export const forwardSecrecyIsStrong: PolicyRule = (policy) =>
  eachAction(policy, ({ sessionKeyPerfectForwardSecrecy: pfs }, path) => {
    const weak = pfs === 'none' || pfs === 'same-as-main-mode' ? undefined : weaknessOf([groups[pfs]]);
    if (weak === undefined) return [];
    return [
      finding(
        'security-method-weak',
        'warning',
        { method: `PFS ${pfs}`, ...weak },
        `${path}.sessionKeyPerfectForwardSecrecy`,
      ),
    ];
  });

export const methodsEncrypt: PolicyRule = (policy) =>
  eachMethod(policy, (method, path) =>
    method.espConfidentiality === 'none'
      ? [finding('not-encrypted', 'warning', { method: quickModeSpelling(method) }, path)]
      : [],
  );

interface Lifetime {
  readonly value: number;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
}

const outOfRange = (lifetime: Lifetime, path: string): readonly Finding[] =>
  lifetime.value === 0 || (lifetime.value >= lifetime.least && lifetime.value <= lifetime.most)
    ? []
    : [finding('lifetime-out-of-range', 'block', lifetime, path)];

/** New-NetIPsecQuickModeCryptoProposal: 5 to 2879 minutes, 20480 to 2147483647 KB; 0 leaves both to Windows. */
export const sessionKeyLifetimesFit: PolicyRule = (policy) =>
  eachMethod(policy, ({ sessionKeyLifetime: { seconds, kilobytes } }, path) => [
    ...outOfRange({ value: seconds, unit: 's', least: 300, most: 172_740 }, `${path}.sessionKeyLifetime.seconds`),
    ...outOfRange(
      { value: kilobytes, unit: 'KB', least: 20_480, most: 2_147_483_647 },
      `${path}.sessionKeyLifetime.kilobytes`,
    ),
  ]);

/** secpol counts seconds and NetSecurity minutes: a rest would be lost in translation. */
export const sessionKeyLifetimesAreMinutes: PolicyRule = (policy) =>
  eachMethod(policy, ({ sessionKeyLifetime: { seconds } }, path) =>
    seconds % 60 === 0
      ? []
      : [finding('lifetime-not-whole-minutes', 'block', { seconds }, `${path}.sessionKeyLifetime.seconds`)],
  );

/** Request\None has no place in transport mode, so "accept, but never fall back" has no counterpart. */
export const clearTextPairIsKnown: PolicyRule = (policy) =>
  eachAction(policy, ({ acceptUnsecured, allowFallback }, path) =>
    acceptUnsecured && !allowFallback
      ? [finding('clear-text-pair-unknown', 'block', {}, `${path}.acceptUnsecured`)]
      : [],
  );

export const clearTextIsNamed: PolicyRule = (policy) =>
  eachAction(policy, ({ acceptUnsecured, allowFallback }, path) => {
    if (!allowFallback) return [];
    const when: ClearTextCase = acceptUnsecured ? 'either-side-asks-only' : 'no-answer';
    return [finding('clear-text-possible', 'warning', { when }, `${path}.allowFallback`)];
  });

export const protectionRules: readonly PolicyRule[] = [
  hasSecurityMethods,
  methodsArePossible,
  methodsAreStrong,
  forwardSecrecyIsStrong,
  methodsEncrypt,
  sessionKeyLifetimesFit,
  sessionKeyLifetimesAreMinutes,
  clearTextPairIsKnown,
  clearTextIsNamed,
];
