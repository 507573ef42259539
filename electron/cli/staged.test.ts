import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, Workshop, type Asked } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
});
afterAll(() => shop.remove());

const serverAddress = '192.0.2.1';

/** A computer of the domain with an address of its own, and nothing of ours on it. */
async function computer(name: string, address: string): Promise<string> {
  const file = await shop.computer(name);
  const { status } = await ask('simulate', 'set', `addresses=${address}/24`, '--state', file);
  expect(status).toBe(0);
  return file;
}

const serve = (state: string, settings: string, ...more: readonly string[]): Promise<Asked> =>
  ask('apply', '--role', 'server', '--settings', settings, ...shop.opening, '--yes', '--state', state, ...more);
/** What becomes of a backup from that workstation now. */
async function backup(from: string, to: string): Promise<unknown> {
  return (await ask('simulate', 'connect', '--state', from, '--to', to)).answer.outcome;
}
const check = (stick: string): Promise<Asked> => shop.check(stick, '--list', shop.path('list.csv'), '--demo');
async function list(...names: readonly string[]): Promise<void> {
  await writeFile(shop.path('list.csv'), `computer\n${names.join('\n')}\n`);
}

/** `[server, ...workstations]`, from the same network. */
async function office(prefix: string): Promise<readonly [server: string, one: string, two: string]> {
  await list(`${prefix}-ŻÓŁW`, `${prefix}-2`);
  return [
    await computer(`${prefix}-SERVER`, serverAddress),
    await computer(`${prefix}-ŻÓŁW`, '192.0.2.21'),
    await computer(`${prefix}-2`, '192.0.2.22'),
  ];
}

describe('a roll-out by way of Request on the server', () => {
  it('loses no backup before, between and after, and is nagged about until it is done', async () => {
    const [server, one, two] = await office('REQ');
    const file = await shop.settings('staged.age', { auth: 'psk' });
    const stick = await shop.stick('staged', file);
    const settings = join(stick, 'settings.age');
    expect((await serve(server, settings, '--override', '--mode', 'request')).status).toBe(0);
    expect([await backup(one, server), await backup(two, server)]).toEqual(['clear-text', 'clear-text']);

    const seen = await ask('status', '--state', server);
    expect(seen.answer.policies).toMatchObject([{ role: 'server', onRequest: true }]);
    expect(seen.stderr).toContain('still on Request: clear text is possible');
    expect((await ask('verify', '--state', server)).stderr).toContain('still on Request: clear text is possible');

    await shop.visit(one, stick);
    expect([await backup(one, server), await backup(two, server)]).toEqual(['secured', 'clear-text']);
    const between = await check(stick);
    expect({ status: between.status, ...between.answer }).toMatchObject({
      status: 2,
      ready: false,
      server: 'on-request',
    });
    expect(between.answer).not.toHaveProperty('command');
    expect(between.stderr).toContain('1 of 2 in force: stay on Request until the others are.');
    expect(between.stderr).toContain('The server is still on Request: clear text is possible.');

    await shop.visit(two, stick);
    const gate = await check(stick);
    expect(gate.answer).toMatchObject({ ready: true, server: 'on-request', gate: '2 of 2: switch to Require.' });
    expect(gate.answer['command']).toBe(
      `ipsec-backup-wizard apply --role server --settings "${settings}" --passphrase-file "${shop.path('words')}" --yes`,
    );

    expect((await serve(server, settings)).status).toBe(0);
    expect([await backup(one, server), await backup(two, server)]).toEqual(['secured', 'secured']);
    const done = await check(stick);
    expect(done.answer).toMatchObject({ ready: true, server: 'final', gate: '2 of 2 in force, and so is the server.' });
    expect(done.answer).not.toHaveProperty('command');
    expect((await ask('status', '--state', server)).answer.policies).toMatchObject([{ onRequest: false }]);
  });
});

describe('a settings file that is on Request itself', () => {
  it('is done when the server requires, by the command that is printed, and the workstations are named', async () => {
    const [server, one, two] = await office('ASKED');
    const stick = await shop.stick('asked', await shop.settings('asked.age', { auth: 'psk', mode: 'request' }));
    const settings = join(stick, 'settings.age');
    expect((await serve(server, settings)).status).toBe(0);
    for (const each of [one, two]) await shop.visit(each, stick);
    const gate = await ask('ledger', 'check', stick, ...shop.opening, '--list', shop.path('list.csv'), '--demo', '--state', server); // prettier-ignore
    expect(gate.answer).toMatchObject({ ready: true, server: 'on-request', workstationsOnRequest: true });
    expect(gate.stderr).toContain('2 of 2 in force, none proved yet.');
    const [, ...argv] = [...String(gate.answer['command']).matchAll(/"([^"]*)"|(\S+)/gu)].map(
      ([, a, b]) => a ?? b ?? '',
    );
    expect((await ask(...argv)).status).toBe(0);
    const done = await check(stick);
    expect(done.answer).toMatchObject({ ready: true, server: 'final', gate: '2 of 2 in force, and so is the server.' });
    expect(done.stderr).toContain('The workstations of this settings file are on Request as well');
    expect((await ask('status', '--state', one)).stderr).toContain('switch to Require does not end it');
    for (const argvOf of [
      ['settings', 'check', settings],
      ['kit', '--settings', settings, '--to', shop.path('asked-2')],
    ])
      expect((await ask(...argvOf, ...shop.opening)).stderr).toContain('The workstations of this settings file are on');
  });
});

describe('the way from a key to Kerberos', () => {
  it('keeps every backup secured before, between and after, and says when the key may go', async () => {
    const [server, one, two] = await office('KRB');
    const before = await shop.stick('by-key', await shop.settings('by-key.age', { auth: 'psk' }));
    await serve(server, join(before, 'settings.age'));
    for (const each of [one, two]) await shop.visit(each, before);
    const backups = async (): Promise<readonly unknown[]> => [await backup(one, server), await backup(two, server)];
    expect(await backups()).toEqual(['secured', 'secured']);

    const after = await shop.stick('by-kerberos', await shop.settings('by-kerberos.age', { auth: 'kerberos' }));
    const settings = join(after, 'settings.age');
    const both = ['--override', '--auth', 'kerberos', '--auth', 'psk', '--psk-file', shop.path('key')];
    expect((await serve(server, settings, ...both)).status).toBe(0);
    expect(await backups()).toEqual(['secured', 'secured']);

    await shop.visit(one, after);
    expect(await backups()).toEqual(['secured', 'secured']);
    const between = await check(after);
    expect(between.answer).toMatchObject({ ready: false, server: 'accepts-key' });
    expect(between.stderr).toContain('1 of 2 in force: the server keeps the pre-shared key until the others are.');

    await shop.visit(two, after);
    expect(await backups()).toEqual(['secured', 'secured']);
    const gate = await check(after);
    expect(gate.answer).toMatchObject({ ready: true, gate: '2 of 2: the pre-shared key may go.' });
    expect(gate.answer['command']).toContain('apply --role server');

    expect((await serve(server, settings)).status).toBe(0);
    expect(await backups()).toEqual(['secured', 'secured']);
    expect((await check(after)).answer).toMatchObject({ server: 'final' });
  });
});

describe('a new key', () => {
  /** The same policy with another key, as a file and a stick of its own. */
  async function nextKey(name: string): Promise<string> {
    const key = shop.path(`${name}.key`);
    await writeFile(key, `another key for ${name} of 2026\n`);
    const pair = ['settings', 'new', '--pair', '--server', serverAddress, '--psk-file', key];
    const { status } = await ask(...pair, '--out', shop.path(`${name}.age`), ...shop.opening, '--yes');
    expect(status).toBe(0);
    return shop.stick(name, shop.path(`${name}.age`));
  }

  it('cannot be accepted beside the old one: between server and visit a workstation on Require is refused', async () => {
    const [server, one] = await office('KEY');
    const before = await shop.stick('key-1', await shop.settings('key-1.age', { auth: 'psk' }));
    await serve(server, join(before, 'settings.age'));
    await shop.visit(one, before);
    const after = await nextKey('key-2');
    const moved = await serve(server, join(after, 'settings.age'), '--override', '--mode', 'request');
    expect(moved.answer.error).toBeUndefined();
    expect(await backup(one, server)).toBe('refused');
    await shop.visit(one, after);
    expect(await backup(one, server)).toBe('secured');
  });

  it('loses no backup where both sides are on Request, and those go in clear meanwhile', async () => {
    const [server, one] = await office('ASK');
    const before = await shop.stick('ask-1', await shop.settings('ask-1.age', { auth: 'psk', mode: 'request' }));
    await serve(server, join(before, 'settings.age'));
    await shop.visit(one, before);
    expect(await backup(one, server)).toBe('secured');
    const after = await nextKey('ask-2');
    await serve(server, join(after, 'settings.age'), '--override', '--mode', 'request');
    expect(await backup(one, server)).toBe('clear-text');
    await shop.visit(one, after);
    expect(await backup(one, server)).toBe('secured');
  });
});

describe('the record of the roll-out', () => {
  it('knows a renamed computer again, keeps two of one name apart, and holds remarks but no id', async () => {
    const stick = await shop.stick('ids', await shop.settings('ids.age'));
    const renamed = await computer('STARY', '192.0.2.31');
    await shop.visit(renamed, stick, '--remark', 'Pokój 12, drukarka obok');
    await ask('simulate', 'set', 'computer-name=NOWY', '--state', renamed);
    await shop.visit(renamed, stick);
    for (const [at, id] of ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'].entries()) {
      const twin = shop.path(`twin-${at}.json`);
      await writeFile(twin, JSON.stringify({ format: 1, computer: { name: 'BLIŹNIAK', machineId: id, domain: 'corp.example' } })); // prettier-ignore
      await shop.visit(twin, stick);
    }
    await list('STARY', 'BLIŹNIAK');
    const { answer, stderr } = await check(stick);
    expect(answer).toMatchObject({
      workstations: {
        total: 2,
        done: 2,
        computers: [
          { computer: 'STARY', now: 'NOWY' },
          { computer: 'BLIŹNIAK', sameName: 2 },
        ],
        unlisted: [],
      },
    });
    expect(stderr).toContain('It is called NOWY now.');
    expect(stderr).toContain('The ledger knows 2 computers of this name');
    const ledger = await readFile(join(stick, 'ledger.jsonl'), 'utf8');
    expect(ledger).toContain('"Pokój 12, drukarka obok"');
    expect(ledger).not.toContain('11111111-1111-4111-8111-111111111111');
    expect(new Set([...ledger.matchAll(/"machineId":"([0-9a-f]{32})"/gu)].map(([, id]) => id)).size).toBe(3);
  });

  it.each([
    ['a line end', 'one\ntwo'],
    ['too many letters', 'x'.repeat(201)],
    ['nothing', '  '],
    ['an order to the terminal', 'a\u001b[2J'],
  ])('takes no remark of %s', async (_, remark) => {
    const stick = await shop.stick('remarks', await shop.settings('remarks.age'));
    const state = await shop.computer('UNTOUCHED');
    const before = await readFile(state, 'utf8');
    const { status, answer } = await shop.visit(state, stick, '--remark', remark);
    expect({ status, code: answer.error?.code, path: answer.error?.path }).toEqual({ status: 1, code: 'usage', path: '--remark' }); // prettier-ignore
    expect(await readFile(state, 'utf8')).toBe(before);
  });

  it('takes no remark where there is no ledger', async () => {
    const { status } = await ask('apply', '--role', 'server', '--auth', 'kerberos', '--yes', '--remark', 'x');
    expect(status).toBe(1);
  });
});
