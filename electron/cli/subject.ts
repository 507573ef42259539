import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import { compile } from '#compiler/compile';
import { parseObjectName } from '#compiler/names';
import { planChange } from '#compiler/plan-change';
import type { Plan } from '#compiler/plan';
import type { CompiledPolicy } from '#compiler/wanted';
import { gatherFacts } from '#host/facts';
import { preflight } from '#preflight/checks';
import type { Role } from '#policy/model';
import type { AppliedPolicy } from '#transaction/applied';
import type { GivenKey, Place } from './context';
import type { CommonOptions } from './options';
import type { Output } from './output';
import type { ChosenPolicy } from './policy-options';

/** A policy held against one computer: everything that plan, apply, preflight and verify look at. */
export interface Examined {
  readonly compiled: CompiledPolicy;
  readonly facts: Facts;
  readonly plan: Plan;
  /** Of the policy, of the key, and of pre-flight, in this order. */
  readonly findings: readonly Finding[];
}

export async function factsOf(place: Place, key: GivenKey, output: Output): Promise<Facts> {
  const facts = await gatherFacts(place.gateway, key.key === undefined ? {} : { compareKey: key.key });
  output.computer = facts.computer.computerName;
  return facts;
}

export function examine(chosen: ChosenPolicy, facts: Facts, key: GivenKey): Examined {
  const compiled = compile(chosen.policy, chosen.target);
  const plan = planChange(compiled, facts.persistent);
  const found = preflight({ policy: chosen.policy, plan, facts, keyGiven: key.key !== undefined });
  return { compiled, facts, plan, findings: [...chosen.findings, ...key.findings, ...found] };
}

/** Which policy of ours: by its id and its role. */
export interface Whose {
  readonly policyId: string;
  readonly role: Role;
}

/** `fbs (server)`: how a policy is named to a person. */
export const label = ({ policyId, role }: Whose): string => `${policyId} (${role})`;

/** The policies of ours that a computer carries, by the names of their objects, and by the record. */
export function policiesOn(facts: Facts, applied: readonly AppliedPolicy[]): readonly Whose[] {
  const named = facts.persistent.objects.flatMap(({ name }) => parseObjectName(name) ?? []);
  const recorded = applied.map(({ policy }) => ({ policyId: policy.id, role: policy.role }));
  const all = [...recorded, ...named.map(({ policyId, role }) => ({ policyId, role }))];
  return [...new Map(all.map((whose) => [label(whose), whose])).values()];
}

/** Nothing guesses which policy is meant: one, or the one that is named, or all that are asked for. */
export function chooseAmong(known: readonly Whose[], { policy, role, all }: CommonOptions): readonly Whose[] {
  const meant = known.filter(
    (whose) => (policy === undefined || whose.policyId === policy) && (role === undefined || whose.role === role),
  );
  if (all === true || meant.length <= 1) return meant;
  return fail('which-policy', { policies: meant.map(label) });
}
