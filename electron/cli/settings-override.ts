import { fail } from '#contract/app-error';
import type { IpAddressChoice, IpFilter, IpSecurityPolicy, NegotiateSecurity, SecurityRule } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { policyOption, type CommonOptions } from './options';
import { presetOptions } from './policy-options';

/** What the options describe by themselves, in the parts that can take another policy's place. */
interface Described {
  readonly options: CommonOptions;
  readonly policy: IpSecurityPolicy;
  readonly rule: SecurityRule;
}

const given = (...values: readonly unknown[]): boolean => values.some((value) => value !== undefined);

const distinct = (choices: readonly IpAddressChoice[]): readonly IpAddressChoice[] => [
  ...new Map(choices.map((choice) => [JSON.stringify(choice), choice])).values(),
];

/** The addresses of a filter list by whose they are, so that one side can be said anew and the other one stays. */
function addressesOf({ role, rules }: IpSecurityPolicy): {
  peers: readonly IpAddressChoice[];
  local: readonly IpAddressChoice[];
} {
  const filters = rules.flatMap(({ filterList }) => filterList.filters);
  const sources = distinct(filters.map(({ source }) => source));
  const destinations = distinct(filters.map(({ destination }) => destination));
  return role === 'server' ? { peers: sources, local: destinations } : { peers: destinations, local: sources };
}

/** The preset's filters are TCP to one port: only such a list can be written anew from options. */
const isOfPreset = ({ protocol, sourcePort, destinationPort, mirrored }: IpFilter): boolean =>
  protocol === 'TCP' && sourcePort.kind === 'any' && destinationPort.kind === 'port' && mirrored;

function portOf({ rules }: IpSecurityPolicy): number | undefined {
  const [port] = rules.flatMap(({ filterList }) => filterList.filters.map(({ destinationPort }) => destinationPort));
  return port?.kind === 'port' ? port.port : undefined;
}

/** Throws AppFailure where the file's policy is more than what options can describe: half of it would be lost. */
function describe(policy: IpSecurityPolicy, options: CommonOptions): Described {
  const [rule, ...more] = policy.rules;
  const filters = rule?.filterList.filters ?? [];
  if (
    rule === undefined ||
    more.length > 0 ||
    !filters.every(isOfPreset) ||
    rule.filterAction.kind !== 'negotiate-security'
  ) {
    return fail(
      'usage',
      { problem: 'the policy in the settings file is more than options can describe, so none of it can be overridden' },
      '--override',
    );
  }
  const port = portOf(policy);
  const made = presetPolicy({
    ...addressesOf(policy),
    ...(port === undefined ? {} : { port }),
    ...presetOptions(policy.role, options),
  });
  const [first = rule] = made.rules;
  return { options, policy: made, rule: first };
}

function actionOf(action: NegotiateSecurity, { options, rule }: Described): NegotiateSecurity {
  const { filterAction: made } = rule;
  if (made.kind !== 'negotiate-security') return action;
  const { securityMethods, sessionKeyPerfectForwardSecrecy, name, acceptUnsecured, allowFallback } = made;
  return {
    ...action,
    ...(given(options.protection, options.quickMode) ? { securityMethods } : {}),
    ...(given(options.pfs) ? { sessionKeyPerfectForwardSecrecy } : {}),
    ...(given(options.mode) ? { name, acceptUnsecured, allowFallback } : {}),
  };
}

function ruleOf(rule: SecurityRule, described: Described): SecurityRule {
  const { options, rule: made } = described;
  const { filterList, filterAction } = rule;
  return {
    ...rule,
    ...(given(options.port, options.peer, options.local)
      ? { filterList: { ...filterList, filters: made.filterList.filters } }
      : {}),
    filterAction: filterAction.kind === 'negotiate-security' ? actionOf(filterAction, described) : filterAction,
    ...(given(options.auth) ? { authenticationMethods: made.authenticationMethods } : {}),
  };
}

/**
 * The policy of a settings file with what the options say in the place of what it says; without such options, itself.
 * Throws AppFailure for what makes no policy, and where the file's policy is more than options can describe.
 */
export function overridden(policy: IpSecurityPolicy, options: CommonOptions): IpSecurityPolicy {
  if (policyOption(options) === undefined) return policy;
  const described = describe(policy, options);
  const { methods } = described.policy.keyExchange;
  return {
    ...policy,
    id: options.policy ?? policy.id,
    rules: policy.rules.map((rule) => ruleOf(rule, described)),
    ...(options.allowIfSecure === true ? { allowIfSecure: true } : {}),
    keyExchange: { ...policy.keyExchange, ...(given(options.protection, options.mainMode) ? { methods } : {}) },
  };
}
