import { dirname, join } from 'node:path';
import { codeOf, realDisk, type Disk } from './disk';
import { readLedger } from './ledger';
import type { LedgerKey } from './ledger-key';

/**
 * Whose lines are in a ledger, by what a new settings file can vouch for. `other`: all of them are of other settings files.
 * `continues`: some are ours, and the rest is told apart by every check.
 */
export type LedgerThere = 'none' | 'continues' | 'other';

interface Standing {
  readonly there: LedgerThere;
  /** Of the settings file that its last line was written with; undefined where there is no line. */
  readonly keyId: string | undefined;
}

async function standingOf(file: string, key: Pick<LedgerKey, 'id'>): Promise<Standing> {
  const lines = (await readLedger(file).catch(() => ({ lines: [] }))).lines.map(({ line }) => line);
  const there = lines.length === 0 ? 'none' : lines.some((line) => line.key === key.id) ? 'continues' : 'other';
  return { there, keyId: lines.at(-1)?.key };
}

const mostAside = 100;

/** A name that nothing bears yet: what was set aside before is a record as well. */
async function freeName(folder: string, keyId: string, disk: Disk): Promise<string | undefined> {
  for (let number = 1; number <= mostAside; number += 1) {
    const name = `ledger-${keyId}${number === 1 ? '' : `-${number}`}.jsonl`;
    if ((await disk.standing(join(folder, name))) === 'nothing') return name;
  }
  return undefined;
}

export interface LedgerAside {
  readonly there: LedgerThere;
  /** What the ledger is called now, in its folder; null where it stayed as it was. */
  readonly setAside: string | null;
  /** Why it could not be set aside. */
  readonly problem?: string;
}

/**
 * What a new settings file means for the ledger beside it. One that holds no line of that file is renamed, whole, to
 * `ledger-ID.jsonl` with the id of its own settings file, so that the new one begins empty: with the old lines nobody
 * could tell whether a workstation has what the new file says. Never throws: those lines are told apart anyway.
 */
export async function setLedgerAside(
  file: string,
  key: Pick<LedgerKey, 'id'>,
  disk: Disk = realDisk,
): Promise<LedgerAside> {
  const { there, keyId } = await standingOf(file, key);
  if (there !== 'other' || keyId === undefined) return { there, setAside: null };
  const folder = dirname(file);
  try {
    const name = await freeName(folder, keyId, disk);
    if (name === undefined) return { there, setAside: null, problem: 'too many were set aside before' };
    await disk.rename(file, join(folder, name));
    await disk.flushFolder(folder);
    return { there, setAside: name };
  } catch (error) {
    return { there, setAside: null, problem: codeOf(error) };
  }
}
