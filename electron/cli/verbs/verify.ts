import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { finding } from '#contract/finding';
import type { Difference } from '#contract/store-object';
import { compile } from '#compiler/compile';
import { planChange } from '#compiler/plan-change';
import type { Plan } from '#compiler/plan';
import { readEnforcement, type Proof } from '#transaction/enforcement';
import { readApplied } from '#transaction/applied';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { exitStatus } from '../exit-status';
import { describingOption } from '../options';
import { findingJson, type Output } from '../output';
import { policyFromOptions, type ChosenPolicy } from '../policy-options';
import { factsOf, label } from '../subject';
import type { Verb, VerbInput } from '../verb';

type Compared = Pick<ChosenPolicy, 'policy' | 'target'>;

/** What was recorded when it was applied, weeks ago, without file or key; `--policy` names both of its roles. */
async function recordedOnes({ options, place }: VerbInput, { computer }: Facts): Promise<readonly Compared[]> {
  const applied = await readApplied(place.files);
  if (applied.length === 0) fail('nothing-recorded', { computer: computer.computerName });
  const { policy, all } = options;
  const meant = applied.filter((one) => policy === undefined || one.policy.id === policy);
  if (meant.length === 0) fail('policy-not-here', { policy: policy ?? '' });
  if (policy !== undefined || all === true || meant.length === 1) return meant;
  return fail('which-policy', {
    policies: meant.map((one) => label({ policyId: one.policy.id, role: one.policy.role })),
  });
}

/** With `--role`, the policy that the options describe; else the record. */
async function toCompare(input: VerbInput, facts: Facts): Promise<readonly Compared[]> {
  const { options } = input;
  const chosen = policyFromOptions(options);
  if (chosen !== undefined) return [chosen];
  const option = describingOption(options);
  if (option !== undefined) fail('usage', { problem: `--${option} needs --role as well` }, '--role');
  return recordedOnes(input, facts);
}

/** What is stored but not in force is drift as well: a difference of the rule's enforcement. */
const notInForce = ({ level, evidence }: Proof, plan: Plan): readonly Difference[] => {
  const rule = plan.expected.find(({ kind }) => kind === 'NetIPsecRule');
  if (level !== 'stored' || rule === undefined) return [];
  return [
    {
      kind: rule.kind,
      name: rule.name,
      property: '(enforcement)',
      expected: 'in force',
      found: evidence.slice(1).join(' ').replace(/\.$/u, ''),
    },
  ];
};

interface Verdict {
  readonly policy: string;
  readonly role: string;
  readonly differences: readonly Difference[];
  readonly proof: Proof;
}

async function verifyOne({ place }: VerbInput, { policy, target }: Compared, facts: Facts): Promise<Verdict> {
  const plan = planChange(compile(policy, target), facts.persistent);
  const proof: Proof =
    plan.drift.length > 0 ? { level: 'none', evidence: [] } : await readEnforcement(place.gateway, plan, facts.active);
  return { policy: policy.id, role: policy.role, differences: [...plan.drift, ...notInForce(proof, plan)], proof };
}

function tell({ policy, role, differences, proof }: Verdict, output: Output): void {
  output.line(
    differences.length === 0 ? texts.verified(policy, role) : texts.drifted(policy, role, differences.length),
  );
  for (const { kind, name, property, expected, found } of differences) {
    output.line(texts.differenceLine(kind, name, property, expected, found));
  }
  if (differences.length === 0) output.line(texts.level[proof.level]);
}

const keyFindings = (compared: readonly Compared[], keyGiven: boolean): readonly ReturnType<typeof finding>[] => {
  const usesKey = compared.some(({ policy }) =>
    policy.rules.some((rule) => rule.authenticationMethods.some(({ kind }) => kind === 'pre-shared-key')),
  );
  return usesKey && !keyGiven ? [finding('key-not-compared', 'note', {})] : [];
};

/** Compares what is on the computer with what should be. */
export const verifyVerb: Verb = async (input) => {
  const { key, output, place } = input;
  const facts = await factsOf(place, key, output);
  const compared = await toCompare(input, facts);
  const verdicts = await Promise.all(compared.map((one) => verifyOne(input, one, facts)));
  const findings = [...key.findings, ...keyFindings(compared, key.key !== undefined)];
  for (const verdict of verdicts) tell(verdict, output);
  for (const one of findings) output.finding(one);
  const differences = verdicts.flatMap((verdict) => verdict.differences);
  output.answer({ differences, policies: verdicts, findings: findings.map(findingJson) });
  return differences.length === 0 ? exitStatus.done : exitStatus.difference;
};
