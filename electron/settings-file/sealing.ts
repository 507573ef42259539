import { randomBytes } from 'node:crypto';
import { fail } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { documentOf, type Settings } from './document';
import type { SealHeader } from './seal-header';

/**
 * The base-2 logarithm of scrypt's N for what is sealed here: opening takes about half a second and 128 MB, and so does
 * every guess.
 */
export const ownWorkFactor = 17;

/** Loaded when it is needed: most runs open no file. */
const age = () => import('age-encryption');

/** Somebody who types the same passphrase on another keyboard must not fail at how its letters are composed. */
const spelled = (passphrase: Secret): string => passphrase.reveal().normalize('NFC');

/** Other tools seal with the letters as they came: those are tried as well, where they are others. */
const spellings = (passphrase: Secret): ReadonlySet<string> => new Set([spelled(passphrase), passphrase.reveal()]);

/** What is sealed beside the settings. */
export interface SealedSecrets {
  readonly key: Secret | undefined;
  readonly ledgerSecret: Secret;
}

/** 32 random bytes as hexadecimal digits: one for every file that is sealed, so that its ledger is its own. */
export const newLedgerSecret = (): Secret => new Secret(randomBytes(32).toString('hex'));

/**
 * The settings, with the key where there is one, sealed with a passphrase in the age format (age-encryption.org/v1,
 * scrypt recipient), armored: the technician may open it with another tool, and sees in an editor what it is.
 * @param workFactor base-2 logarithm of scrypt's N
 */
export async function sealedText(
  settings: Settings,
  { key, ledgerSecret }: SealedSecrets,
  passphrase: Secret,
  workFactor: number = ownWorkFactor,
): Promise<string> {
  const { armor, Encrypter } = await age();
  const secrets = {
    ...(key === undefined ? {} : { preSharedKey: key.reveal() }),
    ledgerSecret: ledgerSecret.reveal(),
  };
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(workFactor);
  encrypter.setPassphrase(spelled(passphrase));
  return armor.encode(await encrypter.encrypt(JSON.stringify({ ...documentOf(settings), ...secrets })));
}

/** Asked by the library only after the passphrase did not open the header: so a wrong one is told from damage without its words. */
class Witness {
  wasAsked = false;

  unwrapFileKey(): null {
    this.wasAsked = true;
    return null;
  }
}

/** The header alone first: what fails after it has nothing to do with the passphrase. */
async function openHeader(header: Uint8Array, passphrase: Secret, file: string): Promise<Uint8Array> {
  const { Decrypter } = await age();
  const witness = new Witness();
  const decrypter = new Decrypter();
  for (const one of spellings(passphrase)) decrypter.addPassphrase(one);
  decrypter.addIdentity(witness);
  try {
    return await decrypter.decryptHeader(header);
  } catch {
    return witness.wasAsked
      ? fail('settings-passphrase-wrong', { file })
      : fail('settings-damaged', { file, problem: 'its head was altered after it was sealed' });
  }
}

export interface Sealed {
  /** The whole file, not armored. */
  readonly bytes: Uint8Array;
  readonly header: Extract<SealHeader, { readonly kind: 'scrypt' }>;
}

/** What was sealed. Throws AppFailure `settings-passphrase-wrong` or `settings-damaged`; all of it is authentic or none is given. */
export async function unsealed({ bytes, header }: Sealed, passphrase: Secret, file: string): Promise<Uint8Array> {
  const fileKey = await openHeader(header.bytes, passphrase, file);
  const { Decrypter } = await age();
  const decrypter = new Decrypter();
  // The passphrase has given this already, and giving it takes half a second.
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  try {
    return await decrypter.decrypt(bytes);
  } catch {
    return fail('settings-damaged', { file, problem: 'its content was altered, or cut off, after it was sealed' });
  }
}

/** The bytes within the armor; undefined where it is none. */
export async function withoutArmor(text: string): Promise<Uint8Array | undefined> {
  const { armor } = await age();
  try {
    return armor.decode(text);
  } catch {
    return undefined;
  }
}
