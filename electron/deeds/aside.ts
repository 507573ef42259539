import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { finding, type Finding } from '#contract/finding';
import { sameTarget, type Inventory, type Target } from '#contract/store-object';
import { assignedIn, noAside, nothingAside, type Aside, type AssignedPolicy, type AsideWish } from '#compiler/aside';
import type { Whose } from '#compiler/names';
import type { Plan } from '#compiler/plan';
import type { IpSecurityPolicy } from '#policy/model';
import { unassignable } from '#preflight/legacy-policy';
import { isFor, readAppliedOrNone, type AppliedPolicy } from '#transaction/applied';
import type { Place } from './place';
import { rulesAside } from './rules-aside';

/** What a person has agreed to beside the policy itself; never part of a policy, and never taken for granted. */
export interface AsideConsent {
  /** Firewall rules of others that let the port in may be switched off. */
  readonly allowRules?: boolean | undefined;
  /** The policy that is assigned in secpol.msc may be un-assigned. */
  readonly assignedPolicy?: boolean | undefined;
}

/** What the record says was put aside: for this policy, and for the other policies of ours. */
export interface RecordedAside {
  readonly own: Aside;
  readonly others: readonly Aside[];
}

export const nothingRecorded: RecordedAside = { own: nothingAside, others: [] };

async function recordHere({ files }: Place): Promise<readonly AppliedPolicy[]> {
  try {
    return (await readAppliedOrNone(files)).filter(({ target }) => target.kind === 'local');
  } catch (error) {
    // A record of a newer version stops a change by itself; who only looks is not stopped.
    if (error instanceof AppFailure) return [];
    throw error;
  }
}

/** Reads the record. In a Group Policy object nothing is put aside: what is there belongs to others entirely. */
export async function recordedAside(
  place: Place,
  { policy, target }: { readonly policy: Pick<IpSecurityPolicy, 'id' | 'role'>; readonly target: Target },
): Promise<RecordedAside> {
  if (!sameTarget(target, { kind: 'local' })) return nothingRecorded;
  return recordedFor(await recordHere(place), [{ policyId: policy.id, role: policy.role }]);
}

function recordedFor(recorded: readonly AppliedPolicy[], meant: readonly Whose[]): RecordedAside {
  const isMeant = (entry: AppliedPolicy): boolean => meant.some(({ policyId, role }) => isFor(policyId, role)(entry));
  const asideOf = (entries: readonly AppliedPolicy[]): readonly Aside[] => entries.flatMap(({ aside }) => aside ?? []);
  return {
    own: joined(asideOf(recorded.filter(isMeant))),
    others: asideOf(recorded.filter((entry) => !isMeant(entry))),
  };
}

const joined = (asides: readonly Aside[]): Aside => ({
  firewallRules: [...new Set(asides.flatMap(({ firewallRules }) => firewallRules))],
  assignedPolicy: asides.findLast(({ assignedPolicy }) => assignedPolicy !== undefined)?.assignedPolicy,
});

const without = (aside: Aside, kept: readonly Aside[]): Aside => ({
  firewallRules: aside.firewallRules.filter((name) => !kept.some(({ firewallRules }) => firewallRules.includes(name))),
  assignedPolicy: kept.some(({ assignedPolicy }) => assignedPolicy !== undefined) ? undefined : aside.assignedPolicy,
});

interface Wishing {
  readonly policy: IpSecurityPolicy;
  readonly target: Target;
  readonly consent?: AsideConsent | undefined;
  /** Exactly this and nothing else: what an earlier state of the computer had put aside. */
  readonly aside?: Aside | undefined;
}

/** Where another policy of ours has un-assigned it already, it stays so until both are gone. */
const agreedPolicy = (facts: Facts, others: readonly Aside[]): AssignedPolicy | undefined =>
  unassignable(facts) ?? joined(others).assignedPolicy;

const policyAside = ({ consent }: Wishing, facts: Facts, { own, others }: RecordedAside): AssignedPolicy | undefined =>
  (consent?.assignedPolicy === true ? agreedPolicy(facts, others) : undefined) ?? own.assignedPolicy;

const samePolicy = (one: AssignedPolicy, other: AssignedPolicy): boolean =>
  one.path.toLowerCase() === other.path.toLowerCase();

/** Where somebody has assigned another policy since ours took the place of the first, that is not ours to change. */
export function stayingFindings({ back }: AsideWish, inventory: Pick<Inventory, 'objects'>): readonly Finding[] {
  const [now, unassigned] = [assignedIn(inventory), back.assignedPolicy];
  if (now === undefined || unassigned === undefined || samePolicy(now, unassigned)) return [];
  return [finding('legacy-policy-stays', 'warning', { name: now.name, unassigned: unassigned.name })];
}

/** What a person should know of what was agreed to, beside what pre-flight finds. Pure. */
export function asideFindings({ consent, target }: Wishing, aside: AsideWish, facts: Facts): readonly Finding[] {
  if (target.kind !== 'local') return [];
  const nothing =
    consent?.assignedPolicy === true &&
    assignedIn(facts.persistent) === undefined &&
    aside.put.assignedPolicy === undefined;
  const { computerName: computer } = facts.computer;
  return [
    ...(nothing ? [finding('no-legacy-policy', 'note', { computer })] : []),
    ...stayingFindings(aside, facts.persistent),
  ];
}

/** What a plan of this policy puts aside and gives back. `plan` is the one of the policy alone. Pure. */
export function asideWish(wish: Wishing, plan: Plan, facts: Facts, { own, others }: RecordedAside): AsideWish {
  if (wish.target.kind !== 'local') return noAside;
  const put: Aside = wish.aside ?? {
    firewallRules: rulesAside({
      policy: wish.policy,
      plan,
      facts,
      recorded: { own, others },
      agreed: wish.consent?.allowRules === true,
    }),
    assignedPolicy: policyAside(wish, facts, { own, others }),
  };
  return { put, back: without(own, [put, ...others]) };
}

/** What goes back to where it was when these policies are taken off this computer. */
export async function asideOfRemoved(place: Place, meant: readonly Whose[], target: Target): Promise<AsideWish> {
  if (target.kind !== 'local') return noAside;
  const { own, others } = recordedFor(await recordHere(place), meant);
  return { put: nothingAside, back: without(own, others) };
}

/** For the record: absent where nothing is put aside. */
export const recordOf = ({ put }: AsideWish): Pick<AppliedPolicy, 'aside'> =>
  put.firewallRules.length === 0 && put.assignedPolicy === undefined ? {} : { aside: put };
