import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PropertyValue, ProposalProperties, StoreObject } from '#contract/store-object';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { compile } from './compile';
import { belongsTo, objectName, parseObjectName } from './names';
import { planChange, planRemoval } from './plan-change';
import { addresses } from './testing/example-policies';
import { carryOut, danglingRules, emptyStore, inventoryOf, type ModelStore } from './testing/model-store';
import { local, withInverses, withRetire, withSteps } from './testing/planned';

/** Policies of one id and role that differ in what a technician may change, so that one becomes the other. */
const policy: fc.Arbitrary<IpSecurityPolicy> = fc
  .record({
    protection: fc.constantFrom('article' as const, 'recommended' as const, 'transition' as const),
    port: fc.constantFrom(4531, 4600),
    peers: fc.constantFrom([], addresses('10.0.0.0/8'), addresses('10.0.0.5', '2001:db8::/64')),
    local: fc.constantFrom([], addresses('10.0.0.1', '2001:db8::1')),
    mode: fc.constantFrom('require' as const, 'request' as const),
    authenticationMethods: fc.constantFrom([{ kind: 'pre-shared-key' as const }], [{ kind: 'kerberos-v5' as const }]),
  })
  .map((options) => presetPolicy({ role: 'server', ...options }));

/** What somebody else may have done to an object of ours. */
type Damage =
  | { readonly kind: 'gone' | 'untold' | 'off' | 'other-key' | 'copied'; readonly at: number; readonly place: number }
  | { readonly kind: 'changed'; readonly at: number; readonly place: number; readonly value: PropertyValue };
const place = { at: fc.nat(20), place: fc.nat(20) };
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('gone' as const, 'untold' as const, 'off' as const, 'other-key' as const, 'copied' as const),
    ...place,
  }),
  fc.record({
    kind: fc.constant('changed' as const),
    ...place,
    value: fc.constantFrom<PropertyValue>('Other', 'Default', ['Any'], ['10.9.9.9'], ['4532'], 'UDP', 'Request', 17),
  }),
);

function damaged(object: StoreObject, one: Damage): readonly StoreObject[] {
  const entries = Object.entries(object.properties);
  const [property] = entries[one.place % entries.length] ?? ['DisplayName'];
  const withProperties = (properties: StoreObject['properties']): readonly StoreObject[] => [{ ...object, properties }];
  switch (one.kind) {
    case 'gone':
      return [];
    case 'untold':
      // A store always knows whether a rule is on; what it does not tell counts as on.
      return withProperties(Object.fromEntries(entries.filter(([name]) => name !== property || name === 'Enabled')));
    case 'off':
      return withProperties({ ...object.properties, Enabled: 'False' });
    case 'other-key':
      return withProperties({
        ...object.properties,
        ...('Proposal' in object.properties ? { Proposal: withOtherKey(object) } : {}),
      });
    case 'copied': {
      const own = parseObjectName(object.name);
      return own === undefined
        ? [object]
        : [object, { ...object, name: objectName({ ...own, generation: own.generation + 3 }) }];
    }
    case 'changed':
      return property === 'Proposal' ? [object] : withProperties({ ...object.properties, [property]: one.value });
  }
}

const withOtherKey = ({ properties }: StoreObject): readonly ProposalProperties[] =>
  (properties['Proposal'] as readonly ProposalProperties[]).map((proposal) =>
    'PreSharedKey' in proposal ? { ...proposal, PreSharedKey: 'different' } : proposal,
  );

const withDamage = (objects: readonly StoreObject[], all: readonly Damage[]): readonly StoreObject[] =>
  all.reduce((left, one) => {
    const at = left.length === 0 ? 0 : one.at % left.length;
    const next = left.flatMap((object, index) => (index === at ? damaged(object, one) : [object]));
    return [...new Map(next.map((object) => [`${object.kind} ${object.name}`, object])).values()];
  }, objects);

const others: readonly StoreObject[] = [
  { kind: 'NetFirewallRule', name: 'CoreNet-DHCP-In', properties: { Enabled: 'True', Action: 'Allow' } },
  { kind: 'NetIPsecRule', name: 'ipsecbw-fbs-workstation-rule-1', properties: { Enabled: 'True' } },
  { kind: 'NetIPsecPhase1AuthSet', name: 'ipsecbw-fbs2-server-phase1-1', properties: { DisplayName: 'x' } },
];

const sorted = ({ objects }: ModelStore): readonly StoreObject[] =>
  [...objects].sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
const foreign = (store: ModelStore): readonly StoreObject[] =>
  sorted(store).filter(({ name }) => !belongsTo(name, 'fbs', 'server'));

const scene = fc.record({ before: fc.option(policy), damages: fc.array(damage, { maxLength: 4 }), wanted: policy });
const storeOf = ({
  before,
  damages,
}: {
  readonly before: IpSecurityPolicy | null;
  readonly damages: readonly Damage[];
}): ModelStore => {
  const own =
    before === null ? emptyStore : withSteps(emptyStore, planChange(compile(before, local), inventoryOf(emptyStore)));
  return { ...emptyStore, objects: [...others, ...withDamage(own.objects, damages)] };
};

describe('whatever was there before,', () => {
  it('carrying a plan out and planning again leaves nothing to do', () => {
    fc.assert(
      fc.property(scene, ({ wanted, ...rest }) => {
        const store = storeOf(rest);
        const compiled = compile(wanted, local);
        const plan = planChange(compiled, inventoryOf(store));
        const after = withSteps(store, plan);
        // Before anything is deleted already: this is what read-back looks at.
        expect(planChange(compiled, inventoryOf(after)).steps).toEqual([]);
        const again = planChange(compiled, inventoryOf(withRetire(after, plan)));
        expect([again.steps, again.retire, again.drift]).toEqual([[], [], []]);
        expect(danglingRules(withRetire(after, plan))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('the inverses, newest first, restore the store', () => {
    fc.assert(
      fc.property(scene, fc.nat(30), ({ wanted, ...rest }, reached) => {
        const store = storeOf(rest);
        const whole = planChange(compile(wanted, local), inventoryOf(store));
        // However far it came.
        const plan = { ...whole, steps: whole.steps.slice(0, reached) };
        expect(sorted(withInverses(withSteps(store, plan), plan))).toEqual(sorted(store));
      }),
      { numRuns: 500 },
    );
  });

  it('a removal takes away all of the policy, can be undone until something is deleted, and touches no other object', () => {
    fc.assert(
      fc.property(scene, ({ wanted, ...rest }) => {
        const store = storeOf(rest);
        const plan = planRemoval(compile(wanted, local), inventoryOf(store));
        const off = withSteps(store, plan);
        expect(sorted(withInverses(off, plan))).toEqual(sorted(store));
        expect(sorted(withRetire(off, plan))).toEqual(foreign(store));
      }),
      { numRuns: 300 },
    );
  });

  it('the objects of others are never part of a plan', () => {
    fc.assert(
      fc.property(scene, ({ wanted, ...rest }) => {
        const plan = planChange(compile(wanted, local), inventoryOf(storeOf(rest)));
        const text = JSON.stringify([plan.steps, plan.retire]);
        for (const { name } of others) expect(text).not.toContain(name);
      }),
      { numRuns: 200 },
    );
  });

  it('there is a rule in force at every moment from the first to the last, where there was one', () => {
    fc.assert(
      fc.property(policy, policy, (before, wanted) => {
        const store = storeOf({ before, damages: [] });
        const { steps } = planChange(compile(wanted, local), inventoryOf(store));
        const inForce = ({ objects }: ModelStore): boolean =>
          objects.some(
            ({ kind, name, properties }) =>
              kind === 'NetIPsecRule' && belongsTo(name, 'fbs', 'server') && properties['Enabled'] === 'True',
          );
        let now = store;
        for (const { id, invocation } of steps) {
          now = carryOut(now, id, invocation);
          expect(inForce(now)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
