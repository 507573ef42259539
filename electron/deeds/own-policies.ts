import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { here } from '#contract/store-object';
import { parseObjectName, type Whose } from '#compiler/names';
import type { AppliedPolicy } from '#transaction/applied';
import { inventoryOf, isIn } from './store-of-target';

/** `fbs (server)`: how a policy is named to a person. */
export const label = ({ policyId, role }: Whose): string => `${policyId} (${role})`;

/** The policies of ours that a computer, or a Group Policy object, carries, by the names of their objects, and by the record. */
export function policiesOn(facts: Facts, applied: readonly AppliedPolicy[], target = here): readonly Whose[] {
  const named = inventoryOf(target, facts).objects.flatMap(({ name }) => parseObjectName(name) ?? []);
  const recorded = applied.filter(isIn(target)).map(({ policy }) => ({ policyId: policy.id, role: policy.role }));
  const all = [...recorded, ...named.map(({ policyId, role }) => ({ policyId, role }))];
  return [...new Map(all.map((whose) => [label(whose), whose])).values()];
}

export interface Meant {
  readonly policy?: string;
  readonly role?: string;
  readonly all?: boolean;
}

/** Nothing guesses which policy is meant: one, or the one that is named, or all that are asked for. Throws `which-policy`. */
export function chooseAmong(known: readonly Whose[], { policy, role, all }: Meant): readonly Whose[] {
  const meant = known.filter(
    (whose) => (policy === undefined || whose.policyId === policy) && (role === undefined || whose.role === role),
  );
  if (all === true || meant.length <= 1) return meant;
  return fail('which-policy', { policies: meant.map(label) });
}
