import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, someKey, temporaryFolder, type Ran, type Answer } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

let count = 0;
/** A computer with an address of its own, and a policy where options are given. */
async function computer(address: string, options?: readonly string[], key = someKey): Promise<string> {
  const file = join(folder, `computer-${(count += 1)}.json`);
  await run(['simulate', 'set', `addresses=${address}`, `computer-name=PC${count}`, '--state', file]);
  if (options !== undefined) {
    const auth = options.includes('--auth') ? [] : ['--psk-stdin'];
    await run(['apply', ...options, ...auth, '--yes', '--if-unproved', 'keep', '--state', file], { stdin: key });
  }
  return file;
}
const server = (options: readonly string[] = [], key = someKey): Promise<string> =>
  computer('192.0.2.10/24,2001:db8::10/64', ['--role', 'server', ...options], key);
const workstation = (options: readonly string[] = [], key = someKey): Promise<string> =>
  computer('192.0.2.20/24,2001:db8::20/64', ['--role', 'workstation', ...options], key);

const connect = (from: string, to: string, ...more: readonly string[]): Promise<Ran & { readonly answer: Answer }> =>
  runJson(['simulate', 'connect', '--state', from, '--to', to, ...more]);

describe('simulate connect', () => {
  it('secures two computers that hold the article’s policies and the same key, and changes nothing', async () => {
    const [a, b] = [await workstation(), await server()];
    const before = [await readFile(a, 'utf8'), await readFile(b, 'utf8')];
    const { status, answer, stderr, stdout } = await connect(a, b);
    expect(status).toBe(0);
    expect(answer).toMatchObject({
      verb: 'simulate',
      simulated: true,
      outcome: 'secured',
      mainMode: 'DES3-SHA1-DH2',
      quickMode: 'ESP:DES3-SHA1',
      pfs: 'none',
      authentication: 'psk',
      keys: 'equal',
      mismatches: [],
    });
    expect(stdout).not.toContain('scrypt');
    expectCalmWords(stderr);
    expect([await readFile(a, 'utf8'), await readFile(b, 'utf8')]).toEqual(before);
  });

  it('refuses different keys', async () => {
    const { status, answer } = await connect(await workstation(), await server([], 'Another secret password'));
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'different-keys', keys: 'different' });
  });

  it('compares a key that was put in by hand in clear', async () => {
    const [a, b] = [await workstation(), await server()];
    const state = await readFile(b, 'utf8');
    await writeFile(b, state.replace(/scrypt:[0-9a-f]+/u, someKey));
    expect((await connect(a, b)).answer).toMatchObject({ outcome: 'secured', keys: 'equal' });
  });

  it('refuses a computer without a policy at the server, and the server’s absence at a workstation', async () => {
    const bare = await computer('192.0.2.30/24');
    expect((await connect(bare, await server())).answer).toMatchObject({
      outcome: 'refused',
      reason: 'responder-requires-ipsec',
    });
    expect((await connect(await workstation(), bare)).answer).toMatchObject({
      outcome: 'refused',
      reason: 'peer-has-no-policy',
    });
    expect((await connect(bare, await computer('192.0.2.31/24'))).answer).toMatchObject({
      outcome: 'clear-text',
      reason: 'neither-side-asks',
    });
  });

  it.each(['198.51.100.7', '2001:db8:ffff::7'])('closes a narrowed server for %s', async (from) => {
    const narrowed = await server(['--peer', '192.0.2.0/24', '--peer', '2001:db8::/64']);
    const bare = await computer('192.0.2.30/24');
    const { status, answer } = await connect(bare, narrowed, '--from', from);
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'responder-blocks' });
  });

  it('goes on in clear, and says so, where the server’s firewall is off', async () => {
    const [bare, b] = [await computer('192.0.2.30/24'), await server()];
    await run(['simulate', 'set', 'firewall=off', '--state', b]);
    expect((await connect(bare, b)).answer).toMatchObject({ outcome: 'clear-text', reason: 'rules-not-in-force' });
  });

  it('needs a domain on both sides for Kerberos', async () => {
    const kerberos = async (address: string, role: string): Promise<string> => {
      const file = await computer(address);
      await run(['simulate', 'set', 'domain=corp.example', '--state', file]);
      await run(['apply', '--role', role, '--auth', 'kerberos', '--yes', '--state', file]);
      return file;
    };
    const [a, b] = [await kerberos('192.0.2.20/24', 'workstation'), await kerberos('192.0.2.10/24', 'server')];
    const together = { outcome: 'secured', authentication: 'kerberos', keys: 'not-compared' };
    expect((await connect(a, b)).answer).toMatchObject(together);
    await run(['simulate', 'set', 'domain=none', '--state', b]);
    expect((await connect(a, b)).answer).toMatchObject({ outcome: 'refused', reason: 'credentials-missing' });
  });

  it('takes another port as another connection', async () => {
    const { answer } = await connect(await workstation(), await server(), '--port', '445');
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'responder-allows-nothing' });
  });

  it('finds the keying service stopped', async () => {
    const [a, b] = [await workstation(), await server()];
    await run(['simulate', 'set', 'service.IKEEXT=stopped', '--state', b]);
    expect((await connect(a, b)).answer).toMatchObject({ outcome: 'refused', reason: 'ike-unreachable' });
  });

  it('takes two computers that say nothing of their addresses for two', async () => {
    const [a, b] = [join(folder, 'one.json'), join(folder, 'other.json')];
    const { answer } = await connect(a, b);
    expect(answer).toMatchObject({ outcome: 'clear-text', reason: 'neither-side-asks' });
  });

  it('refuses what makes no sense', async () => {
    const file = await computer('192.0.2.30/24');
    expectError(await runJson(['simulate', 'connect', '--state', file]), 'usage', 1);
    expectError(await runJson(['simulate', 'connect', '--to', file]), 'usage', 1);
    expectError(await connect(file, file, '--from', 'x'), 'usage', 1);
    expectError(await connect(file, file, '--from', '2001:db8::1'), 'usage', 1);
    expectError(await connect(file, file, '--port', '0'), 'usage', 1);
  });
});
