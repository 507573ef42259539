import { fail } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import type { Target } from '#contract/store-object';
import { belongsTo, type Whose } from '#compiler/names';
import type { AppliedPolicy } from '#transaction/applied';
import { targetOf } from '#transaction/journal-entry';
import { label } from './own-policies';
import { journalPlace } from './journal-place';
import type { Place } from './place';
import { refuseElsewhere, standingOf, type Standing } from './unfinished';

/** What undoing the last change means now. */
export type Rollback =
  | { readonly kind: 'nothing' }
  /** It is not finished: its own inverses undo it. */
  | { readonly kind: 'undo' }
  /** It was kept, and there was nothing of these policies before. */
  | { readonly kind: 'remove'; readonly policies: readonly Whose[]; readonly target: Target }
  /** It was kept, and what it replaced is deleted: the policy before is applied anew. `losesKey`: its key was deleted too. */
  | { readonly kind: 'apply'; readonly former: AppliedPolicy; readonly losesKey: boolean };

/** What is unfinished comes first; else the last change, wherever it was made. */
async function lastStanding(place: Place, facts: Facts): Promise<Standing> {
  const here = await standingOf(place, facts);
  if (here.kind !== 'finished') return here;
  const there = await standingOf(journalPlace(place, { kind: 'gpo' }), facts);
  if (there.kind !== 'finished') return there;
  return (there.record?.begun.at ?? '') > (here.record?.begun.at ?? '') ? there : here;
}

/** Reads the journal of the last change. Throws AppFailure as `standingOf` does, and `rollback-of-several`, `former-unknown`. */
export async function rollbackOf(place: Place, facts: Facts): Promise<Rollback> {
  const standing = await lastStanding(place, facts);
  if (standing.kind === 'undone') return { kind: 'undo' };
  if (standing.kind === 'unfinished' && standing.record.state !== 'kept') return { kind: 'undo' };
  const { record } = standing;
  if (record?.state !== 'finished' && record?.state !== 'kept') return { kind: 'nothing' };
  refuseElsewhere(place, record, facts);
  const { policies, former, before, retire } = record.begun;
  const [first] = former;
  if (first === undefined) {
    const wasThere = before.some(({ name }) => policies.some(({ policyId, role }) => belongsTo(name, policyId, role)));
    if (wasThere) fail('former-unknown', { policies: policies.map(label) });
    return { kind: 'remove', policies, target: targetOf(record.begun) };
  }
  const losesKey = retire.some(({ cmdlet }) => cmdlet === 'Remove-NetIPsecPhase1AuthSet');
  if (former.length === 1) return { kind: 'apply', former: first, losesKey };
  return fail('rollback-of-several', {
    policies: former.map(({ policy }) => label({ policyId: policy.id, role: policy.role })),
  });
}
