import { describe, expect, it } from 'vitest';
import type { Inventory, StoreObject } from '#contract/store-object';
import type { PlanStep } from '#compiler/plan';
import { deviations, owedInverses, type BegunStep } from './undo';

const rule = (name: string, properties: StoreObject['properties'] = {}): StoreObject => ({
  kind: 'NetFirewallRule',
  name,
  properties,
});
const store = (...objects: readonly StoreObject[]): Inventory => ({ objects, enforcement: [] });

describe('deviations', () => {
  it('are none between equal stores, whatever the order of objects and properties', () => {
    const before = store(rule('a', { Action: 'Block', Enabled: 'True' }), rule('b'));
    const after = store(rule('b'), rule('a', { Enabled: 'True', Action: 'Block' }));
    expect(deviations(before, after)).toEqual([]);
  });

  it('name what is left, changed and missing', () => {
    const before = store(rule('same'), rule('changed', { Action: 'Block' }), rule('missing'));
    const after = store(rule('same'), rule('changed', { Action: 'Allow' }), rule('left'));
    expect(deviations(before, after).map(({ words }) => words)).toEqual([
      'NetFirewallRule changed is changed',
      'NetFirewallRule left is left',
      'NetFirewallRule missing is missing',
    ]);
  });
});

const step = (id: string): PlanStep => ({
  id,
  because: '',
  invocation: { cmdlet: 'Disable-NetIPsecRule', parameters: { IPsecRuleName: id } },
  inverse: { cmdlet: 'Enable-NetIPsecRule', parameters: { IPsecRuleName: id } },
});
const proposal: PlanStep = {
  id: 'proposal',
  because: '',
  invocation: { cmdlet: 'New-NetIPsecAuthProposal', parameters: { Machine: true, Kerberos: true } },
  inverse: null,
};

describe('owed inverses', () => {
  it('are those of steps that took effect or may have, newest first', () => {
    const begun: readonly BegunStep[] = [
      { step: proposal, state: 'done' },
      { step: step('one'), state: 'done' },
      { step: step('two'), state: 'failed' },
      { step: step('three'), state: 'unknown' },
    ];
    expect(owedInverses(begun).map(({ id }) => id)).toEqual(['three', 'one']);
  });
});
