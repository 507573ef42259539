import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { AppFailure, fail } from '#contract/app-error';
import type { Finding } from '#contract/finding';
import type { Secret } from '#contract/secret';
import { findPowerShell } from '#host/find-powershell';
import type { HostGateway } from '#host/gateway';
import { PowerShellGateway } from '#host/powershell-gateway';
import { SimulatedGateway } from '#host/simulated-gateway';
import { parseFaults, type Faults } from '#host/simulation/faults';
import { checkKey } from '#policy/pre-shared-key';
import { filesIn, filesInMemory, type OwnFiles } from '#transaction/own-files';
import type { CommonOptions } from './options';
import { secretFromFile, secretFromStream } from './secret-input';

/** What the command line needs of the process it runs in; a test hands in its own. */
export interface Surroundings {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Whether standard error is a terminal: progress is a bar then, and lines otherwise. */
  readonly terminal: boolean;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  readonly signal: AbortSignal;
}

export interface Place {
  readonly gateway: HostGateway;
  readonly files: OwnFiles;
  /** The simulated computer ends with the process. */
  readonly inMemory: boolean;
}

export function wantsPowerShell(options: CommonOptions, { platform }: Surroundings): boolean {
  return options.host === 'powershell' || (options.host !== 'simulated' && platform === 'win32');
}

/** The folder for the record where none is named: what administrators share on Windows, the user's own elsewhere. */
function defaultFolder({ environment, platform }: Surroundings): string {
  if (platform === 'win32') return join(environment['ProgramData'] ?? 'C:\\ProgramData', 'IPsec Backup Wizard');
  const home = environment['XDG_STATE_HOME'] ?? join(environment['HOME'] ?? '.', '.local', 'state');
  return join(home, 'ipsec-backup-wizard');
}

/** Where the record lies: the folder that the environment names, else the usual one. */
const folderOf = ({ environment }: Surroundings, usual: string): string => {
  const named = environment['IPSEC_WIZARD_DATA'] ?? '';
  return named === '' ? usual : named;
};

function powerShellPlace(surroundings: Surroundings): Place {
  const { environment, platform } = surroundings;
  const executable = findPowerShell(environment, platform);
  if (executable === undefined) return fail('powershell-unusable', { reason: 'there is no PowerShell on the path' });
  const folder = folderOf(surroundings, defaultFolder(surroundings));
  return { gateway: new PowerShellGateway({ executable, environment }), files: filesIn(folder), inMemory: false };
}

function simulatedPlace({ state }: CommonOptions, surroundings: Surroundings): Place {
  const faults: Faults = parseFaults(surroundings.environment['IPSEC_WIZARD_SIMULATE'] ?? '');
  if (state === undefined) return { gateway: new SimulatedGateway({ faults }), files: filesInMemory(), inMemory: true };
  const files = filesIn(folderOf(surroundings, `${state}.data`), () => faults.diskIsFull());
  return { gateway: new SimulatedGateway({ faults, file: state }), files, inMemory: false };
}

/** Where the verb is carried out. On Windows nothing is simulated unless asked for by name. */
export const placeOf = (options: CommonOptions, surroundings: Surroundings): Place =>
  wantsPowerShell(options, surroundings) ? powerShellPlace(surroundings) : simulatedPlace(options, surroundings);

export interface GivenKey {
  readonly key: Secret | undefined;
  readonly findings: readonly Finding[];
}

/** The pre-shared key, if one is given, in the one spelling that goes to Windows. Throws AppFailure for what is no key. */
export async function keyFrom(options: CommonOptions, { stdin, signal }: Surroundings): Promise<GivenKey> {
  if (options.pskStdin === true && options.pskFile !== undefined) {
    return fail('usage', { problem: 'give either --psk-stdin or --psk-file' }, '--psk-file');
  }
  const given =
    options.pskStdin === true
      ? await secretFromStream(stdin, signal)
      : options.pskFile === undefined
        ? undefined
        : await secretFromFile(options.pskFile, signal);
  if (given === undefined) return { key: undefined, findings: [] };
  const checked = checkKey(given);
  if (!checked.ok) throw new AppFailure(checked.error);
  return { key: checked.value.key, findings: checked.value.warnings };
}
