import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { kitSettingsName } from '#deeds/kit-contents';
import { ledgerBeside, ledgerName, readLedger, readLedgerOrNone } from '#settings-file/ledger';
import type { LedgerContent } from '#settings-file/ledger-content';

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A ledger, and where it is or would be. */
export interface Found {
  readonly file: string;
  readonly content: LedgerContent;
}

/** The ledger beside a settings file may not have begun yet; where no settings file is, nobody would look for one. Throws AppFailure. */
export async function beside(settingsFile: string): Promise<Found> {
  const file = ledgerBeside(settingsFile);
  return { file, content: await ((await isThere(settingsFile)) ? readLedgerOrNone(file) : readLedger(file)) };
}

/** A stick may be named in place of the ledger on it. Throws AppFailure. */
export async function ledgerAt(given: string, settings: string | undefined): Promise<Found> {
  if (!(await isFolder(given))) return { file: given, content: await readLedger(given) };
  const isBesideGiven = settings !== undefined && ledgerBeside(settings) === resolve(given, ledgerName);
  return beside(isBesideGiven ? settings : join(given, kitSettingsName));
}
