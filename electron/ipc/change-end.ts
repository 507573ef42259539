import type { Finding } from '#contract/finding';
import type { ChangeEnd } from '#contract/ipc';
import type { LedgerEnd } from '#contract/stick';
import { factsOf, noKey } from '#deeds/examine';
import type { Place } from '#deeds/place';
import { unfinishedOn } from '#deeds/unfinished';
import type { ChangeReport } from '#transaction/change';

/** What waits to be kept, read now; nothing where the change has ended. */
async function unfinishedAfter(place: Place, { outcome }: ChangeReport): Promise<Pick<ChangeEnd, 'unfinished'>> {
  if (outcome !== 'pending') return {};
  const unfinished = await unfinishedOn(place, await factsOf(place, noKey));
  return unfinished === undefined ? {} : { unfinished };
}

/** A report as it crosses to the page. */
export async function changeEnd(
  place: Place,
  report: ChangeReport,
  findings: readonly Finding[],
  ledger?: LedgerEnd,
): Promise<ChangeEnd> {
  const { outcome, proof, steps, error } = report;
  return {
    outcome,
    level: proof.level,
    evidence: proof.evidence,
    steps,
    findings,
    ...(await unfinishedAfter(place, report)),
    ...(ledger === undefined ? {} : { ledger }),
    ...(error === undefined ? {} : { error }),
  };
}
