import { fail } from '#contract/app-error';
import type { Secret } from '#contract/secret';
import { kindOfDocument, parseDocument, type SettingsWithKey } from './document';
import { readBounded } from './read-bounded';
import { binaryMark, mostWorkFactor, readSealHeader, type SealHeader } from './seal-header';
import { unsealed, withoutArmor, type Sealed } from './sealing';
import { utf16Of } from './utf16';

/** What was in a file, and how it was kept there. */
export interface OpenedSettings extends SettingsWithKey {
  readonly file: string;
  /** `workFactor` is the base-2 logarithm of scrypt's N. */
  readonly seal: { readonly kind: 'none' } | { readonly kind: 'passphrase'; readonly workFactor: number };
}

/** Two sides with a thousand filters each are a tenth of it. */
export const mostBytes = 8 * 1024 * 1024;

const armorBegin = '-----BEGIN AGE ENCRYPTED FILE-----';
const armorEnd = '-----END AGE ENCRYPTED FILE-----';
const plainBegin = `{\n  "kind": "${kindOfDocument}"`;

/** An editor on Windows puts a byte order mark in front, and mail programs put blanks around. */
const trimmed = (text: string): string => text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/u, '').trim();

/** The same text in UTF-8; other bytes as they are. */
function asUtf8(bytes: Uint8Array, file: string): Uint8Array {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) return bytes;
  try {
    return new TextEncoder().encode(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return fail('settings-damaged', { file, problem: 'it is not valid UTF-16 text, as its first bytes say' });
  }
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** Whether the text is the beginning of something longer. */
const isPartOf = (text: string, whole: string): boolean => text.length < whole.length && whole.startsWith(text);

function utf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('settings-damaged', { file, problem: 'it is not valid UTF-8 text' });
  }
}

/** Ends within a text or within a bracket. By hand: an expression would keep a way back for every letter of 8 MB. */
function isCutOff(text: string): boolean {
  let [depth, inText] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === '"') inText = !inText;
    else if (inText) at += letter === '\\' ? 1 : 0;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
  }
  return inText || depth > 0;
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return isCutOff(text)
      ? fail('settings-truncated', { file })
      : fail('settings-damaged', { file, problem: 'it is not JSON any more' });
  }
}

const isOfOurKind = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kindOfDocument;

function plain(bytes: Uint8Array, file: string): OpenedSettings {
  if (!latin1(bytes).includes(kindOfDocument)) return fail('settings-not-settings', { file });
  const value = json(trimmed(utf8(bytes, file)), file);
  if (!isOfOurKind(value)) return fail('settings-not-settings', { file });
  const opened = parseDocument(value, file);
  if (opened.key !== undefined) return fail('settings-key-in-clear', { file });
  if (opened.ledgerSecret !== undefined)
    return fail('settings-damaged', { file, problem: 'it holds the secret of its ledger in clear' });
  return { ...opened, file, seal: { kind: 'none' } };
}

/** Refused before anything is derived. */
function checkedHeader(header: SealHeader, file: string): Sealed['header'] {
  switch (header.kind) {
    case 'scrypt':
      return header;
    case 'absurd-work-factor':
      return fail('settings-work-factor', { file, workFactor: header.workFactor, most: mostWorkFactor });
    case 'other-recipient':
      return fail('settings-not-by-passphrase', { file });
    case 'too-new':
      return fail('settings-too-new', { file, format: `age v${header.version}` });
    case 'truncated':
      return fail('settings-truncated', { file });
    case 'damaged':
      return fail('settings-damaged', { file, problem: 'its head cannot be read' });
  }
}

async function sealed(bytes: Uint8Array, passphrase: Secret | undefined, file: string): Promise<OpenedSettings> {
  const header = checkedHeader(readSealHeader(bytes), file);
  if (passphrase === undefined) return fail('settings-passphrase-missing', { file });
  const content = utf8(await unsealed({ bytes, header }, passphrase, file), file);
  const value = json(content, file);
  if (!isOfOurKind(value)) return fail('settings-not-settings', { file });
  return { ...parseDocument(value, file), file, seal: { kind: 'passphrase', workFactor: header.workFactor } };
}

async function armored(text: string, passphrase: Secret | undefined, file: string): Promise<OpenedSettings> {
  if (!text.includes(armorEnd)) return fail('settings-truncated', { file });
  const bytes = await withoutArmor(text);
  if (bytes === undefined)
    return fail('settings-damaged', { file, problem: 'its letters are not those of a sealed file' });
  return sealed(bytes, passphrase, file);
}

/** Whether a file begins as a sealed one does: then a passphrase is asked for. */
export function looksSealed(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4_096);
  const text = trimmed(new TextDecoder(utf16Of(head) ?? 'latin1').decode(head));
  return text.startsWith(armorBegin) || text.startsWith(binaryMark);
}

/** What a file's bytes mean. Throws AppFailure in any case but one: all of it could be read and is as it should be. */
export async function openBytes(
  given: Uint8Array,
  passphrase: Secret | undefined,
  file: string,
): Promise<OpenedSettings> {
  const bytes = asUtf8(given, file);
  const text = trimmed(latin1(bytes));
  if ([armorBegin, binaryMark, plainBegin].some((whole) => isPartOf(text, whole)))
    return fail('settings-truncated', { file });
  if (text.startsWith(armorBegin)) return armored(text, passphrase, file);
  if (text.startsWith(binaryMark)) return sealed(bytes, passphrase, file);
  if (text.startsWith('{')) return plain(bytes, file);
  return fail('settings-not-settings', { file });
}

/**
 * Reads a settings file, plain or sealed, armored or not. A passphrase for a plain file is not needed and not used.
 * Throws AppFailure: `file-unreadable`, or one of the `settings-...` codes.
 */
export const readSettings = async (file: string, passphrase: Secret | undefined): Promise<OpenedSettings> =>
  openBytes(await readSettingsBytes(file), passphrase, file);

/** The file as it is, unread: what is copied to the letter. Throws AppFailure `file-unreadable`, `settings-too-large`. */
export async function readSettingsBytes(file: string): Promise<Uint8Array> {
  const bytes = await readBounded(file, mostBytes);
  return bytes.length > mostBytes ? fail('settings-too-large', { file, most: '8 MB' }) : bytes;
}
