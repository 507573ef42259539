import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { utcText, type Invocation } from '#contract/invocation';
import { Secret } from '#contract/secret';
import type { StoreObject } from '#contract/store-object';
import { addresses, examplePolicies } from '#compiler/testing/example-policies';
import { planFor } from '#compiler/testing/planned';
import { changeId, inversesOf } from '#compiler/testing/undo-examples';
import type { PlanStep } from '#compiler/plan';
import type { HostGateway } from '#host/gateway';
import { findPowerShell } from '#host/find-powershell';
import { readInventory } from '#host/observe';
import { PowerShellGateway } from '#host/powershell-gateway';
import { presetPolicy } from '#policy/presets';
import { arm, disarm, dryStart, extend, undoTaskName, undoTaskState } from '#transaction/undo-task';
import { key, whyNot } from './script-bench';
import { withTaskStandIn } from './task-stand-in';

const named = (name: string): string => (whyNot === undefined ? name : `${name} [skipped: ${whyNot}]`);
const name = undoTaskName(changeId);
const inMinutes = (minutes: number): ReturnType<typeof utcText> => utcText(Date.now() + minutes * 60_000);
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24', '192.168.12.7') });

describe.skipIf(whyNot !== undefined)(named('the automatic undo in a PowerShell'), () => {
  let gateway: HostGateway;
  beforeAll(() => {
    const executable = findPowerShell(process.env, process.platform) ?? '';
    // Real tasks on Windows, and the stand-in elsewhere.
    const environment = process.platform === 'win32' ? process.env : withTaskStandIn(process.env);
    gateway = new PowerShellGateway({ executable, environment });
  });
  afterAll(async () => {
    await gateway.close();
  });

  const carryOut = async (calls: readonly (readonly [id: string, invocation: Invocation])[]): Promise<void> => {
    const transaction = await gateway.begin(new Secret(key));
    try {
      for (const [id, invocation] of calls) await transaction.carryOut(id, invocation);
    } finally {
      await transaction.end();
    }
  };
  const apply = (steps: readonly PlanStep[]): Promise<void> =>
    carryOut(steps.map(({ id, invocation }) => [id, invocation]));
  const store = async (): Promise<readonly StoreObject[]> =>
    (await readInventory(gateway, 'PersistentStore')).objects.filter((one) => one.name.startsWith('ipsecbw-'));
  const fire = async (): Promise<void> => {
    await carryOut([['fire', { cmdlet: 'Start-ScheduledTask', parameters: { TaskName: name, TaskPath: '\\' } }]]);
    for (let look = 0; look < 240 && (await undoTaskState(gateway, name)) !== 'gone'; look += 1) await wait(250);
    expect(await undoTaskState(gateway, name)).toBe('gone');
  };

  it('is registered as asked for, moved, and taken away', async () => {
    const inverses = inversesOf(planFor(narrowed));
    expect(await undoTaskState(gateway, name)).toBe('gone');
    const task = await arm(gateway, { changeId, inverses, deadline: inMinutes(30) });
    expect(await undoTaskState(gateway, name)).toBe('armed');
    await expect(extend(gateway, task, inMinutes(60))).resolves.toMatchObject({ name });
    expect(await disarm(gateway, name)).toBe('disarmed');
    expect(await disarm(gateway, name)).toBe('gone');
  });

  it('starts dry: nothing is changed, and nothing stays', async () => {
    const inverses = inversesOf(planFor(narrowed));
    expect(await dryStart(gateway, { changeId, inverses })).toBeUndefined();
    expect(await store()).toEqual([]);
  });

  it.each(['server-article', 'server-narrowed', 'workstation-hostile'])('takes %s back', async (example) => {
    const policy = examplePolicies[example] ?? narrowed;
    const { steps } = planFor(policy);
    await arm(gateway, { changeId, inverses: inversesOf({ steps }), deadline: inMinutes(30) });
    await apply(steps);
    expect(await store()).not.toEqual([]);
    await fire();
    expect(await store()).toEqual([]);
  });

  it('takes back what was only begun', async () => {
    const { steps } = planFor(narrowed);
    await arm(gateway, { changeId, inverses: inversesOf({ steps }), deadline: inMinutes(30) });
    await apply(steps.slice(0, 4));
    await fire();
    expect(await store()).toEqual([]);
  });

  it('puts a rule back that was switched, with a list that is written once', async () => {
    const many = addresses(...Array.from({ length: 60 }, (_, at) => `192.0.2.${at * 2 + 1}`));
    const first = planFor(presetPolicy({ role: 'server', peers: many }));
    await apply(first.steps);
    const before = await store();
    const wider = planFor(presetPolicy({ role: 'server' }), await readInventory(gateway, 'PersistentStore'));
    expect(wider.steps.map(({ invocation }) => invocation.cmdlet)).toContain('Set-NetIPsecRule');
    await arm(gateway, { changeId, inverses: inversesOf(wider), deadline: inMinutes(30) });
    await apply(wider.steps);
    expect(await store()).not.toEqual(before);
    await fire();
    expect(await store()).toEqual(before);
    await arm(gateway, { changeId, inverses: inversesOf(first), deadline: inMinutes(30) });
    await fire();
    expect(await store()).toEqual([]);
  });
});
