import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { readSettings } from '#settings-file/read';
import { keyText } from '#settings-file/testing/examples';
import { everythingIn, runJson } from './testing/command-line';
import { expectError } from './testing/expectations';
import { ask, passphraseWords, Workshop } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
});
afterAll(() => shop.remove());

describe('from the server to a workstation and back with the record', () => {
  it('settings, kit, apply from the stick, ledger, list, gate', async () => {
    await ask(
      'settings',
      'new',
      '--pair',
      '--server',
      '192.0.2.1',
      '--psk-file',
      shop.path('key'),
      ...shop.opening,
      '--out',
      shop.path('fbs.age'),
    );
    const stick = await shop.stick('Pamięć', shop.path('fbs.age'));
    const state = await shop.computer('ŁÓDŹ-KSIĘGOWOŚĆ');
    await writeFile(shop.path('list.csv'), 'Pokój;Komputer\r\n1;łódź-księgowość\r\n');
    expectError(
      await ask(
        'apply',
        '--role',
        'workstation',
        '--settings',
        join(stick, 'settings.age'),
        '--passphrase-file',
        shop.path('key'),
        '--yes',
        '--state',
        state,
      ),
      'settings-passphrase-wrong',
      1,
    );
    expect(await readdir(stick)).not.toContain('ledger.jsonl');

    const before = await shop.check(stick, '--list', shop.path('list.csv'));
    expect({ status: before.status, ...before.answer }).toMatchObject({
      ...{ status: 2, whole: true, entries: 0, ready: false },
      workstations: { total: 1, done: 0, missing: ['łódź-księgowość'] },
    });
    const applied = await shop.visit(state, stick);
    expect(applied.status).toBe(4);
    expect(applied.answer['ledger']).toEqual({ kind: 'written', file: join(stick, 'ledger.jsonl') });

    const demo = await shop.check(stick, '--list', shop.path('list.csv'), '--demo');
    expect({ status: demo.status, ...demo.answer }).toMatchObject({
      status: 0,
      whole: true,
      demo: true,
      ready: true,
      gate: '1 of 1: switch to Require.',
      workstations: { total: 1, done: 1, proved: 0, missing: [], unlisted: [] },
    });
    expectError(await shop.check(stick, '--list', shop.path('list.csv')), 'ledger-simulated', 1);
    const shown = await ask('ledger', 'show', stick, ...shop.opening);
    expect(shown.answer['entries']).toMatchObject([
      {
        computer: 'ŁÓDŹ-KSIĘGOWOŚĆ',
        level: 'enforced',
        role: 'workstation',
        simulated: true,
        authentic: true,
        fingerprint: applied.answer.fingerprint,
      },
    ]);
  });

  it('leaves no piece of the key on the stick, nor of what the ledger is authenticated with', async () => {
    const opened = await readSettings(shop.path('fbs.age'), new Secret(passphraseWords));
    const secrets = [keyText, opened.ledgerSecret?.reveal() ?? ''].flatMap((text) => [
      text.slice(0, 12),
      Buffer.from(text).toString('base64').slice(0, 12),
      Buffer.from(text, 'utf16le').toString('base64').slice(0, 12),
      Buffer.from(text).toString('hex').slice(0, 24),
    ]);
    const files = await everythingIn(shop.path('Pamięć'));
    expect(files.size).toBeGreaterThan(7);
    for (const [file, bytes] of files) {
      const text = bytes.toString('latin1');
      expect(
        secrets.filter((secret) => text.includes(secret) || bytes.toString('utf16le').includes(secret)),
        file,
      ).toEqual([]);
    }
  });

  it('an altered line of the ledger is named, and the exit status is 1', async () => {
    const stick = shop.path('altered');
    await cp(shop.path('Pamięć'), stick, { recursive: true });
    const ledger = await readFile(join(stick, 'ledger.jsonl'), 'utf8');
    await writeFile(join(stick, 'ledger.jsonl'), ledger.replace('"enforced"', '"proved"'));
    const error = expectError(await shop.check(stick), 'ledger-not-whole', 1);
    expect(error.happened).toContain('line 1 was altered');
  });
});

describe('two sticks', () => {
  it('merged are one record, and nobody is missing', async () => {
    const file = await shop.settings('two.age');
    const names = ['ŻÓŁW-1', 'ŻÓŁW-2', 'PC-3'];
    const sticks = [await shop.stick('first', file), await shop.stick('second', file)];
    for (const [at, name] of names.entries()) await shop.visit(await shop.computer(name), sticks[at % 2] ?? '');
    await writeFile(shop.path('three.csv'), `computer\n${names.join('\n')}\n`);
    const first = await shop.check(shop.path('first'), '--list', shop.path('three.csv'), '--demo');
    expect(first.status).toBe(2);
    expect(first.answer['workstations']).toMatchObject({ done: 2, missing: ['ŻÓŁW-2'] });

    const merging = [
      'ledger',
      'merge',
      ...sticks,
      '--out',
      shop.path('merged.jsonl'),
      '--settings',
      file,
      ...shop.opening,
    ];
    expect((await ask(...merging)).answer).toMatchObject({ entries: 3, leftOut: 0, verified: true, problems: [] });
    expectError(await ask(...merging), 'file-exists', 1);
    const both = await ask(
      'ledger',
      'check',
      shop.path('merged.jsonl'),
      '--settings',
      file,
      ...shop.opening,
      '--list',
      shop.path('three.csv'),
      '--demo',
    );
    expect({ status: both.status, gate: both.answer['gate'] }).toEqual({
      status: 0,
      gate: '3 of 3: switch to Require.',
    });
    expect(both.answer['chains']).toMatchObject([{ lines: 2 }, { lines: 1 }]);
  });

  it('with forty computers are one record as well', async () => {
    const file = await shop.settings('forty.age');
    const sticks = [await shop.stick('left', file), await shop.stick('right', file)];
    const names = Array.from({ length: 40 }, (_, at) => `STANOWISKO-Ś${at + 1}`);
    for (const [at, name] of names.entries()) {
      const { answer } = await shop.visit(await shop.computer(name), sticks[at % 2] ?? '', '--quiet');
      expect(answer['ledger']).toMatchObject({ kind: 'written' });
    }
    await writeFile(shop.path('forty.csv'), names.join('\n'));
    await ask('ledger', 'merge', ...sticks, '--out', shop.path('forty.jsonl'));
    const { status, answer } = await ask(
      'ledger',
      'check',
      shop.path('forty.jsonl'),
      '--settings',
      file,
      ...shop.opening,
      '--list',
      shop.path('forty.csv'),
      '--demo',
    );
    expect({ status, gate: answer['gate'] }).toEqual({ status: 0, gate: '40 of 40: switch to Require.' });
  }, 180_000);
});

describe('a read-only stick', () => {
  /** Root writes where nobody may: then a name that is taken by a folder plays the stick that cannot be written. */
  async function close(stick: string): Promise<() => Promise<void>> {
    await chmod(stick, 0o555);
    const isClosed = await writeFile(join(stick, 'try'), '').then(
      () => false,
      () => true,
    );
    if (isClosed) return () => chmod(stick, 0o755);
    await rm(join(stick, 'try'));
    await mkdir(join(stick, 'ledger.jsonl'));
    return () => rm(join(stick, 'ledger.jsonl'), { recursive: true });
  }

  it('makes the program keep the line here, say where, and it can be merged', async () => {
    const file = await shop.settings('closed.age');
    const stick = await shop.stick('closed', file);
    const open = await close(stick);
    const state = await shop.computer('PC-CLOSED');
    const { status, answer, stderr } = await shop.visit(state, stick);
    const again = await shop.visit(state, stick);
    await open();
    expect(status).toBe(4);
    const { kind, file: local } = answer['ledger'] as { readonly kind: string; readonly file: string };
    expect(kind).toBe('written-locally');
    expect(local.startsWith(`${state}.data`)).toBe(true);
    expect(stderr).toContain(local);
    expect(again.answer['ledger']).toMatchObject({ kind: 'written-locally', file: local });
    const checked = await ask('ledger', 'check', local, '--settings', file, ...shop.opening);
    expect({ status: checked.status, ...checked.answer }).toMatchObject({ status: 0, whole: true, entries: 2 });
  });
});

describe('what has no ledger', () => {
  it('is applied as before: a plain file, a change in memory, a change that failed', async () => {
    await ask('settings', 'new', '--pair', '--auth', 'kerberos', '--out', shop.path('none.json'));
    const plain = await ask(
      'apply',
      '--role',
      'server',
      '--settings',
      shop.path('none.json'),
      '--yes',
      '--state',
      await shop.computer('S1'),
    );
    expect(plain.answer).not.toHaveProperty('ledger');
    expectError(
      await ask('ledger', 'check', shop.path('no-stick'), '--settings', shop.path('none.json'), ...shop.opening),
      'file-unreadable',
      1,
    );
    const stick = await shop.stick('failing', await shop.settings('failing.age'));
    const argv = [
      'apply',
      '--role',
      'workstation',
      '--settings',
      join(stick, 'settings.age'),
      ...shop.opening,
      '--yes',
    ];
    const failed = await runJson([...argv, '--state', await shop.computer('S2')], {
      environment: { IPSEC_WIZARD_SIMULATE: 'fail@3' },
    });
    expect(failed.status).toBe(3);
    expect(failed.answer).not.toHaveProperty('ledger');
    expect(await readdir(stick)).not.toContain('ledger.jsonl');
  });
});

describe('the staged roll-out', () => {
  it('on Request says that clear text is still possible, before and while it is applied', async () => {
    const file = await shop.settings('request.age', { mode: 'request' });
    const state = await shop.computer('SERVER');
    for (const verb of ['plan', 'apply']) {
      const { answer } = await ask(
        verb,
        '--role',
        'server',
        '--settings',
        file,
        ...shop.opening,
        '--yes',
        '--state',
        state,
      );
      expect(answer.findings?.map(({ code }) => code)).toContain('clear-text-possible');
    }
  });
});
