import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOf,
  objectsOf,
  run,
  runJson,
  someKey,
  storesIn,
  temporaryFolder,
  type Ran,
} from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';
import { copyOf, prepare, scenarios, type Prepared } from './testing/fault-scenarios';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const root = join(import.meta.dirname, '..', '..');
const start = (command: readonly string[], environment: Readonly<Record<string, string>> = {}): Child => {
  const [executable = '', ...argv] = command;
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, ...environment };
  return spawn(executable, argv, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] });
};
const cli = [process.execPath, join('electron', 'cli', 'run.mjs')];

/** A process that ended by a signal counts as status -1. */
async function ended(child: Child): Promise<Ran> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status: code ?? -1, stdout, stderr };
}

function real(argv: readonly string[], stdin = '', environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = start([...cli, ...argv], environment);
  child.stdin.end(stdin);
  return ended(child);
}

const apply = (file: string): readonly string[] => [
  ...['apply', '--role', 'server', '--psk-stdin', '--yes', '--json', '--state', file],
];

describe('the program as a process', () => {
  it('run by npm has nothing of its own on standard output', async () => {
    const child = start(['npm', 'run', '--silent', 'cli', '--', 'plan', '--role', 'server', '--json']);
    child.stdin.end();
    const ran = await ended(child);
    expect(ran.status).toBe(2);
    expect(answerOf(ran)).toMatchObject({ schema: 1, verb: 'plan', simulated: true });
  });

  it('ends with the statuses of the contract', async () => {
    const state = ['--state', join(folder, 'statuses.json')];
    const ends = [
      await real(['plan', '--role', 'server', ...state]),
      await real(['plan', '--role', 'king', ...state]),
      await real(['apply', '--role', 'server', '--psk-stdin', '--yes', ...state], someKey),
      await real(['verify', ...state]),
      await real(['remove', '--yes', ...state]),
    ];
    expect(ends.map(({ status }) => status)).toEqual([2, 1, 0, 0, 0]);
    for (const { stdout, stderr } of ends) expectCalmWords(stdout + stderr);
  });

  it('asks nobody where there is no terminal', async () => {
    const ran = await real(['apply', '--role', 'server', '--auth', 'certificate', '--ca', 'CN=Root', '--json']);
    expectError(ran, 'needs-yes', 1);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('undoes what it has done on %s and says so', async (signal) => {
    const file = join(folder, `${signal}.json`);
    await run(['simulate', 'foreign-rules', '20', '--state', file]);
    const before = await storesIn(file);
    const child = start([...cli, ...apply(file)], { IPSEC_WIZARD_SIMULATE: 'delay=150' });
    child.stdin.end(someKey);
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.includes('Step 6')) child.kill(signal);
    });
    const ran = await ended(child);
    const error = expectError(ran, 'undone-after-interrupt', 3);
    expect(error.stateNow).toContain('as it was before (read back)');
    expect(await storesIn(file)).toEqual(before);
    expect(await readdir(`${file}.data`)).not.toContain('applied.json');
    expect((await runJson(['status', '--state', file])).answer).toMatchObject({ pending: null, interrupted: null });
  });

  it('can be interrupted while it waits for the key', async () => {
    const child = start([...cli, 'plan', '--role', 'server', '--psk-stdin', '--json']);
    child.stderr.once('data', () => child.kill('SIGINT'));
    expectError(await ended(child), 'interrupted', 3);
  });

  it('finishes what it has begun when nobody reads its output any more', async () => {
    const file = join(folder, 'unread.json');
    const child = start([...cli, ...apply(file)], { IPSEC_WIZARD_SIMULATE: 'delay=50' });
    child.stdin.end(someKey);
    child.stderr.once('data', () => {
      child.stdout.destroy();
      child.stderr.destroy();
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect((await run(['verify', '--state', file])).status).toBe(0);
    expect(await readdir(`${file}.data`)).toContain('applied.json');
  });

  it('lets only one of two copies change a computer', async () => {
    const file = join(folder, 'two.json');
    const first = start([...cli, ...apply(file)], { IPSEC_WIZARD_SIMULATE: 'delay=300' });
    first.stdin.end(someKey);
    await new Promise<void>((resolve) => {
      first.stderr.on('data', (chunk: Buffer) => {
        if (chunk.includes('Step 2')) resolve();
      });
    });
    const second = await runJson(
      apply(file).filter((one) => one !== '--json'),
      { stdin: someKey },
    );
    expectError(second, 'second-copy', 5);
    expect((await ended(first)).status).toBe(0);
    expect((await run(['verify', '--state', file])).status).toBe(0);
  });

  it('shows its key in no process list while it runs', async () => {
    const key = 'Zażółć "gęślą" $(jaźń)';
    const child = start([...cli, ...apply(join(folder, 'list.json'))], { IPSEC_WIZARD_SIMULATE: 'delay=120' });
    child.stdin.end(key);
    const end = ended(child);
    let looks = 0;
    while (child.exitCode === null) {
      const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
      const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`).catch(() => Buffer.alloc(0))));
      const own = lines[pids.indexOf(String(child.pid))];
      if (own?.includes('--psk-stdin')) looks += 1;
      expect(lines.some((line) => line.includes(key))).toBe(false);
      await wait(50);
    }
    expect((await end).status).toBe(0);
    expect(looks).toBeGreaterThan(3);
  });
});

/** Two processes at a time, as many as this test may take. */
async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}

describe('a process that is killed after the k-th call', () => {
  const chosen = ['a change of the key', 'an update to Recommended', 'a removal'];

  async function dieAt(scenario: Prepared, k: number): Promise<void> {
    const file = await copyOf(scenario, `die-${k}`);
    const died = await real([...scenario.change, '--state', file], scenario.key, { IPSEC_WIZARD_SIMULATE: `die@${k}` });
    expect({ k, status: died.status }).toEqual({ k, status: -1 });
    expect(objectsOf(await storesIn(file), false)).toEqual(scenario.foreign);
    expect((await run(['status', '--state', file])).status).toBe(0);
    // Its lock is worth nothing, and doing the same again ends as it would have ended.
    const again = await runJson([...scenario.change, '--state', file], { stdin: scenario.key });
    expect({ k, status: again.status, error: again.answer.error }).toEqual({
      k,
      status: scenario.status,
      error: undefined,
    });
    expect(objectsOf(await storesIn(file), false)).toEqual(scenario.foreign);
    if (!scenario.change.includes('remove')) expect((await run(['verify', '--state', file])).status).toBe(0);
  }

  it.each(chosen)('of %s leaves a whole state file, others untouched, and can be done again', async (name) => {
    const scenario = scenarios.find((one) => one.name === name);
    if (scenario === undefined) throw new TypeError(`no scenario: ${name}`);
    const prepared = await prepare(scenario, folder);
    const every = Array.from({ length: prepared.calls }, (_, at) => at + 1);
    await inPairs(every, (k) => dieAt(prepared, k));
    process.stdout.write(`die@k, ${name}: ${every.length} of ${prepared.calls}\n`);
  });
});
