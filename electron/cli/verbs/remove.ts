import { appError, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Inventory, Target } from '#contract/store-object';
import { planRemoval } from '#compiler/plan-change';
import { renderInvocation } from '#compiler/render';
import { elevation } from '#preflight/elevation';
import { languageMode } from '#preflight/language-mode';
import { netSecurityModule } from '#preflight/netsecurity-module';
import { readInventory } from '#host/observe';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { forgetApplied, readAppliedOrNone } from '#transaction/applied';
import { change, type ChangeReport, type Work } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { nameIn } from '#transaction/named';
import { blockedBy, consent } from '../consent';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { chooseAmong, factsOf, policiesOn, type Whose } from '../subject';
import type { Verb, VerbInput } from '../verb';

const target: Target = { kind: 'local' };

/** Several policies are one piece of work: all of them go, or all of them stay. */
function removalOf(meant: readonly Whose[], inventory: Inventory): Work {
  const plans = meant.map((whose) => planRemoval({ ...whose, target, fingerprint: '' }, inventory));
  return {
    steps: plans.flatMap(({ steps }) => steps),
    retire: plans.flatMap(({ retire }) => retire),
    drift: plans.flatMap(({ drift }) => drift),
  };
}

function carryOut(
  { place, output, surroundings }: VerbInput,
  meant: readonly Whose[],
  { computer: { computerName } }: Facts,
): Promise<ChangeReport> {
  return withChangeLock(place.files, async () => {
    const before = await readInventory(place.gateway, 'PersistentStore');
    return change(removalOf(meant, before), {
      gateway: place.gateway,
      computerName,
      key: undefined,
      before,
      remaining: (inventory) => removalOf(meant, inventory),
      onProgress: output.onProgress,
      signal: surroundings.signal,
      judge: () => Promise.resolve({ proof: { level: 'none', evidence: [] }, acceptable: true }),
      record: () => forgetApplied(place.files, meant),
    });
  });
}

/** What could not be deleted is switched off already; the person gets the exact commands. */
function incomplete({ leftOver }: ChangeReport, computer: string): AppError | undefined {
  if (leftOver.length === 0) return undefined;
  const commands = leftOver.map((removal) => renderInvocation(removal, { step: (id) => id, secret: () => "'***'" }));
  const reason = 'Windows did not delete all of it';
  return appError('remove-incomplete', { reason, left: leftOver.map(nameIn), commands, computer });
}

function report({ output }: VerbInput, meant: readonly Whose[], done: ChangeReport, facts: Facts): ExitStatus {
  const { computerName } = facts.computer;
  const { steps, differences, leftOver } = done;
  const left = incomplete(done, computerName);
  const error = done.error ?? left;
  const outcome = left === undefined ? done.outcome : 'unknown';
  const fields = { outcome, removed: error === undefined ? meant : [], steps, differences, left: leftOver.map(nameIn) };
  if (error !== undefined) {
    output.error(error, fields);
    return statusOfError(error.code);
  }
  for (const { policyId, role } of meant) output.line(texts.removed(policyId, role, computerName));
  output.answer(fields);
  return exitStatus.done;
}

/** Takes own objects off this computer, and nothing else. */
export const removeVerb: Verb = async (input) => {
  const { options, place, key, output } = input;
  const facts = await factsOf(place, key, output);
  const { computerName } = facts.computer;
  const findings = [languageMode, netSecurityModule, elevation].flatMap(({ run }) => run({ facts }));
  const blocked = blockedBy(findings, facts);
  if (blocked !== undefined) {
    output.error(blocked, { outcome: 'blocked' });
    return statusOfError(blocked.code);
  }
  const meant = chooseAmong(policiesOn(facts, await readAppliedOrNone(place.files)), options);
  if (meant.length === 0) {
    output.line(texts.nothingToRemove(computerName));
    output.answer({ outcome: 'unchanged', removed: [], steps: [], differences: [], left: [] });
    return exitStatus.done;
  }
  await consent('remove', computerName, input);
  return report(input, meant, await carryOut(input, meant, facts), facts);
};
