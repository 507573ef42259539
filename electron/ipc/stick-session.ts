import { randomBytes } from 'node:crypto';
import { fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import type { LedgerPlace } from '#deeds/record-in-ledger';
import type { Voucher } from '#deeds/rollout';

/** What a person chose, or what was found; the page names it by a handle, so that it can reach nothing else. */
export type Chosen =
  | { readonly kind: 'file'; readonly path: string }
  /** Its content came with it, and no place. */
  | { readonly kind: 'dropped'; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly kind: 'folder';
      readonly path: string;
      /** What the computer says is free there; null where nobody said. */
      readonly freeBytes: number | null;
    };

/** A settings file that was opened for this computer. */
export interface OpenedHere {
  /** Its path; undefined for one that was dropped. What another copy of the program is told. */
  readonly path: string | undefined;
  readonly policyIds: readonly string[];
  readonly ledger: LedgerPlace | undefined;
}

const mostChosen = 256;
const mostPassphrases = 4;

function withoutOldest<Value>(values: Map<string, Value>, most: number): void {
  for (const oldest of [...values.keys()].slice(0, -most)) values.delete(oldest);
}

const newHandle = (kind: string): string => `${kind}-${randomBytes(16).toString('hex')}`;

/** What the window knows of sticks and settings files while it is open. In memory alone; the secrets never leave it. */
export class StickSession {
  readonly #chosen = new Map<string, Chosen>();
  readonly #passphrases = new Map<string, Secret>();
  #opened: OpenedHere | undefined;
  #rollout: Voucher | undefined;

  choose(chosen: Chosen): string {
    const handle = newHandle('chosen');
    this.#chosen.set(handle, chosen);
    withoutOldest(this.#chosen, mostChosen);
    return handle;
  }

  /** Throws AppFailure `chosen-unknown`. */
  chosen(handle: string): Chosen {
    return this.#chosen.get(handle) ?? fail('chosen-unknown', {});
  }

  /** Throws AppFailure `chosen-unknown`, also for what is no folder. */
  folder(handle: string): Extract<Chosen, { readonly kind: 'folder' }> {
    const chosen = this.chosen(handle);
    return chosen.kind === 'folder' ? chosen : fail('chosen-unknown', {});
  }

  keepPassphrase(passphrase: Secret): string {
    const handle = newHandle('passphrase');
    this.#passphrases.set(handle, passphrase);
    withoutOldest(this.#passphrases, mostPassphrases);
    return handle;
  }

  /** Throws AppFailure `chosen-unknown`. */
  passphrase(handle: string): Secret {
    return this.#passphrases.get(handle) ?? fail('chosen-unknown', {});
  }

  forgetPassphrase(handle: string): void {
    this.#passphrases.delete(handle);
  }

  get opened(): OpenedHere | undefined {
    return this.#opened;
  }

  open(opened: OpenedHere): void {
    this.#opened = opened;
  }

  close(): void {
    this.#opened = undefined;
  }

  /** The ledger for a policy that came from the opened file. */
  ledgerFor(policyId: string): LedgerPlace | undefined {
    return this.#opened?.policyIds.includes(policyId) === true ? this.#opened.ledger : undefined;
  }

  /** The opened file's ledger, where it is the one with that key. */
  ledgerWith(keyId: string): LedgerPlace | undefined {
    const ledger = this.#opened?.ledger;
    return ledger?.key.id === keyId ? ledger : undefined;
  }

  get rollout(): Voucher | undefined {
    return this.#rollout;
  }

  keepRollout(rollout: Voucher): void {
    this.#rollout = rollout;
  }

  /** The page is gone, and with it whoever could name any of this. */
  forgetAll(): void {
    this.#chosen.clear();
    this.#passphrases.clear();
    this.#opened = undefined;
    this.#rollout = undefined;
  }
}
