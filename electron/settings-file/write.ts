import type { Secret } from '#contract/secret';
import { plainText, type Settings } from './document';
import { newLedgerSecret, sealedText } from './sealing';
import { writeWhole, type WriteWish } from './write-whole';

/** What to seal with; without it a file is plain, and holds no key. */
export interface Seal {
  readonly passphrase: Secret;
  readonly key: Secret | undefined;
  /** That of an earlier file whose ledger goes on; a new one when not given. */
  readonly ledgerSecret?: Secret;
  /** Base-2 logarithm of scrypt's N; about half a second when not given. */
  readonly workFactor?: number;
}

/** The text of a settings file: armored age with a seal, else readable JSON without any key. */
export const settingsText = (settings: Settings, seal: Seal | undefined): Promise<string> =>
  seal === undefined
    ? Promise.resolve(plainText(settings))
    : sealedText(
        settings,
        { key: seal.key, ledgerSecret: seal.ledgerSecret ?? newLedgerSecret() },
        seal.passphrase,
        seal.workFactor,
      );

/** Writes a settings file, safe against a pulled stick and a full disk, and reads it back. Throws AppFailure; see `writeWhole`. */
export async function writeSettings(
  file: string,
  settings: Settings,
  seal: Seal | undefined,
  wish: WriteWish,
): Promise<void> {
  await writeWhole(file, Buffer.from(await settingsText(settings, seal)), wish);
}
