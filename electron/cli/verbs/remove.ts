import { appError, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Target } from '#contract/store-object';
import { fingerprintOf } from '#compiler/fingerprint';
import { planRemoval } from '#compiler/plan-change';
import { renderInvocation } from '#compiler/render';
import { elevation } from '#preflight/elevation';
import { languageMode } from '#preflight/language-mode';
import { netSecurityModule } from '#preflight/netsecurity-module';
import { readInventory } from '#host/observe';
import { commandLineTexts as texts } from '#texts/command-line.en';
import { forgetApplied, readApplied } from '#transaction/applied';
import { change, type ChangeReport } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { blockedBy, consent } from '../consent';
import { exitStatus, statusOfError, type ExitStatus } from '../exit-status';
import { chooseAmong, factsOf, policiesOn, type Whose } from '../subject';
import type { Verb, VerbInput } from '../verb';

const target: Target = { kind: 'local' };

function removeOne({ place, output, surroundings }: VerbInput, whose: Whose, facts: Facts): Promise<ChangeReport> {
  const compiled = { ...whose, target, fingerprint: fingerprintOf({ remove: whose, target }), objects: [] };
  return withChangeLock(place.files, async () => {
    const before = await readInventory(place.gateway, 'PersistentStore');
    return change(planRemoval(compiled, before), compiled, {
      gateway: place.gateway,
      computerName: facts.computer.computerName,
      key: undefined,
      before,
      onProgress: output.onProgress,
      signal: surroundings.signal,
      judge: () => Promise.resolve({ proof: { level: 'none', evidence: [] }, acceptable: true }),
      record: () => forgetApplied(place.files, whose.policyId, whose.role),
    });
  });
}

/** What could not be deleted is switched off already; the person gets the exact commands. */
function incomplete({ leftOver }: ChangeReport, facts: Facts): AppError | undefined {
  if (leftOver.length === 0) return undefined;
  const commands = leftOver.map((removal) => renderInvocation(removal, { step: (id) => id, secret: () => "'***'" }));
  const left = leftOver.map(({ parameters }) => ('Name' in parameters ? parameters.Name : parameters.IPsecRuleName));
  return appError('remove-incomplete', { reason: 'Windows refused to delete them', left, commands, computer: facts.computer.computerName });
}

async function removeAll(input: VerbInput, meant: readonly Whose[], facts: Facts): Promise<ExitStatus> {
  const { output } = input;
  const removed: Whose[] = [];
  for (const whose of meant) {
    const report = await removeOne(input, whose, facts);
    const error = report.error ?? incomplete(report, facts);
    if (error !== undefined) {
      output.error(error, { outcome: report.outcome, removed, steps: report.steps, left: report.leftOver.length });
      return statusOfError(error.code);
    }
    removed.push(whose);
    output.line(texts.removed(whose.policyId, whose.role, facts.computer.computerName));
  }
  output.answer({ outcome: removed.length === 0 ? 'unchanged' : 'applied', removed });
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
  const meant = chooseAmong(policiesOn(facts, await readApplied(place.files)), options);
  if (meant.length === 0) output.line(texts.nothingToRemove(computerName));
  else await consent('remove', computerName, input);
  return removeAll(input, meant, facts);
};
