import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import type { Facts } from '#contract/facts';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { isFor, readApplied, type AppliedPolicy } from '#transaction/applied';
import { readEnforcement, type Level } from '#transaction/enforcement';
import { exitStatus } from '../exit-status';
import { factsOf, policiesOn, type Whose } from '../subject';
import type { Verb, VerbInput } from '../verb';

interface PolicyStatus {
  readonly policy: string;
  readonly role: string;
  /** Read now; what was reached when it was applied is in the record. */
  readonly level: Level;
  readonly differences: number;
  readonly fingerprint: string | null;
  readonly appliedAt: string | null;
}

async function statusOf(
  { place }: VerbInput,
  { policyId, role }: Whose,
  facts: Facts,
  applied: AppliedPolicy | undefined,
): Promise<PolicyStatus> {
  if (applied === undefined) {
    return { policy: policyId, role, level: 'stored', differences: 0, fingerprint: null, appliedAt: null };
  }
  const plan = planChange(compile(applied.policy, applied.target), facts.persistent);
  const level = plan.drift.length > 0 ? 'none' : (await readEnforcement(place.gateway, plan, facts.active)).level;
  const { fingerprint, appliedAt } = applied;
  return { policy: policyId, role, level, differences: plan.drift.length, fingerprint, appliedAt };
}

/** The policies of ours on this computer, and how they are now. */
export const statusVerb: Verb = async (input) => {
  const { place, key, output } = input;
  const facts = await factsOf(place, key, output);
  const applied = await readApplied(place.files);
  const policies = await Promise.all(
    policiesOn(facts, applied).map((whose) =>
      statusOf(input, whose, facts, applied.find(isFor(whose.policyId, whose.role))),
    ),
  );
  if (policies.length === 0) output.line(texts.noPolicies(facts.computer.computerName));
  for (const { policy, role, level, appliedAt, differences } of policies) {
    output.line(texts.statusLine(policy, role, level, appliedAt ?? texts.statusUnrecorded));
    if (differences > 0) output.line(texts.drifted(policy, role, differences));
  }
  output.answer({ policies });
  return exitStatus.done;
};
