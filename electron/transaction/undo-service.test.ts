import { describe, expect, it } from 'vitest';
import { asideSnapshot, assignedIn, nothingAside, putAsideSteps } from '#compiler/aside';
import { readInventory } from '#host/observe';
import { SimulatedGateway } from '#host/simulated-gateway';
import { simulateSet } from '#host/simulation/commands';
import { parseFaults } from '#host/simulation/faults';
import { secpolInForce } from '#host/simulation/secpol-agent';
import { loadState } from '#host/simulation/state-file';
import { newStateFile } from '#host/testing/simulated-computer';
import { assigned } from '#compiler/testing/undo-examples';
import { deviations, undo } from './undo';

/** Un-assigns what is assigned, then undoes that with these faults, counted from the first inverse. */
async function undone(faults: string) {
  const file = await newStateFile({ format: 1 });
  await simulateSet(file, ['legacy-policy=FBS by hand']);
  const gateway = new SimulatedGateway({ file });
  const inventory = await readInventory(gateway, 'PersistentStore');
  const path = assignedIn(inventory)?.path ?? '';
  const put = { firewallRules: [], assignedPolicy: { ...assigned, path } };
  const steps = putAsideSteps({ put, back: nothingAside }, inventory);
  const before = asideSnapshot(steps, inventory);
  const transaction = await gateway.begin(undefined);
  for (const { id, invocation } of steps) await transaction.carryOut(id, invocation);
  await transaction.end();
  expect(deviations(before, await readInventory(gateway, 'PersistentStore')).map(({ words }) => words)).toEqual([
    'what is assigned in secpol.msc is changed',
  ]);
  const begun = steps.map((step) => ({ step, state: 'done' as const }));
  const left = await undo(begun, {
    gateway: new SimulatedGateway({ file, faults: parseFaults(faults), timeoutMs: 5 }),
    before,
    target: { kind: 'local' },
    onProgress: () => undefined,
  });
  return { ...left, path, inForce: secpolInForce(await loadState(file)) };
}

describe('undoing an un-assignment', () => {
  it.each(['delay=0', 'fail@1', 'fail@2', 'fail@3', 'hang@3', 'fail@1,fail@3'])(
    'brings back what was in force, with one more try where a call fails: %s',
    async (faults) => {
      const { left, commands, path, inForce } = await undone(faults);
      expect([left, commands, inForce]).toEqual([[], [], path]);
    },
  );

  it('is not said to be done where the service did not read what is assigned: that cannot be read back', async () => {
    const { left, commands, path, inForce } = await undone('fail@3,fail@4');
    expect(inForce).not.toBe(path);
    expect(left).toEqual([
      'the service IPsec Policy Agent was not started anew, so that it may not have read what is assigned',
    ]);
    expect(commands).toEqual(["Restart-Service -Name 'PolicyAgent' -Force -ErrorAction Stop"]);
  });
});
