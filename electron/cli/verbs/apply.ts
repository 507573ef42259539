import { fail, type AppError } from '#contract/app-error';
import { endFindings } from '#deeds/alone';
import { apply } from '#deeds/apply';
import { recordedAside } from '#deeds/aside';
import { examine, type ChosenPolicy, type Examined } from '#deeds/examine';
import { reached } from '#deeds/level';
import { unfinishedIn } from '#deeds/unfinished';
import { usesKey } from '#policy/uses-key';
import { blockedBy, refuseNoKey, refuseStale, refuseWithoutKey, storesKey } from '#deeds/refusals';
import { recordInLedger, type Recorded } from '#deeds/record-in-ledger';
import { placeName } from '#deeds/store-of-target';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { recordedLine } from '#texts/ledger.en';
import type { ChangeReport } from '#transaction/change';
import { administratorField, administratorLines, tellAdministrator } from '../administrator';
import { asAppError } from '../as-app-error';
import { askedKey } from '../ask-secrets';
import { consent } from '../consent';
import { checkedKey } from '../context';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { factsFor } from '../facts-of';
import { endInterrupted } from '../end-interrupted';
import type { CommonOptions } from '../options';
import { findingJson } from '../output';
import { requirePolicy } from '../policy-options';
import { secondsFrom } from '../seconds';
import type { Verb, VerbInput } from '../verb';
import { inOneLine } from '../visible';

export interface ApplyOptions extends CommonOptions {
  readonly expect?: string;
  readonly ifUnproved?: 'keep' | 'undo';
  readonly confirmWithin?: string;
  readonly remark?: string;
}

type Input = VerbInput<ApplyOptions>;

function statusOf({ outcome, proof }: ChangeReport, { plan }: Examined): ExitStatus {
  if (outcome === 'rolled-back') return exitStatus.undone;
  if (outcome === 'unknown') return exitStatus.unknown;
  return reached(plan.role, proof) ? exitStatus.done : exitStatus.levelNotReached;
}

/** What is known of this computer; of a Group Policy object, what is left to do. */
function tellWhatNext({ output }: Input, { proof, pendingUntil }: ChangeReport, { plan, facts }: Examined): void {
  if (plan.target.kind === 'gpo') {
    tellAdministrator(output, administratorLines(plan.target));
    return;
  }
  output.line(texts.level[proof.level]);
  const { scheduledTasks } = facts.computer;
  if (pendingUntil !== undefined) output.line(texts.pendingUntil(scheduledTasks.available ? pendingUntil : null));
  if (plan.role === 'workstation' && proof.level !== 'proved') output.line(texts.workstationUnproved);
  output.line(texts.breakGlass);
}

function tell(input: Input, done: ChangeReport, examined: Examined): void {
  const { output } = input;
  const { plan, facts } = examined;
  const where = placeName(plan.target, facts.computer.computerName);
  output.line(done.outcome === 'unchanged' ? texts.unchanged(where) : texts.applied(where));
  for (const line of done.proof.evidence) output.line(`  ${inOneLine(line)}`);
  tellWhatNext(input, done, examined);
  output.line(texts.fingerprint(plan.fingerprint));
}

const mostRemarkLetters = 200;

/** The ledger with what the person wants to have written down there. Throws AppFailure `usage`. */
function withRemark(input: Input): Input {
  const { remark } = input.options;
  if (remark === undefined) return input;
  const usage = (problem: string): never => fail('usage', { problem }, '--remark');
  const text = remark.trim();
  if (input.ledger === undefined) return usage('--remark is for the ledger: it needs --settings with a sealed file');
  if (text === '' || text.length > mostRemarkLetters || /\p{C}|[\u2028\u2029]/u.test(text))
    return usage(`a remark is one line of at most ${mostRemarkLetters} letters, without control characters`);
  return { ...input, ledger: { ...input.ledger, remark: text } };
}

/** What became of the line in the ledger; nothing where there is no ledger or the change did not end in place. */
async function recorded(input: Input, done: ChangeReport, examined: Examined): Promise<Recorded | undefined> {
  const { place, ledger } = input;
  return ledger === undefined ? undefined : recordInLedger(place, ledger, examined, done);
}

async function report(input: Input, done: ChangeReport, examined: Examined): Promise<ExitStatus> {
  const { output } = input;
  const written = await recorded(input, done, examined);
  const findings = [...examined.findings, ...endFindings(done)];
  const { outcome, steps, differences, proof, error } = done;
  const fields = {
    outcome,
    fingerprint: examined.plan.fingerprint,
    steps,
    differences,
    proof,
    findings: findings.map(findingJson),
    ...administratorField(done.error === undefined ? administratorLines(examined.plan.target) : []),
    ...(done.pendingUntil === undefined ? {} : { pendingUntil: done.pendingUntil }),
    ...(written === undefined ? {} : { ledger: written }),
  };
  if (error === undefined) {
    for (const one of endFindings(done)) output.finding(one);
    tell(input, done, examined);
    if (written !== undefined) output.line(recordedLine(written));
    output.answer(fields);
  } else {
    output.error(error, fields);
  }
  return statusOf(done, examined);
}

/** What is not known before the computer was looked at is left out. */
function refuseBlocked({ output }: Input, error: AppError, examined?: Examined): ExitStatus {
  output.error(error, {
    outcome: 'blocked',
    ...(examined === undefined ? {} : { fingerprint: examined.plan.fingerprint }),
    steps: [],
    differences: [],
    proof: { level: 'none', evidence: [] },
    findings: (examined?.findings ?? []).map(findingJson),
  });
  return statusOfError(error.code);
}

/** Whatever refuses the change (another plan, a pending change, a second copy), the answer is that of a block. */
async function orBlocked(
  input: Input,
  examined: Examined | undefined,
  deed: () => Promise<ExitStatus>,
): Promise<ExitStatus> {
  try {
    return await deed();
  } catch (error) {
    const refusal = asAppError(error);
    if (statusOfError(refusal.code) !== exitStatus.blocked) throw error;
    return refuseBlocked(input, refusal, examined);
  }
}

/** There is nothing that could take a Group Policy object back from the computers that have it by then. */
function refuseCountdown({ target }: ChosenPolicy, { confirmWithin }: ApplyOptions): void {
  if (target.kind === 'local' || confirmWithin === undefined) return;
  const problem = '--confirm-within has no meaning for a Group Policy object: Save-NetGPO is the single commit point';
  fail('usage', { problem }, '--confirm-within');
}

/** The same policy on the computer as it is once an earlier change has been ended. */
async function afterInterrupted(input: Input, seen: Examined): Promise<Examined> {
  // What the interrupted change has stored of the key goes with it: better refused before than after.
  const unfinished = await unfinishedIn(input.place, seen.facts, seen.chosen.target);
  if (unfinished?.kind === 'interrupted' && usesKey(seen.chosen.policy)) refuseNoKey(input.key);
  const { facts, findings } = await endInterrupted(input, seen.facts);
  if (facts === seen.facts) return seen;
  const examined = examine(seen.chosen, facts, input.key, await recordedAside(input.place, seen.chosen));
  return { ...examined, findings: [...findings, ...examined.findings] };
}

/** Where a step stores the key and none was given, a person at the terminal is asked for it. */
async function withAskedKey(input: Input, seen: Examined): Promise<Input> {
  const { options, key, surroundings } = input;
  if (key.key !== undefined || !storesKey(seen)) return input;
  const asked = await askedKey(options, surroundings);
  return asked === undefined ? input : { ...input, key: checkedKey(asked) };
}

/** Nothing stands in the way any more but the person, and what only shows when the change begins. */
async function carryOut(input: Input, examined: Examined): Promise<ExitStatus> {
  const { options, place, output, surroundings, key } = input;
  const { plan, findings, facts } = examined;
  const blocked = blockedBy(findings, facts);
  if (blocked !== undefined) return refuseBlocked(input, blocked, examined);
  refuseWithoutKey(examined, key);
  for (const one of findings) output.finding(one);
  await consent('apply', placeName(plan.target, facts.computer.computerName), input);
  const { onProgress } = output;
  const { signal } = surroundings;
  const { ifUnproved } = options;
  const confirmWithinSeconds = secondsFrom(options.confirmWithin, '--confirm-within');
  const done = await apply(place, examined, key, { onProgress, signal, ifUnproved, confirmWithinSeconds });
  return report(input, done, examined);
}

/** Refuses what can be refused before anything is touched, then ends what an earlier change has left. */
async function begin(given: Input, first: Examined): Promise<ExitStatus> {
  refuseStale(first, given.options.expect);
  const refused = blockedBy(first.findings, first.facts);
  if (refused !== undefined) return refuseBlocked(given, refused, first);
  const input = await withAskedKey(given, first);
  const { key } = input;
  const recorded = await recordedAside(input.place, first.chosen);
  const seen = key === given.key ? first : examine(first.chosen, first.facts, key, recorded);
  refuseWithoutKey(seen, key);
  const examined = await afterInterrupted(input, seen);
  return orBlocked(input, examined, () => carryOut(input, examined));
}

/** Carries the policy out on this computer, or in a Group Policy object, reads it back, and says how far it is known to protect. */
export const applyVerb: Verb<ApplyOptions> = async (started) => {
  const input = withRemark(started);
  const chosen = requirePolicy(input);
  secondsFrom(input.options.confirmWithin, '--confirm-within');
  refuseCountdown(chosen, input.options);
  return orBlocked(input, undefined, async () => {
    const first = examine(chosen, await factsFor(input, chosen), input.key, await recordedAside(input.place, chosen));
    return orBlocked(input, first, () => begin(input, first));
  });
};
