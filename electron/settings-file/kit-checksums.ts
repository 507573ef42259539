import { createHash } from 'node:crypto';

export const checksumsName = 'SHA256SUMS';
/** Where the list of an old kit waits while the new kit takes its place: it says what of the old one has to go. */
export const formerChecksumsName = 'SHA256SUMS.old';

/** A line of a list of checksums: a file's path and its SHA-256 in hexadecimal digits. */
export type ListedFile = Pick<KitEntry, 'path' | 'sha256'>;

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

const lineOfList = /^([0-9a-f]{64}) [ *](.+)$/u;

/** The files that a list of checksums names, as they stand there: nothing is known of what the paths mean. Lines of no such form are left out. */
export const checksumsFrom = (text: string): readonly ListedFile[] =>
  text.split(/\r?\n/u).flatMap((line) => {
    const [, sha256, path] = lineOfList.exec(line) ?? [];
    return sha256 === undefined || path === undefined ? [] : [{ path, sha256 }];
  });
