import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, someKey, storesIn, temporaryFolder, type Given } from './testing/command-line';
import { expectError } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const plan = ['plan', '--role', 'server', '--psk-stdin'];
const refused = async (stdin: string | Uint8Array, code: string): Promise<void> => {
  const ran = await runJson(plan, { stdin });
  const error = expectError(ran, code, 1);
  expect(error.stateNow).toBe('Nothing on this computer has been changed.');
};

/** Under which digest a key lies in the store: the same for keys that are the same. */
async function digestOf(name: string, given: Given, option: readonly string[] = ['--psk-stdin']): Promise<unknown> {
  const file = join(folder, `${name}.json`);
  const { status, stderr } = await run(['apply', '--role', 'server', '--yes', '--state', file, ...option], given);
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  const [set] = (await storesIn(file))['PersistentStore']?.['NetIPsecPhase1AuthSet'] ?? [];
  const [proposal] = set?.['Proposal'] as readonly { readonly PreSharedKey: string }[];
  return proposal?.PreSharedKey;
}

describe('a key on standard input', () => {
  it.each([
    ['nothing', '', 'key-empty'],
    ['only a line end', '\n', 'key-empty'],
    ['only CR LF', '\r\n', 'key-empty'],
    ['only a byte order mark', '\ufeff', 'key-empty'],
    ['two line ends', 'key\n\n', 'key-has-line-end'],
    ['two CR LF', 'key\r\n\r\n', 'key-has-line-end'],
    ['a lone CR at its end', 'key\r', 'key-has-line-end'],
    ['two lines', 'one\ntwo', 'key-has-line-end'],
    ['a line separator', 'one\u2028two', 'key-has-line-end'],
    ['"|"', 'a|b', 'key-has-pipe'],
    ['a tab', 'a\tb', 'key-has-control-character'],
    ['NUL', 'a\0b', 'key-has-control-character'],
    ['escape', '\u001b[31mred', 'key-has-control-character'],
    ['10,000 characters', 'x'.repeat(10_000), 'key-too-long'],
    ['5,000 emoji, which Windows counts twice', '😀'.repeat(5_000), 'key-too-long'],
    ['a megabyte', 'x'.repeat(1_000_000), 'key-too-long'],
  ])('of %s is refused', async (_, stdin, code) => {
    await refused(stdin, code);
  });

  it.each([
    ['a Latin-1 letter', Uint8Array.of(0x61, 0xf3, 0x62)],
    ['half a letter', Uint8Array.of(0x61, 0xc3)],
    ['UTF-16 with its mark', Uint8Array.from([0xff, 0xfe, ...Buffer.from('key', 'utf16le')])],
    ['an encoded surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
  ])('with %s is no UTF-8 and refused', async (_, bytes) => {
    await refused(bytes, 'key-not-utf8');
  });

  it('of 9,999 characters is taken', async () => {
    expect((await runJson(plan, { stdin: 'ż'.repeat(9_999) })).status).toBe(2);
  });

  it('is the same with and without one final line end, with and without a byte order mark', async () => {
    const plain = await digestOf('plain', { stdin: someKey });
    expect(plain).toMatch(/^scrypt:/u);
    expect(await digestOf('lf', { stdin: `${someKey}\n` })).toBe(plain);
    expect(await digestOf('crlf', { stdin: `${someKey}\r\n` })).toBe(plain);
    expect(await digestOf('bom', { stdin: `\ufeff${someKey}` })).toBe(plain);
  });

  it('is the same composed and decomposed, and another one in another case or with outer blanks', async () => {
    const composed = await digestOf('nfc', { stdin: 'Zażółć' });
    expect(await digestOf('nfd', { stdin: 'Zażółć'.normalize('NFD') })).toBe(composed);
    expect(await digestOf('case', { stdin: 'zażółć' })).not.toBe(composed);
    expect(await digestOf('blank', { stdin: 'Zażółć ' })).not.toBe(composed);
  });

  it('arrives whole in pieces that break letters apart', async () => {
    const stdin = new PassThrough();
    for (const byte of Buffer.from('Zażółć😀')) stdin.write(Uint8Array.of(byte));
    stdin.end();
    expect(await digestOf('pieces', { around: { stdin } })).toBe(await digestOf('whole', { stdin: 'Zażółć😀' }));
  });

  const codesOf = async (stdin: string): Promise<readonly (string | undefined)[]> =>
    ((await runJson(plan, { stdin })).answer.findings ?? []).map(({ code }) => code);

  it('with other letters than ASCII is taken with a warning that names KeyEncoding on both sides', async () => {
    const { answer } = await runJson(plan, { stdin: 'ñ' });
    const warning = answer.findings?.find(({ code }) => code === 'pre-shared-key-not-ascii');
    expect(warning?.severity).toBe('warning');
    expect(JSON.stringify(warning)).toContain('KeyEncoding');
    expect(await codesOf('plain')).not.toContain('pre-shared-key-not-ascii');
  });

  it('with outer blanks is taken with a warning', async () => {
    expect(await codesOf(' key')).toContain('pre-shared-key-outer-blank');
    expect(await codesOf('key ')).toContain('pre-shared-key-outer-blank');
    expect(await codesOf('k e y')).not.toContain('pre-shared-key-outer-blank');
  });

  it('that never comes can be given up', async () => {
    const around = { stdin: new PassThrough(), signal: AbortSignal.timeout(50) };
    expectError(await runJson(plan, { around }), 'interrupted', 3);
  });
});

describe('a key in a file', () => {
  const fromFile = (file: string): ReturnType<typeof runJson> =>
    runJson(['plan', '--role', 'server', '--psk-file', file]);

  it('is read like one on standard input', async () => {
    const file = join(folder, 'key.txt');
    await writeFile(file, `${someKey}\r\n`);
    const typed = await digestOf('typed', { stdin: someKey });
    expect(await digestOf('filed', {}, ['--psk-file', file])).toBe(typed);
  });

  it('that is not there, or is a folder, is named', async () => {
    for (const file of [join(folder, 'none.txt'), folder, 'a\0b']) {
      const error = expectError(await fromFile(file), 'file-unreadable', 1);
      expect(error.happened).toContain(file);
    }
  });

  it('of many megabytes is refused without being read', async () => {
    const file = join(folder, 'huge.txt');
    await writeFile(file, 'x');
    await truncate(file, 3_000_000_000);
    expectError(await fromFile(file), 'key-too-long', 1);
  });

  it('that is empty is refused', async () => {
    const file = join(folder, 'empty.txt');
    await writeFile(file, '');
    expectError(await fromFile(file), 'key-empty', 1);
  });
});

describe('without a key', () => {
  it('plan says that it will be needed', async () => {
    const { answer, status } = await runJson(['plan', '--role', 'server']);
    expect(status).toBe(2);
    expect(answer.findings?.map(({ code }) => code)).toContain('key-needed');
  });

  it('apply asks for it and touches nothing', async () => {
    const file = join(folder, 'no-key.json');
    expectError(await runJson(['apply', '--role', 'server', '--yes', '--state', file]), 'key-missing', 1);
    await expect(storesIn(file)).rejects.toThrow('ENOENT');
  });

  it('verify says that it was not compared', async () => {
    const state = ['--state', join(folder, 'compare.json')];
    await run(['apply', '--role', 'server', '--psk-stdin', '--yes', ...state], { stdin: someKey });
    const without = await runJson(['verify', ...state]);
    expect(without.status).toBe(0);
    expect(without.answer.findings?.map(({ code }) => code)).toEqual(['key-not-compared']);
    const same = await runJson(['verify', '--psk-stdin', ...state], { stdin: `${someKey}\n` });
    expect({ status: same.status, findings: same.answer.findings }).toEqual({ status: 0, findings: [] });
    const other = await runJson(['verify', '--psk-stdin', ...state], { stdin: 'another' });
    expect(other.status).toBe(2);
    expect(other.answer.differences?.map(({ property }) => property)).toContain('Proposal[0].PreSharedKey');
  });

  it('an applied policy stays as it is, whatever the folder is called', async () => {
    await mkdir(join(folder, "o'brien $(x) ż"));
    const state = ['--state', join(folder, "o'brien $(x) ż", 'state.json')];
    await run(['apply', '--role', 'server', '--psk-stdin', '--yes', ...state], { stdin: someKey });
    const { status, answer } = await runJson(['apply', '--role', 'server', '--yes', ...state]);
    expect({ status, outcome: answer.outcome }).toEqual({ status: 0, outcome: 'unchanged' });
  });
});
