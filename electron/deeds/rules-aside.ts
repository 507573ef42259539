import type { Facts } from '#contract/facts';
import type { Inventory, StoreObject } from '#contract/store-object';
import type { Aside } from '#compiler/aside';
import type { Plan } from '#compiler/plan';
import type { IpSecurityPolicy } from '#policy/model';
import { portOpeners } from '#preflight/port-openers';

/** The facts as they would be with rules on again that are put aside: whether they would let the port in. */
function asIfOn(names: readonly string[], facts: Facts): Facts {
  const isMeant = ({ kind, name }: StoreObject): boolean => kind === 'NetFirewallRule' && names.includes(name);
  const on = (inventory: Inventory): Inventory => ({
    ...inventory,
    objects: inventory.objects.map((one) =>
      isMeant(one) ? { ...one, properties: { ...one.properties, Enabled: 'True' } } : one,
    ),
  });
  return { ...facts, persistent: on(facts.persistent), active: on(facts.active) };
}

/** What the record and the automatic undo have room for; the others stay on, and pre-flight says so. */
const MOST_PUT_ASIDE = 64;

interface Meant {
  readonly policy: IpSecurityPolicy;
  readonly plan: Plan;
  readonly facts: Facts;
  readonly recorded: { readonly own: Aside; readonly others: readonly Aside[] };
  readonly agreed: boolean;
}

/**
 * Firewall rules of others that are off for as long as only secured connections are let in: what already is, as long as it
 * would let the port of the policy in, and with consent what could be: also what is off for another policy of ours, and
 * would come back with that one alone. Pure.
 */
export function rulesAside({ policy, plan, facts, recorded: { own, others }, agreed }: Meant): readonly string[] {
  if (policy.allowIfSecure !== true || plan.target.kind !== 'local') return [];
  const off = [own, ...others].flatMap(({ firewallRules }) => firewallRules);
  const openers = portOpeners({ policy, plan, facts: asIfOn(off, facts), keyGiven: true });
  const kept = openers.filter(({ rule }) => own.firewallRules.includes(rule.name));
  const added = agreed ? openers.filter(({ canBePutAside }) => canBePutAside) : [];
  return [...new Set([...kept, ...added].map(({ rule }) => rule.name))].slice(0, MOST_PUT_ASIDE);
}
