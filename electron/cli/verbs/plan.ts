import { fail } from '#contract/app-error';
import { placeName } from '#deeds/store-of-target';
import { renderInvocation } from '#compiler/render';
import { standAloneScript } from '#compiler/script';
import type { Plan } from '#compiler/plan';
import type { IpSecurityPolicy } from '#policy/model';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { unreadable } from '#preflight/checks';
import { exitStatus } from '../exit-status';
import type { CommonOptions } from '../options';
import { findingJson, type Output } from '../output';
import { planJson } from '../plan-json';
import { requirePolicy } from '../policy-options';
import { recordedAside } from '#deeds/aside';
import { examine, type Examined } from '#deeds/examine';
import { factsFor } from '../facts-of';
import { listing } from '#deeds/preview';
import type { Verb } from '../verb';
import { inOneLine } from '../visible';

export interface PlanOptions extends CommonOptions {
  readonly format?: 'text' | 'json' | 'powershell';
}

function printDifference(plan: Plan, output: Output): void {
  const { create, change, keep, remove } = plan.difference;
  output.line(texts.difference(create.length, change.length, keep.length, remove.length));
  for (const one of plan.drift) output.line(inOneLine(texts.differenceLine(one)));
}

function printSteps(plan: Plan, output: Output): void {
  if (plan.steps.length > 0) output.line(`\n${texts.steps}`);
  for (const [at, { invocation, because }] of plan.steps.entries()) {
    output.line(`${String(at + 1).padStart(3)}. ${renderInvocation(invocation, listing)}\n     ${because}`);
  }
  if (plan.retire.length > 0) output.line(`\n${texts.retired}`);
  for (const removal of plan.retire) output.line(`     ${renderInvocation(removal, listing)}`);
}

function printText({ plan, findings, facts }: Examined, name: string, output: Output): void {
  output.line(texts.policyLine(name, plan.policyId, plan.role, placeName(plan.target, facts.computer.computerName)));
  if (plan.steps.length + plan.retire.length === 0) output.line(texts.nothingToDo);
  if (unreadable(facts).length > 0) output.line(texts.nothingRead);
  else printDifference(plan, output);
  printSteps(plan, output);
  output.line('');
  for (const finding of findings) output.finding(finding);
  output.line(texts.fingerprint(plan.fingerprint));
}

/** The script is the answer to the letter; what was found stands beside it. */
function printScript(policy: IpSecurityPolicy, { findings, plan }: Examined, output: Output): void {
  const keyInGpo = findings.find(({ code }) => code === 'pre-shared-key-in-gpo');
  // Elsewhere a finding is about a computer, and the script is for others: this one would be true everywhere.
  if (keyInGpo !== undefined) fail('blocked', { finding: keyInGpo }, keyInGpo.path);
  for (const finding of findings) output.findingAside(finding);
  output.raw(standAloneScript(policy, plan.target));
}

/** Shows what would be done and why; touches nothing. */
export const planVerb: Verb<PlanOptions> = async (input) => {
  const { options, key, output, place } = input;
  const chosen = requirePolicy(input);
  const examined = examine(chosen, await factsFor(input, chosen), key, await recordedAside(place, chosen));
  const { plan, findings } = examined;
  if (options.format === 'powershell' && !output.json) printScript(chosen.policy, examined, output);
  else if (output.json) output.answer({ ...planJson(plan, chosen.policy), findings: findings.map(findingJson) });
  else printText(examined, chosen.policy.name, output);
  return plan.steps.length + plan.retire.length === 0 ? exitStatus.done : exitStatus.difference;
};
