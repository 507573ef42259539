import { encryptions } from '#policy/algorithms';
import { isNarrowed } from '#policy/address';
import type { AuthenticationMethod, IpSecurityPolicy, Role } from '#policy/model';
import { trafficOf } from '#policy/traffic';
import { blocking, findingsOf } from './findings';
import { ruleOf } from './edit-policy';

/** What will be true when the policy is in place, as facts; the words are made where they are shown. */
export interface Afterwards {
  readonly role: Role;
  /** For example `TCP 4531`; several where the filters name several. */
  readonly ports: readonly string[];
  readonly authentication: readonly AuthenticationMethod['kind'][];
  /** Ciphers in order of preference, in secpol's words. */
  readonly ciphers: readonly string[];
  /** Whether some method protects without encrypting. */
  readonly unencrypted: boolean;
  readonly clearText: 'none' | 'outbound' | 'both';
  readonly rest: 'nobody' | 'closed' | 'open';
}

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

export function portsOf(policy: IpSecurityPolicy): readonly string[] {
  const traffic = policy.rules.flatMap((rule) => trafficOf(policy.role, rule));
  return unique(
    traffic.map(({ protocol, localPort, remotePort }) => {
      const port = policy.role === 'server' ? localPort : remotePort;
      const word = typeof protocol === 'object' ? String(protocol.number) : protocol;
      return port.kind === 'any' ? word : `${word} ${port.port}`;
    }),
  );
}

function restOf({ role, rules, closeTheRest }: IpSecurityPolicy): Afterwards['rest'] {
  const narrowed = rules
    .flatMap((rule) => trafficOf(role, rule))
    .some(({ locals, remotes }) => isNarrowed(locals) || isNarrowed(remotes));
  if (!narrowed) return 'nobody';
  return closeTheRest ? 'closed' : 'open';
}

/** Undefined where something in the policy blocks: there is no afterwards then. */
export function afterwardsOf(policy: IpSecurityPolicy): Afterwards | undefined {
  const rule = ruleOf(policy);
  if (rule?.filterAction.kind !== 'negotiate-security' || blocking(findingsOf(policy)).length > 0) return undefined;
  const { securityMethods, acceptUnsecured, allowFallback } = rule.filterAction;
  const used = securityMethods.map(({ espConfidentiality }) => espConfidentiality);
  return {
    role: policy.role,
    ports: portsOf(policy),
    authentication: unique(rule.authenticationMethods.map(({ kind }) => kind)),
    ciphers: unique(used.filter((id) => id !== 'none').map((id) => encryptions[id].secpol)),
    unencrypted: used.includes('none'),
    clearText: acceptUnsecured ? 'both' : allowFallback ? 'outbound' : 'none',
    rest: restOf(policy),
  };
}
