import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import type { PolicyOnComputer } from '#contract/ipc';
import { here } from '#contract/store-object';
import { unreadable } from '#preflight/checks';
import { isFor, type AppliedPolicy } from '#transaction/applied';
import type { Whose } from '#compiler/names';
import { asideInWords } from './aside-words';
import { label, policiesOn } from './own-policies';
import type { Place } from './place';
import { isIn } from './store-of-target';
import { verify } from './verify';

/** Objects of ours that no record speaks of: unrecorded, or left by an interrupted change. Nothing was compared. */
const unrecorded = ({ policyId, role }: Whose): PolicyOnComputer => ({
  policyId,
  role,
  name: null,
  fingerprint: null,
  appliedAt: null,
  level: 'none',
  differences: [],
  policy: null,
});

/** One recorded policy as it is now; the level is read, not remembered. */
export async function statusOfRecorded(place: Place, applied: AppliedPolicy, facts: Facts): Promise<PolicyOnComputer> {
  const { policy, fingerprint, appliedAt, aside } = applied;
  const { differences, proof } = await verify(place, applied, facts);
  const { id: policyId, role, name } = policy;
  const putAside = aside === undefined ? {} : { putAside: asideInWords(aside, facts) };
  return { policyId, role, name, fingerprint, appliedAt, level: proof.level, differences, ...putAside, policy };
}

/** The stores could not be read: the record is all that is known, and it says nothing of now. */
const unread = ({ policy, fingerprint, appliedAt }: AppliedPolicy): PolicyOnComputer => ({
  ...unrecorded({ policyId: policy.id, role: policy.role }),
  name: policy.name,
  fingerprint,
  appliedAt,
  policy,
});

/** The policies of ours on a computer, or in a Group Policy object that the facts hold, and how they are now. */
export function statusOf(
  place: Place,
  facts: Facts,
  applied: readonly AppliedPolicy[],
  target = here,
): Promise<readonly PolicyOnComputer[]> {
  if (unreadable(facts).length > 0) return Promise.resolve(applied.filter(isIn(target)).map(unread));
  return Promise.all(
    policiesOn(facts, applied, target).map((whose) => {
      const known = applied.filter(isIn(target)).find(isFor(whose.policyId, whose.role));
      return known === undefined ? Promise.resolve(unrecorded(whose)) : statusOfRecorded(place, known, facts);
    }),
  );
}

/** What a person should know of policies that no record speaks of. */
export const unrecordedFindings = (policies: readonly PolicyOnComputer[]): readonly Finding[] =>
  policies
    .filter(({ appliedAt }) => appliedAt === null)
    .map(({ policyId, role }) => finding('policy-unrecorded', 'warning', { policy: label({ policyId, role }) }));
