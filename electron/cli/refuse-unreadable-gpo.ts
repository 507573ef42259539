import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Target } from '#contract/store-object';
import { gpoTarget } from '#preflight/gpo-target';

/** Throws AppFailure `blocked` where the Group Policy object could not be read: what is not known to be there is not missing. */
export function refuseUnreadableGpo(target: Target, facts: Facts): void {
  const cause = gpoTarget.run({ target, facts }).find(({ severity }) => severity === 'block');
  if (cause !== undefined) fail('blocked', { finding: cause });
}
