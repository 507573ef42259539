import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingIn } from './testing/command-line';
import { ask, passphraseWords, Workshop } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
});
afterAll(() => shop.remove());

const linesOn = async (stick: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(join(stick, 'ledger.jsonl'), 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** A workstation whose change waits to be kept. */
async function pending(name: string): Promise<{ readonly stick: string; readonly state: string }> {
  const stick = await shop.stick(`stick-${name}`, await shop.settings(`${name}.age`));
  const state = await shop.computer(name);
  const { answer } = await shop.visit(state, stick, '--confirm-within', '600');
  expect(answer).toMatchObject({ outcome: 'pending', ledger: { kind: 'promised' } });
  expect(await readdir(stick)).not.toContain('ledger.jsonl');
  return { stick, state };
}

describe('the ledger and a change that waits to be kept', () => {
  it('gets its line by confirm with the settings file', { timeout: 120_000 }, async () => {
    const { stick, state } = await pending('PC1');
    const settings = ['--settings', join(stick, 'settings.age'), ...shop.opening];
    const { answer } = await ask('confirm', '--without-proof', '--state', state, ...settings);
    expect(answer).toMatchObject({ outcome: 'applied', ledger: { kind: 'written' } });
    expect(await linesOn(stick)).toMatchObject([{ computer: 'PC1', role: 'workstation' }]);
  });

  it('gets it later where confirm has no passphrase, and no secret waits meanwhile', { timeout: 120_000 }, async () => {
    const { stick, state } = await pending('PC2');
    const { answer } = await ask('confirm', '--without-proof', '--state', state);
    expect(answer).toMatchObject({ ledger: { kind: 'owed', file: join(stick, 'ledger.jsonl') } });
    expect(await linesOn(stick)).toEqual([]);
    expect(await everythingIn(`${state}.data`)).not.toContain(passphraseWords);
    const settings = ['--settings', join(stick, 'settings.age'), '--role', 'workstation', ...shop.opening];
    await ask('verify', '--state', state, ...settings);
    const [line, ...others] = await linesOn(stick);
    expect([line?.['computer'], line?.['remarks'], others]).toEqual([
      'PC2',
      expect.arrayContaining(['signed-later']),
      [],
    ]);
    expect((await shop.check(stick)).answer).toMatchObject({ whole: true });
    await ask('verify', '--state', state, ...settings);
    expect(await linesOn(stick)).toHaveLength(1);
  });

  it('has no line of a change that was undone', { timeout: 120_000 }, async () => {
    const { stick, state } = await pending('PC3');
    await ask('rollback', '--yes', '--state', state);
    const settings = ['--settings', join(stick, 'settings.age'), '--role', 'workstation', ...shop.opening];
    await ask('verify', '--state', state, ...settings);
    expect(await linesOn(stick)).toEqual([]);
  });
});
