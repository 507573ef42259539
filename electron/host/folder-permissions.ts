import { execFile } from 'node:child_process';
import { lstat, mkdir } from 'node:fs/promises';
import { resolve, win32 } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from './find-powershell';

/** What became of a folder's permissions; never a reason to stop by itself. */
export type FolderPermissions =
  /** Explicit: administrators and SYSTEM write, users read (Windows); its owner alone (elsewhere). */
  | { readonly kind: 'explicit' }
  /** A folder that a person named and that was there: its permissions are that person's own affair. */
  | { readonly kind: 'left-alone' }
  /** Mostly for want of administrator rights. In one clause, without a path. */
  | { readonly kind: 'not-set'; readonly reason: string };

/** Runs a program by its absolute path, without a shell, bounded in time; rejects when it fails. */
export type RunFile = (file: string, args: readonly string[]) => Promise<void>;

const mostMs = 10_000;
const execute = promisify(execFile);
const runFile: RunFile = async (file, args) => {
  await execute(file, [...args], { windowsHide: true, timeout: mostMs, shell: false });
};

export interface FolderWish {
  readonly folder: string;
  /** Named by a person (by the environment or an option), so that it may be anybody's: then only a new one is ours. */
  readonly isNamed: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  readonly run?: RunFile;
}

/** Well-known SIDs, because the names are localised: BUILTIN\Administrators, SYSTEM, BUILTIN\Users. */
const [administrators, system, users] = ['*S-1-5-32-544', '*S-1-5-18', '*S-1-5-32-545'] as const;

/**
 * Three calls of icacls: the folder, never what is below it and never what a link leads to (`/L`). Whoever created it
 * beforehand in ProgramData, where every user may, is its owner and could give himself everything back: so the owner
 * comes first. `/grant:r` replaces the entries of the named ones only, so that all others go before it (`/reset`); then
 * `/inheritance:r` takes away what comes from above. learn.microsoft.com/windows-server/administration/windows-commands/icacls
 */
const callsFor = (folder: string): readonly (readonly string[])[] => [
  [folder, '/setowner', administrators, '/L', '/Q'],
  [folder, '/reset', '/L', '/Q'],
  [
    ...[folder, '/inheritance:r', '/grant:r'],
    ...[`${administrators}:(OI)(CI)F`, `${system}:(OI)(CI)F`, `${users}:(OI)(CI)RX`, '/L', '/Q'],
  ],
];

/** In its fixed place: one on the path might be anybody's. */
const icaclsIn = (environment: Environment): string =>
  win32.join(environment['SystemRoot'] ?? environment['SYSTEMROOT'] ?? 'C:\\Windows', 'System32', 'icacls.exe');

/** icacls says why in the system's language, on its standard output: only its status is worth repeating. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `icacls.exe ended with status ${code}`;
  return typeof code === 'string' ? code : 'icacls.exe did not end';
}

/** Creates the folder where it is not there; answers whether it was created. Throws for a link. */
async function created(folder: string): Promise<boolean> {
  const isNew = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
  if ((await lstat(folder)).isSymbolicLink()) throw Object.assign(new Error('link'), { code: 'it is a link' });
  return isNew;
}

/**
 * Creates the program's own folder where it is not there, and gives it explicit permissions. Whether the program may do
 * that is seen by trying. Never throws: what did not work is in the answer, and what is written there later says more.
 */
export async function secureFolder({
  folder: given,
  isNamed,
  platform,
  environment,
  run = runFile,
}: FolderWish): Promise<FolderPermissions> {
  // icacls would take a name that begins with a slash for an option; a resolved one never does.
  const folder = resolve(given);
  try {
    const isNew = await created(folder);
    if (!isNew && isNamed) return { kind: 'left-alone' };
    if (platform !== 'win32') return isNew ? { kind: 'explicit' } : { kind: 'left-alone' };
    for (const args of callsFor(folder)) await run(icaclsIn(environment), args);
    return { kind: 'explicit' };
  } catch (error) {
    return { kind: 'not-set', reason: reasonOf(error) };
  }
}
