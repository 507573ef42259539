import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './testing/command-line';
import { expectError } from './testing/expectations';
import { ask, Workshop, type Asked } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
  await shop.settings('kerberos.age');
  await shop.settings('psk.age', { auth: 'psk' });
  await mkdir(shop.path('unpacked/resources'), { recursive: true });
  await writeFile(shop.path('unpacked/IPsec Backup Wizard.exe'), 'MZ');
  await writeFile(shop.path('unpacked/resources/app.asar'), 'asar');
});
afterAll(() => shop.remove());

const argvOf = (to: string, file = 'kerberos.age', ...more: readonly string[]): readonly string[] => [
  ...['kit', '--to', shop.path(to), '--settings', shop.path(file)],
  ...shop.opening,
  ...more,
];
const kit = (...argv: Parameters<typeof argvOf>): Promise<Asked> => ask(...argvOf(...argv));
const program = (): readonly string[] => ['--program', shop.path('unpacked')];
const readMeOf = (stick: string): Promise<string> => readFile(join(shop.path(stick), 'README.txt'), 'latin1');
const draft = 'kit-01234567-89ab-cdef-0123-456789abcdef.part';

describe('a kit over another one', () => {
  it('removes the drafts of an interrupted attempt, and says so', async () => {
    await mkdir(join(shop.path('pulled'), draft), { recursive: true });
    await writeFile(join(shop.path('pulled'), draft, '0'), 'half');
    const { answer, stderr } = await kit('pulled');
    expect(answer).toMatchObject({ leftovers: 1, replacedIncomplete: true, removed: [], kept: [] });
    expect(stderr).toContain('What an interrupted attempt had left was removed first.');
    expect(await readdir(shop.path('pulled'))).not.toContain(draft);
    expect((await kit('pulled')).answer).toMatchObject({ leftovers: 0, replacedIncomplete: false });
  });

  it('is told incomplete where the list of checksums is missing and other files of a kit are there', async () => {
    await kit('listless');
    await rm(join(shop.path('listless'), 'SHA256SUMS'));
    expect((await kit('listless')).answer).toMatchObject({ replacedIncomplete: true });
  });

  it('removes what the wider one held beside, and names what somebody altered', async () => {
    await kit('narrower', 'kerberos.age', ...program());
    await writeFile(join(shop.path('narrower'), 'workstation.ps1'), 'altered');
    const only = ['settings', 'new', '--role', 'server', '--auth', 'kerberos', '--out', shop.path('server.age')];
    await ask(...only, ...shop.opening);
    const { answer, stderr } = await kit('narrower', 'server.age');
    expect(answer).toMatchObject({
      removed: ['program/IPsec Backup Wizard.exe', 'program/resources/app.asar'],
      kept: ['workstation.ps1'],
    });
    expect(stderr).toContain('altered since or not removable, so left there');
    expect(await readdir(shop.path('narrower'))).not.toContain('program');
    expect(await readFile(join(shop.path('narrower'), 'workstation.ps1'), 'utf8')).toBe('altered');
  });
});

describe('a kit and the program in it', () => {
  it('are refused one inside the other, by links as well, with nothing written', async () => {
    await symlink(shop.path('unpacked'), shop.path('linked'));
    for (const to of ['unpacked', 'unpacked/resources', 'unpacked/new/kit', 'linked/kit', '.']) {
      const error = expectError(await kit(to, 'kerberos.age', ...program()), 'kit-inside-program', 1);
      expect(error.happened).toContain('one inside the other');
    }
    expect((await readdir(shop.path('unpacked'))).toSorted()).toEqual(['IPsec Backup Wizard.exe', 'resources']);
    expect(await readdir(shop.folder)).not.toContain('SHA256SUMS');
  });

  it('may be written anew where the program is that of the very kit', async () => {
    await kit('own', 'kerberos.age', ...program());
    const { status, answer } = await kit('own', 'kerberos.age', '--program', shop.path('own/program'));
    expect({ status, ...answer }).toMatchObject({ status: 0, program: true, removed: [] });
    expect(await readFile(join(shop.path('own'), 'program/resources/app.asar'), 'utf8')).toBe('asar');
  });
});

describe('what is said of the key', () => {
  it('is none where the policy uses none, in the answer and in the read-me', async () => {
    const { stdout } = await run(argvOf('no-key'));
    expect(stdout).toContain('The policy uses no pre-shared key, and none is asked for.');
    const readMe = await readMeOf('no-key');
    expect(readMe).not.toMatch(/for the key|holds it sealed/u);
    expect(readMe).toContain('uses no pre-shared key');
  });

  it('is that it is inside, where it is, and that the scripts ask for it all the same', async () => {
    expect((await run(argvOf('inside', 'psk.age'))).stdout).toContain('The pre-shared key is inside, sealed');
    const readMe = await readMeOf('inside');
    expect(readMe).toContain('administrator rights and then for the key');
    expect(readMe).toContain('settings.age holds it sealed');
  });

  it('is that it has to be entered everywhere, where it is used and not inside', async () => {
    const argv = ['kit', '--to', shop.path('asked'), '--server', '192.0.2.1', ...shop.opening, ...program()];
    expect((await run(argv)).stdout).toContain('it is asked for at every computer');
    const readMe = await readMeOf('asked');
    expect(readMe).not.toContain('holds it sealed');
    expect(readMe).toContain('There is no pre-shared key in this kit');
    expect(readMe).toContain('--passphrase-file FILE --psk-file KEYFILE');
  });
});

describe('what the read-me says', () => {
  it('of the record: a kit with scripts only keeps none', async () => {
    await kit('scripts');
    const readMe = await readMeOf('scripts');
    expect(readMe).toContain('the scripts write no line into ledger.jsonl');
    expect(readMe).toContain('Write down by hand');
    await kit('both', 'kerberos.age', ...program());
    expect(await readMeOf('both')).toContain('The scripts write no line: a computer that Apply.cmd was used on');
  });

  it('of unattended runs: how to wait, the exit status, where the output goes, and secrets by file', async () => {
    await kit('unattended', 'kerberos.age', ...program());
    const readMe = await readMeOf('unattended');
    for (const said of ['start "" /b /wait', 'echo %ERRORLEVEL%', '> "%TEMP%\\out.json"', '--passphrase-file', '--log'])
      expect(readMe).toContain(said);
    expect(readMe).toMatch(/Exit status: 0 done/u);
    expect(readMe).not.toContain('--psk-file KEYFILE');
  });

  it('names the side that is there, where it is one only', async () => {
    const only = ['settings', 'new', '--role', 'server', '--auth', 'kerberos', '--out', shop.path('one.age')];
    await ask(...only, ...shop.opening);
    await kit('one', 'one.age', ...program());
    const readMe = await readMeOf('one');
    expect(readMe).toContain('--role server');
    expect(readMe).not.toMatch(/Apply\.cmd workstation|--role workstation/u);
  });
});

describe('a passphrase that can be guessed', () => {
  it('is warned of, and seals the kit all the same', async () => {
    await writeFile(shop.path('weak'), 'backup1\n');
    const argv = ['kit', '--to', shop.path('weakly'), '--auth', 'kerberos', '--passphrase-file', shop.path('weak')];
    const { status, answer, stderr } = await ask(...argv);
    expect({ status, ...answer }).toMatchObject({ status: 0, findings: [{ code: 'passphrase-weak' }] });
    expect(stderr).toMatch(/^warning: The passphrase/mu);
    expect(stderr + JSON.stringify(answer)).not.toContain('backup1');
    expect((await kit('strongly')).answer).toMatchObject({ findings: [] });
  });
});
