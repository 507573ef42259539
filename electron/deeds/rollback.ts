import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Target } from '#contract/store-object';
import type { Whose } from '#compiler/names';
import type { AppliedPolicy } from '#transaction/applied';
import { targetOf } from '#transaction/journal-entry';
import { label } from './own-policies';
import type { Place } from './place';
import { standingOf } from './unfinished';

/** What undoing the last change means now. */
export type Rollback =
  | { readonly kind: 'nothing' }
  /** It is not finished: its own inverses undo it. */
  | { readonly kind: 'undo' }
  /** It was kept, and there was nothing of these policies before. */
  | { readonly kind: 'remove'; readonly policies: readonly Whose[]; readonly target: Target }
  /** It was kept, and what it replaced is deleted: the policy before is applied anew, which may need its key. */
  | { readonly kind: 'apply'; readonly former: AppliedPolicy };

/** Reads the journal of the last change. Throws AppFailure as `standingOf` does, and `rollback-of-several`. */
export async function rollbackOf(place: Place, facts: Facts): Promise<Rollback> {
  const standing = await standingOf(place, facts);
  if (standing.kind !== 'finished') return { kind: 'undo' };
  if (standing.record?.state !== 'finished') return { kind: 'nothing' };
  const { policies, former } = standing.record.begun;
  const [first] = former;
  if (first === undefined) return { kind: 'remove', policies, target: targetOf(standing.record.begun) };
  if (former.length === 1) return { kind: 'apply', former: first };
  return fail('rollback-of-several', {
    policies: former.map(({ policy }) => label({ policyId: policy.id, role: policy.role })),
  });
}
