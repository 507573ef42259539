/**
 * The head of a file in the age format (age-encryption.org/v1), read before anything is derived from a passphrase: the
 * scrypt stanza says how much work opening takes, and whoever wrote the file chose it.
 */
export type SealHeader =
  | { readonly kind: 'scrypt'; readonly workFactor: number; readonly bytes: Uint8Array }
  | { readonly kind: 'absurd-work-factor'; readonly workFactor: string }
  | { readonly kind: 'other-recipient' }
  | { readonly kind: 'too-new'; readonly version: string }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'damaged' };

export const binaryMark = 'age-encryption.org/';

/**
 * The base-2 logarithm of scrypt's N: 18 is what age's own tool writes, needs 256 MB and about a second here. With r = 8
 * every step more doubles both.
 */
export const mostWorkFactor = 18;

/** Version, stanza, its body, and the line with the code that authenticates them. */
const headerLines = 4;
/** Far above the 150 bytes of a header with one scrypt stanza. */
const mostHeaderBytes = 1_024;
/** Nonce of the payload, and the tag of its only, empty chunk. */
const leastPayloadBytes = 32;

const versionLine = /^age-encryption\.org\/v(\d{1,9})$/u;
const stanzaLine = /^-> (\S+)((?: \S+)*)$/u;
const bodyLine = /^[A-Za-z0-9+/]{43}$/u;
const macLine = /^--- [A-Za-z0-9+/]{43}$/u;
const saltText = /^[A-Za-z0-9+/]{22}$/u;

/** Long numbers are shown as what they are: long. */
const shown = (digits: string): string => (digits.length > 9 ? 'of more than nine digits' : digits);

function ofStanza(line: string): SealHeader | number {
  const [, type, rest = ''] = stanzaLine.exec(line) ?? [];
  if (type === undefined) return { kind: 'damaged' };
  if (type !== 'scrypt') return { kind: 'other-recipient' };
  const [salt = '', factor = '', ...more] = rest.trim().split(' ');
  if (!saltText.test(salt) || !/^[1-9]\d*$/u.test(factor) || more.length > 0) return { kind: 'damaged' };
  return Number(factor) > mostWorkFactor ? { kind: 'absurd-work-factor', workFactor: shown(factor) } : Number(factor);
}

function ofLines(lines: readonly string[], isWhole: boolean): SealHeader | number {
  const [first = '', stanza, body, mac] = lines;
  const [, version] = versionLine.exec(first) ?? [];
  if (version === undefined) return { kind: isWhole || lines.length > 0 ? 'damaged' : 'truncated' };
  if (version !== '1') return { kind: 'too-new', version };
  if (stanza === undefined) return { kind: isWhole ? 'damaged' : 'truncated' };
  const read = ofStanza(stanza);
  if (typeof read !== 'number') return read;
  if (body === undefined || mac === undefined) return { kind: isWhole ? 'damaged' : 'truncated' };
  return bodyLine.test(body) && macLine.test(mac) ? read : { kind: 'damaged' };
}

/** The head of a file that begins with `binaryMark`. Pure; nothing is derived. */
export function readSealHeader(file: Uint8Array): SealHeader {
  const text = String.fromCharCode(...file.subarray(0, mostHeaderBytes));
  const lines = text.split('\n').slice(0, -1).slice(0, headerLines);
  const read = ofLines(lines, file.length > mostHeaderBytes || lines.length === headerLines);
  if (typeof read !== 'number') return read;
  const length = lines.join('\n').length + 1;
  if (file.length < length + leastPayloadBytes) return { kind: 'truncated' };
  return { kind: 'scrypt', workFactor: read, bytes: file.subarray(0, length) };
}
