import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectError } from './testing/expectations';
import { ask, Workshop } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
  await writeFile(shop.path('list.csv'), 'PC-1\nPC-2\n');
});
afterAll(() => shop.remove());

const list = (): readonly string[] => ['--list', shop.path('list.csv'), '--demo'];
const ledgerOn = (stick: string): string => join(stick, 'ledger.jsonl');
const visited = async (stick: string, ...names: readonly string[]): Promise<void> => {
  for (const name of names) await shop.visit(await shop.computer(name), stick);
};

describe('a stick that is prepared a second time with another settings file', () => {
  it('begins a new ledger, keeps the old one, and accuses nobody', { timeout: 120_000 }, async () => {
    const [first, second] = [await shop.settings('first.age'), await shop.settings('second.age')];
    const stick = await shop.stick('twice', first);
    await visited(stick, 'PC-1');
    const kit = await ask('kit', '--to', stick, '--settings', second, ...shop.opening);
    const aside = String(kit.answer['ledgerSetAside']);
    expect(kit.answer).toMatchObject({ ledger: 'other', ledgerSetAside: expect.stringMatching(/^ledger-[0-9a-f]{16}\.jsonl$/u) as string }); // prettier-ignore
    expect(kit.stderr).toContain(aside);
    expect(await readdir(stick)).not.toContain('ledger.jsonl');
    const empty = await shop.check(stick, ...list());
    expect({ status: empty.status, ...empty.answer }).toMatchObject({ status: 2, whole: true, foreign: 0 });
    const old = await ask('ledger', 'check', join(stick, aside), '--settings', first, ...shop.opening);
    expect({ status: old.status, ...old.answer }).toMatchObject({ status: 0, whole: true, entries: 1 });
  });

  it('counts lines of the earlier file apart where they are in one ledger', { timeout: 120_000 }, async () => {
    const [first, second] = [await shop.settings('third.age'), await shop.settings('fourth.age')];
    const stick = await shop.stick('mixed', first);
    await visited(stick, 'PC-1');
    await copyFile(second, join(stick, 'settings.age'));
    await visited(stick, 'PC-2');
    const { status, answer, stderr } = await shop.check(stick, ...list());
    expect({ status, ...answer }).toMatchObject({
      ...{ status: 2, whole: true, entries: 1, foreign: 1, problems: [] },
      workstations: { done: 1, missing: ['PC-1'] },
    });
    expect(stderr).toContain('Lines of an earlier settings file, or of another one: 1.');
    const shown = await ask('ledger', 'show', stick, ...shop.opening);
    expect(shown.stderr).toContain('[of another settings file]');
    expect(shown.stderr).not.toContain('[not authentic]');
  });
});

describe('a name with a line end in it', () => {
  it('makes no row of its own in the table', { timeout: 120_000 }, async () => {
    const stick = await shop.stick('forged', await shop.settings('forged.age'));
    await visited(stick, 'PC-1');
    const forged = (await readFile(ledgerOn(stick), 'utf8')).replace(
      '"PC-1"',
      '"PC-1\\nPC-2  workstation  fbs  proved\\n"',
    );
    await writeFile(ledgerOn(stick), forged);
    const { stderr } = await ask('ledger', 'show', stick, ...shop.opening);
    expect(stderr).not.toMatch(/^PC-2/mu);
    expect(stderr).toMatch(/PC-1 PC-2 .*\[not authentic\]/u);
  });
});

describe('a stick that no computer has seen yet', () => {
  it('has an empty ledger: everybody is missing, nothing to show, nothing to merge', { timeout: 120_000 }, async () => {
    const file = await shop.settings('fresh.age');
    const [stick, other] = [await shop.stick('fresh', file), await shop.stick('fresh-2', file)];
    const checked = await shop.check(stick, ...list());
    expect({ status: checked.status, ...checked.answer }).toMatchObject({
      ...{ status: 2, whole: true, entries: 0 },
      workstations: { missing: ['PC-1', 'PC-2'] },
    });
    expect((await shop.check(stick)).status).toBe(0);
    const shown = await ask('ledger', 'show', stick);
    expect({ status: shown.status, ...shown.answer }).toMatchObject({ status: 0, entries: [] });
    await visited(other, 'PC-1');
    const merged = await ask('ledger', 'merge', stick, other, '--out', shop.path('union.jsonl'));
    expect({ status: merged.status, ...merged.answer }).toMatchObject({ status: 0, entries: 1, leftOut: 0 });
  });

  it('is an error still where there is no settings file, or the ledger itself was named', async () => {
    const stick = await shop.stick('bare', await shop.settings('bare.age'));
    expectError(await ask('ledger', 'show', ledgerOn(stick)), 'file-unreadable', 1);
    await rm(join(stick, 'settings.age'));
    expectError(await ask('ledger', 'show', stick), 'file-unreadable', 1);
  });
});

describe('merging', () => {
  it('names a moved and an altered line by its own file, and what was left out', { timeout: 120_000 }, async () => {
    const file = await shop.settings('union.age');
    const [one, two] = [await shop.stick('union-1', file), await shop.stick('union-2', file)];
    await visited(one, 'PC-1', 'PC-2');
    await visited(two, 'PC-3', 'PC-4');
    const [first = '', second = ''] = (await readFile(ledgerOn(one), 'utf8')).trimEnd().split('\n');
    await writeFile(ledgerOn(one), `${second}\n${first}\nrubbish\n`);
    await writeFile(ledgerOn(two), (await readFile(ledgerOn(two), 'utf8')).replace('"PC-4"', '"PC-9"'));
    const out = ['--out', shop.path('merged.jsonl'), '--settings', file, ...shop.opening];
    const { status, answer, stderr } = await ask('ledger', 'merge', one, two, ...out);
    expect({ status, ...answer }).toMatchObject({
      ...{ status: 0, entries: 4, leftOut: 1 },
      inputs: [
        { file: ledgerOn(one), entries: 2, leftOut: 1 },
        { file: ledgerOn(two), entries: 2, leftOut: 0 },
      ],
      problems: [
        { kind: 'unreadable', file: ledgerOn(one), at: 3 },
        { kind: 'reordered', file: ledgerOn(one), at: 2 },
        { kind: 'tampered', file: ledgerOn(two), at: 2 },
      ],
    });
    expect(stderr).toContain(`${ledgerOn(two)}: line 2 was altered`);
    expect(stderr).toContain(`1 in ${ledgerOn(one)}`);
  });

  it('refuses a settings file that is named as a ledger', async () => {
    const stick = await shop.stick('mistaken', await shop.settings('mistaken.age'));
    const out = shop.path('never.jsonl');
    const refused = await ask('ledger', 'merge', join(stick, 'settings.age'), '--out', out);
    expectError(refused, 'usage', 1);
    expect(refused.answer.error?.happened).toContain('is no ledger');
    expect(await readdir(shop.folder)).not.toContain('never.jsonl');
  });
});
