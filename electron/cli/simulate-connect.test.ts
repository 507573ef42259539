import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presetPolicy } from '#policy/presets';
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

  it('of a computer with itself is in clear, whatever its address: Windows does not protect loopback', async () => {
    const file = await server();
    for (const more of [[], ['--from', '2001:db8::10'], ['--from', '127.0.0.1']]) {
      const { status, answer } = await connect(file, file, ...more);
      expect({ status, ...answer }).toMatchObject({ status: 2, outcome: 'clear-text', reason: 'loopback' });
    }
  });

  it.each(['127.0.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::1', 'ff02::1'])(
    'takes no %s for the address of a computer that calls another one',
    async (from) => {
      const { status, answer } = await connect(await workstation(), await server(), '--from', from);
      expect({ status, path: answer.error?.path }).toEqual({ status: 1, path: '--from' });
    },
  );

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

  describe('with certificates', () => {
    const authority = 'DC=example, DC=corp, CN=Corp Root CA';
    const good = { Subject: 'CN=backup1', DnsNameList: ['Backup1.corp.example'], Issuer: authority };
    const past = '2021-01-01T00:00:00.000Z';
    const serverName = { nameType: 'dns-name', name: 'backup1.corp.example' } as const;
    type Certificates = readonly object[] | undefined;

    /** The server's name is asked for where `named`; no option says it, so that a settings file does. */
    async function pair(of: Certificates, ofServer: Certificates, named = false): Promise<readonly [string, string]> {
      const method = { kind: 'certificate', authority, authorityType: 'root' } as const;
      const authenticationMethods = [named ? { ...method, server: serverName } : method];
      const made = async (role: 'server' | 'workstation', certificates: Certificates): Promise<string> => {
        const file = join(folder, `computer-${(count += 1)}.json`);
        const [policy, address] = [
          presetPolicy({ role, authenticationMethods }),
          role === 'server' ? '192.0.2.10/24' : '192.0.2.20/24',
        ];
        const held = certificates === undefined ? {} : { certificates };
        const settings = { kind: 'IPsec Backup Wizard settings', format: 2, createdAt: past, [role]: policy };
        await writeFile(`${file}.settings`, JSON.stringify(settings));
        await writeFile(file, JSON.stringify({ format: 1, computer: { addresses: [address] } }));
        await run(['apply', '--settings', `${file}.settings`, '--yes', '--state', file]);
        const state = JSON.parse(await readFile(file, 'utf8')) as { readonly computer: object };
        await writeFile(file, JSON.stringify({ ...state, computer: { ...state.computer, ...held } }));
        return file;
      };
      return [await made('workstation', of), await made('server', ofServer)];
    }
    const outcomeOf = async (...given: Parameters<typeof pair>): Promise<unknown> => {
      const { answer } = await connect(...(await pair(...given)));
      const { reason, outcome } = answer as { readonly reason?: string; readonly outcome?: string };
      return reason ?? outcome;
    };

    it('takes them to be there where a file says nothing of them, and says so', async () => {
      const [a, b] = await pair([good], undefined);
      const { status, answer, stderr } = await connect(a, b);
      expect(status).toBe(0);
      expect(answer).toMatchObject({ authentication: 'certificate', certificates: 'taken-to-be-there' });
      expect(stderr).toContain('taken to be there');
    });

    it('looks at those that both files name', async () => {
      const { answer, stderr } = await connect(...(await pair([good], [good])));
      expect(answer).toMatchObject({ outcome: 'secured', certificates: 'checked' });
      expect(stderr).not.toContain('taken to be there');
    });

    it.each([
      ['none at all', []],
      ['an expired one', [{ ...good, NotAfter: past }]],
      ['one without its key', [{ ...good, HasPrivateKey: false }]],
      ['one for other purposes', [{ ...good, EnhancedKeyUsageList: ['1.3.6.1.5.5.7.3.4'] }]],
      ['one of another authority', [{ ...good, Issuer: 'CN=Other' }]],
      ['one whose chain cannot be built', [{ ...good, Root: null }]],
    ])('counts %s as nothing, at either end', async (_, certificates) => {
      expect(await outcomeOf([good], certificates)).toBe('credentials-missing');
      expect(await outcomeOf(certificates, undefined)).toBe('credentials-missing');
    });

    it('lets one expire by the computer’s own clock', async () => {
      const [a, b] = await pair([good], [{ ...good, NotAfter: new Date(Date.now() + 3_600_000).toISOString() }]);
      expect((await connect(a, b)).answer).toMatchObject({ outcome: 'secured' });
      await run(['simulate', 'time', '+7200', '--state', b]);
      expect((await connect(a, b)).answer).toMatchObject({ reason: 'credentials-missing' });
    });

    it('checks the server’s name, whatever the case of its letters', async () => {
      const other = { ...good, DnsNameList: ['pc7.corp.example'] };
      expect(await outcomeOf([other], [good], true)).toBe('secured');
      expect(await outcomeOf([good], [other], true)).toBe('credentials-missing');
      expect(await outcomeOf([good], [other, good], true)).toBe('secured');
    });
  });

  it('names the rule that decides at each end, and says it where there are several', async () => {
    const [a, b] = [await workstation(), await server()];
    const one = await connect(a, b);
    expect(one.answer).toMatchObject({ rules: { from: ['FBS secure connection'], to: ['FBS secure connection'] } });
    expect(one.stderr).not.toContain('What decides');
    await run(['simulate', 'foreign-rules', '1', '--state', b]);
    expect((await connect(a, b)).stderr).toContain('What decides, by name: FBS secure connection (at the end');
    expect((await connect(a, b, '--port', '9')).answer).toMatchObject({ rules: { from: [], to: [] } });
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
    await writeFile(b, '{"format": 1}');
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
