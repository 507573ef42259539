import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, someKey, temporaryFolder, type Answer } from './testing/command-line';
import { expectCalmWords, expectError, expectThreeSentences } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

let count = 0;
/** A plan as a file, as a person makes it. */
async function plan(...options: readonly string[]): Promise<string> {
  const { stdout } = await run(['plan', '--json', ...options]);
  const file = join(folder, `plan-${(count += 1)}.json`);
  await writeFile(file, stdout);
  return file;
}
const server = (...options: readonly string[]): Promise<string> => plan('--role', 'server', ...options);
const workstation = (...options: readonly string[]): Promise<string> => plan('--role', 'workstation', ...options);

type Compared = Answer & {
  readonly mismatches: readonly {
    readonly code: string;
    readonly effect: string;
    readonly happened: string;
    readonly stateNow: string;
    readonly whatNext: string;
  }[];
};
async function compare(
  a: string,
  b: string,
): Promise<{ readonly status: number; readonly answer: Compared; readonly stderr: string }> {
  const { status, answer, stderr } = await runJson(['compare', a, b]);
  return { status, answer: answer as Compared, stderr };
}

describe('compare', () => {
  it('secures the article’s pair and says with what', async () => {
    const { status, answer, stderr } = await compare(await workstation(), await server());
    expect(status).toBe(0);
    expect(answer).toMatchObject({
      schema: 1,
      verb: 'compare',
      outcome: 'secured',
      mainMode: 'DES3-SHA1-DH2',
      quickMode: 'ESP:DES3-SHA1',
      pfs: 'none',
      authentication: 'psk',
      encrypted: true,
      keys: 'not-compared',
      mismatches: [],
    });
    expect(stderr).toContain('No pre-shared keys were compared');
    expectCalmWords(stderr);
  });

  it('gives the same answer whoever begins', async () => {
    const [a, b] = [await workstation('--protection', 'transition'), await server()];
    const [there, back] = [await compare(a, b), await compare(b, a)];
    expect([there.status, back.status]).toEqual([0, 0]);
    expect(there.answer).toMatchObject({ mainMode: 'DES3-SHA1-DH2', quickMode: 'ESP:DES3-SHA1' });
    expect(back.answer).toMatchObject({ mainMode: 'DES3-SHA1-DH2', quickMode: 'ESP:DES3-SHA1' });
  });

  it('explains why Recommended and Article do not meet, and what else would prevent it', async () => {
    const { status, answer } = await compare(await workstation('--protection', 'recommended'), await server());
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'no-common-main-mode' });
    expect(answer).not.toHaveProperty('mainMode');
    expect(answer.mismatches.map(({ code, effect }) => `${code} ${effect}`)).toEqual([
      'key-exchange decides',
      'security-methods hidden',
      'session-key-lifetime harmless',
    ]);
    for (const { happened, stateNow, whatNext } of answer.mismatches)
      expectThreeSentences({ code: '', happened, stateNow, whatNext });
  });

  it.each([
    ['another port', ['--port', '4532'], 'filters-do-not-match', 'port'],
    ['other security methods', ['--quick-mode', 'AH:SHA1'], 'no-common-quick-mode', 'security-methods'],
    ['PFS on one side', ['--pfs', 'DH2'], 'pfs-differs', 'perfect-forward-secrecy'],
    ['Kerberos against a key', ['--auth', 'kerberos'], 'no-common-authentication', 'authentication'],
    ['another group', ['--main-mode', 'DES3-SHA1-DH14'], 'no-common-main-mode', 'key-exchange'],
  ] as const)('refuses %s and names it', async (_, options, reason, code) => {
    const { status, answer } = await compare(await workstation(), await server(...options));
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'refused', reason });
    expect(answer.mismatches).toEqual([expect.objectContaining({ code, effect: 'decides' })]);
  });

  it('counts integrity only as secured, and says that it is not encrypted', async () => {
    const offer = ['--quick-mode', 'ESP:None-SHA1'];
    const { status, answer } = await compare(await workstation(...offer), await server(...offer));
    expect(status).toBe(0);
    expect(answer).toMatchObject({ outcome: 'secured', quickMode: 'ESP:None-SHA1', encrypted: false });
  });

  it('shows clear text where two that ask only cannot agree', async () => {
    const request = ['--mode', 'request'];
    const { status, answer } = await compare(await workstation(...request), await server(...request, '--pfs', 'DH14'));
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'clear-text', reason: 'fell-back', after: 'pfs-differs' });
  });

  it('shows the worse of what either end’s order may choose, and the other as well', async () => {
    const [first, second] = ['ESP:AES256-SHA256', 'ESP:DES3-SHA1'];
    const a = await workstation('--quick-mode', `${first},${second}`);
    const { status, answer } = await compare(a, await server('--quick-mode', `${second},${first}`));
    expect(status).toBe(0);
    expect(answer).toMatchObject({ quickMode: second, otherwise: [{ quickMode: first }] });
    expect(answer.mismatches.map(({ code, effect }) => [code, effect])).toContainEqual([
      'security-methods-order',
      'harmless',
    ]);
  });

  it('refuses a workstation that is not on the server’s list', async () => {
    const a = await workstation('--local', '192.0.2.20');
    const { status, answer } = await compare(a, await server('--peer', '198.51.100.0/24'));
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'peer-has-no-policy' });
    expect(answer.mismatches[0]).toMatchObject({ code: 'initiator-address', effect: 'decides' });
  });

  it('says in words what it says in JSON', async () => {
    const { status, stdout } = await run(['compare', await workstation(), await server('--pfs', 'DH2')]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^Refused: Main mode works, .+ perfect forward secrecy/mu);
    expect(stdout).toMatch(/^- Session key perfect forward secrecy is none on A, DH2 on B\./mu);
    expectCalmWords(stdout);
  });

  it('compares the keys of sealed settings files, and takes the side that the other file is not', async () => {
    const passphrase = join(folder, 'passphrase');
    await writeFile(passphrase, 'correct horse battery staple');
    const opening = ['--passphrase-file', passphrase];
    const sealed = async (name: string, key: string, ...options: readonly string[]): Promise<string> => {
      const file = join(folder, name);
      const { status } = await run(['settings', 'new', ...options, '--out', file, '--psk-stdin', ...opening], {
        stdin: key,
      });
      expect(status).toBe(0);
      return file;
    };
    const pair = await sealed('pair', someKey, '--pair');
    const other = await sealed('other', 'Another secret password', '--role', 'server');
    const between = (a: string, b: string): ReturnType<typeof runJson> => runJson(['compare', a, b, ...opening]);
    expect((await between(pair, pair)).answer).toMatchObject({ outcome: 'secured', keys: 'equal' });
    const { status, answer } = await between(pair, other);
    expect(status).toBe(2);
    expect(answer).toMatchObject({ outcome: 'refused', reason: 'different-keys', keys: 'different' });
    expect((await between(other, pair)).answer).toMatchObject({ outcome: 'refused', reason: 'different-keys' });
    expect((await between(pair, await server())).answer).toMatchObject({ outcome: 'secured', keys: 'not-compared' });
    expectError(await runJson(['compare', pair, other]), 'settings-passphrase-missing', 1);
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['half a document', '{"ipSecurityPolicy": {', 'not whole JSON'],
    ['a list', '[]', 'no object'],
    ['something else', '{"schema": 1}', 'it is no plan'],
  ])('refuses a file that holds %s', async (_, text, problem) => {
    const file = join(folder, 'bad.json');
    await writeFile(file, text);
    const error = expectError(await runJson(['compare', await server(), file]), 'file-without-policy', 1);
    expect(error.happened).toContain(problem);
  });

  it('refuses a policy that is none, with the file and the path', async () => {
    const file = join(folder, 'wrong.json');
    await writeFile(file, '{"ipSecurityPolicy": {"id": 7}}');
    const error = expectError(await runJson(['compare', file, await server()]), 'policy-invalid', 1);
    expect(error.path).toContain('wrong.json');
  });

  it('refuses files that are not there, folders, and any number of files but two', async () => {
    const file = await server();
    expectError(await runJson(['compare', file, join(folder, 'none.json')]), 'file-unreadable', 1);
    expectError(await runJson(['compare', folder, file]), 'file-unreadable', 1);
    expectError(await runJson(['compare', file]), 'usage', 1);
    expectError(await runJson(['compare', file, file, file]), 'usage', 1);
  });
});
