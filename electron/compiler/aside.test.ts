import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import type { Inventory, PropertyValue, StoreObject } from '#contract/store-object';
import { presetPolicy } from '#policy/presets';
import {
  asideDrift,
  asideOf,
  asideSnapshot,
  canBePutAside,
  giveBackSteps,
  isAsideCall,
  noAside,
  nothingAside,
  putAsideSteps,
  watched,
  type AsideWish,
} from './aside';
import { compile } from './compile';
import type { UndoingInvocation } from './plan';
import { planChange, planRemoval } from './plan-change';
import { local } from './testing/planned';
import { undoScript } from './undo-script';

const firewallRule = (name: string, rest: Readonly<Record<string, PropertyValue>> = {}): StoreObject => ({
  kind: 'NetFirewallRule',
  name,
  properties: { DisplayName: `Shown ${name}`, Enabled: 'True', Direction: 'Inbound', Action: 'Allow', ...rest },
});
const storeOf = (...objects: readonly StoreObject[]): Inventory => ({ objects, enforcement: [] });
const put = (...firewallRules: readonly string[]): AsideWish => ({ put: { firewallRules }, back: nothingAside });
const back = (...firewallRules: readonly string[]): AsideWish => ({ put: nothingAside, back: { firewallRules } });
const off = { Enabled: 'False' };

describe('what may be put aside', () => {
  it.each(['', '*', 'FBS*', 'a?b', '[x]', 'x]', 'a`b', 'x'.repeat(256), 'ipsecbw-fbs-server-block-1'])(
    'is not %j: a pattern, nothing at all, or one of ours',
    (name) => {
      expect(canBePutAside(name)).toBe(false);
      const store = storeOf(firewallRule(name), firewallRule(name, off));
      expect(putAsideSteps(put(name), store)).toEqual([]);
      expect(giveBackSteps(back(name), storeOf(firewallRule(name, off)))).toEqual([]);
    },
  );

  it.each(['FBS-Server-In-TCP', '{0F5B0A5E-1111-4222-8333-444455556666}', "O'Brien \u2018x\u2019 $(y)"])(
    'is %j, in the local store and by its name alone',
    (name) => {
      const [step] = putAsideSteps(put(name), storeOf(firewallRule(name), firewallRule('other')));
      expect(step).toMatchObject({
        invocation: { cmdlet: 'Disable-NetFirewallRule', parameters: { Name: name, PolicyStore: 'PersistentStore' } },
        inverse: { cmdlet: 'Enable-NetFirewallRule', parameters: { Name: name, PolicyStore: 'PersistentStore' } },
      });
      expect(step?.because).toContain(`Shown ${name}`);
    },
  );
});

describe('steps that put aside and give back', () => {
  it('are none for a rule that is so already, and none for one that its owner has deleted', () => {
    const store = storeOf(firewallRule('on'), firewallRule('off', off));
    expect(putAsideSteps(put('off', 'gone'), store)).toEqual([]);
    expect(giveBackSteps(back('on', 'gone'), store)).toEqual([]);
    expect(giveBackSteps(back('off', 'on', 'gone'), store).map(({ invocation }) => invocation.cmdlet)).toEqual([
      'Enable-NetFirewallRule',
    ]);
  });

  it('stand first and last in a plan: given back before ours goes, put aside when ours is there', () => {
    const policy = presetPolicy({ role: 'server', allowIfSecure: true });
    const compiled = compile(policy, local);
    const wish = { put: { firewallRules: ['on'] }, back: { firewallRules: ['off'] } };
    const { steps } = planChange(compiled, storeOf(firewallRule('on'), firewallRule('off', off)), wish);
    expect([steps[0]?.id, steps.at(-1)?.id]).toEqual(['give-back-1-off', 'put-aside-1-on']);
    expect(steps.at(-2)?.id).toBe('allow-secure');
  });

  it('are in no plan for others, whatever else it does', () => {
    const store = storeOf(firewallRule('on'), firewallRule('off', off));
    const compiled = compile(presetPolicy({ role: 'server', allowIfSecure: true }), local);
    for (const { steps } of [planChange(compiled, store), planRemoval(compiled, store)]) {
      expect(steps.filter(({ invocation }) => isAsideCall(invocation))).toEqual([]);
    }
  });

  it('carry the name of the rule in their id, in plain letters and not all of a long one', () => {
    const [odd, long] = ["O'Brien \u2018x\u2019 $(y)\n z", 'x'.repeat(200)];
    const ids = putAsideSteps(put(odd, long), storeOf(firewallRule(odd), firewallRule(long))).map(({ id }) => id);
    expect(ids).toEqual(['put-aside-1-O-Brien-x-y-z', `put-aside-2-${'x'.repeat(64)}`]);
  });

  it('are known again from a journal', () => {
    const wish: AsideWish = { put: { firewallRules: ['a', 'b'] }, back: { firewallRules: ['c'] } };
    const store = storeOf(firewallRule('a'), firewallRule('b'), firewallRule('c', off), firewallRule('d'));
    const { steps } = planChange(compile(presetPolicy({ role: 'server' }), local), store, wish);
    expect(asideOf(steps)).toMatchObject(wish);
    expect(asideOf([])).toMatchObject(noAside);
  });

  it('leave a rule alone that belongs to another store or is no firewall rule', () => {
    const namesake: StoreObject = { kind: 'NetIPsecRule', name: 'same', properties: { Enabled: 'True' } };
    expect(putAsideSteps(put('same'), storeOf(namesake))).toEqual([]);
  });
});

describe('drift of what was put aside', () => {
  it('is a rule that is on again, and not one that is gone', () => {
    expect(asideDrift(put('on', 'off', 'gone'), storeOf(firewallRule('on'), firewallRule('off', off)))).toEqual([
      { kind: 'NetFirewallRule', name: 'on', property: 'Enabled', expected: 'False', found: 'True' },
    ]);
    expect(asideDrift(back('on'), storeOf(firewallRule('on')))).toEqual([]);
  });
});

describe('the snapshot of what was put aside', () => {
  it('has what the steps change and nothing else of it', () => {
    const store = storeOf(firewallRule('a'), firewallRule('b', off), firewallRule('c'));
    const steps = [...giveBackSteps(back('b'), store), ...putAsideSteps(put('a'), store)];
    const snapshot = asideSnapshot(steps, store);
    expect(snapshot).toEqual([
      { kind: 'NetFirewallRule', name: 'b', properties: { Enabled: 'False' } },
      { kind: 'NetFirewallRule', name: 'a', properties: { Enabled: 'True' } },
    ]);
    const later = storeOf(firewallRule('a', { ...off, LocalPort: ['80'] }), firewallRule('c', off));
    expect(watched(snapshot, later)).toEqual([
      { kind: 'NetFirewallRule', name: 'a', properties: { Enabled: 'False' } },
    ]);
  });
});

describe('the only calls about things of others that are ever carried out', () => {
  const good = { cmdlet: 'Enable-NetFirewallRule', parameters: { Name: 'FBS-In', PolicyStore: 'PersistentStore' } };
  const bad: readonly Invocation[] = [
    { cmdlet: 'Remove-NetFirewallRule', parameters: good.parameters },
    { cmdlet: 'Set-NetFirewallRule', parameters: { ...good.parameters, Enabled: 'True' } },
    { cmdlet: 'Disable-NetIPsecRule', parameters: { IPsecRuleName: 'x', PolicyStore: 'PersistentStore' } },
    { ...good, parameters: { Name: 'FBS-In' } },
    { ...good, parameters: { PolicyStore: 'PersistentStore' } },
    { ...good, parameters: { Name: '*', PolicyStore: 'PersistentStore' } },
    { ...good, parameters: { Name: ['a', 'b'], PolicyStore: 'PersistentStore' } },
    { ...good, parameters: { Name: 'FBS-In', PolicyStore: 'corp.example\\FBS' } },
    { ...good, parameters: { ...good.parameters, All: true } },
    { ...good, parameters: { ...good.parameters, DisplayName: 'x' } },
  ];
  it('are those that switch one rule of the local store by its name', () => {
    expect(isAsideCall(good)).toBe(true);
    expect(isAsideCall({ ...good, cmdlet: 'Disable-NetFirewallRule' })).toBe(true);
    expect(bad.filter(isAsideCall)).toEqual([]);
  });

  it('come into the script of the automatic undo, and no other does', () => {
    const scriptOf = (call: Invocation): string =>
      undoScript({
        taskName: 'IPsec Backup Wizard undo 0123456789ab',
        changeId: '0123456789ab',
        inverses: [call as UndoingInvocation],
        dryStart: false,
      });
    expect(scriptOf(good)).toContain("Enable-NetFirewallRule -Name 'FBS-In'");
    for (const call of bad) expect(() => scriptOf(call), JSON.stringify(call)).toThrow(TypeError);
  });

  it('is no call whose name is a pattern, for any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (name) => {
        const call = { ...good, parameters: { ...good.parameters, Name: name } };
        expect(isAsideCall(call) && /[*?[\]`]/u.test(name)).toBe(false);
      }),
    );
  });
});
