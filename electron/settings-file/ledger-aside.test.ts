import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { setLedgerAside } from './ledger-aside';
import { withEntry } from './ledger-content';
import { ledgerKeyOf } from './ledger-key';
import type { LedgerEntry } from './ledger-line';
import { diskFaults, FaultyKitDisk } from './testing/faulty-kit-disk';

let root = '';
let file = '';
let folder = '';
let at = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ipsecbw-aside-'));
});
beforeEach(async () => {
  at += 1;
  folder = await mkdtemp(join(root, `${at}-`));
  file = join(folder, 'ledger.jsonl');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const [old, present] = [ledgerKeyOf(new Secret('a'.repeat(64))), ledgerKeyOf(new Secret('b'.repeat(64)))];
const entry: LedgerEntry = {
  at: '2026-01-02T03:04:05.678Z',
  computer: 'PC-1',
  policy: 'fbs',
  role: 'workstation',
  fingerprint: 'a'.repeat(64),
  level: 'enforced',
  evidence: [],
  remarks: [],
  simulated: false,
};
const lineBy = (key = old, before = ''): string => withEntry(before, entry, key);
const aside = `ledger-${old.id}.jsonl`;

describe('the ledger on a stick that is prepared with another settings file', () => {
  it('is renamed whole, and nothing that was set aside before is lost', async () => {
    for (const name of [aside, `ledger-${old.id}-2.jsonl`]) {
      await writeFile(file, lineBy());
      expect(await setLedgerAside(file, present)).toEqual({ there: 'other', setAside: name });
    }
    expect(await readFile(join(folder, aside), 'utf8')).toContain(old.id);
    expect((await readdir(folder)).toSorted()).toEqual([`ledger-${old.id}-2.jsonl`, aside].toSorted());
  });

  it.each([
    ['has lines of both', (): string => lineBy(present, lineBy()), 'continues'],
    ['is of that very file', (): string => lineBy(present), 'continues'],
    ['is empty', (): string => '', 'none'],
    ['is none', (): string => 'hello\nworld\n', 'none'],
  ] as const)('stays where it %s', async (_, text, there) => {
    const written: string = text();
    await writeFile(file, written);
    expect(await setLedgerAside(file, present)).toEqual({ there, setAside: null });
    expect(await readFile(file, 'utf8')).toBe(written);
  });

  it.each(diskFaults)('is there whole under one name on a stick that is %s at any deed', async (fault) => {
    for (let k = 1; k <= 4; k += 1) {
      for (const name of await readdir(folder)) await rm(join(folder, name));
      await writeFile(file, lineBy());
      await setLedgerAside(file, present, new FaultyKitDisk(k, fault).disk);
      const names = await readdir(folder);
      expect(names).toHaveLength(1);
      expect(await readFile(join(folder, names[0] ?? ''), 'utf8')).toContain(old.id);
    }
  });
});
