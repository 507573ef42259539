import { basename, dirname, resolve } from 'node:path';
import { AppFailure, fail } from '#contract/app-error';
import type { Handlers } from '#contract/derive';
import type { KeyAppraisal } from '#contract/ipc';
import { succeed } from '#contract/result';
import type { SettingsFileFound } from '#contract/stick';
import { choosePolicy } from '#deeds/examine';
import { payOwed, type LedgerPlace } from '#deeds/record-in-ledger';
import { checkKey } from '#policy/pre-shared-key';
import { appraiseKey } from '#secrets/appraise-key';
import { policiesIn } from '#settings-file/document';
import { ledgerBeside } from '#settings-file/ledger';
import { ledgerKeyOf } from '#settings-file/ledger-key';
import { passphraseOf } from '#settings-file/passphrase';
import { looksSealed, mostBytes, openBytes, readSettingsBytes, type OpenedSettings } from '#settings-file/read';
import { pairDifferences } from '#settings-file/sides';
import type { Chosen } from './stick-session';
import type { IpcSurroundings } from './surroundings';

type SettingsHandlers = Pick<
  Handlers,
  'findSettings' | 'chooseSettingsFile' | 'dropSettings' | 'openSettings' | 'closeSettings'
>;

const bytesOf = (chosen: Chosen): Promise<Uint8Array> => {
  if (chosen.kind === 'dropped') return Promise.resolve(chosen.bytes);
  return chosen.kind === 'file' ? readSettingsBytes(chosen.path) : fail('chosen-unknown', {});
};
const nameOf = (chosen: Chosen): string => (chosen.kind === 'dropped' ? chosen.name : chosen.path);

/** Throws AppFailure where it cannot be read: better said at once than after the passphrase. */
async function found({ stick }: IpcSurroundings, path: string, foundBeside: boolean): Promise<SettingsFileFound> {
  const sealed = looksSealed(await readSettingsBytes(path));
  const handle = stick.choose({ kind: 'file', path: resolve(path) });
  return { handle, name: basename(path), folder: dirname(resolve(path)), sealed, foundBeside };
}

async function firstBeside(surroundings: IpcSurroundings): Promise<SettingsFileFound | null> {
  for (const path of surroundings.settingsBeside) {
    try {
      return await found(surroundings, path, true);
    } catch (error) {
      if (!(error instanceof AppFailure)) throw error;
    }
  }
  return null;
}

/** Everything but the secrets must be as it should be before anything of it is taken. */
function refuseUnfit({ file, sides }: OpenedSettings): void {
  const parts = pairDifferences(sides);
  if (parts.length > 0) fail('settings-pair-differs', { file, parts });
  for (const policy of policiesIn(sides)) choosePolicy(policy);
}

async function keptKey({ vault }: IpcSurroundings, { key, sides }: OpenedSettings): Promise<KeyAppraisal | null> {
  const [policy] = policiesIn(sides);
  if (key === undefined || policy === undefined) return null;
  const checked = checkKey(key);
  if (!checked.ok) throw new AppFailure(checked.error);
  return appraiseKey(vault.keep(checked.value), checked.value, policy.id);
}

function ledgerOf({ ledgerSecret, sides }: OpenedSettings, path: string | undefined): LedgerPlace | undefined {
  if (ledgerSecret === undefined) return undefined;
  const policyIds = policiesIn(sides).map(({ id }) => id);
  return { file: path === undefined ? undefined : ledgerBeside(path), key: ledgerKeyOf(ledgerSecret), policyIds };
}

/** Lines that waited for the passphrase. What cannot be written now waits on: it must not keep anybody from the file. */
async function signOwed({ place }: IpcSurroundings, ledger: LedgerPlace | undefined): Promise<number> {
  if (ledger === undefined) return 0;
  try {
    return await payOwed(place(), ledger);
  } catch {
    return 0;
  }
}

async function openChosen(surroundings: IpcSurroundings, chosen: Chosen, passphrase: string | null) {
  const secret = passphrase === null ? undefined : passphraseOf(passphrase);
  const opened = await openBytes(await bytesOf(chosen), secret, nameOf(chosen));
  refuseUnfit(opened);
  const key = await keptKey(surroundings, opened);
  const path = chosen.kind === 'file' ? chosen.path : undefined;
  const ledger = ledgerOf(opened, path);
  const policies = policiesIn(opened.sides);
  surroundings.stick.open({ path, policyIds: policies.map(({ id }) => id), ledger });
  return {
    name: basename(nameOf(chosen)),
    createdAt: opened.createdAt,
    policies,
    key,
    hasLedger: ledger !== undefined,
    signedLater: await signOwed(surroundings, ledger),
  };
}

function decoded(base64: string, file: string): Uint8Array {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > mostBytes ? fail('settings-too-large', { file, most: '8 MB' }) : bytes;
}

/** Settings files for this computer. The page never sees a secret, and names no path. */
export const settingsFileHandlers = (surroundings: IpcSurroundings): SettingsHandlers => ({
  findSettings: async () => succeed(await firstBeside(surroundings)),
  chooseSettingsFile: async () => {
    const path = await surroundings.askWhichFile();
    return succeed(path === undefined ? null : await found(surroundings, path, false));
  },
  dropSettings: ({ name, base64 }) => {
    const file = basename(name.replaceAll('\\', '/'));
    const bytes = decoded(base64, file);
    const handle = surroundings.stick.choose({ kind: 'dropped', name: file, bytes });
    const dropped = { handle, name: file, folder: null, sealed: looksSealed(bytes), foundBeside: false };
    return Promise.resolve(succeed(dropped));
  },
  openSettings: async ({ handle, passphrase }) =>
    succeed(await openChosen(surroundings, surroundings.stick.chosen(handle), passphrase)),
  closeSettings: () => {
    surroundings.stick.close();
    return Promise.resolve(succeed(null));
  },
});
