import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy, type PresetSurroundings, type Protection, protections } from '#policy/presets';
import { changeNegotiation, ruleOf } from './edit-policy';

/** What a preset card stands for: how traffic is protected, not who may talk. */
function protectionContent(policy: IpSecurityPolicy, at: number): unknown {
  const action = ruleOf(policy, at)?.filterAction;
  if (action?.kind !== 'negotiate-security') return action?.kind;
  const { securityMethods, acceptUnsecured, allowFallback, sessionKeyPerfectForwardSecrecy } = action;
  const { methods, lifetimeMinutes, sessions, keyModule } = policy.keyExchange;
  return [
    securityMethods.map(({ ahIntegrity, espConfidentiality, espIntegrity, sessionKeyLifetime }) => [
      ahIntegrity,
      espConfidentiality,
      espIntegrity,
      sessionKeyLifetime.kilobytes,
      sessionKeyLifetime.seconds,
    ]),
    [acceptUnsecured, allowFallback, sessionKeyPerfectForwardSecrecy],
    methods.map(({ encryption, integrity, group }) => [encryption, integrity, group]),
    [lifetimeMinutes, sessions, keyModule],
  ];
}

/** The build of Windows that a preset adapts to, where it is known. */
export type KnownBuild = Pick<PresetSurroundings, 'build'>;

const presetFor = (policy: IpSecurityPolicy, protection: Protection, known: KnownBuild): IpSecurityPolicy =>
  presetPolicy({ role: policy.role, protection, keyModule: policy.keyExchange.keyModule, ...known });

/**
 * Which preset the protection of a rule is, found by comparing; anything else is the technician's own. A preset is known
 * in full as well as adapted to that build: the policy may come from another computer.
 */
export function protectionOf(policy: IpSecurityPolicy, at: number, known: KnownBuild = {}): Protection | 'own' {
  const content = JSON.stringify(protectionContent(policy, at));
  const same = (protection: Protection): boolean =>
    [{}, known].some((one) => JSON.stringify(protectionContent(presetFor(policy, protection, one), 0)) === content);
  return protections.find(same) ?? 'own';
}

/**
 * The policy with a preset's protection for a rule and all that share its filter action; names, addresses and
 * authentication stay.
 */
export function withProtection(
  policy: IpSecurityPolicy,
  at: number,
  protection: Protection,
  known: KnownBuild = {},
): IpSecurityPolicy {
  const preset = presetFor(policy, protection, known);
  const action = ruleOf(preset)?.filterAction;
  if (action?.kind !== 'negotiate-security') return policy;
  const named = changeNegotiation(policy, at, ({ name, description }) => ({ ...action, name, description }));
  return { ...named, keyExchange: preset.keyExchange };
}
