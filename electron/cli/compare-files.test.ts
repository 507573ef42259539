import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, someKey, temporaryFolder, type Answer, type Ran } from './testing/command-line';
import { expectError } from './testing/expectations';

/** What `compare` makes of addresses, and which files it takes. */

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

let count = 0;
const newFile = (): string => join(folder, `${(count += 1)}.json`);
async function plan(role: string, ...options: readonly string[]): Promise<string> {
  const file = newFile();
  await writeFile(file, (await run(['plan', '--json', '--role', role, ...options])).stdout);
  return file;
}
type Compared = Ran & { readonly answer: Answer & { readonly mismatches: readonly Record<string, string>[] } };
const compare = async (...argv: readonly string[]): Promise<Compared> =>
  (await runJson(['compare', ...argv])) as Compared;
const effects = ({ answer }: Compared): readonly string[] =>
  answer.mismatches.map(({ code = '', effect = '' }) => `${code} ${effect}`);

describe('compare of narrowed policies', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.10'],
    ['192.0.2.10', '192.0.2.0/24'],
    ['2001:db8::/64', '2001:db8::10'],
    ['10.1.0.0/16', '10.1.0.1'],
    ['10.1.0.4/31', '10.1.0.4'],
    ['192.0.2.10', '192.0.2.20'],
  ])('secures a server for %s and a workstation of %s, whoever begins', async (ofServer, ofWorkstation) => {
    const s = await plan('server', '--peer', ofServer);
    const w = await plan('workstation', '--peer', ofWorkstation);
    for (const files of [
      [s, w],
      [w, s],
    ]) {
      const { status, answer } = await compare(...files);
      expect({ status, outcome: answer.outcome }).toEqual({ status: 0, outcome: 'secured' });
    }
  });

  it('secures a sealed pair with a subnet of workstations round the server', async () => {
    const [pair, passphrase] = [newFile(), newFile()];
    await writeFile(passphrase, 'correct horse battery staple');
    const opening = ['--passphrase-file', passphrase];
    const sides = ['--pair', '--server', '192.0.2.10', '--workstation', '192.0.2.0/24'];
    await run(['settings', 'new', '--out', pair, ...sides, '--psk-stdin', ...opening], { stdin: someKey });
    for (const role of ['server', 'workstation']) {
      expect((await compare(pair, pair, '--role', role, ...opening)).answer.outcome).toBe('secured');
    }
  });

  it('names what decides where one list is IPv4 and the other IPv6, or both hold the same single address', async () => {
    const w = await plan('workstation', '--peer', '192.0.2.10');
    const apart = await compare(w, await plan('server', '--peer', '2001:db8::/64'));
    expect([apart.status, apart.answer.outcome]).toEqual([2, 'refused']);
    expect(effects(apart)).toContain('initiator-address decides');
    const one = await compare(w, await plan('server', '--peer', '192.0.2.10'));
    expect([one.status, one.answer.outcome]).toEqual([2, 'refused']);
    expect(effects(one)).toContain('initiator-address decides');
  });
});

describe('compare of two that agree on main mode only', () => {
  it.each([
    ['--pfs', 'DH14', 'pfs-differs'],
    ['--quick-mode', 'AH:SHA1', 'no-common-quick-mode'],
    ['--port', '4532', 'filters-do-not-match'],
  ])('says with what main mode came up: %s %s', async (option, value, reason) => {
    const { answer } = await compare(await plan('workstation'), await plan('server', option, value));
    expect(answer).toMatchObject({ outcome: 'refused', reason, mainMode: 'DES3-SHA1-DH2', authentication: 'psk' });
    expect(answer).not.toHaveProperty('quickMode');
  });

  it('says nothing of a main mode that failed', async () => {
    const { answer } = await compare(await plan('workstation'), await plan('server', '--auth', 'kerberos'));
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'no-common-authentication' });
    expect(answer).not.toHaveProperty('mainMode');
  });
});

describe('compare of an authority that is spelled in another way', () => {
  const certificate = (role: string, authority: string): Promise<string> =>
    plan(role, '--auth', 'certificate', '--ca', authority);
  it.each(['cn=Corp CA,dc=corp', 'CN="Corp CA", DC=corp', 'CN = Corp  CA , DC = corp'])('takes %s', async (spelled) => {
    const { answer } = await compare(
      await certificate('workstation', 'CN=Corp CA, DC=corp'),
      await certificate('server', spelled),
    );
    expect(answer).toMatchObject({ outcome: 'secured', mismatches: [] });
  });

  it('does not take another letter case of a value', async () => {
    const { answer } = await compare(
      await certificate('workstation', 'CN=Corp CA, DC=corp'),
      await certificate('server', 'CN=corp ca, DC=corp'),
    );
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'authorities-differ' });
  });
});

describe('compare of policies that somebody has edited', () => {
  interface Policy {
    rules: { filterList: { filters: object[] }; filterAction: object; connectionType: string }[];
    keyExchange: object;
  }
  async function edited(from: string, edit: (policy: Policy) => void): Promise<string> {
    const document = JSON.parse(await readFile(from, 'utf8')) as { ipSecurityPolicy?: Policy; workstation?: Policy };
    const policy = document.ipSecurityPolicy ?? document.workstation;
    if (policy === undefined) throw new TypeError('the file holds no policy');
    edit(policy);
    const file = newFile();
    await writeFile(file, JSON.stringify(document));
    return file;
  }
  const settings = async (): Promise<string> => {
    const file = newFile();
    await run(['settings', 'new', '--out', file, '--role', 'workstation']);
    return file;
  };
  const ofRule = (policy: Policy): Policy['rules'][number] => policy.rules[0] ?? expect.unreachable('no rule');

  it.each<[string, (policy: Policy) => void]>([
    ['IKEv2 with a key', (policy) => Object.assign(policy.keyExchange, { keyModule: 'IKEv2' })],
    [
      'yes and no in the two switches',
      (policy) => Object.assign(ofRule(policy).filterAction, { acceptUnsecured: true }),
    ],
    ['no filters', (policy) => ofRule(policy).filterList.filters.splice(0)],
    ['no security methods', (policy) => Object.assign(ofRule(policy).filterAction, { securityMethods: [] })],
  ])('refuses %s, in a plan and in a settings file', async (_, edit) => {
    for (const from of [await plan('workstation'), await settings()]) {
      const file = await edited(from, edit);
      const error = expectError(await compare(file, await plan('server')), 'policy-invalid', 1);
      expect(error.path).toContain(file);
      expectError(await compare(await plan('server'), file), 'policy-invalid', 1);
    }
  });

  it('compares what a peer made by hand in secpol may have, and this program cannot write', async () => {
    const notMirrored = await edited(await plan('workstation'), (policy) => {
      Object.assign(ofRule(policy).filterList.filters[0] ?? {}, { mirrored: false });
    });
    expect((await compare(notMirrored, await plan('server'))).answer).toMatchObject({
      ...{ outcome: 'refused', reason: 'filter-not-mirrored', mainMode: 'DES3-SHA1-DH2' },
    });
    const dialIn = await edited(await plan('workstation'), (policy) => {
      ofRule(policy).connectionType = 'lan';
    });
    expect((await compare(dialIn, await plan('server'))).answer.outcome).toBe('secured');
  });
});

describe('wrong words for offers', () => {
  it.each([
    ['--quick-mode', 'ESP:DES3-SHA1,', 'The security method "" is not possible'],
    ['--main-mode', '', 'The key exchange method "" is not possible'],
  ])('%s "%s" is refused with the empty item in quotes', async (option, list, words) => {
    const ran = await runJson(['plan', '--role', 'server', option, list]);
    expect(expectError(ran, 'policy-invalid', 1).happened).toContain(words);
  });
});

describe('simulate connect with a name that is wrong', () => {
  const connect = (...more: readonly string[]): ReturnType<typeof runJson> =>
    runJson(['simulate', 'connect', '--state', newFile(), ...more]);
  it('refuses a file that is not there, an empty name and a folder, and plays nobody', async () => {
    const missing = newFile();
    expect(expectError(await connect('--to', missing), 'file-unreadable', 1).path).toBe('--to');
    expectError(await connect('--to', ''), 'usage', 1);
    expect((await connect('--to', folder)).status).toBe(1);
    await expect(readFile(missing)).rejects.toThrow();
  });

  it('says truly why two computers have no common family', async () => {
    const called = newFile();
    await run(['simulate', 'set', 'addresses=192.0.2.10/24', '--state', called]);
    const error = expectError(await connect('--to', called, '--from', '2001:db8::9'), 'usage', 1);
    expect(error).toMatchObject({ path: '--from' });
    expect(error.happened).toContain('2001:db8::9 is IPv6, and the computer that is called has no IPv6 address');
  });
});
