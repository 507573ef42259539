import { createHash } from 'node:crypto';

export const checksumsName = 'SHA256SUMS';

/** Its path within the kit with `/`, its size in bytes, its SHA-256 in hexadecimal digits. */
export interface KitEntry {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const entryOf = (path: string, bytes: Uint8Array): KitEntry => ({
  path,
  size: bytes.length,
  sha256: digestOf(bytes),
});

/** As `sha256sum --binary` writes it and `sha256sum -c` reads it. Names with a backslash or a line end have no place in a kit. */
export const checksumsText = (entries: readonly KitEntry[]): string =>
  entries.map(({ path, sha256 }) => `${sha256} *${path}\n`).join('');
