import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectError } from './testing/expectations';
import { ask, passphraseWords, Workshop } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
});
afterAll(() => shop.remove());

interface Visited {
  readonly stick: string;
  readonly state: string;
  readonly settings: readonly string[];
}

/** A workstation that was visited, and what is given to undo that with the settings file. */
async function visited(name: string): Promise<Visited> {
  await writeFile(shop.path(`${name}.csv`), `${name}\n`);
  const stick = await shop.stick(`stick-${name}`, await shop.settings(`${name}.age`));
  const state = await shop.computer(name);
  await shop.visit(state, stick);
  return { stick, state, settings: ['--settings', join(stick, 'settings.age'), ...shop.opening] };
}

async function called(stick: string, name: string): Promise<unknown> {
  const { status, answer, stderr } = await shop.check(stick, '--list', shop.path(`${name}.csv`), '--demo');
  const { computers } = answer['workstations'] as { readonly computers: readonly object[] };
  return { status, whole: answer['whole'], ...computers[0], isSaid: stderr.includes('its policy was taken away') };
}
const done = { status: 0, whole: true, state: 'done', isSaid: false };
const missing = { status: 2, whole: true, state: 'missing', takenBack: true, isSaid: true };

describe('a policy that is taken away again', { timeout: 120_000 }, () => {
  it.each(['remove', 'rollback'])('by %s with the settings file is missing in the ledger', async (verb) => {
    const { stick, state, settings } = await visited(verb.toUpperCase());
    expect(await called(stick, verb.toUpperCase())).toMatchObject(done);
    const { status, answer } = await ask(verb, '--yes', '--state', state, ...settings);
    expect({ status, ledger: answer['ledger'] }).toMatchObject({ status: 0, ledger: { kind: 'written' } });
    expect(await called(stick, verb.toUpperCase())).toMatchObject(missing);
    await shop.visit(state, stick);
    expect(await called(stick, verb.toUpperCase())).toMatchObject(done);
  });

  it('without it is said, and written down at the next opening', async () => {
    const { stick, state, settings } = await visited('OWED');
    const { answer, stderr } = await ask('remove', '--yes', '--state', state);
    expect(answer['ledger']).toEqual({ kind: 'owed', file: join(stick, 'ledger.jsonl') });
    expect(stderr).toContain('still calls this computer done');
    expect(await called(stick, 'OWED')).toMatchObject(done);
    expect(await readFile(join(`${state}.data`, 'ledger-owed.json'), 'utf8')).not.toContain(passphraseWords);
    await ask('verify', '--role', 'workstation', '--state', state, ...settings);
    expect(await called(stick, 'OWED')).toMatchObject(missing);
  });

  it('by an undone change of a workstation that has none besides is missing; with one besides, it stays', async () => {
    const { stick, state, settings } = await visited('AGAIN');
    const role = ['--role', 'workstation'];
    await ask('apply', ...role, ...settings, '--override', '--port', '4532', '--yes', '--state', state, '--confirm-within', '600'); // prettier-ignore
    // Of which side the change was, the journal says.
    const undone = await ask('recover', ...settings, '--yes', '--state', state);
    expect(undone.status).toBe(3);
    expect(undone.answer).not.toHaveProperty('ledger');
    expect(await called(stick, 'AGAIN')).toMatchObject(done);
    await ask('rollback', '--yes', '--state', state, ...settings);
  });

  it('says nothing of a ledger where none was written', async () => {
    const state = await shop.computer('ALONE');
    await ask('apply', '--role', 'workstation', '--auth', 'kerberos', '--yes', '--state', state);
    const { answer, stderr } = await ask('remove', '--yes', '--state', state);
    expect(answer).not.toHaveProperty('ledger');
    expect(stderr).not.toContain('Ledger');
  });

  it('is not touched where the passphrase that is given does not open the file', async () => {
    const { state, stick } = await visited('WRONG');
    const before = await readFile(state, 'utf8');
    const wrong = ['--settings', join(stick, 'settings.age'), '--passphrase-file', shop.path('key')];
    expectError(await ask('remove', '--yes', '--state', state, ...wrong), 'settings-passphrase-wrong', 1);
    expect(await readFile(state, 'utf8')).toBe(before);
  });
});
