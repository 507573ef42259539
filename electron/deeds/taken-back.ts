import type { Facts } from '#contract/facts';
import type { Whose } from '#compiler/names';
import type { LedgerEntry } from '#settings-file/ledger-line';
import { isFor, readAppliedOrNone } from '#transaction/applied';
import type { ChangeReport } from '#transaction/change';
import { readJournal } from '#transaction/journal';
import { targetOf } from '#transaction/journal-entry';
import { isOf, readOwed, writeOwed, type OwedLine } from './owed-lines';
import type { Place } from './place';
import { reasonOf, writeLine, type LedgerPlace, type Recorded } from './record-in-ledger';
import { isIn } from './store-of-target';

/** Of no policy at all. */
const noFingerprint = '0'.repeat(64);
const evidence: readonly string[] = ['Taken away and read back.'];

function entryFor({ policyId, role }: Whose, { computer, host }: Facts, ledger: LedgerPlace): LedgerEntry {
  return {
    at: new Date().toISOString(),
    computer: computer.computerName,
    ...(computer.machineId.available ? { machineId: ledger.key.machineOf(computer.machineId.value) } : {}),
    policy: policyId,
    role,
    fingerprint: noFingerprint,
    level: 'none',
    evidence: [...evidence],
    remarks: [],
    simulated: host === 'simulated',
  };
}

/** What a ledger is known to say of this computer, unsaid: waits for the passphrase. */
const unsaid = (line: OwedLine): OwedLine => ({
  ...line,
  state: 'kept',
  entry: {
    ...line.entry,
    ...{
      at: new Date().toISOString(),
      fingerprint: noFingerprint,
      level: 'none',
      evidence: [...evidence],
      remarks: [],
    },
  },
});

/** Lines in ledgers whose settings file is not at hand wait here for its next opening. */
async function leaveOwed({ files }: Place, gone: readonly Whose[], keyId?: string): Promise<Recorded | undefined> {
  const owed = await readOwed(files);
  const due = owed.filter((line) => line.state === 'written' && line.keyId !== keyId && gone.some(isOf(line)));
  const [first] = due;
  if (first === undefined) return undefined;
  await writeOwed(files, [...owed.filter((line) => !due.includes(line)), ...due.map(unsaid)]);
  return { kind: 'owed', file: first.ledger ?? 'ledger.jsonl' };
}

const isCovered =
  ({ policyIds }: LedgerPlace) =>
  ({ policyId }: Whose): boolean =>
    policyIds === undefined || policyIds.includes(policyId);

/** Of those policies, which this computer's record does not hold any more. */
async function goneOf({ files }: Place, policies: readonly Whose[]): Promise<readonly Whose[]> {
  const applied = (await readAppliedOrNone(files)).filter(isIn({ kind: 'local' }));
  return policies.filter(({ policyId, role }) => !applied.some(isFor(policyId, role)));
}

/**
 * Writes down that policies are not on this computer any more: a ledger that calls it done would lead to the switch to
 * Require, and cut it off. Without the settings file at hand the line waits here, where a ledger is known to say
 * otherwise. Undefined where there is nothing to write down. Never throws: the policies are gone, whatever becomes of it.
 */
export async function recordTakenBack(
  place: Place,
  policies: readonly Whose[],
  ledger: LedgerPlace | undefined,
  factsNow: () => Promise<Facts>,
): Promise<Recorded | undefined> {
  try {
    const gone = await goneOf(place, policies);
    if (gone.length === 0) return undefined;
    const owed = await leaveOwed(place, gone, ledger?.key.id);
    if (ledger === undefined) return owed;
    const written: Recorded[] = [];
    for (const one of gone.filter(isCovered(ledger)))
      written.push(await writeLine(place, ledger, entryFor(one, await factsNow(), ledger)));
    return written.find(({ kind }) => kind !== 'written') ?? owed ?? written.at(0);
  } catch (error) {
    return { kind: 'not-written', reason: reasonOf(error) };
  }
}

/** The same for a change that this computer's journal tells of: one that was undone, or a removal that was kept. */
export async function settleTakenBack(
  place: Place,
  { outcome, error }: Pick<ChangeReport, 'outcome' | 'error'>,
  ledger: LedgerPlace | undefined,
  factsNow: () => Promise<Facts>,
): Promise<Recorded | undefined> {
  if (error !== undefined || (outcome !== 'rolled-back' && outcome !== 'applied')) return undefined;
  const begun = (await readJournal(place.files).catch(() => undefined))?.begun;
  if (begun === undefined || targetOf(begun).kind !== 'local') return undefined;
  return recordTakenBack(place, begun.policies, ledger, factsNow);
}
