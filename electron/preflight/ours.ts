import type { TcpConnection } from '#contract/facts';
import { textOf, type StoreObject } from '#contract/store-object';
import type { CheckInput } from './check';
import { isFullyExempt, samePorts, sharedAddresses } from './others';

/** The IPsec rules of the plan that protect something, as they stand afterwards; exemptions cut nobody off. */
export const ourRules = ({ plan }: Pick<CheckInput, 'plan'>): readonly StoreObject[] =>
  plan.expected.filter((object) => object.kind === 'NetIPsecRule' && !isFullyExempt(object));

/** Whether the plan closes the port for addresses outside of a narrowed list: that needs the firewall. */
export const closesTheRest = ({ plan }: Pick<CheckInput, 'plan'>): boolean =>
  plan.expected.some((object) => object.kind === 'NetFirewallRule' && textOf(object, 'Action') === 'Block');

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
