import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { label } from '#deeds/own-policies';
import { keyFindings, verify, type Compared, type Verdict } from '#deeds/verify';
import { payOwed } from '#deeds/record-in-ledger';
import { isOnRequest } from '#policy/on-request';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { factsOnceKept, recordedNow, seenOn, type Standing } from '#deeds/unfinished';
import { exitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import { describingOption } from '../options';
import { findingJson, type Output } from '../output';
import { policyFromOptions } from '../policy-options';
import { answerUnreadable } from '../answer-unreadable';
import { isIn } from '#deeds/store-of-target';
import { refuseUnreadableGpo } from '#deeds/refusals';
import { targetFrom } from '../target';
import type { Verb, VerbInput } from '../verb';
import { inOneLine } from '../visible';

/** What was recorded when it was applied, weeks ago, without file or key; `--policy` names both of its roles. */
async function recordedOnes(
  { options, place }: VerbInput,
  { computer }: Facts,
  standing: Standing,
): Promise<readonly Compared[]> {
  const applied = await recordedNow(place, standing);
  if (applied.length === 0) fail('nothing-recorded', { computer: computer.computerName });
  const { policy, all } = options;
  const isMeant = options.target === 'gpo' ? isIn(targetFrom(options)) : () => true;
  const meant = applied.filter((one) => isMeant(one) && (policy === undefined || one.policy.id === policy));
  if (meant.length === 0) fail('policy-not-here', { policy: policy ?? '' });
  if (policy !== undefined || all === true || meant.length === 1) return meant;
  return fail('which-policy', {
    policies: meant.map((one) => label({ policyId: one.policy.id, role: one.policy.role })),
  });
}

/** With `--settings`, the file's; with `--role`, the policy that the options describe; else the record. */
async function toCompare(input: VerbInput, facts: Facts, standing: Standing): Promise<readonly Compared[]> {
  const { options } = input;
  const chosen = input.chosen ?? policyFromOptions(options);
  if (chosen !== undefined) return [chosen];
  const option = describingOption(options);
  if (option !== undefined) fail('usage', { problem: `--${option} needs --role as well` }, '--role');
  return recordedOnes(input, facts, standing);
}

function tell({ policy, role, differences, proof }: Verdict, output: Output): void {
  output.line(
    differences.length === 0 ? texts.verified(policy, role) : texts.drifted(policy, role, differences.length),
  );
  for (const one of differences) output.line(inOneLine(texts.differenceLine(one)));
  if (differences.length === 0) output.line(texts.level[proof.level]);
}

/** Compares what is on the computer with what should be. */
export const verifyVerb: Verb = async (input) => {
  const { key, output, place } = input;
  const facts = await factsOf(input);
  const refused = answerUnreadable(facts, output);
  if (refused !== undefined) return refused;
  refuseUnreadableGpo(targetFrom(input.options), facts);
  const { standing } = await seenOn(place, facts);
  const compared = await toCompare(input, facts, standing);
  // Lines of changes that were kept without the passphrase: here it is.
  if (input.ledger !== undefined) await payOwed(place, input.ledger);
  const verdicts = await Promise.all(compared.map((one) => verify(place, one, factsOnceKept(facts, standing))));
  const found = verdicts.flatMap((verdict) => verdict.findings);
  const findings = [...key.findings, ...found, ...keyFindings(compared, key.key !== undefined)];
  for (const verdict of verdicts) tell(verdict, output);
  for (const { policy } of compared) if (isOnRequest(policy)) output.line(texts.onRequest(policy.id, policy.role));
  for (const one of findings) output.finding(one);
  const differences = verdicts.flatMap((verdict) => verdict.differences);
  output.answer({
    differences,
    policies: verdicts.map((verdict, at) => ({
      ...verdict,
      findings: verdict.findings.map(findingJson),
      onRequest: compared.slice(at, at + 1).some(({ policy }) => isOnRequest(policy)),
    })),
    findings: findings.map(findingJson),
  });
  return differences.length === 0 ? exitStatus.done : exitStatus.difference;
};
