import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { objectsOf, run, runJson, storesIn } from './command-line';
import { copyOf, type Prepared } from './fault-scenarios';

const root = join(import.meta.dirname, '..', '..', '..');

/** Long enough between two calls that a kill at random hits every part of a change. */
const DELAY = 'delay=60';

interface Lived {
  /** From the first word of its progress to its end, in milliseconds; as long as it was left alive. */
  readonly livedMs: number;
  readonly wasKilled: boolean;
}

/** Runs a command as a process of its own, and kills it so long after its first word of progress. */
export async function killedAfter(argv: readonly string[], stdin: string, afterMs: number): Promise<Lived> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: root, IPSEC_WIZARD_SIMULATE: DELAY };
  const command = [join('electron', 'cli', 'run.mjs'), ...argv];
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  child.stdin.end(stdin);
  await Promise.race([once(child.stderr, 'data'), ended]);
  const began = performance.now();
  child.stderr.resume();
  await Promise.race([wait(afterMs), ended]);
  child.kill('SIGKILL');
  await ended;
  return { livedMs: performance.now() - began, wasKilled: child.signalCode === 'SIGKILL' };
}

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A change that is carried out by one command or by two; the last one is killed. */
export interface Victim {
  readonly scenario: Prepared;
  /** What runs whole before it. */
  readonly first?: readonly string[];
  readonly argv: readonly string[];
}

async function expectRecoveredFile(file: string, { scenario }: Victim): Promise<'as before' | 'in place'> {
  const { status, answer } = await runJson(['recover', '--yes', '--state', file]);
  expect({ isKnown: [0, 3].includes(status), error: answer.error }).toEqual({ isKnown: true, error: undefined });
  const stores = await storesIn(file);
  expect(objectsOf(stores, false)).toEqual(scenario.foreign);
  const undone = JSON.stringify(stores) === JSON.stringify(scenario.stores);
  if (status === 3) expect(stores).toEqual(scenario.stores);
  const clean = await runJson(['status', '--state', file]);
  expect(clean.answer).toMatchObject({ pending: null, interrupted: null, findings: [] });
  return undone ? 'as before' : 'in place';
}

/** Kills it, recovers, and does the same again, which must end in place; answers where recovering ended. */
export async function killOnce(victim: Victim, name: string, afterMs: number): Promise<'as before' | 'in place'> {
  const { scenario, argv, first } = victim;
  const state = await copyOf(scenario, name);
  const at = ['--state', state];
  if (first !== undefined) await run([...first, ...at], { stdin: scenario.key });
  await killedAfter([...argv, ...at], scenario.key, afterMs);
  const end = await expectRecoveredFile(state, victim);
  const again = await runJson([...scenario.change, ...at], { stdin: scenario.key });
  expect({ status: again.status, error: again.answer.error }).toEqual({ status: scenario.status, error: undefined });
  const removes = scenario.change.includes('remove');
  if (end === 'in place' && !removes) expect(again.answer.outcome).toBe('unchanged');
  if (!removes) expect((await run(['verify', '--all', ...at])).status).toBe(0);
  expect(objectsOf(await storesIn(state), false)).toEqual(scenario.foreign);
  return end;
}
