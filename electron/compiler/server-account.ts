import type { PropertyValue } from '#contract/store-object';
import { addressTexts } from '#policy/address';
import type { IpSecurityPolicy, NegotiateSecurity, SecurityRule, ServerAccount } from '#policy/model';
import { serverAccountOf } from '#policy/server-name';
import { joinedTrafficOf, type Traffic } from '#policy/traffic';
import { because } from '#texts/because.en';
import { accountList } from '#policy/account-list';
import { anyProgram, portWords, protocolWord, trafficInWords } from './security-rule';
import type { WantedObject } from './wanted';

/** Encryption is demanded where every method offers it: what is agreed on may else be integrity alone. */
export const encryptionWord = ({ securityMethods }: NegotiateSecurity): 'Required' | 'NotRequired' =>
  securityMethods.every(({ espConfidentiality }) => espConfidentiality !== 'none') ? 'Required' : 'NotRequired';

const common = (traffic: Traffic): Readonly<Record<string, PropertyValue>> => ({
  Enabled: 'True',
  Profile: 'Any',
  Direction: 'Outbound',
  Protocol: protocolWord(traffic.protocol),
  LocalPort: portWords(traffic.localPorts),
  RemotePort: portWords(traffic.remotePorts),
  LocalAddress: addressTexts(traffic.locals),
  RemoteAddress: addressTexts(traffic.remotes),
});

const allow = (
  policy: IpSecurityPolicy,
  action: NegotiateSecurity,
  traffic: Traffic,
  account: ServerAccount,
): Omit<WantedObject, 'index'> => ({
  part: 'account-allow',
  properties: {
    DisplayName: `${policy.name} - the server's account`,
    Description: account.name,
    ...common(traffic),
    Action: 'Allow',
    Authentication: 'Required',
    Encryption: encryptionWord(action),
    OverrideBlockRules: true,
    RemoteMachine: accountList(account.sid),
  },
  defaults: anyProgram,
  references: {},
  proposals: [],
  because: because.accountAllow(trafficInWords(traffic), account.name),
});

const block = (policy: IpSecurityPolicy, traffic: Traffic): Omit<WantedObject, 'index'> => ({
  part: 'account-block',
  properties: {
    DisplayName: `${policy.name} - everybody but the server's account`,
    ...common(traffic),
    Action: 'Block',
  },
  defaults: anyProgram,
  references: {},
  proposals: [],
  because: because.accountBlock(trafficInWords(traffic)),
});

/**
 * The authorisation list for the server's account, on a workstation: the port is blocked for the addresses of the filter
 * list, and a rule that overrides Block rules lets out what IPsec has proved to go to that account
 * (New-NetFirewallRule -OverrideBlockRules, -RemoteMachine). It fails closed: where Windows knows no account nobody
 * answers. What lets out stands before what blocks, so that the wait for the IPsec rule is all that a change costs.
 */
export function accountRules(policy: IpSecurityPolicy): readonly WantedObject[] {
  if (policy.role !== 'workstation') return [];
  const pairs = policy.rules.flatMap((rule) => pairsOf(policy, rule));
  return [
    ...pairs.map(([first], at) => ({ ...first, index: at + 1 })),
    ...pairs.map(([, second], at) => ({ ...second, index: at + 1 })),
  ];
}

type Pair = readonly [Omit<WantedObject, 'index'>, Omit<WantedObject, 'index'>];

function pairsOf(policy: IpSecurityPolicy, rule: SecurityRule): readonly Pair[] {
  const { filterAction: action } = rule;
  const account = serverAccountOf(rule);
  if (action.kind !== 'negotiate-security' || account === undefined) return [];
  return joinedTrafficOf(policy.role, rule).map((traffic) => [
    allow(policy, action, traffic, account),
    block(policy, traffic),
  ]);
}
