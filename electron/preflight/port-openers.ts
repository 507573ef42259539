import { textsOf, type StoreObject } from '#contract/store-object';
import { canBePutAside } from '#compiler/aside';
import type { CheckInput } from './check';
import { ourRules } from './ours';
import { otherRules, samePorts, saysWord, sharedAddresses } from './others';

/** A firewall rule of somebody else that lets in what only secured connections should open. */
export interface PortOpener {
  readonly rule: StoreObject;
  /**
   * Whether it could be switched off for that: it stands in the local store, its name names no other rule, and it is about
   * our ports alone. What covers more, or comes by Group Policy, is not ours to take away.
   */
  readonly canBePutAside: boolean;
}

const portsOf = (rule: StoreObject): readonly string[] => textsOf(rule.properties['LocalPort']);

const isAbout = (ours: readonly StoreObject[], rule: StoreObject): boolean =>
  portsOf(rule).length > 0 &&
  portsOf(rule).every((port) =>
    ours.some((our) => samePorts(our, rule) && portsOf(our).includes(port) && saysWord(rule, 'Protocol', 'TCP')),
  );

const isLocal = ({ facts }: CheckInput, { kind, name }: StoreObject): boolean =>
  facts.persistent.objects.some((stored) => stored.kind === kind && stored.name === name);

/** Every enabled Allow rule of others that lets a secured port of this server in, also in clear. */
export function portOpeners(input: CheckInput): readonly PortOpener[] {
  if (input.policy.role !== 'server') return [];
  const ours = ourRules(input);
  return otherRules(input, 'NetFirewallRule')
    .filter((rule) => saysWord(rule, 'Direction', 'Inbound') && saysWord(rule, 'Action', 'Allow'))
    .filter((rule) => ours.some((our) => samePorts(our, rule) && sharedAddresses(our, rule) !== undefined))
    .map((rule) => ({
      rule,
      canBePutAside: isLocal(input, rule) && canBePutAside(rule.name) && isAbout(ours, rule),
    }));
}
