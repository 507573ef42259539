import { describe, expect, it } from 'vitest';
import type { Facts } from '#contract/facts';
import type { StoreObject } from '#contract/store-object';
import { nothingAside, type Aside, type AsideWish, type AssignedPolicy } from '#compiler/aside';
import { inputFor, told } from '#preflight/testing/scene';
import { presetPolicy } from '#policy/presets';
import { asideFindings, asideWish, recordOf, stayingFindings, type AsideConsent } from './aside';

const policy = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
const named = (name: string, last: string): AssignedPolicy => ({
  path: `SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local\\ipsecPolicy{72385230-70fa-11d1-864c-14a30000000${last}}`,
  name,
});
const [mine, others] = [named('FBS by hand', '0'), named('Another', '1')];
const holding = ({ path, name }: AssignedPolicy): StoreObject => ({
  kind: 'AssignedPolicy',
  name: 'ActivePolicy',
  properties: { Path: path, DisplayName: name },
});
const aside = (assignedPolicy: AssignedPolicy): Aside => ({ firewallRules: [], assignedPolicy });
const agreed: AsideConsent = { assignedPolicy: true };

interface Case {
  readonly now?: AssignedPolicy;
  readonly consent?: AsideConsent;
  readonly own?: Aside;
  readonly others?: readonly Aside[];
  readonly former?: Aside;
  readonly gpo?: boolean;
  readonly computer?: Partial<Facts['computer']>;
}

function wished({ now, consent, own = nothingAside, others: besides = [], former, gpo, computer = {} }: Case) {
  const { plan, facts } = inputFor(policy, { local: now === undefined ? [] : [holding(now)], computer });
  const target = gpo === true ? ({ kind: 'gpo', gpo: 'corp.example\\FBS' } as const) : ({ kind: 'local' } as const);
  const wish = { policy, target, consent, aside: former };
  const found = asideWish(wish, plan, facts, { own, others: besides });
  return { wish: found, codes: asideFindings(wish, found, facts).map(({ code }) => code) };
}
const names = ({ put, back }: AsideWish): readonly unknown[] => [put.assignedPolicy?.name, back.assignedPolicy?.name];

describe('the policy of secpol.msc that a plan un-assigns, and the one that it assigns again', () => {
  it.each<[string, Case, readonly unknown[]]>([
    ['nothing without consent', { now: mine }, [undefined, undefined]],
    ['what is assigned, with consent', { now: mine, consent: agreed }, ['FBS by hand', undefined]],
    ['nothing where nothing is assigned', { consent: agreed }, [undefined, undefined]],
    ['what the record names, also without consent', { own: aside(mine) }, ['FBS by hand', undefined]],
    [
      'what is assigned now rather than what was',
      { now: others, consent: agreed, own: aside(mine) },
      ['Another', undefined],
    ],
    ['what the record names, where another is assigned', { now: others, own: aside(mine) }, ['FBS by hand', undefined]],
    [
      'what another policy of ours has un-assigned',
      { consent: agreed, others: [aside(mine)] },
      ['FBS by hand', undefined],
    ],
    ['nothing of another policy without consent', { others: [aside(mine)] }, [undefined, undefined]],
    ['again what an earlier state had not', { own: aside(mine), former: nothingAside }, [undefined, 'FBS by hand']],
    [
      'nothing again that another policy needs',
      { own: aside(mine), former: nothingAside, others: [aside(mine)] },
      [undefined, undefined],
    ],
    [
      'nothing in a Group Policy object',
      { now: mine, consent: agreed, own: aside(mine), gpo: true },
      [undefined, undefined],
    ],
    [
      'nothing that lies elsewhere',
      { now: { path: 'SOFTWARE\\x', name: 'x' }, consent: agreed },
      [undefined, undefined],
    ],
    [
      'nothing while the domain assigns one, which counts in its place',
      { now: mine, consent: agreed, computer: { legacyPolicy: told({ from: 'domain', name: 'Domain' }) } },
      [undefined, undefined],
    ],
    [
      'nothing while its service is disabled',
      {
        now: mine,
        consent: agreed,
        computer: { services: told([{ name: 'PolicyAgent', running: false, disabled: true }]) },
      },
      [undefined, undefined],
    ],
  ])('is %s', (_, one, expected) => {
    expect(names(wished(one).wish)).toEqual(expected);
  });

  it('is recorded while it is put aside, and only then', () => {
    expect(recordOf(wished({ now: mine, consent: agreed }).wish)).toEqual({ aside: aside(mine) });
    expect(recordOf(wished({ now: mine }).wish)).toEqual({});
  });

  it('is a note where consent meets nothing, and silence where it was un-assigned before', () => {
    expect(wished({ consent: agreed }).codes).toEqual(['no-legacy-policy']);
    expect(wished({ consent: agreed, own: aside(mine) }).codes).toEqual([]);
    expect(wished({ consent: agreed, now: mine }).codes).toEqual([]);
    expect(wished({ consent: agreed, gpo: true }).codes).toEqual([]);
    expect(wished({}).codes).toEqual([]);
  });

  it('stays where somebody has assigned another one, and that is said', () => {
    const back = { put: nothingAside, back: aside(mine) };
    expect(stayingFindings(back, { objects: [holding(others)] })).toMatchObject([
      { code: 'legacy-policy-stays', context: { name: 'Another', unassigned: 'FBS by hand' } },
    ]);
    expect(stayingFindings(back, { objects: [] })).toEqual([]);
    expect(stayingFindings(back, { objects: [holding({ ...mine, path: mine.path.toUpperCase() })] })).toEqual([]);
    expect(stayingFindings({ put: aside(mine), back: nothingAside }, { objects: [holding(others)] })).toEqual([]);
    expect(wished({ now: others, own: aside(mine), former: nothingAside }).codes).toEqual(['legacy-policy-stays']);
  });
});
