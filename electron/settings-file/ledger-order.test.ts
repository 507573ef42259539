import { describe, expect, it } from 'vitest';
import type { LedgerLine } from './ledger-line';
import { oldestFirst } from './ledger-order';
import { rollCall } from './workstation-list';

const line = (number: number, at: string, more: Partial<LedgerLine> = {}): LedgerLine => ({
  ledger: 1,
  chain: '00000000-0000-4000-8000-000000000000',
  number,
  previous: '',
  key: '0'.repeat(16),
  at,
  computer: 'PC1',
  policy: 'fbs',
  role: 'workstation',
  fingerprint: 'a'.repeat(64),
  level: 'enforced',
  evidence: [],
  remarks: [],
  simulated: false,
  mac: '0'.repeat(64),
  ...more,
});
const numbersOf = (lines: readonly LedgerLine[]): readonly number[] => oldestFirst(lines).map(({ number }) => number);
const ahead = '2027-09-17T00:00:00.000Z';
const now = '2026-11-21T00:00:00.000Z';
const later = '2026-11-22T00:00:00.000Z';

describe('the order of a ledger', () => {
  it('is that of the chain where the clock of a computer was set back', () => {
    expect(numbersOf([line(1, ahead), line(2, now), line(3, later)])).toEqual([1, 2, 3]);
  });

  it('is that of the times between computers, and between sticks', () => {
    const other = { chain: '11111111-1111-4111-8111-111111111111' };
    expect(numbersOf([line(1, ahead), line(2, now, { computer: 'PC2' })])).toEqual([2, 1]);
    expect(numbersOf([line(1, later), line(2, now, other)])).toEqual([2, 1]);
  });

  it('goes by the times where a copied stick was written on at two places', () => {
    expect(oldestFirst([line(2, later), line(2, now)]).map(({ at }) => at)).toEqual([now, later]);
  });

  it('counts nobody as done whose policy was taken away after the clock had been set right', () => {
    const lines = [line(1, ahead), line(2, now, { level: 'none' })];
    expect(rollCall(['PC1'], lines, undefined).computers).toMatchObject([{ state: 'missing', takenBack: true }]);
  });
});
