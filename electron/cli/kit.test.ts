import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { standAloneScript } from '#compiler/script';
import { readSettings } from '#settings-file/read';
import { run } from './testing/command-line';
import { expectError } from './testing/expectations';
import { ask, passphraseWords, Workshop } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
});
afterAll(() => shop.remove());

describe('the kit', () => {
  it('holds what the program prints as scripts, and checksums that sha256sum agrees with', async () => {
    const file = await shop.settings('kerberos.age');
    const stick = await shop.stick('kit', file);
    const { sides } = await readSettings(file, new Secret(passphraseWords));
    for (const role of ['server', 'workstation'] as const) {
      const policy = sides[role];
      if (policy === undefined) throw new TypeError(`no ${role}`);
      expect(await readFile(join(stick, `${role}.ps1`), 'utf8')).toBe(standAloneScript(policy));
    }
    expect(await readFile(join(stick, 'settings.age'))).toEqual(await readFile(file));
    expect(await readFile(join(stick, 'README.txt'), 'latin1')).toMatch(
      /^(?:[ -~]*\r\n)*If backups stop\r\n(?:[ -~]*\r\n)*$/u,
    );
    expect(spawnSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], { cwd: stick }).status).toBe(0);
    expect((await readdir(stick)).toSorted()).toEqual(
      [
        'Apply.cmd',
        'README.txt',
        'Remove.cmd',
        'SHA256SUMS',
        'server.ps1',
        'settings.age',
        'workstation.ps1',
      ].toSorted(),
    );
  });

  it('takes the program along where one is given, and says where none is', async () => {
    const file = await shop.settings('kerberos.age');
    await mkdir(shop.path('unpacked/resources'), { recursive: true });
    await writeFile(shop.path('unpacked/IPsec Backup Wizard.exe'), 'MZ');
    await writeFile(shop.path('unpacked/resources/app.asar'), 'asar');
    await writeFile(shop.path('unpacked/THIRD-PARTY-LICENCES.txt'), 'licences');
    const argv = ['kit', '--to', shop.path('kit'), '--settings', file, ...shop.opening];
    expect((await run(argv)).stdout).toContain('the stand-alone script only');
    const { answer } = await ask(...argv, '--program', shop.path('unpacked'));
    expect(answer).toMatchObject({ program: true });
    expect(JSON.stringify(answer['files'])).toContain('"program/resources/app.asar","size":4');
    expect(await readFile(join(shop.path('kit'), 'program/THIRD-PARTY-LICENCES.txt'), 'utf8')).toBe('licences');
    const readMe = await readFile(join(shop.path('kit'), 'README.txt'), 'latin1');
    expect(readMe).toMatch(/^(?:[ -~]*\r\n)*$/u);
    expect(readMe).toContain('licences of all that the program holds');
    expect(readMe).toContain('--cli apply --yes');
    expectError(await ask(...argv, '--program', shop.folder), 'kit-program-unusable', 1);
  });

  it('is made straight from policy options, both sides and sealed, or not at all', async () => {
    const argv = ['kit', '--to', shop.path('direct'), '--server', '192.0.2.1', '--auth', 'kerberos'];
    expectError(await ask(...argv), 'usage', 1);
    expect(await readdir(shop.folder)).not.toContain('direct');
    expect((await ask(...argv, ...shop.opening)).status).toBe(0);
    const opened = await readSettings(shop.path('direct/settings.age'), new Secret(passphraseWords));
    expect(Object.keys(opened.sides).toSorted()).toEqual(['server', 'workstation']);
    expect(await readdir(shop.path('direct'))).toContain('workstation.ps1');
  });

  it('seals a plain settings file, and sets the ledger of another one aside under a name of its own', async () => {
    const stick = await shop.stick('used', await shop.settings('kerberos.age'));
    await shop.visit(await shop.computer('PC-USED'), stick);
    const ledger = await readFile(join(stick, 'ledger.jsonl'));
    await ask('settings', 'new', '--pair', '--auth', 'kerberos', '--out', shop.path('plain.json'));
    const { status, answer } = await ask('kit', '--to', stick, '--settings', shop.path('plain.json'), ...shop.opening);
    const aside = (await readdir(stick)).filter((name) => /^ledger-.*\.jsonl$/u.test(name));
    expect({ status, ...answer }).toMatchObject({ status: 0, ledger: 'other', ledgerSetAside: aside[0] });
    expect(await readFile(join(stick, 'settings.age'), 'utf8')).toMatch(/^-----BEGIN AGE/u);
    expect(await readFile(join(stick, aside[0] ?? ''))).toEqual(ledger);
    expect(await readdir(stick)).not.toContain('ledger.jsonl');
  });

  it.each([
    [[], '--to'],
    [['--to', '.', '--settings', 'x', '--port', '1'], '--port'],
    [['--to', '.', '--settings', 'x', '--role', 'server'], '--role'],
  ])('kit %j is refused', async (argv, at) => {
    expect(expectError(await ask('kit', ...argv), 'usage', 1).path).toBe(at);
  });

  it('says in a line for each file how far it is, unless it should be quiet', async () => {
    const argv = ['kit', '--to', shop.path('kit'), '--settings', shop.path('kerberos.age'), ...shop.opening];
    expect((await run(argv)).stderr).toMatch(/^1 of \d+: Writing settings\.age$/mu);
    expect((await run([...argv, '--quiet'])).stderr).toBe('');
  });
});
