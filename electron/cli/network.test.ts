import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, someKey, temporaryFolder, type Answer, type Ran } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

let networks = 0;
interface Lan {
  readonly dir: string;
  /** A computer of the network, by name, with its addresses. */
  readonly computer: (name: string, addresses: string) => Promise<string>;
}
async function lan(): Promise<Lan> {
  const dir = join(folder, `lan-${(networks += 1)}`);
  await mkdir(dir);
  return {
    dir,
    computer: async (name, addresses) => {
      const file = join(dir, `${name}.json`);
      await run(['simulate', 'set', `addresses=${addresses}`, `computer-name=${name}`, '--state', file]);
      return file;
    },
  };
}

const applied = (file: string, role: string, ...more: readonly string[]): Promise<Ran> =>
  run(['apply', '--role', role, '--psk-stdin', '--yes', '--state', file, ...more], { stdin: someKey });

type Outcome = Answer & { readonly keys?: string; readonly reason?: string };
type Answered = Ran & { readonly answer: Outcome };
const connect = (file: string, ...more: readonly string[]): Promise<Answered> =>
  runJson(['simulate', 'connect', '--state', file, ...more]);

const preflight = async (file: string, peer: string, ...more: readonly string[]): Promise<readonly string[]> => {
  const { answer } = await runJson(['preflight', '--role', 'workstation', '--peer', peer, '--state', file, ...more]);
  const findings = answer.findings as readonly { readonly code: string; readonly severity: string }[];
  return findings.filter(({ code }) => code.startsWith('peer-')).map(({ code, severity }) => `${code} ${severity}`);
};

describe('simulate connect --network', () => {
  it('finds the other computer by its address, among files that are none', async () => {
    const { dir, computer } = await lan();
    const [pc, server] = [
      await computer('PC1', '192.0.2.20/24'),
      await computer('SRV', '192.0.2.10/24,2001:db8::10/64'),
    ];
    await writeFile(join(dir, 'notes.json'), '{ "a": ');
    await writeFile(join(dir, 'readme.txt'), 'x');
    await applied(server, 'server');
    expect((await connect(pc, '--network', dir, '--to', '192.0.2.10')).answer).toMatchObject({
      outcome: 'refused', reason: 'responder-requires-ipsec',
    }); // prettier-ignore
    await applied(pc, 'workstation');
    const { status, answer, stderr } = await connect(pc, '--network', dir, '--to', '192.0.2.10');
    expect([status, answer.outcome, answer.keys]).toEqual([0, 'secured', 'equal']);
    expectCalmWords(stderr);
    expect((await connect(pc, '--network', dir, '--to', server)).status).toBe(0);
  });

  it('takes the address that is asked for, not the first that fits', async () => {
    const { dir, computer } = await lan();
    const pc = await computer('PC1', '192.0.2.20/24');
    const server = await computer('SRV', '192.0.2.10/24,192.0.2.11/24');
    await applied(server, 'server', '--local', '192.0.2.10');
    const at = async (address: string): Promise<unknown> =>
      (await connect(pc, '--network', dir, '--to', address)).answer.reason;
    expect([await at('192.0.2.10'), await at('192.0.2.11')]).toEqual(['responder-requires-ipsec', 'responder-blocks']);
  });

  it('does not take the computer itself for the other one, by another path either', async () => {
    const { dir, computer } = await lan();
    const pc = await computer('PC1', '192.0.2.20/24');
    await symlink(pc, join(folder, `link-${networks}.json`));
    expectError(await connect(pc, '--network', dir, '--to', '192.0.2.20'), 'usage', 1);
    expectError(
      await connect(join(folder, `link-${networks}.json`), '--network', dir, '--to', '192.0.2.20'),
      'usage',
      1,
    );
  });

  it('says so where nobody or two computers have the address, and where no network is given', async () => {
    const { dir, computer } = await lan();
    const pc = await computer('PC1', '192.0.2.20/24');
    await computer('A', '192.0.2.10/24');
    await computer('B', '192.0.2.10/24');
    const nobody = expectError(await connect(pc, '--network', dir, '--to', '192.0.2.77'), 'usage', 1);
    expect(nobody.happened).toContain('192.0.2.77');
    const two = expectError(await connect(pc, '--network', dir, '--to', '192.0.2.10'), 'usage', 1);
    expect(two.happened).toMatch(/A\.json.+B\.json/u);
    expect(expectError(await connect(pc, '--to', '192.0.2.10'), 'usage', 1).happened).toContain('--network');
  });
});

describe('the peer probe of pre-flight', () => {
  it('finds the server that answers in clear, and one that has its policy already', async () => {
    const { dir, computer } = await lan();
    const [pc, server] = [await computer('PC1', '192.0.2.20/24'), await computer('SRV', '192.0.2.10/24')];
    expect(await preflight(pc, '192.0.2.10', '--network', dir)).toEqual(['peer-answers-in-clear warning']);
    await applied(server, 'server');
    expect(await preflight(pc, '192.0.2.10', '--network', dir)).toEqual(['peer-does-not-answer warning']);
    await applied(pc, 'workstation', '--peer', '192.0.2.10');
    expect(await preflight(pc, '192.0.2.10', '--network', dir)).toEqual([]);
  });

  it('tells a port on which nothing listens from silence', async () => {
    const { dir, computer } = await lan();
    const [pc, server] = [await computer('PC1', '192.0.2.20/24'), await computer('SRV', '192.0.2.10/24')];
    const words = async (): Promise<string> =>
      (await run(['preflight', '--role', 'workstation', '--peer', '192.0.2.10', '--state', pc, '--network', dir]))
        .stdout;
    await writeFile(server, JSON.stringify({ computer: { name: 'SRV', addresses: ['192.0.2.10/24'], listening: [] } }));
    expect(await words()).toContain('refuses connections on TCP 4531');
    await writeFile(
      server,
      JSON.stringify({
        computer: { name: 'SRV', addresses: ['192.0.2.10/24'] },
        stores: { PersistentStore: { NetFirewallRule: [] } },
      }),
    );
    expect(await words()).toContain('does not answer on TCP 4531');
    expect(await preflight(pc, '192.0.2.99', '--network', dir)).toEqual(['peer-does-not-answer warning']);
  });

  it('is silent without a network, for a subnet, for any address, and where two computers hold the address', async () => {
    const { dir, computer } = await lan();
    const pc = await computer('PC1', '192.0.2.20/24');
    await computer('A', '192.0.2.10/24');
    expect(await preflight(pc, '192.0.2.10')).toEqual([]);
    expect(await preflight(pc, '192.0.2.0/24', '--network', dir)).toEqual([]);
    await computer('B', '192.0.2.10/24');
    expect(await preflight(pc, '192.0.2.10', '--network', dir)).toEqual([]);
  });

  it('is part of plan and apply as well', async () => {
    const { dir, computer } = await lan();
    const pc = await computer('PC1', '192.0.2.20/24');
    await computer('SRV', '192.0.2.10/24');
    const more = ['--role', 'workstation', '--peer', '192.0.2.10', '--network', dir, '--state', pc];
    const codes = ({ answer }: Answered): readonly string[] =>
      (answer.findings as readonly { readonly code: string }[]).map(({ code }) => code);
    expect(codes(await runJson(['plan', ...more]))).toContain('peer-answers-in-clear');
    const done = await runJson(['apply', '--psk-stdin', '--yes', ...more], { stdin: someKey });
    expect(codes(done)).toContain('peer-answers-in-clear');
  });
});
