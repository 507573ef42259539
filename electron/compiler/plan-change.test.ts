import { describe, expect, it } from 'vitest';
import type { Inventory, StoreObject } from '#contract/store-object';
import { bindCall } from '#host/simulation/bind-call';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { compile } from './compile';
import { planRemoval } from './plan-change';
import { addresses, examplePolicies } from './testing/example-policies';
import { emptyStore, inventoryOf, type ModelStore } from './testing/model-store';
import {
  applied, changed, cmdlets, local, names, nothing, onComputer, planFor, withRetire, withSteps,
} from './testing/planned'; // prettier-ignore

const article = presetPolicy({ role: 'server' });
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24') });

describe('a plan for a computer without anything of ours', () => {
  it('creates everything in the order of writing, each stored object with the call that takes it away', () => {
    const { steps } = planFor(narrowed);
    expect(steps.map(({ invocation, inverse }) => [invocation.cmdlet, inverse?.cmdlet ?? null])).toEqual([
      ['New-NetIPsecAuthProposal', null],
      ['New-NetIPsecPhase1AuthSet', 'Remove-NetIPsecPhase1AuthSet'],
      ['New-NetIPsecMainModeCryptoProposal', null],
      ['New-NetIPsecMainModeCryptoSet', 'Remove-NetIPsecMainModeCryptoSet'],
      ['New-NetIPsecQuickModeCryptoProposal', null],
      ['New-NetIPsecQuickModeCryptoSet', 'Remove-NetIPsecQuickModeCryptoSet'],
      ['New-NetFirewallRule', 'Remove-NetFirewallRule'],
      ['New-NetIPsecMainModeRule', 'Remove-NetIPsecMainModeRule'],
      ['New-NetIPsecRule', 'Remove-NetIPsecRule'],
    ]);
  });

  it('puts every object under one tag into the local store', () => {
    for (const { invocation, inverse } of planFor(narrowed).steps.filter(({ inverse: undo }) => undo !== null)) {
      expect(invocation.parameters).toMatchObject({ Group: 'IPsec Backup Wizard', PolicyStore: 'PersistentStore' });
      expect(inverse?.parameters).toMatchObject({ PolicyStore: 'PersistentStore' });
    }
  });

  it('says all that is missing, and has nothing to keep, change or take away', () => {
    const { difference, drift, retire, expected } = planFor(article);
    expect(names(difference.create)).toEqual(expected.map(({ name }) => name));
    expect([difference.change, difference.keep, difference.remove, retire]).toEqual([[], [], [], []]);
    expect(drift.map(({ property, found }) => [property, found])).toEqual(
      expected.map(() => ['(the object)', '(absent)']),
    );
  });

  it('speaks of the key by its name only', () => {
    const [proposal] = planFor(article).steps;
    expect(proposal?.invocation.parameters).toEqual({ Machine: true, PreSharedKey: { secret: 'pre-shared-key' } });
  });

  it('does not mind what others have', () => {
    const foreign: StoreObject = {
      kind: 'NetIPsecRule',
      name: 'ipsecbw-*-server-rule-1',
      properties: { Enabled: 'True' },
    };
    expect(planFor(article, inventoryOf({ objects: [foreign] }))).toEqual(planFor(article));
  });
});

describe.each(Object.entries(examplePolicies))('%s', (_name, policy) => {
  it('is in place after its own steps: planned again, nothing is to be done', () => {
    const again = planFor(policy, onComputer(policy));
    expect([again.steps, again.retire, again.drift]).toEqual([[], [], []]);
    expect(names(again.difference.keep)).toEqual(planFor(policy).expected.map(({ name }) => name));
  });

  it('is made of calls that the binder of PowerShell takes', () => {
    const outcome = [{ kind: 'proposal' }] as never;
    const context = { outcomeOf: () => outcome, secret: 'key', read: () => [] };
    const plan = planFor(policy);
    for (const { invocation, inverse } of plan.steps) {
      expect(() => bindCall(invocation, context)).not.toThrow();
      if (inverse !== null) expect(() => bindCall(inverse, context)).not.toThrow();
    }
    const removal = planRemoval(compile(policy, local), onComputer(policy));
    for (const { invocation, inverse } of removal.steps) {
      expect(() => [
        bindCall(invocation, context),
        inverse === null ? undefined : bindCall(inverse, context),
      ]).not.toThrow();
    }
    for (const call of removal.retire) expect(() => bindCall(call, context)).not.toThrow();
  });
});

describe('the set that holds the key', () => {
  const withKey = (comparison: string): Inventory =>
    changed(onComputer(article), 'phase1', (properties) => ({
      ...properties,
      Proposal: [{ Machine: true, PreSharedKey: comparison }],
    }));

  it.each(['same', 'not-compared'])('is kept when its key is %s', (comparison) => {
    expect(planFor(article, withKey(comparison)).steps).toEqual([]);
  });

  it('with another key is neither overwritten nor removed before the change is kept', () => {
    const plan = planFor(article, withKey('different'));
    expect(plan.steps.map(({ id, invocation }) => [id, invocation.cmdlet])).toEqual([
      ['phase1-proposal-1', 'New-NetIPsecAuthProposal'],
      ['phase1', 'New-NetIPsecPhase1AuthSet'],
      ['switch-main-mode-rule', 'Set-NetIPsecMainModeRule'],
      ['switch-rule', 'Set-NetIPsecRule'],
    ]);
    const switches = plan.steps.slice(2).map(({ invocation, inverse }) => [invocation.parameters, inverse?.parameters]);
    for (const [forth, back] of switches) {
      expect(forth).toMatchObject({ Phase1AuthSet: 'ipsecbw-fbs-server-phase1-2' });
      expect(back).toMatchObject({ Phase1AuthSet: 'ipsecbw-fbs-server-phase1-1' });
    }
    expect(plan.retire).toEqual([
      {
        cmdlet: 'Remove-NetIPsecPhase1AuthSet',
        parameters: { Name: 'ipsecbw-fbs-server-phase1-1', PolicyStore: 'PersistentStore' },
      },
    ]);
  });

  it('is not needed for undoing', () => {
    const { steps } = planFor(article, withKey('different'));
    expect(JSON.stringify(steps.map(({ inverse }) => inverse))).not.toContain('PreSharedKey');
  });
});

describe('a rule with a long list', () => {
  /** Every second address, so that they do not become one range. */
  const withPeers = (count: number): IpSecurityPolicy => {
    const texts = Array.from({ length: count }, (_, at) => `198.18.${Math.floor(at / 100)}.${2 * (at % 100) + 1}`);
    return presetPolicy({ role: 'server', peers: addresses(...texts) });
  };
  const forRules = (from: IpSecurityPolicy): readonly string[] =>
    cmdlets(planFor(article, onComputer(from))).filter((cmdlet) => cmdlet.endsWith('IPsecRule'));

  it('is switched in place where its automatic undo can put the list back', () => {
    expect(forRules(withPeers(100))).toEqual(['Set-NetIPsecRule']);
  });

  it('is replaced beside the old where it could not, and the old one is switched off and on as a whole', () => {
    const plan = planFor(article, onComputer(withPeers(1_000)));
    expect(forRules(withPeers(1_000))).toEqual(['New-NetIPsecRule', 'Disable-NetIPsecRule']);
    expect(names(plan.difference.create)).toEqual(['ipsecbw-fbs-server-main-mode-rule-2', 'ipsecbw-fbs-server-rule-2']);
    expect(JSON.stringify(plan.steps.map(({ inverse }) => inverse)).length).toBeLessThan(2_000);
  });

  it('stays in force under its old name until the new one is there', () => {
    const steps = cmdlets(planFor(article, onComputer(withPeers(1_000))));
    expect(steps.indexOf('New-NetIPsecRule')).toBeLessThan(steps.indexOf('Disable-NetIPsecRule'));
  });

  it('grows in place, however long the new list is: what is put back is short', () => {
    const plan = planFor(withPeers(1_000), onComputer(article));
    expect(cmdlets(plan)).toContain('Set-NetIPsecRule');
  });
});

describe('several policies on one computer', () => {
  const others = [
    presetPolicy({ role: 'workstation' }),
    presetPolicy({ role: 'server', id: 'fbs-server' }),
    presetPolicy({ role: 'server', id: 'second', protection: 'recommended' }),
  ];
  const crowded = others.reduce<ModelStore>((store, policy) => applied(policy, store), emptyStore);

  it('stay apart: a plan for one is the plan for a computer without the others', () => {
    expect(planFor(article, inventoryOf(crowded))).toEqual(planFor(article));
  });

  it('stay untouched when one of them is removed', () => {
    const store = applied(article, crowded);
    const removal = planRemoval(compile(article, local), inventoryOf(store));
    expect(withRetire(withSteps(store, removal), removal).objects).toEqual(crowded.objects);
  });
});

describe('a removal', () => {
  const subject = compile(narrowed, local);
  const plan = planRemoval(subject, onComputer(narrowed));

  it('switches the rules off first, which can be taken back', () => {
    expect(plan.steps.map(({ invocation, inverse }) => [invocation.cmdlet, inverse?.cmdlet])).toEqual([
      ['Disable-NetIPsecRule', 'Enable-NetIPsecRule'],
      ['Disable-NetIPsecMainModeRule', 'Enable-NetIPsecMainModeRule'],
      ['Disable-NetFirewallRule', 'Enable-NetFirewallRule'],
    ]);
  });

  it('deletes rules before the sets that they use, each by its name', () => {
    expect(plan.retire.map(({ cmdlet }) => cmdlet)).toEqual([
      'Remove-NetIPsecRule',
      'Remove-NetIPsecMainModeRule',
      'Remove-NetFirewallRule',
      'Remove-NetIPsecPhase1AuthSet',
      'Remove-NetIPsecQuickModeCryptoSet',
      'Remove-NetIPsecMainModeCryptoSet',
    ]);
    const store: ModelStore = { ...emptyStore, objects: onComputer(narrowed).objects };
    expect(withRetire(withSteps(store, plan), plan).objects).toEqual([]);
  });

  it('leaves a rule that was off as it was', () => {
    const before = changed(onComputer(narrowed), 'block', (properties) => ({ ...properties, Enabled: 'False' }));
    expect(cmdlets(planRemoval(subject, before))).toEqual(['Disable-NetIPsecRule', 'Disable-NetIPsecMainModeRule']);
  });

  it('of what is not there does nothing', () => {
    const empty = planRemoval(subject, nothing);
    expect([empty.steps, empty.retire, empty.drift]).toEqual([[], [], []]);
  });
});

describe('the words of a plan', () => {
  it.each(Object.entries(examplePolicies))('%s: every step has its own id and a reason', (_name, policy) => {
    const { steps } = planFor(policy);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    for (const { id, because } of steps) {
      expect(id).toMatch(/^[a-z0-9-]+$/u);
      expect(because).toMatch(/^[A-Z].*\.$/su);
    }
  });
});
