import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import { CmdletError } from '../cmdlet-error';
import type { NamedCall } from '../gateway-contract-calls';
import type { HostGateway, Row } from '../gateway';

export const KEY = new Secret('Zażółć-g$(calc)`"ę\'’-key-7531');

/** A new state file; with a content when one is given, and none otherwise. */
export async function newStateFile(content?: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'simulated-')), 'computer.json');
  if (content !== undefined) await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

export const contentOf = async (file: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;

/** Carries out calls; answers the first CmdletError or undefined. */
export async function errorOf(
  gateway: HostGateway,
  calls: readonly NamedCall[],
  key: Secret | undefined = KEY,
): Promise<CmdletError | undefined> {
  const transaction = await gateway.begin(key);
  try {
    for (const [id, invocation] of calls) await transaction.carryOut(id, invocation);
    return undefined;
  } catch (error) {
    if (error instanceof CmdletError) return error;
    throw error;
  } finally {
    await transaction.end();
  }
}

export async function rowsOf(
  gateway: HostGateway,
  cmdlet: string,
  parameters: Invocation['parameters'],
  ...select: string[]
): Promise<readonly Row[]> {
  const [rows = []] = await gateway.read([{ invocation: { cmdlet, parameters }, select }]);
  return rows;
}
