import { describe, expect, it } from 'vitest';
import { objectKinds, type Target } from '#contract/store-object';
import { presetPolicy } from '#policy/presets';
import { compile } from './compile';
import { withoutSession } from './gpo-session';
import type { Plan, PlanStep } from './plan';
import { planChange, planRemoval } from './plan-change';
import { addresses } from './testing/example-policies';
import { nothing, onComputer } from './testing/planned';

const gpo: Target = { kind: 'gpo', gpo: 'corp.example\\FBS', domainController: 'dc1.corp.example' };
const kerberos = [{ kind: 'kerberos-v5' }] as const;
const narrowed = presetPolicy({ role: 'server', authenticationMethods: kerberos, peers: addresses('192.0.2.0/24') });
const other = presetPolicy({ role: 'server', authenticationMethods: kerberos, peers: addresses('198.51.100.0/24') });
const planned = planChange(compile(narrowed, gpo), nothing);

const places = ({ steps }: Pick<Plan, 'steps'>): readonly unknown[] =>
  steps.flatMap(({ invocation }): readonly unknown[] => {
    const { cmdlet, parameters } = invocation;
    if (!objectKinds.some((kind) => cmdlet.endsWith(`-${kind}`))) return [];
    return [{ session: 'GPOSession' in parameters, store: 'PolicyStore' in parameters }];
  });

describe('a plan for a Group Policy object', () => {
  it('opens it first, on the writable controller, and saves it last and once', () => {
    const [first, ...rest] = planned.steps;
    expect(first?.invocation).toEqual({
      cmdlet: 'Open-NetGPO',
      parameters: { PolicyStore: 'corp.example\\FBS', DomainController: 'dc1.corp.example' },
    });
    expect(first?.inverse).toBeNull();
    const saves = planned.steps.filter(({ invocation }) => invocation.cmdlet === 'Save-NetGPO');
    expect(saves).toEqual([rest.at(-1)]);
    expect(saves[0]?.because).toContain('single commit point');
  });

  it('writes every object in the session and none anywhere else', () => {
    expect(places(planned)).toEqual(Array.from({ length: 6 }, () => ({ session: true, store: false })));
  });

  it('has the objects of the local plan under the same names', () => {
    expect(planned.expected).toEqual(planChange(compile(narrowed, { kind: 'local' }), nothing).expected);
  });

  it('is the same by its fingerprint whichever controller it is opened on, and another one for another object', () => {
    const fingerprint = (target: Target): string => compile(narrowed, target).fingerprint;
    expect(fingerprint(gpo)).toBe(fingerprint({ kind: 'gpo', gpo: 'corp.example\\FBS' }));
    expect(fingerprint(gpo)).not.toBe(fingerprint({ kind: 'gpo', gpo: 'corp.example\\Other' }));
    expect(fingerprint(gpo)).not.toBe(fingerprint({ kind: 'local' }));
  });

  it('has no step where nothing is to be done', () => {
    expect(planChange(compile(narrowed, gpo), onComputer(narrowed)).steps).toEqual([]);
  });

  it('says of saving that undoing it begins with a second session, and of each object how it is undone in that', () => {
    const undone = planned.steps.filter(({ inverse }) => inverse !== null);
    expect(undone.at(-1)?.inverse?.cmdlet).toBe('Open-NetGPO');
    const isBlock = ({ invocation }: PlanStep): boolean => invocation.cmdlet === 'New-NetFirewallRule';
    expect(undone.find(isBlock)?.inverse?.parameters).toMatchObject({ PolicyStore: 'corp.example\\FBS' });
    const others = undone.slice(0, -1).filter((step) => !isBlock(step));
    for (const { inverse } of others) expect(inverse?.parameters).toHaveProperty('GPOSession');
  });
});

describe('what a session cannot do', () => {
  it('is neither disabled nor deleted in it: an old block rule is deleted once the session is saved', () => {
    const plan = planChange(compile(other, gpo), onComputer(narrowed));
    const cmdlets = plan.steps.map(({ invocation }) => invocation.cmdlet);
    expect(cmdlets).not.toContain('Disable-NetFirewallRule');
    const blocks = plan.retire.filter(({ cmdlet }) => cmdlet === 'Remove-NetFirewallRule');
    expect(blocks.length).toBeGreaterThan(0);
    for (const { parameters } of blocks) {
      expect(parameters).toMatchObject({ PolicyStore: 'corp.example\\FBS' });
      expect(parameters).not.toHaveProperty('GPOSession');
    }
  });

  it('leaves a removal that switches the rules off in one session', () => {
    const plan = planRemoval({ policyId: 'fbs', role: 'server', target: gpo, fingerprint: '' }, onComputer(narrowed));
    expect(plan.steps.map(({ invocation }) => invocation.cmdlet)).toEqual([
      'Open-NetGPO',
      'Disable-NetIPsecRule',
      'Disable-NetIPsecMainModeRule',
      'Save-NetGPO',
    ]);
  });

  it('is done by a person on the object itself', () => {
    const [first] = planRemoval({ ...compile(narrowed, gpo) }, onComputer(narrowed)).retire;
    if (first === undefined) throw new TypeError('nothing is deleted');
    expect(withoutSession(first, gpo).parameters).toEqual({
      IPsecRuleName: 'ipsecbw-fbs-server-rule-1',
      PolicyStore: 'corp.example\\FBS',
    });
  });
});
