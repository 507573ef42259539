import { textsOf, type StoreObject } from '#contract/store-object';
import { canBePutAside } from '#compiler/aside';
import { compareObject } from '#compiler/compare';
import { belongsTo, parseObjectName, type Whose } from '#compiler/names';
import type { CheckInput } from './check';
import { ourRules } from './ours';
import { isFullyExempt, isOurs, otherRules, samePorts, saysWord, sharedAddresses } from './others';

/** A firewall rule of somebody else that lets in what only secured connections should open. */
export interface PortOpener {
  readonly rule: StoreObject;
  /**
   * Whether it could be switched off for that: it stands in the local store, its name names no other rule, it is about
   * our ports alone, and lets in nobody whom the policy exempts, and no computers of another policy of ours. What covers
   * more, or comes by Group Policy, is not ours to take away.
   */
  readonly canBePutAside: boolean;
}

const portsOf = (rule: StoreObject): readonly string[] => textsOf(rule.properties['LocalPort']);

const isAbout = (ours: readonly StoreObject[], rule: StoreObject): boolean =>
  portsOf(rule).length > 0 &&
  portsOf(rule).every((port) =>
    ours.some((our) => samePorts(our, rule) && portsOf(our).includes(port) && saysWord(rule, 'Protocol', 'TCP')),
  );

/** What is in force under the name is the stored rule and nothing else: another of the name comes by Group Policy. */
function isLocal({ plan, facts }: CheckInput, { kind, name }: StoreObject): boolean {
  const same = (one: StoreObject): boolean => one.kind === kind && one.name === name;
  const stored = facts.persistent.objects.find(same);
  return (
    plan.target.kind === 'local' &&
    stored !== undefined &&
    facts.active.objects.filter(same).every((active) => compareObject(stored, active).length === 0)
  );
}

/** Whom a permit rule lets through in clear nothing else would let in. */
const isForExempted = ({ plan }: CheckInput, rule: StoreObject): boolean =>
  plan.expected.some(
    (our) =>
      our.kind === 'NetIPsecRule' &&
      isFullyExempt(our) &&
      samePorts(our, rule) &&
      sharedAddresses(our, rule) !== undefined,
  );

/** Another policy of ours on this port that has no rule of its own to be let in by: its computers would be cut off. */
const isForOtherPolicy = (input: CheckInput, rule: StoreObject): boolean =>
  otherRules(input, 'NetIPsecRule').some((other) => {
    const own = parseObjectName(other.name);
    return (
      own?.role === 'server' &&
      isOurs(input, other) &&
      samePorts(other, rule) &&
      sharedAddresses(other, rule) !== undefined &&
      !otherRules(input, 'NetFirewallRule').some(({ name }) => isLetIn(name, own))
    );
  });

const isLetIn = (name: string, { policyId, role }: Whose): boolean =>
  belongsTo(name, policyId, role) && parseObjectName(name)?.part === 'allow-secure';

/** Every enabled Allow rule of others that lets a secured port of this server in, also in clear. */
export function portOpeners(input: CheckInput): readonly PortOpener[] {
  if (input.policy.role !== 'server') return [];
  const ours = ourRules(input);
  return (
    otherRules(input, 'NetFirewallRule')
      .filter((rule) => saysWord(rule, 'Direction', 'Inbound') && saysWord(rule, 'Action', 'Allow'))
      // Told of rules of ours alone: another policy of ours lets in what is secured, too.
      .filter((rule) => !saysWord(rule, 'Authentication', 'Required'))
      .filter((rule) => ours.some((our) => samePorts(our, rule) && sharedAddresses(our, rule) !== undefined))
      .map((rule) => ({
        rule,
        canBePutAside:
          canBePutAside(rule.name) &&
          isAbout(ours, rule) &&
          isLocal(input, rule) &&
          !isForExempted(input, rule) &&
          !isForOtherPolicy(input, rule),
      }))
  );
}
