import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, projectFolder } from './gather';
import { FAULT_INJECTION } from './judge';

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const key = 'the key of the packed program';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-command-line-'));
  await bundleProgram(at('program'), ['main', 'cli']);
  await writeFile(at('key'), key);
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function ran(
  command: readonly string[],
  { stdin = '', environment = {} }: { readonly stdin?: string; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: folder, ...environment };
  const child = spawn(process.execPath, command, { cwd: projectFolder, env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined).end(stdin);
  const closed = once(child, 'close') as Promise<[number | null]>;
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { status, stdout, stderr };
}

/** `"IPsec Backup Wizard.exe" --cli ...`, as far as that goes without Windows. */
const packed = (argv: readonly string[], given: Parameters<typeof ran>[1] = {}): Promise<Ran> => {
  const starter = join('e2e', 'packaging', 'start-packed.ts');
  return ran(['--import', 'tsx', starter, at('program/out/main/index.cjs'), '--cli', ...argv], given);
};
const fromSources = (argv: readonly string[]): Promise<Ran> => ran([join('electron', 'cli', 'run.mjs'), ...argv]);

describe('the command line of the packed program', () => {
  it('answers as the repository does, to the letter', async () => {
    const plan = ['plan', '--role', 'server', '--peer=fd00::/8', '--peer', '192.0.2.0/24', '--json'];
    const [here, there] = [await packed(plan), await fromSources(plan)];
    expect(here.stdout).toBe(there.stdout);
    expect(here).toMatchObject({ status: 2, stdout: expect.stringContaining('"fingerprint"') as unknown });
    expect((await packed(['--help'])).stdout).toBe((await fromSources(['--help'])).stdout);
  });

  it('carries a policy out with a key from a file, and ends with the status of the verb', async () => {
    const apply = ['apply', '--yes', '--role', 'server', '--state', at('server.json'), '--json'];
    const done = await packed([...apply, '--psk-file', at('key')]);
    expect({ status: done.status, outcome: (JSON.parse(done.stdout) as { outcome?: string }).outcome }).toEqual({ status: 0, outcome: 'applied' }); // prettier-ignore
    expect(await readFile(at('server.json'), 'utf8')).not.toContain(key);
    const same = await packed(['verify', '--role', 'server', '--state', at('server.json')]);
    expect(same.status).toBe(0);
    expect((await packed(['plan', '--role', 'server', '--port', '99999'])).status).toBe(1);
  });

  it.each([
    ['--psk-stdin', '--psk-file'],
    ['--passphrase-stdin', '--passphrase-file'],
  ])('refuses %s, because nothing of it would arrive', async (option, instead) => {
    const refused = await packed(['apply', '--yes', '--role', 'server', '--json', option], { stdin: key });
    const { error } = JSON.parse(refused.stdout) as { error: { code: string; happened: string } };
    expect({ status: refused.status, code: error.code }).toEqual({ status: 1, code: 'usage' });
    expect(error.happened).toContain(`give ${instead}`);
  });

  it('takes nothing of its own from the environment', async () => {
    const environment = { IPSEC_WIZARD_DATA: at('steered'), IPSEC_WIZARD_SIMULATE: 'fail@1' };
    const apply = ['apply', '--yes', '--role', 'server', '--psk-file', at('key'), '--state', at('plain.json')];
    expect((await packed(apply, { environment })).status).toBe(0);
    expect(existsSync(at('steered'))).toBe(false);
  });

  it('writes all of a long answer before it ends', async () => {
    const addresses = Array.from({ length: 900 }, (_, number) => `--peer=10.${number >> 8}.${number & 255}.1`);
    const long = await packed(['plan', '--role', 'server', '--json', ...addresses]);
    expect(long.stdout.length).toBeGreaterThan(100_000);
    expect(() => JSON.parse(long.stdout) as unknown).not.toThrow();
  });

  it('has no fault injection in it, and asks for no window', async () => {
    const bundle = await readFile(at('program/out/cli/index.cjs'), 'utf8');
    expect(bundle).not.toContain(FAULT_INJECTION);
    expect(bundle).not.toMatch(/require\(["']electron["']\)/u);
  });
});
