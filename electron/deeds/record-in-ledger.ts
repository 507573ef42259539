import { AppFailure } from '#contract/app-error';
import type { Facts } from '#contract/facts';
import { appendToLedger } from '#settings-file/ledger';
import { withEntry } from '#settings-file/ledger-content';
import type { LedgerKey } from '#settings-file/ledger-key';
import type { LedgerEntry } from '#settings-file/ledger-line';
import type { ChangeReport } from '#transaction/change';
import type { Examined } from './examine';
import type { Place } from './place';

/** A ledger on a stick, and what its lines are authenticated with. */
export interface LedgerPlace {
  readonly file: string;
  readonly key: LedgerKey;
}

export type Recorded =
  | { readonly kind: 'written'; readonly file: string }
  /** The stick cannot be written; `file` is on this computer. */
  | { readonly kind: 'written-locally'; readonly file: string; readonly reason: string }
  | { readonly kind: 'not-written'; readonly reason: string };

const mostBytes = 32 * 1024 * 1024;

/** Codes only: a remark must never carry what somebody typed. */
const remarksOf = ({ findings }: Examined): readonly string[] => [
  ...new Set(findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code)),
];

function entryOf(examined: Examined, { proof }: ChangeReport, { computer, host }: Facts): LedgerEntry {
  const { plan } = examined;
  return {
    at: new Date().toISOString(),
    computer: computer.computerName,
    policy: plan.policyId,
    role: plan.role,
    fingerprint: plan.fingerprint,
    level: proof.level,
    evidence: [...proof.evidence],
    remarks: [...remarksOf(examined)],
    simulated: host === 'simulated',
  };
}

const reasonOf = (error: unknown): string =>
  error instanceof AppFailure && 'reason' in error.appError.context
    ? error.appError.context.reason
    : error instanceof AppFailure
      ? error.appError.code
      : String(error);

/** One file for every settings file, so that chains of different secrets do not mix. */
async function recordLocally(
  { files, inMemory }: Place,
  { key }: LedgerPlace,
  entry: LedgerEntry,
  reason: string,
): Promise<Recorded> {
  if (inMemory) return { kind: 'not-written', reason };
  const name = `ledger-${key.id}.jsonl`;
  try {
    await files.write(name, withEntry((await files.read(name, { mostBytes })) ?? '', entry, key));
    return { kind: 'written-locally', file: files.pathOf(name), reason };
  } catch (error) {
    return { kind: 'not-written', reason: `${reason}; here: ${reasonOf(error)}` };
  }
}

/**
 * Writes down on the stick that a computer is done, or here where the stick cannot be written. Undefined where the
 * change did not end in place, or went into a Group Policy object, which is no computer. Never throws: the computer is
 * done, whatever becomes of the line.
 */
export async function recordInLedger(
  place: Place,
  ledger: LedgerPlace,
  examined: Examined,
  done: ChangeReport,
): Promise<Recorded | undefined> {
  const isInPlace = done.outcome === 'applied' || done.outcome === 'unchanged';
  if (!isInPlace || done.error !== undefined || examined.plan.target.kind === 'gpo') return undefined;
  const entry = entryOf(examined, done, examined.facts);
  try {
    await appendToLedger(ledger.file, entry, ledger.key);
    return { kind: 'written', file: ledger.file };
  } catch (error) {
    return recordLocally(place, ledger, entry, reasonOf(error));
  }
}
