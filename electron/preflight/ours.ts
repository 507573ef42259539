import type { TcpConnection } from '#contract/facts';
import { textOf, type StoreObject } from '#contract/store-object';
import { parseObjectName } from '#compiler/names';
import type { CheckInput } from './check';
import { isFullyExempt, samePorts, sharedAddresses } from './others';

/** The IPsec rules of the plan that protect something, as they stand afterwards; exemptions cut nobody off. */
export const ourRules = ({ plan }: Pick<CheckInput, 'plan'>): readonly StoreObject[] =>
  plan.expected.filter((object) => object.kind === 'NetIPsecRule' && !isFullyExempt(object));

/** The rules of the plan that close the port for addresses outside of a narrowed list. */
export const closingRules = ({ plan }: Pick<CheckInput, 'plan'>): readonly StoreObject[] =>
  plan.expected.filter((object) => object.kind === 'NetFirewallRule' && textOf(object, 'Action') === 'Block');

/** Whether there are any: that needs the firewall. */
export const closesTheRest = (input: Pick<CheckInput, 'plan'>): boolean => closingRules(input).length > 0;

/** The rules of the plan that let in what IPsec has secured, and nothing else. */
export const letsSecuredIn = ({ plan }: Pick<CheckInput, 'plan'>): readonly StoreObject[] =>
  plan.expected.filter(({ name }) => parseObjectName(name)?.part === 'allow-secure');

/** Whether the plan counts on the firewall: to close the port for others, or to let in what is secured. */
export const needsFirewallRules = (input: Pick<CheckInput, 'plan'>): boolean =>
  closesTheRest(input) || letsSecuredIn(input).length > 0;

/** What is bound to no address of its own counts as bound to any. */
const addressOf = (address: string): string => (['0.0.0.0', '::'].includes(address) ? 'Any' : address);

/** A connection in the form of a rule, so that rules can be held against it. */
const asRule = ({ localAddress, localPort, remoteAddress, remotePort }: TcpConnection): StoreObject => ({
  kind: 'NetIPsecRule',
  name: '',
  properties: {
    Protocol: 'TCP',
    LocalAddress: [addressOf(localAddress)],
    RemoteAddress: [remoteAddress],
    LocalPort: [String(localPort)],
    RemotePort: [String(remotePort)],
  },
});

/** The established connections of this computer that a rule is about; none where they could not be read. */
export function connectionsOf(rule: StoreObject, { facts }: Pick<CheckInput, 'facts'>): readonly TcpConnection[] {
  const { connections } = facts.computer;
  if (!connections.available) return [];
  return connections.value
    .filter(({ state }) => state.toLowerCase() === 'established')
    .filter((one) => samePorts(rule, asRule(one)) && sharedAddresses(rule, asRule(one)) !== undefined);
}
