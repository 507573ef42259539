import { describe, expect, it } from 'vitest';
import type { LedgerLine } from './ledger-line';
import { rollCall, workstationNames } from './workstation-list';

const [now, before] = ['a'.repeat(64), 'b'.repeat(64)];

/** Lines in the order in which they were written. */
const ledger = (...lines: readonly (Partial<LedgerLine> & { readonly computer: string })[]): readonly LedgerLine[] =>
  lines.map((line, at) => ({
    ledger: 1,
    chain: '11111111-1111-4111-8111-111111111111',
    number: at + 1,
    previous: '',
    key: '0'.repeat(16),
    at: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
    policy: 'fbs',
    role: 'workstation',
    fingerprint: now,
    level: 'proved',
    evidence: [],
    remarks: [],
    simulated: false,
    mac: 'f'.repeat(64),
    ...line,
  }));
const states = (names: readonly string[], lines: readonly LedgerLine[]): object =>
  Object.fromEntries(rollCall(names, lines, now).computers.map(({ computer, state }) => [computer, state]));

describe('a roll call', () => {
  it('keeps two computers of one name apart, and the name is done when both are', () => {
    const lines = ledger(
      { computer: 'PC', machineId: 'one', fingerprint: before },
      { computer: 'PC', machineId: 'two' },
    );
    const [answer] = rollCall(['PC'], lines, now).computers;
    expect(answer).toMatchObject({ computer: 'PC', state: 'other-policy', proved: true, sameName: 2 });
    const done = [...lines, ...ledger({ computer: 'PC', machineId: 'one', at: '2026-02-01T00:00:00.000Z' })];
    expect(rollCall(['PC'], done, now).computers).toMatchObject([{ state: 'done', sameName: 2 }]);
  });

  it('finds a renamed computer by its old name and by its new one', () => {
    const lines = ledger(
      { computer: 'OLD', machineId: 'one', fingerprint: before },
      { computer: 'NEW', machineId: 'one' },
    );
    expect(rollCall(['OLD'], lines, now)).toMatchObject({ computers: [{ state: 'done', now: 'NEW' }], unlisted: [] });
    expect(rollCall(['NEW'], lines, now)).toMatchObject({ computers: [{ state: 'done' }], unlisted: [] });
    expect(workstationNames(lines)).toEqual(['NEW']);
  });

  it('takes copies of one disk image for several computers where the list names each', () => {
    const lines = ledger(
      { computer: 'PC1', machineId: 'image', fingerprint: before },
      { computer: 'PC2', machineId: 'image' },
    );
    expect(states(['PC1', 'PC2'], lines)).toEqual({ PC1: 'other-policy', PC2: 'done' });
  });

  it('takes names that take turns for several computers, list or none', () => {
    const lines = ledger(
      { computer: 'PC1', machineId: 'image', fingerprint: before },
      { computer: 'PC2', machineId: 'image', fingerprint: before },
      { computer: 'PC1', machineId: 'image' },
    );
    expect(workstationNames(lines).toSorted()).toEqual(['PC1', 'PC2']);
    expect(rollCall(['PC1'], lines, now)).toMatchObject({ computers: [{ state: 'done' }], unlisted: ['PC2'] });
  });

  it('counts lines without an id as earlier versions did: by name', () => {
    const lines = ledger({ computer: 'PC', fingerprint: before }, { computer: 'PC2' }, { computer: 'pc.corp.example' });
    expect(states(['PC', 'PC2'], lines)).toEqual({ PC: 'done', PC2: 'done' });
  });

  it('adds them to the one computer of that name, in the order of time', () => {
    const old = ledger({ computer: 'PC', fingerprint: before }, { computer: 'PC', machineId: 'one' });
    expect(rollCall(['PC'], old, now).computers).toEqual([expect.not.objectContaining({ sameName: 2 })]);
    expect(states(['PC'], old)).toEqual({ PC: 'done' });
    const newer = ledger({ computer: 'PC', machineId: 'one' }, { computer: 'PC', fingerprint: before });
    expect(states(['PC'], newer)).toEqual({ PC: 'other-policy' });
  });

  it('holds twenty thousand lines in a moment', () => {
    const many = Array.from({ length: 20_000 }, (_, number) => ({ computer: `PC${number % 5_000}`, machineId: `m${number % 5_000}` })); // prettier-ignore
    const names = Array.from({ length: 5_000 }, (_, number) => `PC${number}`);
    const begin = performance.now();
    expect(rollCall(names, ledger(...many), now).computers.every(({ state }) => state === 'done')).toBe(true);
    expect(performance.now() - begin).toBeLessThan(3_000);
  });
});
