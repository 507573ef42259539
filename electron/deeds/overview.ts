import type { Facts } from '#contract/facts';
import type { Overview } from '#contract/ipc';
import { parseObjectName } from '#compiler/names';
import { readAppliedOrNone } from '#transaction/applied';
import { factsOf, noKey } from './examine';
import type { Place } from './place';
import { recordedNow, standingOf, unfinishedOn } from './unfinished';
import { statusOf } from './status';

/** IPsec rules in force that are not ours, by the names that an administrator sees. */
const foreignIpsecRules = ({ active }: Facts): readonly string[] =>
  active.objects
    .filter(({ kind, name }) => kind === 'NetIPsecRule' && parseObjectName(name) === undefined)
    .map(({ name, properties: { DisplayName: shown } }) => (typeof shown === 'string' ? shown : name));

/** What is known of this computer. A damaged record hides no facts: its policies show as not recorded. Throws AppFailure. */
export async function overviewOf(place: Place): Promise<Omit<Overview, 'preview' | 'canElevate'>> {
  const facts = await factsOf(place, noKey);
  const unfinished = (await unfinishedOn(place, facts)) ?? null;
  const standing = unfinished === null ? ({ kind: 'finished' } as const) : await standingOf(place, facts);
  const policies = await statusOf(place, facts, await recordedNow(place, standing, readAppliedOrNone));
  return {
    unfinished,
    host: facts.host,
    computer: facts.computer,
    policies,
    foreignIpsecRules: foreignIpsecRules(facts),
  };
}
