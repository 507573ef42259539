import { describe, expect, it } from 'vitest';
import { canBeUnassigned, assignedIn } from '#compiler/aside';
import { assignedFrom, assignedReads } from './observe-assigned';
import { objectsIn } from './testing/table-gateway';

const path =
  'SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}';
const policy = { PSChildName: 'ipsecpolicy{72385230-70fa-11d1-864c-14a300000000}', ipsecName: 'FBS by hand' };

describe('the reads of what secpol.msc has assigned', () => {
  it('are two, of this computer’s own store only, and take no other read with them', () => {
    expect(assignedReads('PersistentStore')).toHaveLength(2);
    expect(assignedReads('PersistentStore').every(({ mayFail }) => mayFail === true)).toBe(true);
    expect([...assignedReads('ActiveStore'), ...assignedReads('corp.example\\FBS')]).toEqual([]);
  });
});

describe('what they answer', () => {
  it('is the path and the name of the policy, whatever the case of its letters', () => {
    expect(assignedFrom([[{ ActivePolicy: path }], [{ PSChildName: 'x', ipsecName: 'y' }, policy]])).toEqual([
      { kind: 'AssignedPolicy', name: 'ActivePolicy', properties: { Path: path, DisplayName: 'FBS by hand' } },
    ]);
  });

  it.each([
    ['the key of the policy is gone', []],
    ['it has no name', [{ PSChildName: policy.PSChildName }]],
    ['its name is no text', [{ ...policy, ipsecName: 7 }]],
    ['its name is empty', [{ ...policy, ipsecName: '' }]],
  ])('is named by its key where %s', (_, policies) => {
    const [found] = assignedFrom([[{ ActivePolicy: path }], policies]);
    expect(found?.properties['DisplayName']).toBe('ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}');
  });

  it.each([[undefined], [[]], [[{}]], [[{ ActivePolicy: '' }]], [[{ ActivePolicy: null }]]])(
    'is nothing where nothing is assigned: %j',
    (rows) => {
      expect(assignedFrom([rows ?? [], []])).toEqual([]);
      expect(assignedFrom([])).toEqual([]);
    },
  );

  it.each([[7], [['a', 'b']], [{ nested: path }], [true], ['x'.repeat(5_000)], ['SOFTWARE\\Elsewhere']])(
    'is something that nobody un-assigns where the value is %j',
    (value) => {
      const objects = assignedFrom([[{ ActivePolicy: value }], [policy]]);
      const found = assignedIn({ objects });
      expect(found).toBeDefined();
      expect(found !== undefined && canBeUnassigned(found)).toBe(false);
      expect(JSON.stringify(objects).length).toBeLessThan(1_500);
    },
  );

  it('is in the inventory beside the objects, after everything else that is read', async () => {
    const found = await objectsIn({ all: { ItemProperty: [{ ActivePolicy: path, ...policy }] } });
    expect(found.map(({ kind, properties }) => [kind, properties['DisplayName']])).toEqual([
      ['AssignedPolicy', 'FBS by hand'],
    ]);
  });
});
