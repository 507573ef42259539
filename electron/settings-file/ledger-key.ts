import { createHmac, hkdfSync } from 'node:crypto';
import type { Secret } from '#contract/secret';

/** What a ledger is authenticated with; what it is made of does not come out. */
export interface LedgerKey {
  /** Tells lines of another settings file from altered ones: 16 hexadecimal digits, no secret. */
  readonly id: string;
  /** HMAC-SHA256 as 64 hexadecimal digits. */
  readonly macOf: (text: string) => string;
  /**
   * What a ledger holds of a computer's own id: 32 hexadecimal digits, the same for the same computer in one ledger. The
   * id itself is nobody's business who finds the stick, and without the secret no two ledgers can be held together by it.
   */
  readonly machineOf: (machineId: string) => string;
}

/** HKDF (RFC 5869) with SHA-256; each use has its own words, so that no derived key says anything of another. */
const derived = (secret: Secret, use: string, bytes: number): Buffer =>
  Buffer.from(
    hkdfSync('sha256', Buffer.from(secret.reveal(), 'hex'), Buffer.alloc(0), `IPsec Backup Wizard ${use}`, bytes),
  );

/** The key of the ledger that belongs to a settings file, from the `ledgerSecret` that is sealed in it. */
export function ledgerKeyOf(ledgerSecret: Secret): LedgerKey {
  const key = derived(ledgerSecret, 'ledger mac', 32);
  const machineKey = derived(ledgerSecret, 'ledger machine', 32);
  return {
    id: derived(ledgerSecret, 'ledger id', 8).toString('hex'),
    macOf: (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex'),
    machineOf: (machineId) => createHmac('sha256', machineKey).update(machineId, 'utf8').digest('hex').slice(0, 32),
  };
}
