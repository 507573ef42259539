import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { problemWords } from '#texts/ledger.en';
import { appendToLedger, mergedText, readLedger } from './ledger';
import { checkLedger, type CheckedLedger } from './ledger-check';
import { readContent, withEntry } from './ledger-content';
import { ledgerKeyOf } from './ledger-key';
import type { LedgerEntry } from './ledger-line';
import { diskFaults, FaultyKitDisk } from './testing/faulty-kit-disk';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-ledger-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const secretText = '0123456789abcdef'.repeat(4);
const key = ledgerKeyOf(new Secret(secretText));
const otherKey = ledgerKeyOf(new Secret('f'.repeat(64)));
const entry = (computer: string): LedgerEntry => ({
  at: '2026-01-02T03:04:05.678Z',
  computer,
  policy: 'fbs',
  role: 'workstation',
  fingerprint: 'a'.repeat(64),
  level: 'enforced',
  evidence: ['Stored and read back.'],
  remarks: [],
  simulated: false,
});
const ledgerOf = (names: readonly string[], by = key, before = ''): string =>
  names.reduce((text, name) => withEntry(text, entry(name), by), before);
const check = (text: string): CheckedLedger => checkLedger(readContent(text), key);
const kinds = (text: string): readonly string[] => check(text).problems.map(({ kind }) => kind);
const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const names = ['ŁÓDŹ-1', 'ŻÓŁW', 'PC-3', 'PC-4'];
const whole = ledgerOf(names);

describe('a ledger', () => {
  it('that nobody touched is one whole chain with all of its entries', () => {
    const { problems, chains, authentic } = check(whole);
    expect({ problems, chains: chains.map(({ lines, forked }) => ({ lines, forked })) }).toEqual({
      problems: [],
      chains: [{ lines: 4, forked: false }],
    });
    expect(authentic.map(({ computer, number }) => [number, computer])).toEqual(
      names.map((name, at) => [at + 1, name]),
    );
  });

  it('holds no piece of its secret', () => {
    expect(whole).not.toContain(secretText.slice(0, 8));
  });

  it.each([
    ['altered', (lines: readonly string[]) => lines.with(1, lines[1]?.replace('ŻÓŁW', 'PC-2') ?? ''), ['tampered']],
    [
      'raised',
      (lines: readonly string[]) => lines.with(3, lines[3]?.replace('"enforced"', '"proved"') ?? ''),
      ['tampered'],
    ],
    ['taken out', (lines: readonly string[]) => lines.toSpliced(1, 1), ['missing']],
    ['taken out at the beginning', (lines: readonly string[]) => lines.slice(1), ['missing']],
    ['put elsewhere', (lines: readonly string[]) => [...lines.slice(1), ...lines.slice(0, 1)], ['reordered']],
    ['repeated', (lines: readonly string[]) => [...lines, ...lines.slice(-1)], ['repeated']],
    ['overwritten', (lines: readonly string[]) => lines.with(1, 'rubbish'), ['unreadable', 'missing']],
  ] as const)('with a line that was %s is named so', (_, change, expected) => {
    const found = check(joined(change(linesOf(whole))));
    expect(found.problems.map(({ kind }) => kind)).toEqual(expected);
    for (const problem of found.problems) expect(problemWords(problem)).toMatch(/^\S.*[^.]$/u);
  });

  it('with lines of another settings file counts them apart, accuses nobody, and relies on none of them', () => {
    const mixed = ledgerOf(['PC-9'], otherKey, whole);
    expect(check(mixed)).toMatchObject({ problems: [], foreign: [{ computer: 'PC-9' }] });
    expect(check(mixed).authentic).toHaveLength(4);
    expect(check(ledgerOf(names, otherKey))).toMatchObject({ problems: [], authentic: [], foreign: { length: 4 } });
  });

  it('does not take an altered line for one of another settings file, whatever mark it bears', () => {
    const marked = linesOf(whole).with(1, linesOf(whole)[1]?.replace(key.id, otherKey.id) ?? '');
    expect(check(joined(marked))).toMatchObject({ problems: [{ kind: 'tampered', number: 2 }], foreign: [] });
  });

  it('with a line twice relies on the first of them', () => {
    const content = readContent(joined([...linesOf(whole), linesOf(whole)[1] ?? '']));
    const lines = content.lines.map(({ line }) => line);
    const { authentic } = checkLedger(content, key);
    expect(lines.map((line) => authentic.includes(line))).toEqual([true, true, true, true, false]);
  });

  it('whose last line is torn keeps the others, and goes on', () => {
    const torn = whole.slice(0, -40);
    expect(check(torn)).toMatchObject({ problems: [], isTorn: true, chains: [{ lines: 3 }] });
    const more = withEntry(torn, entry('PC-5'), key);
    expect(check(more)).toMatchObject({ problems: [], isTorn: false, chains: [{ lines: 4 }] });
    expect(more.startsWith(joined(linesOf(whole).slice(0, 3)))).toBe(true);
  });

  it('that lost nothing but its last line end is whole', () => {
    const more = withEntry(whole.trimEnd(), entry('PC-5'), key);
    expect(check(more)).toMatchObject({ problems: [], isTorn: false, chains: [{ lines: 5 }] });
  });

  it('never takes a line for authentic that was not written, wherever a letter changes', () => {
    const written = new Set(linesOf(whole));
    // Without the last line end: a blank in its place says the same.
    const letter = fc.integer({ min: 0, max: whole.length - 2 });
    fc.assert(
      fc.property(letter, fc.integer({ min: 32, max: 126 }), (at, code) => {
        const changed = whole.slice(0, at) + String.fromCharCode(code) + whole.slice(at + 1);
        fc.pre(changed !== whole);
        const { authentic, problems, isTorn } = check(changed);
        expect(authentic.every((line) => written.has(JSON.stringify(line)))).toBe(true);
        expect(problems.length > 0 || isTorn).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('merging', () => {
  const other = ledgerOf(['PC-5', 'PC-6']);
  const merge = (...texts: readonly string[]): string => mergedText(texts.map(readContent));

  it('two sticks gives both chains, whole, in whichever order', () => {
    const merged = merge(whole, other);
    expect(check(merged)).toMatchObject({ problems: [], chains: [{ lines: 4 }, { lines: 2 }] });
    expect(linesOf(merge(other, whole)).toSorted()).toEqual(linesOf(merged).toSorted());
  });

  it('an earlier copy adds nothing, and brings out what was cut off the end', () => {
    const [shorter, longer] = [joined(linesOf(whole).slice(0, 2)), whole];
    expect(merge(shorter, longer)).toBe(longer);
    expect(merge(merge(whole, other), other, whole)).toBe(merge(whole, other));
  });

  it('two copies that were written on keeps both ends, and says that it forked', () => {
    const merged = merge(ledgerOf(['PC-7'], key, whole), ledgerOf(['PC-8', 'PC-9'], key, whole));
    expect(check(merged)).toMatchObject({ problems: [], chains: [{ lines: 7, forked: true }] });
  });

  it('keeps an altered line, so that it is named', () => {
    const altered = whole.replace('ŻÓŁW', 'PC-2');
    expect(kinds(merge(altered))).toEqual(['tampered']);
    expect(kinds(merge(whole, altered))).toContain('tampered');
  });
});

describe('a ledger on a stick', () => {
  it.each(diskFaults)('that is %s at any deed has the line or does not, and is whole', async (fault) => {
    const file = join(folder, `${fault}.jsonl`);
    let k = 0;
    let faulty: FaultyKitDisk;
    do {
      k += 1;
      await writeFile(file, whole);
      faulty = new FaultyKitDisk(k, fault);
      await appendToLedger(file, entry('PC-5'), key, faulty.disk).catch(() => undefined);
      const { problems, authentic, isTorn } = check(await readFile(file, 'utf8'));
      expect({ k, problems, isTorn }).toEqual({ k, problems: [], isTorn: false });
      expect([4, 5]).toContain(authentic.length);
    } while (faulty.deeds >= k);
    expect(k).toBeGreaterThan(5);
  });

  it('begins with the first entry', async () => {
    const file = join(folder, 'new.jsonl');
    await appendToLedger(file, entry('PC-1'), key);
    await appendToLedger(file, entry('PC-2'), key);
    expect(checkLedger(await readLedger(file), key)).toMatchObject({ problems: [], chains: [{ lines: 2 }] });
  });
});
