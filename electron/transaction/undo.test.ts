import { describe, expect, it } from 'vitest';
import type { Inventory, StoreObject } from '#contract/store-object';
import type { PlanStep } from '#compiler/plan';
import { deviations, ownObjects, owedInverses, type BegunStep } from './undo';

const rule = (name: string, properties: StoreObject['properties'] = {}): StoreObject => ({
  kind: 'NetFirewallRule',
  name,
  properties,
});
const store = (...objects: readonly StoreObject[]): Inventory => ({ objects, enforcement: [] });

const own = (part: string): string => `ipsecbw-fbs-server-${part}-1`;

describe('deviations', () => {
  it('are none between equal stores, whatever the order of objects and properties', () => {
    const before = store(rule(own('block'), { Action: 'Block', Enabled: 'True' }), rule(own('block2')));
    const after = store(rule(own('block2')), rule(own('block'), { Enabled: 'True', Action: 'Block' }));
    expect(deviations(ownObjects(before), after)).toEqual([]);
  });

  it('name what is left, changed and missing', () => {
    const before = store(rule(own('rule')), rule(own('block'), { Action: 'Block' }), rule(own('block2')));
    const after = store(rule(own('rule')), rule(own('block'), { Action: 'Allow' }), rule(own('block3')));
    expect(deviations(ownObjects(before), after).map(({ words }) => words)).toEqual([
      'NetFirewallRule ipsecbw-fbs-server-block-1 is changed',
      'NetFirewallRule ipsecbw-fbs-server-block3-1 is left',
      'NetFirewallRule ipsecbw-fbs-server-block2-1 is missing',
    ]);
  });

  it('are not what others do to their own objects in the meantime', () => {
    expect(deviations(ownObjects(store(rule('RemoteDesktop'))), store(rule('Another')))).toEqual([]);
  });

  it('do not depend on whether the key was compared', () => {
    const set = (comparison: string): Inventory =>
      store({
        kind: 'NetIPsecPhase1AuthSet',
        name: own('phase1'),
        properties: { Proposal: [{ Machine: true, PreSharedKey: comparison }] },
      });
    expect(deviations(ownObjects(set('same')), set('not-compared'))).toEqual([]);
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
