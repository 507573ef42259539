import { AppFailure, fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Target } from '#contract/store-object';
import { gpoTarget } from '#preflight/gpo-target';
import { removalBlockedBy } from '#deeds/remove';

/** Ending a change needs what removing needs: a PowerShell that is not locked down, its module, and the rights. */
export function refuseUnable(facts: Facts): void {
  const error = removalBlockedBy(facts);
  if (error !== undefined) throw new AppFailure(error);
}

/** Throws AppFailure `blocked` where the Group Policy object could not be read: what is not known to be there is not missing. */
export function refuseUnreadableGpo(target: Target, facts: Facts): void {
  const cause = gpoTarget.run({ target, facts }).find(({ severity }) => severity === 'block');
  if (cause !== undefined) fail('blocked', { finding: cause });
}
