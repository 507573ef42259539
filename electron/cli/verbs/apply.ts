import type { AppError } from '#contract/app-error';
import { apply, leftOverFindings } from '#deeds/apply';
import { examine, type Examined } from '#deeds/examine';
import { reached } from '#deeds/level';
import { blockedBy, refuseStale, refuseWithoutKey } from '#deeds/refusals';
import { commandLineTexts as texts } from '#texts/command-line.en';
import type { ChangeReport } from '#transaction/change';
import { consent } from '../consent';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { factsOf } from '../facts-of';
import type { CommonOptions } from '../options';
import { findingJson } from '../output';
import { requirePolicy } from '../policy-options';
import { secondsFrom } from '../seconds';
import type { Verb, VerbInput } from '../verb';

export interface ApplyOptions extends CommonOptions {
  readonly expect?: string;
  readonly ifUnproved?: 'keep' | 'undo';
  readonly confirmWithin?: string;
}

type Input = VerbInput<ApplyOptions>;

function statusOf({ outcome, proof }: ChangeReport, { plan }: Examined): ExitStatus {
  if (outcome === 'rolled-back') return exitStatus.undone;
  if (outcome === 'unknown') return exitStatus.unknown;
  return reached(plan.role, proof) ? exitStatus.done : exitStatus.levelNotReached;
}

function tell({ output }: Input, report: ChangeReport, { plan, facts }: Examined): void {
  const { computerName } = facts.computer;
  output.line(report.outcome === 'unchanged' ? texts.unchanged(computerName) : texts.applied(computerName));
  for (const line of report.proof.evidence) output.line(`  ${line}`);
  output.line(texts.level[report.proof.level]);
  if (report.pendingUntil !== undefined) output.line(texts.pendingUntil(report.pendingUntil));
  if (plan.role === 'workstation' && report.proof.level !== 'proved') output.line(texts.workstationUnproved);
  output.line(texts.fingerprint(plan.fingerprint));
}

function report(input: Input, done: ChangeReport, examined: Examined): ExitStatus {
  const { output } = input;
  const findings = [...examined.findings, ...leftOverFindings(done)];
  const { outcome, steps, differences, proof, error } = done;
  const fields = {
    outcome,
    fingerprint: examined.plan.fingerprint,
    steps,
    differences,
    proof,
    findings: findings.map(findingJson),
    ...(done.pendingUntil === undefined ? {} : { pendingUntil: done.pendingUntil }),
  };
  if (error === undefined) {
    for (const one of leftOverFindings(done)) output.finding(one);
    tell(input, done, examined);
    output.answer(fields);
  } else {
    output.error(error, fields);
  }
  return statusOf(done, examined);
}

function refuseBlocked({ output }: Input, error: AppError, { plan, findings }: Examined): ExitStatus {
  output.error(error, {
    outcome: 'blocked',
    fingerprint: plan.fingerprint,
    steps: [],
    differences: [],
    proof: { level: 'none', evidence: [] },
    findings: findings.map(findingJson),
  });
  return statusOfError(error.code);
}

/** Carries the policy out on this computer, reads it back, and says how far it is known to protect. */
export const applyVerb: Verb<ApplyOptions> = async (input) => {
  const { options, place, key, output, surroundings } = input;
  const chosen = requirePolicy(options);
  const confirmWithinSeconds = secondsFrom(options.confirmWithin, '--confirm-within');
  const examined = examine(chosen, await factsOf(input), key);
  refuseStale(examined, options.expect);
  const blocked = blockedBy(examined.findings, examined.facts);
  if (blocked !== undefined) return refuseBlocked(input, blocked, examined);
  refuseWithoutKey(examined, key);
  for (const one of examined.findings) output.finding(one);
  await consent('apply', examined.facts.computer.computerName, input);
  const { onProgress } = output;
  const { signal } = surroundings;
  const { ifUnproved } = options;
  const done = await apply(place, examined, key, { onProgress, signal, ifUnproved, confirmWithinSeconds });
  return report(input, done, examined);
};
