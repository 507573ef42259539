import type { Facts } from '#contract/facts';
import type { PolicyOnComputer } from '#contract/ipc';
import { isFor, type AppliedPolicy } from '#transaction/applied';
import { policiesOn, type Whose } from './own-policies';
import type { Place } from './place';
import { verify } from './verify';

/** Objects of ours that no record speaks of: stored is all that can be said. */
const unrecorded = ({ policyId, role }: Whose): PolicyOnComputer => ({
  policyId,
  role,
  name: null,
  fingerprint: null,
  appliedAt: null,
  level: 'stored',
  differences: [],
  policy: null,
});

/** One recorded policy as it is now; the level is read, not remembered. */
export async function statusOfRecorded(place: Place, applied: AppliedPolicy, facts: Facts): Promise<PolicyOnComputer> {
  const { policy, fingerprint, appliedAt } = applied;
  const { differences, proof } = await verify(place, applied, facts);
  const { id: policyId, role, name } = policy;
  return { policyId, role, name, fingerprint, appliedAt, level: proof.level, differences, policy };
}

/** The policies of ours on a computer, and how they are now. */
export function statusOf(
  place: Place,
  facts: Facts,
  applied: readonly AppliedPolicy[],
): Promise<readonly PolicyOnComputer[]> {
  return Promise.all(
    policiesOn(facts, applied).map((whose) => {
      const known = applied.find(isFor(whose.policyId, whose.role));
      return known === undefined ? Promise.resolve(unrecorded(whose)) : statusOfRecorded(place, known, facts);
    }),
  );
}
