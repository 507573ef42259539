/** A folder of state files that reach each other by their addresses (`--network`): for probes and for `simulate connect`. */
import { opendir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { AppFailure, fail } from '#contract/app-error';
import { readAddress, type IpAddress } from '#policy/address-text';
import { ipAddresses } from './network-facts';
import type { SimulatedState } from './state';
import { loadState } from './state-file';

/** As many as anybody would play with, and few enough to be looked through at once. */
const MOST_COMPUTERS = 500;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

/** Folders (such as `FILE.data`) and hidden files are no computers. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isFile() && entry.name.endsWith('.json') && !entry.name.startsWith('.')) files.push(entry.name);
    }
  } catch (error) {
    const reason = codeOf(error);
    if (!['ENOENT', 'ENOTDIR'].includes(reason)) return fail('file-unreadable', { file: folder, reason });
    return fail('usage', { problem: `--network takes a folder, and ${folder} is none` }, '--network');
  }
  if (files.length <= MOST_COMPUTERS) return files.toSorted().map((name) => join(folder, name));
  return fail('usage', { problem: `the network ${folder} holds more than ${MOST_COMPUTERS} computers` }, '--network');
}

/** A file that is no simulated computer, or a damaged one, reaches nobody and is reached by nobody. */
async function stateOf(file: string): Promise<SimulatedState | undefined> {
  try {
    return await loadState(file);
  } catch (error) {
    if (error instanceof AppFailure) return undefined;
    throw error;
  }
}

/** A file under the one name that it has; as it was given where it is not there. */
export const realPath = (file: string): Promise<string> => realpath(file).catch(() => file);

/** Whether a computer has an address as its own. */
export const holdsAddress = (state: SimulatedState, address: IpAddress): boolean =>
  ipAddresses(state).some(({ IPAddress }) => {
    const own = readAddress(IPAddress);
    return own?.family === address.family && own.value === address.value;
  });

export interface Network {
  readonly folder: string;
  /** The file of the computer that looks around: it does not find itself. */
  readonly own?: string | undefined;
}

/** The files of the computers in a network that hold an address. Throws AppFailure where the folder cannot be read. */
async function holdersOf({ folder, own }: Network, address: IpAddress): Promise<readonly string[]> {
  const self = own === undefined ? undefined : await realPath(own);
  const holders: string[] = [];
  for (const file of await filesOf(folder)) {
    if ((await realPath(file)) === self) continue;
    const state = await stateOf(file);
    if (state !== undefined && holdsAddress(state, address)) holders.push(file);
  }
  return holders;
}

/**
 * The file of the one other computer in a network that holds an address; undefined where nobody does. Throws AppFailure
 * where two do, where the address is none, or where the folder cannot be read.
 */
export async function computerAt(network: Network, address: string): Promise<string | undefined> {
  const asked = readAddress(address);
  if (asked === undefined) return fail('usage', { problem: `"${address}" is no address` }, '--to');
  const [file, second] = await holdersOf(network, asked);
  if (second === undefined) return file;
  const problem = `two computers of the network hold ${address}: ${String(file)} and ${second}`;
  return fail('usage', { problem }, '--network');
}
