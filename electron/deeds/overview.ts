import type { Facts } from '#contract/facts';
import type { Overview, PolicyInGpo } from '#contract/ipc';
import { parseObjectName } from '#compiler/names';
import { CmdletError } from '#host/cmdlet-error';
import { readAppliedOrNone, type AppliedPolicy } from '#transaction/applied';
import { factsOf, noKey } from './examine';
import type { Place } from './place';
import { recordedNow, anyStanding, factsOnceKept, orphanUndos, unfinishedOn, type Standing } from './unfinished';
import { statusOf } from './status';

/** IPsec rules in force that are not ours, by the names that an administrator sees. */
const foreignIpsecRules = ({ active }: Facts): readonly string[] =>
  active.objects
    .filter(({ kind, name }) => kind === 'NetIPsecRule' && parseObjectName(name) === undefined)
    .map(({ name, properties: { DisplayName: shown } }) => (typeof shown === 'string' ? shown : name));

const inGpo = ({ policy, target, appliedAt }: AppliedPolicy): readonly PolicyInGpo[] =>
  target.kind === 'local'
    ? []
    : [{ policyId: policy.id, role: policy.role, name: policy.name, target, appliedAt, policy }];

/** Where Task Scheduler does not answer nothing is known of them; Start has to stand all the same. */
async function leftUndosOn(place: Place, standing: Standing, facts: Facts): Promise<readonly string[]> {
  try {
    return await orphanUndos(place, standing, facts);
  } catch (error) {
    if (error instanceof CmdletError) return [];
    throw error;
  }
}

/** What is known of this computer. A damaged record hides no facts: its policies show as not recorded. Throws AppFailure. */
export async function overviewOf(place: Place): Promise<Omit<Overview, 'preview' | 'canElevate'>> {
  const facts = await factsOf(place, noKey);
  const unfinished = (await unfinishedOn(place, facts)) ?? null;
  const standing = unfinished === null ? ({ kind: 'finished' } as const) : await anyStanding(place, facts);
  const recorded = await recordedNow(place, standing, readAppliedOrNone);
  const policies = await statusOf(place, factsOnceKept(facts, standing), recorded);
  return {
    unfinished,
    leftUndos: unfinished === null ? await leftUndosOn(place, standing, facts) : [],
    host: facts.host,
    computer: facts.computer,
    policies,
    inGroupPolicy: recorded.flatMap(inGpo),
    foreignIpsecRules: foreignIpsecRules(facts),
    firewallProfiles: facts.firewallProfiles,
  };
}
