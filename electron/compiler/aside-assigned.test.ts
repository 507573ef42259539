import { describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import type { Inventory, PropertyValue } from '#contract/store-object';
import {
  asideDrift,
  asideOf,
  asideReferences,
  asideSnapshot,
  assignedIn,
  canBeUnassigned,
  giveBackSteps,
  isAsideCall,
  nothingAside,
  putAsideSteps,
  watched,
  type AsideWish,
  type AssignedPolicy,
} from './aside';

const key = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
const pathOf = (guid: string): string => `${key.replace('HKLM:\\', '')}\\ipsecPolicy{${guid}}`;
const mine: AssignedPolicy = { path: pathOf('72385230-70fa-11d1-864c-14a300000000'), name: 'FBS by hand' };
const others: AssignedPolicy = { path: pathOf('72385230-70fa-11d1-864c-14a300000001'), name: 'Another' };
const assigned = (properties: Readonly<Record<string, PropertyValue>>): Inventory => ({
  objects: [{ kind: 'AssignedPolicy', name: 'ActivePolicy', properties }],
  enforcement: [],
});
const holding = ({ path, name }: AssignedPolicy): Inventory => assigned({ Path: path, DisplayName: name });
const nothing: Inventory = { objects: [], enforcement: [] };
const put = (assignedPolicy: AssignedPolicy): AsideWish => ({
  put: { firewallRules: [], assignedPolicy },
  back: nothingAside,
});
const back = (assignedPolicy: AssignedPolicy): AsideWish => ({
  put: nothingAside,
  back: { firewallRules: [], assignedPolicy },
});
const call = (cmdlet: string, parameters: Invocation['parameters']): Invocation => ({ cmdlet, parameters });
const unassign = call('Remove-ItemProperty', { LiteralPath: key, Name: 'ActivePolicy' });
const assign = ({ path }: AssignedPolicy): Invocation =>
  call('Set-ItemProperty', { LiteralPath: key, Name: 'ActivePolicy', Value: path });
const start = call('Start-Service', { Name: 'PolicyAgent' });
const restart = call('Restart-Service', { Name: 'PolicyAgent', Force: true });

describe('what is assigned in secpol.msc', () => {
  it('is told with its name, by its path where it has none, and not at all where nothing is', () => {
    expect(assignedIn(holding(mine))).toEqual(mine);
    expect(assignedIn(assigned({ Path: mine.path }))).toEqual({ ...mine, name: mine.path });
    expect(assignedIn(assigned({ Path: '' }))).toBeUndefined();
    expect(assignedIn(nothing)).toBeUndefined();
  });

  it.each([
    ['in any case of letters', mine.path.toUpperCase(), true],
    ['with the key before it', `${mine.path}\\..\\x`, false],
    ['in another key', mine.path.replace('Local', 'Cache'), false],
    ['with the hive before it', `HKLM\\${mine.path}`, false],
    ['of another kind', mine.path.replace('ipsecPolicy', 'ipsecFilter'), false],
    ['with letters that are no hexadecimal digits', mine.path.replace('7238', "7'; "), false],
    ['over two lines', `${mine.path}\n`, false],
    ['of nothing', '', false],
  ])('can be assigned again only by a path of secpol.msc: %s', (_, path, can) => {
    expect(canBeUnassigned({ path, name: 'x' })).toBe(can);
  });
});

describe('un-assigning', () => {
  const steps = putAsideSteps(put(mine), holding(mine));

  it('is the value between a service that runs and one that was started anew, also undone from the end', () => {
    expect(steps.map(({ invocation }) => invocation)).toEqual([start, unassign, restart]);
    expect(steps.toReversed().map(({ inverse }) => inverse)).toEqual([start, assign(mine), restart]);
    expect(steps.map(({ because }) => because).join(' ')).toContain('FBS by hand');
  });

  it.each<[string, AsideWish, Inventory]>([
    ['nothing is assigned any more', put(mine), nothing],
    ['another one is assigned', put(mine), holding(others)],
    ['it could not be assigned again', put({ path: 'elsewhere', name: 'x' }), assigned({ Path: 'elsewhere' })],
    ['nobody has agreed to it', { put: nothingAside, back: nothingAside }, holding(mine)],
  ])('is nothing where %s', (_, wish, inventory) => {
    expect(putAsideSteps(wish, inventory)).toEqual([]);
  });

  it('is in the snapshot with the path alone, and so is what becomes of it', () => {
    const snapshot = asideSnapshot(steps, holding(mine));
    expect(snapshot).toEqual([{ kind: 'AssignedPolicy', name: 'ActivePolicy', properties: { Path: mine.path } }]);
    expect(watched(snapshot, holding({ ...mine, name: 'told otherwise' }))).toEqual(snapshot);
    expect(watched(snapshot, nothing)).toEqual([{ ...snapshot[0], properties: { Path: '' } }]);
    expect(asideSnapshot([], holding(mine))).toEqual([]);
    expect(watched([], holding(mine))).toEqual([]);
  });

  it('is one thing that changes, and is known from the journal alone', () => {
    expect(asideReferences(steps)).toEqual([{ kind: 'AssignedPolicy', name: 'ActivePolicy' }]);
    const { put: known, back: given } = asideOf(steps);
    expect([known.assignedPolicy?.path, given.assignedPolicy]).toEqual([mine.path, undefined]);
    expect(putAsideSteps(asideOf(steps), nothing)).toEqual([]);
  });

  it('is drift where it is assigned again, and only then', () => {
    expect(asideDrift(put(mine), holding({ ...mine, path: mine.path.toUpperCase() }))).toEqual([
      { kind: 'AssignedPolicy', name: 'ActivePolicy', property: '(assigned)', expected: '(none)', found: 'FBS by hand' },
    ]); // prettier-ignore
    expect(asideDrift(put(mine), holding(others))).toEqual([]);
    expect(asideDrift(put(mine), nothing)).toEqual([]);
  });
});

describe('assigning again', () => {
  it('is the same the other way round', () => {
    const steps = giveBackSteps(back(mine), nothing);
    expect(steps.map(({ invocation }) => invocation)).toEqual([start, assign(mine), restart]);
    expect(steps.toReversed().map(({ inverse }) => inverse)).toEqual([start, unassign, restart]);
    expect(asideOf(steps).back.assignedPolicy?.path).toBe(mine.path);
    expect(asideSnapshot(steps, nothing)).toEqual([
      { kind: 'AssignedPolicy', name: 'ActivePolicy', properties: { Path: '' } },
    ]);
  });

  it.each([
    ['it is assigned', holding(mine)],
    ['somebody has assigned another one', holding(others)],
    ['something is there that is no policy', assigned({ Path: 'nonsense' })],
  ])('is nothing where %s', (_, inventory) => {
    expect(giveBackSteps(back(mine), inventory)).toEqual([]);
  });

  it('is nothing where the record names something that is no policy of secpol.msc', () => {
    expect(giveBackSteps(back({ path: 'SOFTWARE\\Elsewhere', name: 'x' }), nothing)).toEqual([]);
  });
});

describe('a call that may stand in a journal', () => {
  it.each([start, unassign, restart, assign(mine)])('is one of four: $cmdlet', (one) => {
    expect(isAsideCall(one)).toBe(true);
  });

  it.each<Invocation>([
    call('Remove-ItemProperty', { LiteralPath: key, Name: 'Other' }),
    call('Remove-ItemProperty', { LiteralPath: `${key}\\x`, Name: 'ActivePolicy' }),
    call('Remove-ItemProperty', { Path: key, Name: 'ActivePolicy' }),
    call('Remove-ItemProperty', { LiteralPath: key, Name: 'ActivePolicy', Force: true }),
    call('Remove-ItemProperty', { LiteralPath: [key], Name: 'ActivePolicy' }),
    call('Remove-Item', { LiteralPath: key, Name: 'ActivePolicy' }),
    assign({ path: 'SOFTWARE\\Elsewhere', name: '' }),
    call('Set-ItemProperty', { LiteralPath: 'HKLM:\\SYSTEM', Name: 'ActivePolicy', Value: mine.path }),
    call('Start-Service', { Name: 'Other' }),
    call('Start-Service', { Name: 'PolicyAgent', Confirm: false }),
    call('Stop-Service', { Name: 'PolicyAgent' }),
    call('Restart-Service', { Name: 'PolicyAgent' }),
    call('Restart-Service', { Name: 'PolicyAgent', Force: 'true' }),
  ])('is no other: %j', (one) => {
    expect(isAsideCall(one)).toBe(false);
  });
});
