import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { removalBlockedBy } from '#deeds/remove';

/** Ending a change needs what removing needs: a PowerShell that is not locked down, its module, and the rights. */
export function refuseUnable(facts: Facts): void {
  const error = removalBlockedBy(facts);
  if (error !== undefined) throw new AppFailure(error);
}
