import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import type { Difference } from '#contract/store-object';
import { compile } from '#compiler/compile';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import { readEnforcement, type Proof } from '#transaction/enforcement';
import type { ChosenPolicy } from './examine';
import type { Place } from './place';

export type Compared = Pick<ChosenPolicy, 'policy' | 'target'>;

/** A policy as it is on the computer now. */
export interface Verdict {
  readonly policy: string;
  readonly role: string;
  readonly differences: readonly Difference[];
  readonly proof: Proof;
}

/** What is stored but not in force is drift as well: a difference of the rule's enforcement. */
const notInForce = ({ level, evidence }: Proof, plan: Plan): readonly Difference[] => {
  const rule = plan.expected.find(({ kind }) => kind === 'NetIPsecRule');
  if (level !== 'stored' || rule === undefined) return [];
  const found = evidence.slice(1).join(' ').replace(/\.$/u, '');
  return [{ kind: rule.kind, name: rule.name, property: '(enforcement)', expected: 'in force', found }];
};

/** Compares one policy with what is stored and in force. Throws CmdletError. */
export async function verify({ gateway }: Place, { policy, target }: Compared, facts: Facts): Promise<Verdict> {
  const plan = planChange(compile(policy, target), facts.persistent);
  const proof: Proof =
    plan.drift.length > 0 ? { level: 'none', evidence: [] } : await readEnforcement(gateway, plan, facts.active);
  return { policy: policy.id, role: policy.role, differences: [...plan.drift, ...notInForce(proof, plan)], proof };
}

/** Without the key it is not known whether the stored key is the right one. */
export const keyFindings = (compared: readonly Compared[], keyGiven: boolean): readonly Finding[] => {
  const usesKey = compared.some(({ policy }) =>
    policy.rules.some((rule) => rule.authenticationMethods.some(({ kind }) => kind === 'pre-shared-key')),
  );
  return usesKey && !keyGiven ? [finding('key-not-compared', 'note', {})] : [];
};
