import type { Facts } from '#contract/facts';
import type { Finding } from '#contract/finding';
import type { HostKind } from '#contract/facts';
import { here } from '#contract/store-object';
import { headlineOf, risksOf, type Headline, type Risk } from '#negotiation/risks';
import type { AppliedPolicy } from '#transaction/applied';
import { readAudit, type AuditReading } from '#transaction/audit';
import { breakGlassOn } from './break-glass';
import { choosePolicy, examine, factsOf, noKey } from './examine';
import { recordedAside } from './aside';
import { asideInWords } from './aside-words';
import type { Place } from './place';
import { statusOf, unrecordedFindings } from './status';
import { isIn } from './store-of-target';
import { factsOnceKept, recordedNow, seenOn } from './unfinished';
import { verify, type Verdict } from './verify';

/** One policy as it is now, not as it was when it was applied. */
export interface HandedOver {
  readonly applied: AppliedPolicy;
  readonly verdict: Verdict;
  readonly headline: Headline;
  readonly risks: readonly Risk[];
  /** In words: what is not ours and was put aside for it. */
  readonly putAside: readonly string[];
  readonly findings: readonly Finding[];
}

/** All that is handed over with a computer. Holds neither a key nor check words: nothing here ever had them. */
export interface HandOver {
  readonly computer: string;
  readonly host: HostKind;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly policies: readonly HandedOver[];
  /** Objects of ours that no record speaks of, and what is wrong with the journal. */
  readonly findings: readonly Finding[];
  /** Undefined where no rule of ours is there. */
  readonly breakGlass: string | undefined;
  readonly audit: AuditReading;
}

const mostAuditLines = 200;

/** What a person cannot do anything about on paper. */
const isForPaper = ({ code }: Finding): boolean => code !== 'key-needed' && code !== 'key-not-compared';

async function handedOver(place: Place, applied: AppliedPolicy, facts: Facts): Promise<HandedOver> {
  const { policy, target, aside } = applied;
  const recorded = await recordedAside(place, applied);
  const examined = examine(choosePolicy(policy, target), facts, noKey, recorded);
  return {
    applied,
    verdict: await verify(place, applied, facts),
    headline: headlineOf(policy),
    risks: risksOf(policy),
    putAside: aside === undefined ? [] : asideInWords(aside, facts),
    findings: examined.findings.filter(isForPaper),
  };
}

/** What is on this computer, how far it is known to work, and what to do when it does not. Throws AppFailure, CmdletError. */
export async function handOverOf(place: Place): Promise<HandOver> {
  const facts = await factsOf(place, noKey);
  const { standing, findings } = await seenOn(place, facts);
  const recorded = (await recordedNow(place, standing)).filter(isIn(here));
  const then = factsOnceKept(facts, standing);
  const policies: HandedOver[] = [];
  for (const applied of recorded) policies.push(await handedOver(place, applied, then));
  return {
    computer: facts.computer.computerName,
    host: facts.host,
    at: new Date().toISOString(),
    policies,
    findings: [...findings, ...unrecordedFindings(await statusOf(place, then, recorded))],
    breakGlass: await breakGlassOn(place, facts),
    audit: await readAudit(place.files, mostAuditLines),
  };
}
