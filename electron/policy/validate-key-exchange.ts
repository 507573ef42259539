import { finding } from '#contract/finding';
import { encryptions, groups, integrities, mainModeSpelling, weaknessOf } from './algorithms';
import { keyExchangeProblem } from './method-rules';
import type { PolicyRule } from './validate';

const path = (at: number): string => `keyExchange.methods[${at}]`;

export const hasKeyExchangeMethods: PolicyRule = ({ keyExchange: { methods } }) =>
  methods.length > 0 ? [] : [finding('key-exchange-missing', 'block', {}, 'keyExchange.methods')];

export const keyExchangeIsPossible: PolicyRule = ({ keyExchange: { methods } }) =>
  methods.flatMap((method, at) => {
    const why = keyExchangeProblem(method);
    if (why === undefined) return [];
    return [finding('key-exchange-impossible', 'block', { method: mainModeSpelling(method), why }, path(at))];
  });

/** MS-FASP 2.2.74: the same group in all suites of a set. Newer engines may take a mix; one is safe everywhere. */
export const oneGroup: PolicyRule = ({ keyExchange: { methods } }) => {
  const used = [...new Set(methods.map(({ group }) => group))];
  return used.length < 2
    ? []
    : [finding('key-exchange-groups-differ', 'block', { groups: used }, 'keyExchange.methods')];
};

export const keyExchangeIsStrong: PolicyRule = ({ keyExchange: { methods } }) =>
  methods.flatMap((method, at) => {
    const weak = weaknessOf([encryptions[method.encryption], integrities[method.integrity], groups[method.group]]);
    if (weak === undefined) return [];
    return [finding('key-exchange-weak', 'warning', { method: mainModeSpelling(method), ...weak }, path(at))];
  });

/** New-NetIPsecMainModeCryptoSet: the page says 0 to 2879, the engine refuses 0 (MS-FASP 2.2.74). */
export const keyExchangeLifetimeFits: PolicyRule = ({ keyExchange: { lifetimeMinutes: value } }) =>
  value >= 1 && value <= 2_879
    ? []
    : [
        finding(
          'lifetime-out-of-range',
          'block',
          { value, unit: 'min', least: 1, most: 2_879 },
          'keyExchange.lifetimeMinutes',
        ),
      ];

export const sessionsFit: PolicyRule = ({ keyExchange: { sessions: value } }) => {
  const limits = { value, unit: 'sessions', least: 0, most: 2_147_483_647 };
  return value >= limits.least && value <= limits.most
    ? []
    : [finding('lifetime-out-of-range', 'block', limits, 'keyExchange.sessions')];
};

export const keyExchangeRules: readonly PolicyRule[] = [
  hasKeyExchangeMethods,
  keyExchangeIsPossible,
  oneGroup,
  keyExchangeIsStrong,
  keyExchangeLifetimeFits,
  sessionsFit,
];
