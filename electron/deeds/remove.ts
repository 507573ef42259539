import { appError, type AppError } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Inventory, Target } from '#contract/store-object';
import { planRemoval } from '#compiler/plan-change';
import { renderInvocation } from '#compiler/render';
import { readInventory } from '#host/observe';
import { elevation } from '#preflight/elevation';
import { languageMode } from '#preflight/language-mode';
import { netSecurityModule } from '#preflight/netsecurity-module';
import { forgetApplied } from '#transaction/applied';
import { change, type ChangeReport, type Work } from '#transaction/change';
import { withChangeLock } from '#transaction/change-lock';
import { nameIn } from '#transaction/named';
import type { ChangeWish } from './apply';
import type { Whose } from './own-policies';
import type { Place } from './place';
import { blockedBy } from './refusals';

const target: Target = { kind: 'local' };

/** What stands in the way of removing anything here: the computer alone, whatever the policy. */
export const removalBlockedBy = (facts: Facts): AppError | undefined =>
  blockedBy(
    [languageMode, netSecurityModule, elevation].flatMap(({ run }) => run({ facts })),
    facts,
  );

/** Several policies are one piece of work: all of them go, or all of them stay. */
function removalOf(meant: readonly Whose[], inventory: Inventory): Work {
  const plans = meant.map((whose) => planRemoval({ ...whose, target, fingerprint: '' }, inventory));
  return {
    steps: plans.flatMap(({ steps }) => steps),
    retire: plans.flatMap(({ retire }) => retire),
    drift: plans.flatMap(({ drift }) => drift),
  };
}

/** Takes the objects of these policies off the computer, and nothing else. Throws AppFailure where nothing was touched. */
export function remove(place: Place, meant: readonly Whose[], facts: Facts, wish: ChangeWish): Promise<ChangeReport> {
  return withChangeLock(place.files, async () => {
    const before = await readInventory(place.gateway, 'PersistentStore');
    return change(removalOf(meant, before), {
      gateway: place.gateway,
      computerName: facts.computer.computerName,
      key: undefined,
      before,
      remaining: (inventory) => removalOf(meant, inventory),
      onProgress: wish.onProgress,
      signal: wish.signal,
      judge: () => Promise.resolve({ proof: { level: 'none', evidence: [] }, acceptable: true }),
      record: () => forgetApplied(place.files, meant),
    });
  });
}

/** What could not be deleted is switched off already; the person gets the exact commands. */
export function removalIncomplete({ leftOver }: ChangeReport, computer: string): AppError | undefined {
  if (leftOver.length === 0) return undefined;
  const commands = leftOver.map((removal) => renderInvocation(removal, { step: (id) => id, secret: () => "'***'" }));
  const reason = 'Windows did not delete all of it';
  return appError('remove-incomplete', { reason, left: leftOver.map(nameIn), commands, computer });
}
