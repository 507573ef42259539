import type { PolicyOnComputer } from '#contract/ipc';
import { statusOf, unrecordedFindings } from '#deeds/status';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { readApplied } from '#transaction/applied';
import { exitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import { findingJson } from '../output';
import { answerUnreadable } from '../answer-unreadable';
import type { Verb } from '../verb';

/** The answer's line for one policy; its differences are what `verify` is for, here they are counted. */
const asJson = ({ policyId, role, level, differences, fingerprint, appliedAt }: PolicyOnComputer): object => ({
  policy: policyId,
  role,
  level,
  differences: differences.length,
  fingerprint,
  appliedAt,
});

/** The policies of ours on this computer, and how they are now. */
export const statusVerb: Verb = async (input) => {
  const { place, output } = input;
  const facts = await factsOf(input);
  const refused = answerUnreadable(facts, output);
  if (refused !== undefined) return refused;
  const policies = await statusOf(place, facts, await readApplied(place.files));
  if (policies.length === 0) output.line(texts.noPolicies(facts.computer.computerName));
  for (const { policyId, role, level, appliedAt, differences } of policies) {
    output.line(texts.statusLine(policyId, role, level, appliedAt ?? texts.statusUnrecorded));
    if (differences.length > 0) output.line(texts.drifted(policyId, role, differences.length));
  }
  const findings = unrecordedFindings(policies);
  for (const one of findings) output.finding(one);
  output.answer({ policies: policies.map(asJson), findings: findings.map(findingJson) });
  return exitStatus.done;
};
