import type { PropertyValue } from '#contract/store-object';
import { parseObjectName } from '#compiler/names';
import { wordOf } from '#compiler/netsecurity-words';
import type { Read, Row } from './gateway';
import { told } from './observe-proposal';

/** The cmdlet's names, and the plurals of the class. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  Authentication: ['Authentication'],
  Encryption: ['Encryption'],
  OverrideBlockRules: ['OverrideBlockRules'],
  RemoteMachine: ['RemoteMachine', 'RemoteMachines'],
  RemoteUser: ['RemoteUser', 'RemoteUsers'],
};

/**
 * Whether what a firewall rule demands of IPsec is read: of our own rule that demands something, not of all the rules of
 * a computer, of which there may be thousands and whose demands nothing here goes by.
 */
export const hasDemands = (name: string): boolean =>
  ['account-allow', 'allow-secure'].includes(parseObjectName(name)?.part ?? '');

/** What one firewall rule demands of IPsec: a filter object of its own. */
export const securityRead = (rule: Read['invocation']): Read => ({
  invocation: {
    cmdlet: 'Get-NetFirewallSecurityFilter',
    parameters: { AssociatedNetFirewallRule: { read: rule } },
  },
  select: Object.values(spellings).flat(),
});

/** Nobody in particular: how a rule without a list of accounts shows that is not documented. */
const nobody = ['', 'Any', 'None'];

function valueOf(property: string, shown: string | number | boolean): PropertyValue | undefined {
  if (property === 'OverrideBlockRules') return ['true', '1'].includes(String(shown).toLowerCase());
  if (property === 'Encryption') return wordOf('FirewallEncryption', shown);
  if (property === 'Authentication') return wordOf('Authentication', shown);
  return nobody.includes(String(shown)) ? undefined : String(shown);
}

/** A row of the filter under the parameter names of New-NetFirewallRule. */
export const securityProperties = (row: Row | undefined): Readonly<Record<string, PropertyValue>> =>
  Object.fromEntries(
    Object.entries(spellings).flatMap(([property, names]) => {
      const shown = row === undefined ? undefined : told(row, ...names);
      const value = shown === undefined ? undefined : valueOf(property, shown);
      return value === undefined ? [] : [[property, value] as const];
    }),
  );

/** The class calls the action of a rule that overrides Block rules AllowBypass: a word that no parameter takes. */
export const withPlainAction = (
  properties: Readonly<Record<string, PropertyValue>>,
): Readonly<Record<string, PropertyValue>> =>
  properties['Action'] === 'AllowBypass' ? { ...properties, Action: 'Allow', OverrideBlockRules: true } : properties;
