import { auditTrail, type AuditEvent } from './audit';
import type { JournalReader } from './journal';
import type { Begun, JournalEntry } from './journal-entry';
import type { OwnFiles } from './own-files';

type Told = Pick<AuditEvent, 'step' | 'cmdlet' | 'result' | 'level'>;

const left = (names: readonly string[]): Told => ({
  result: names.length === 0 ? 'nothing left' : `left: ${names.join('; ')}`,
});

const cmdletOf = ({ steps }: Begun, id: string): Told => {
  const cmdlet = steps.find((step) => step.id === id)?.invocation.cmdlet;
  return { step: id, ...(cmdlet === undefined ? {} : { cmdlet }) };
};

/** What is told of an entry beside its kind: in words, without the calls. */
function toldOf(begun: Begun, entry: Begun | JournalEntry): Told {
  switch (entry.kind) {
    case 'begun':
      return { result: `change ${begun.changeId}, ${begun.steps.length} steps` };
    case 'armed':
    case 'pending':
    case 'extended':
      return { result: `until ${entry.until}` };
    case 'unarmed':
      return { result: entry.reason };
    case 'step':
      return cmdletOf(begun, entry.id);
    case 'step-ended':
      return {
        ...cmdletOf(begun, entry.id),
        result: entry.reason === undefined ? entry.state : `${entry.state}: ${entry.reason}`,
      };
    case 'applied':
      return { level: entry.level, result: entry.evidence.join('; ') };
    case 'keeping':
      return { level: entry.level, result: entry.because };
    case 'undoing':
      return { result: entry.because };
    case 'undone':
      return { result: `by: ${entry.by}` };
    case 'finished':
    case 'undo-incomplete':
      return left(entry.left);
    case 'kept':
    case 'damaged':
      return {};
  }
}

/**
 * Hands every line of a journal on to the audit trail, which stays when the next change begins a new journal. The
 * verb is the change's own (`apply`, `remove`), also where `confirm`, `rollback` or `recover` went on with it: `account`
 * is who works now. Throws AppFailure.
 */
export const auditOfJournal =
  (files: OwnFiles, account: string): JournalReader =>
  (begun, entry) =>
    auditTrail(files, {
      account,
      computer: begun.computer,
      host: begun.simulated ? 'simulated' : 'powershell',
    }).record({
      event: entry.kind,
      verb: begun.deed,
      policies: begun.policies.map(({ policyId, role }) => `${policyId} (${role})`),
      ...(begun.fingerprint === '' ? {} : { fingerprint: begun.fingerprint }),
      ...toldOf(begun, entry),
    });
