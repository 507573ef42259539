import { fail, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import type { Inventory } from '#contract/store-object';
import type { Plan } from '#compiler/plan';
import { planChange } from '#compiler/plan-change';
import { readInventory } from '#host/observe';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { readAppliedOrNone, recordApplied } from '#transaction/applied';
import { change, type ChangeReport, type Judgement } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { readEnforcement, type Level, type Proof } from '#transaction/enforcement';
import { nameIn } from '#transaction/named';
import { blockedBy, consent } from '../consent';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import type { CommonOptions } from '../options';
import { findingJson } from '../output';
import { requirePolicy, type ChosenPolicy } from '../policy-options';
import { examine, factsOf, type Examined } from '../subject';
import type { Verb, VerbInput } from '../verb';

export interface ApplyOptions extends CommonOptions {
  readonly expect?: string;
  readonly ifUnproved?: 'keep' | 'undo';
}

/** A server is done when the policy is enforced; a workstation when a secured connection has been seen. */
const levelNeeded = { server: 'enforced', workstation: 'proved' } as const;
const order: readonly Level[] = ['none', 'stored', 'enforced', 'proved'];
const reached = (role: keyof typeof levelNeeded, { level }: Proof): boolean =>
  order.indexOf(level) >= order.indexOf(levelNeeded[role]);

type Input = VerbInput<ApplyOptions>;

function refuseStale({ options }: Input, { plan }: Examined): void {
  const { expect } = options;
  if (expect !== undefined && expect !== plan.fingerprint)
    fail('stale-plan', { expected: expect, found: plan.fingerprint });
}

function refuseWithoutKey({ key }: Input, { plan }: Examined): void {
  const needed = plan.steps.some(({ invocation }) => 'PreSharedKey' in invocation.parameters);
  if (needed && key.key === undefined) fail('key-missing', {});
}

async function judge({ place, options }: Input, { plan }: Examined): Promise<Judgement> {
  const proof = await readEnforcement(place.gateway, plan, await readInventory(place.gateway, 'ActiveStore'));
  return { proof, acceptable: options.ifUnproved !== 'undo' || reached(plan.role, proof) };
}

const callsOf = ({ steps, retire }: Plan): string => JSON.stringify([steps, retire]);

/** The store as it is now that nobody else of us changes it: what was reviewed must still be what is to be done. */
async function storeToChange({ place, key }: Input, { plan, compiled, facts }: Examined): Promise<Inventory> {
  const options = key.key === undefined ? {} : { compareKey: key.key };
  const before = await readInventory(place.gateway, 'PersistentStore', options);
  if (callsOf(planChange(compiled, before)) === callsOf(plan)) return before;
  return fail('changed-meanwhile', { computer: facts.computer.computerName });
}

function record({ place }: Input, chosen: ChosenPolicy, { plan, facts }: Examined, level: Level): Promise<void> {
  return recordApplied(place.files, {
    policy: chosen.policy,
    target: chosen.target,
    fingerprint: plan.fingerprint,
    appliedAt: new Date().toISOString(),
    level,
    computer: facts.computer.computerName,
    simulated: place.gateway.host === 'simulated',
  });
}

function carryOut(input: Input, chosen: ChosenPolicy, examined: Examined): Promise<ChangeReport> {
  const { place, key, output, surroundings } = input;
  const { plan, compiled, facts } = examined;
  return withChangeLock(place.files, async () => {
    // A record that could not be written afterwards would undo the change: better said before.
    await readAppliedOrNone(place.files);
    return change(plan, {
      gateway: place.gateway,
      computerName: facts.computer.computerName,
      key: key.key,
      before: await storeToChange(input, examined),
      remaining: (inventory) => planChange(compiled, inventory),
      onProgress: output.onProgress,
      signal: surroundings.signal,
      judge: () => judge(input, examined),
      record: ({ level }) => record(input, chosen, examined, level),
    });
  });
}

function statusOf({ outcome, proof }: ChangeReport, { plan }: Examined): ExitStatus {
  if (outcome === 'rolled-back') return exitStatus.undone;
  if (outcome === 'unknown') return exitStatus.unknown;
  return reached(plan.role, proof) ? exitStatus.done : exitStatus.levelNotReached;
}

const leftOverFinding = ({ leftOver }: ChangeReport): readonly Finding[] =>
  leftOver.length === 0
    ? []
    : [
        finding('other-generation-left', 'warning', {
          names: leftOver.map(nameIn),
        }),
      ];

function tell({ output }: Input, report: ChangeReport, { plan, facts }: Examined): void {
  const { computerName } = facts.computer;
  output.line(report.outcome === 'unchanged' ? texts.unchanged(computerName) : texts.applied(computerName));
  for (const line of report.proof.evidence) output.line(`  ${line}`);
  output.line(texts.level[report.proof.level]);
  if (plan.role === 'workstation' && report.proof.level !== 'proved') output.line(texts.workstationUnproved);
  output.line(texts.fingerprint(plan.fingerprint));
}

function report(input: Input, done: ChangeReport, examined: Examined): ExitStatus {
  const { output } = input;
  const findings = [...examined.findings, ...leftOverFinding(done)];
  const { outcome, steps, differences, proof, error } = done;
  const fields = {
    outcome,
    fingerprint: examined.plan.fingerprint,
    steps,
    differences,
    proof,
    findings: findings.map(findingJson),
  };
  if (error === undefined) {
    for (const one of leftOverFinding(done)) output.finding(one);
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
  const { options, place, key, output } = input;
  const chosen = requirePolicy(options);
  const facts: Facts = await factsOf(place, key, output);
  const examined = examine(chosen, facts, key);
  refuseStale(input, examined);
  const blocked = blockedBy(examined.findings, facts);
  if (blocked !== undefined) return refuseBlocked(input, blocked, examined);
  refuseWithoutKey(input, examined);
  for (const one of examined.findings) output.finding(one);
  await consent('apply', facts.computer.computerName, input);
  return report(input, await carryOut(input, chosen, examined), examined);
};
