import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingIn, run, runJson, temporaryFolder, type Ran } from './testing/command-line';
import { expectError } from './testing/expectations';
import { hasTerminal, onTerminal, type OnTerminal } from './testing/terminal';

const [passphrase, key] = ['Tięcie kabla 4711', 'hidden key of the two'];
const root = join(import.meta.dirname, '..', '..');

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
const inFolder = (name: string): string => join(folder, name);
const isWritten = async (name: string, content: string): Promise<string> => {
  await writeFile(inFolder(name), content);
  return inFolder(name);
};

beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  const secrets = ['--passphrase-file', await isWritten('p', passphrase), '--psk-file', await isWritten('k', key)];
  await run(['settings', 'new', '--pair', '--out', inFolder('sealed.age'), ...secrets]);
  await run(['settings', 'new', '--pair', '--out', inFolder('no-key.age'), ...secrets.slice(0, 2)]);
  await run(['settings', 'new', '--pair', '--out', inFolder('plain.json')]);
});
afterAll(() => remove());

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** A person at a terminal who types one line whenever something was asked. */
async function typing(argv: readonly string[], lines: readonly string[]): Promise<Ran> {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  const left = [...lines];
  let said = '';
  stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (/(?:shown\)|again): $/u.test(said) && left.length > 0) void settled().then(() => stdin.write(left.shift()));
  });
  const ran = await run(argv, { around: { stdin, stderr, interactive: true } });
  return { ...ran, stderr: said };
}

const apply = (settings: string, state: string, ...more: readonly string[]): readonly string[] => [
  ...['apply', '--settings', inFolder(settings), '--role', 'server', '--state', inFolder(state), ...more],
];

describe('a passphrase that nobody gave', () => {
  it('is asked for at a terminal', async () => {
    const ran = await typing(['verify', '--settings', inFolder('sealed.age'), '--role', 'server'], [`${passphrase}\n`]);
    expect(ran.stderr).toContain(`Passphrase of ${inFolder('sealed.age')} (not shown): `);
    expect(ran.stderr).not.toContain(passphrase);
    expect(ran.status).toBe(2);
  });

  it('may be mistyped and mended with Backspace', async () => {
    const typed = `${passphrase}xy\u007f\u007f\n`;
    const ran = await typing(['settings', 'check', inFolder('sealed.age')], [typed]);
    expect({ status: ran.status, stderr: ran.stderr.includes('passphrase') }).toEqual({ status: 0, stderr: false });
  });

  it.each([
    ['Ctrl-C', '\u0003', 'interrupted', 3],
    ['Ctrl-D', '\u0004', 'is sealed, and no passphrase was given', 1],
    ['nothing', '\n', 'is sealed, and no passphrase was given', 1],
  ])('is not given by %s, and nothing is touched', async (_, typed, words, status) => {
    const ran = await typing(apply('sealed.age', 'untouched.json'), [typed]);
    expect(ran.stderr).toMatch(words === 'interrupted' ? /interrupt|Ctrl-C|stopped/iu : words);
    expect(ran.status).toBe(status);
    expect(existsSync(inFolder('untouched.json'))).toBe(false);
  });

  it('is asked for neither without a terminal nor with --yes nor for a plain file', async () => {
    const without = await runJson(apply('sealed.age', 'untouched.json'));
    expect(expectError(without, 'settings-passphrase-missing', 1).whatNext).toContain('--passphrase-file');
    const unattended = await typing(apply('sealed.age', 'untouched.json', '--yes'), []);
    expect({ status: unattended.status, asked: unattended.stderr.includes('not shown') }).toEqual({ status: 1, asked: false }); // prettier-ignore
    const plain = await typing(['settings', 'check', inFolder('plain.json')], []);
    expect({ status: plain.status, asked: plain.stderr.includes('not shown') }).toEqual({ status: 0, asked: false });
  });

  it('is asked for twice where a file is sealed with it, and refused when they differ', async () => {
    const seal = (name: string): readonly string[] => ['settings', 'seal', inFolder('plain.json'), '--out', inFolder(name)]; // prettier-ignore
    const differs = await typing(seal('new.age'), ['one\n', 'two\n']);
    expect(differs.stderr).toContain('The two passphrases are not the same.');
    expect(existsSync(inFolder('new.age'))).toBe(false);
    expect((await typing(seal('new.age'), ['three words here\n', 'three words here\n'])).status).toBe(0);
    expect(await readFile(inFolder('new.age'), 'utf8')).toContain('BEGIN AGE');
  });
});

describe('a key that nobody gave', () => {
  it('is asked for twice where a step stores it', async () => {
    const lines = [`${passphrase}\n`, `${key}\n`, `${key}\n`, 'yes\n'];
    const argv = apply('no-key.age', 'key.json');
    const [stdin, stderr] = [new PassThrough(), new PassThrough()];
    const left = [...lines];
    stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().endsWith(': ')) void settled().then(() => stdin.write(left.shift()));
    });
    const ran = await run(argv, { around: { stdin, stderr, interactive: true } });
    expect({ status: ran.status, left }).toEqual({ status: 0, left: [] });
    const again = await runJson(['plan', ...apply('sealed.age', 'key.json').slice(1), '--passphrase-file', inFolder('p')]); // prettier-ignore
    expect(again.status).toBe(0);
  });

  it('is refused when it is typed differently the second time', async () => {
    const ran = await typing(apply('no-key.age', 'differs.json'), [`${passphrase}\n`, `${key}\n`, `${key} \n`]);
    expect(ran.stderr).toContain('The two keys are not the same.');
    expect(ran.status).toBe(1);
  });
});

describe.skipIf(!hasTerminal)('on a real terminal', () => {
  const program = [process.execPath, join('electron', 'cli', 'run.mjs')];
  const environment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', NO_COLOR: '1' };
  const at = (argv: readonly string[], answers: readonly (readonly [string, string])[]): Promise<OnTerminal> =>
    onTerminal([...program, ...argv], answers, { cwd: root, environment });

  it('passphrase and key are typed unseen, and the change goes through', async () => {
    const typed = [['Passphrase of', `${passphrase}\r`], ['Pre-shared key', `${key}\r`], ['again', `${key}\r`], ['Type yes', 'yes\r']] as const; // prettier-ignore
    const { status, screen } = await at(apply('no-key.age', 'pty.json'), typed);
    expect(screen).toContain('Applied and read back');
    expect(status).toBe(0);
    for (const secret of [passphrase, key]) expect(screen).not.toContain(secret);
    const left = await everythingIn(inFolder('pty.json.data'));
    for (const [file, bytes] of left) expect([file, bytes.includes(key)]).toEqual([file, false]);
  });

  it('Ctrl-C ends it with 3 and nothing touched', async () => {
    const { status, screen } = await at(apply('sealed.age', 'pty-untouched.json'), [['Passphrase of', 'half\u0003']]);
    expect({ status, half: screen.includes('half') }).toEqual({ status: 3, half: false });
    expect(existsSync(inFolder('pty-untouched.json'))).toBe(false);
  });

  it('Ctrl-D ends it with 1 and says how to give it', async () => {
    const { status, screen } = await at(apply('sealed.age', 'pty-untouched.json'), [['Passphrase of', '\u0004']]);
    expect(status).toBe(1);
    expect(screen).toContain('--passphrase-file');
  });
});
