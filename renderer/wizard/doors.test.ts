import { describe, expect, it } from 'vitest';
import { doorIds, securedDoor, withDoor } from '#policy/doors';
import { presetPolicy } from '#policy/presets';
import { passiveRange, proposalFor } from './doors';
import { changeFilters, changeFilterList, changeNegotiation } from './edit-policy';
import { removeRule, withKind } from './rules';

const server = presetPolicy({ role: 'server' });

describe('the passive range', () => {
  it('is none, half of one, or a range', () => {
    expect(passiveRange({ from: ' ', to: '' })).toEqual({ kind: 'none' });
    expect(passiveRange({ from: '40000', to: '' })).toEqual({ kind: 'half' });
    expect(passiveRange({ from: '40000', to: '40004' })).toEqual({
      kind: 'range',
      range: { from: 40_000, to: 40_004 },
    });
  });

  it.each([
    ['4e4', '40004'],
    ['40004', '40000'],
    ['0', '5'],
    ['1', '65535'],
    ['-1', '5'],
  ])('%s to %s is said to be impossible, and adds nothing', (from, to) => {
    const proposal = proposalFor(server, 'ftp', passiveRange({ from, to }));
    expect(proposal.rule).toBeUndefined();
    expect(proposal.findings.map(({ code }) => code)).toEqual(['ftp-data-ports-impossible']);
  });
});

describe.each(doorIds)('the door %s', (door) => {
  const secured = withDoor(server, proposalFor(server, door, { kind: 'none' }));

  it('is secured by a rule of its own, and open again without it', () => {
    expect(securedDoor(server, door)).toBeUndefined();
    expect(securedDoor(secured, door)).toEqual({ at: 1, alone: true });
    expect(securedDoor(removeRule(secured, 1), door)).toBeUndefined();
  });

  it('is not secured by a rule that permits or blocks', () => {
    expect(securedDoor(withKind(secured, 1, 'block'), door)).toBeUndefined();
    expect(securedDoor(withKind(secured, 1, 'permit'), door)).toBeUndefined();
  });

  it('is secured by a wider rule too, which cannot be taken away for it', () => {
    const all = changeFilters(server, 0, (filters) =>
      filters.map((filter) => ({ ...filter, protocol: 'any' as const, destinationPort: { kind: 'any' as const } })),
    );
    expect(securedDoor(all, door)).toEqual({ at: 0, alone: false });
    const joined = changeFilters(server, 0, (filters) => [...filters, ...(secured.rules[1]?.filterList.filters ?? [])]);
    expect(securedDoor(joined, door)).toEqual({ at: 0, alone: false });
  });

  it('is not taken away where its rule was given another name or further ports', () => {
    const renamed = changeFilterList(secured, 1, (list) => ({ ...list, name: 'Ours' }));
    expect(securedDoor(renamed, door)).toEqual({ at: 1, alone: false });
    const wider = changeFilters(secured, 1, (filters) => [
      ...filters,
      ...filters.map((filter) => ({
        ...filter,
        protocol: 'UDP' as const,
        destinationPort: { kind: 'port' as const, port: 53 },
      })),
    ]);
    expect(securedDoor(wider, door)).toEqual({ at: 1, alone: false });
  });

  it('follows the protection of the rule for the backup', () => {
    const changed = changeNegotiation(secured, 0, (action) => ({ ...action, allowFallback: true }));
    expect(changed.rules[1]?.filterAction).toMatchObject({ allowFallback: true });
  });
});

it('FTP with passive ports is one door with one rule', () => {
  const range = { kind: 'range', range: { from: 40_000, to: 40_004 } } as const;
  const secured = withDoor(server, proposalFor(server, 'ftp', range));
  expect(securedDoor(secured, 'ftp')).toEqual({ at: 1, alone: true });
});
