import type { OwnFiles } from './own-files';

export const auditFile = 'audit.jsonl';
/** How many full files are kept beside the one that is written to. */
export const filesKept = 5;
export const mostAuditBytes = 1_000_000;
/** A file is put aside before it grows over its measure by more than a line; whoever made it longer is cut off. */
export const readLimit = { mostBytes: 2 * mostAuditBytes } as const;

/** `audit.1.jsonl` is the newest of the full ones. */
export const rotatedFile = (number: number): string => `audit.${number}.jsonl`;

const markFile = 'audit.rotating';
/** Renaming six files takes milliseconds; a copy that holds the mark for longer has died. */
const mostSecondsRotating = 60;

const isThere = async (files: OwnFiles, name: string): Promise<boolean> =>
  (await files.read(name, { mostBytes: 1 })) !== undefined;

/** The first number that is free: after a crash in the middle there is one, and nothing above it has to move. */
async function freeNumber(files: OwnFiles): Promise<number> {
  for (let number = 1; number < filesKept; number += 1) {
    if (!(await isThere(files, rotatedFile(number)))) return number;
  }
  return filesKept;
}

/** Oldest first, so that no name is taken while something stands under it; only the very oldest is given up. */
async function moveUp(files: OwnFiles): Promise<void> {
  for (let number = await freeNumber(files); number > 1; number -= 1) {
    await files.rename(rotatedFile(number - 1), rotatedFile(number));
  }
  await files.rename(auditFile, rotatedFile(1));
}

/** Two copies that rotate at once would rename over each other's files. A mark that was left behind is taken away. */
async function takeMark(files: OwnFiles, now: Date): Promise<boolean> {
  if (await files.createNew(markFile, now.toISOString())) return true;
  const since = Date.parse((await files.read(markFile, { mostBytes: 64 })) ?? '');
  if (!(Math.abs(now.getTime() - since) < mostSecondsRotating * 1_000)) await files.remove(markFile);
  return false;
}

/**
 * Puts the full file aside. Nothing is lost by a crash between any two steps: the next rotation fills the gap. Where
 * another copy rotates just now, nothing is done; the next line tries again. Throws AppFailure.
 */
export async function rotateAudit(files: OwnFiles, now: Date): Promise<void> {
  if (!(await takeMark(files, now))) return;
  try {
    // Another copy may have rotated between the look at the size and the mark.
    const text = (await files.read(auditFile, readLimit)) ?? '';
    if (Buffer.byteLength(text) >= mostAuditBytes) await moveUp(files);
  } finally {
    await files.remove(markFile);
  }
}
