import { statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fail } from '#contract/app-error';
import { findPowerShell, type Environment } from '#host/find-powershell';
import { secureFolder } from '#host/folder-permissions';
import type { HostGateway } from '#host/gateway';
import { PowerShellGateway } from '#host/powershell-gateway';
import { SimulatedGateway } from '#host/simulated-gateway';
import { parseFaults } from '#host/simulation/faults';
import { auditOfJournal } from '#transaction/audit-journal';
import type { JournalReader } from '#transaction/journal';
import { filesIn, filesInMemory, type OwnFiles } from '#transaction/own-files';

/** Where a deed is carried out: a computer's policy stores, and the program's own folder beside them. */
export interface Place {
  readonly gateway: HostGateway;
  readonly files: OwnFiles;
  /** The simulated computer ends with the process. */
  readonly inMemory: boolean;
  /** Who works here, for the journal: as Windows names the account. */
  readonly who: string;
  /** Told of every line of a journal. */
  readonly audit: JournalReader;
  /** Gives the folder of `files` its permissions; answers why that did not work. Never throws. */
  readonly secureFolder: () => Promise<string | undefined>;
}

export interface PlaceWish {
  /** `powershell`, `simulated`, or anything else for what is usual on this system. */
  readonly host?: string;
  /** The simulated computer's file; in memory when not given. */
  readonly state?: string;
  /** A folder of simulated computers that this one reaches. */
  readonly network?: string;
}

export interface PlaceSurroundings {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
}

export function wantsPowerShell({ host }: PlaceWish, { platform }: Pick<PlaceSurroundings, 'platform'>): boolean {
  return host === 'powershell' || (host !== 'simulated' && platform === 'win32');
}

/** The folder for the record where none is named: what administrators share on Windows, the user's own elsewhere. */
function defaultFolder({ environment, platform }: PlaceSurroundings): string {
  if (platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', 'IPsec Backup Wizard');
  const home = environment['XDG_STATE_HOME'] ?? join(environment['HOME'] ?? '.', '.local', 'state');
  return join(home, 'ipsec-backup-wizard');
}

/** Where the record lies: the folder that the environment names, else the usual one. */
const folderOf = ({ environment }: PlaceSurroundings, usual: string): string => {
  const named = environment['IPSEC_WIZARD_DATA'] ?? '';
  return named === '' ? usual : named;
};

/** Who works here, as the system names the account. */
function accountName({ USERDOMAIN: domain, USERNAME: user, USER: elsewhere }: Environment): string {
  const name = user ?? elsewhere ?? userInfo().username;
  return domain === undefined ? name : `${domain}\\${name}`;
}

/** A folder of the program's own with who works in it, and the trail of what is done. */
function witnessed(files: OwnFiles, { environment }: PlaceSurroundings): Pick<Place, 'files' | 'who' | 'audit'> {
  const who = accountName(environment);
  return { files, who, audit: auditOfJournal(files, who) };
}

/** Only a real computer has users who must not write to the journal of what its administrator does. */
async function securedFolder(
  folder: string,
  { environment, platform }: PlaceSurroundings,
): Promise<string | undefined> {
  const isNamed = (environment['IPSEC_WIZARD_DATA'] ?? '') !== '';
  const secured = await secureFolder({ folder, isNamed, platform, environment });
  return secured.kind === 'not-set' ? secured.reason : undefined;
}
const nothingToSecure = (): Promise<undefined> => Promise.resolve(undefined);

function powerShellPlace(surroundings: PlaceSurroundings): Place {
  const { environment, platform } = surroundings;
  const executable = findPowerShell(environment, platform);
  if (executable === undefined) return fail('powershell-unusable', { reason: 'there is no PowerShell on the path' });
  const folder = folderOf(surroundings, defaultFolder(surroundings));
  const gateway = new PowerShellGateway({ executable, environment });
  return {
    gateway,
    inMemory: false,
    ...witnessed(filesIn(folder), surroundings),
    secureFolder: () => securedFolder(folder, surroundings),
  };
}

/** A folder that is not there would look like a network in which nobody answers. */
function refuseNoFolder(network: string | undefined): void {
  if (network === undefined || statSync(network, { throwIfNoEntry: false })?.isDirectory() === true) return;
  fail('usage', { problem: `--network takes a folder, and ${network} is none` }, '--network');
}

function simulatedPlace({ state, network }: PlaceWish, surroundings: PlaceSurroundings): Place {
  refuseNoFolder(network);
  const faults = parseFaults(surroundings.environment['IPSEC_WIZARD_SIMULATE'] ?? '');
  if (state === undefined) {
    const gateway = new SimulatedGateway({ faults, network });
    return { gateway, inMemory: true, ...witnessed(filesInMemory(), surroundings), secureFolder: nothingToSecure };
  }
  const files = filesIn(folderOf(surroundings, `${state}.data`), () => faults.diskIsFull());
  const gateway = new SimulatedGateway({ faults, file: state, network });
  return { gateway, inMemory: false, ...witnessed(files, surroundings), secureFolder: nothingToSecure };
}

/**
 * The place that is wished for. On Windows nothing is simulated unless asked for by name. Throws AppFailure
 * `powershell-unusable`, `fault-list-invalid`, or `usage` for a network that is no folder.
 */
export const placeOf = (wish: PlaceWish, surroundings: PlaceSurroundings): Place =>
  wantsPowerShell(wish, surroundings) ? powerShellPlace(surroundings) : simulatedPlace(wish, surroundings);
