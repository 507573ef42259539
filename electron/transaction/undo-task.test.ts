import { describe, expect, it } from 'vitest';
import { utcText } from '#contract/invocation';
import { changeId, inversesOf } from '#compiler/testing/undo-examples';
import { addresses } from '#compiler/testing/example-policies';
import { planFor } from '#compiler/testing/planned';
import type { UndoingInvocation } from '#compiler/plan';
import type { HostGateway, Row } from '#host/gateway';
import { readInventory } from '#host/observe';
import { simulateRestart, simulateSet, simulateTime } from '#host/simulation/commands';
import { parseFaults } from '#host/simulation/faults';
import { SimulatedGateway } from '#host/simulated-gateway';
import { contentOf, errorOf, newStateFile, rowsOf } from '#host/testing/simulated-computer';
import { taskCalls } from '#host/testing/simulated-tasks';
import { presetPolicy } from '#policy/presets';
import { arm, disarm, dryStart, dryStartName, extend, undoTaskName, undoTaskState, type UndoWish } from './undo-task';

const name = undoTaskName(changeId);
const narrowed = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24', '2001:db8::/64') });
const { steps } = planFor(narrowed);
const wish: UndoWish = { changeId, inverses: inversesOf({ steps }) };
const within = (seconds: number): ReturnType<typeof utcText> => utcText(Date.now() + seconds * 1_000);
const at = (seconds: number): Parameters<typeof arm>[1] => ({ ...wish, deadline: within(seconds) });

interface Computer {
  readonly file: string;
  readonly gateway: SimulatedGateway;
}
async function computer(content?: unknown, faults = ''): Promise<Computer> {
  const file = await newStateFile(content);
  return { file, gateway: new SimulatedGateway({ file, faults: parseFaults(faults), timeoutMs: 10 }) };
}
const applyTo = async (gateway: HostGateway): Promise<void> => {
  expect(
    await errorOf(
      gateway,
      steps.map(({ id, invocation }) => [id, invocation]),
    ),
  ).toBeUndefined();
};
const own = async (gateway: HostGateway): Promise<readonly string[]> =>
  (await readInventory(gateway, 'PersistentStore')).objects
    .map((one) => one.name)
    .filter((object) => object.startsWith('ipsecbw-'));
const tasks = async (gateway: HostGateway): Promise<readonly unknown[]> =>
  (await rowsOf(gateway, 'Get-ScheduledTask', {}, 'TaskName')).map((row) => row['TaskName']);
const history = async (file: string): Promise<readonly unknown[]> =>
  ((await contentOf(file))['taskHistory'] as readonly Row[] | undefined)?.map((run) => run['ResultCode']) ?? [];

describe('an armed undo', () => {
  it('waits, and takes the change back at its deadline, and itself away', async () => {
    const { file, gateway } = await computer();
    const task = await arm(gateway, at(120));
    expect(task).toEqual({ ...wish, name, deadline: task.deadline });
    await applyTo(gateway);
    expect(await undoTaskState(gateway, name)).toBe('armed');
    await simulateTime(file, 115);
    expect((await own(gateway)).length).toBe(wish.inverses.length);
    await simulateTime(file, 10);
    expect([await own(gateway), await tasks(gateway), await history(file)]).toEqual([[], [], [0]]);
    expect(await undoTaskState(gateway, name)).toBe('gone');
  });

  it('takes the change back when the computer starts, whatever its deadline', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(600));
    await applyTo(gateway);
    await simulateRestart(file);
    expect([await own(gateway), await tasks(gateway)]).toEqual([[], []]);
  });

  it('takes a change back that was only begun', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    const begun = steps.slice(0, 4).map(({ id, invocation }) => [id, invocation] as const);
    expect(await errorOf(gateway, begun)).toBeUndefined();
    await simulateTime(file, 61);
    expect([await own(gateway), await tasks(gateway), await history(file)]).toEqual([[], [], [0]]);
  });

  it('leaves what others have', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    const before = await readInventory(gateway, 'PersistentStore');
    expect(before.objects).not.toEqual([]);
    await applyTo(gateway);
    await simulateTime(file, 61);
    expect(await readInventory(gateway, 'PersistentStore')).toEqual(before);
  });

  it('puts a switched rule back', async () => {
    const { file, gateway } = await computer();
    await applyTo(gateway);
    const inventory = await readInventory(gateway, 'PersistentStore');
    const wider = planFor(presetPolicy({ role: 'server' }), inventory);
    expect(wider.steps.map(({ invocation }) => invocation.cmdlet)).toContain('Set-NetIPsecRule');
    await arm(gateway, { changeId, inverses: inversesOf(wider), deadline: within(60) });
    const calls = wider.steps.map(({ id, invocation }) => [id, invocation] as const);
    expect(await errorOf(gateway, calls)).toBeUndefined();
    expect(await readInventory(gateway, 'PersistentStore')).not.toEqual(inventory);
    await simulateTime(file, 61);
    expect(await readInventory(gateway, 'PersistentStore')).toEqual(inventory);
  });

  it('works without anybody elevated, and on battery', async () => {
    const { file, gateway } = await computer({ format: 1, computer: { power: 'battery' } });
    await arm(gateway, at(60));
    await applyTo(gateway);
    await simulateSet(file, ['elevated=false']);
    await simulateTime(file, 61);
    expect(await own(gateway)).toEqual([]);
  });

  it.each(wish.inverses.map((_, index) => index + 1))('survives that its call %i fails once', async (k) => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    await applyTo(gateway);
    await simulateTime(file, 61, parseFaults(`fail@${k}`));
    expect([await own(gateway), await tasks(gateway), await history(file)]).toEqual([[], [], [0]]);
  });

  it.each([1, wish.inverses.length])('tries again a minute after its call %i hung', async (k) => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    await applyTo(gateway);
    await simulateTime(file, 61, parseFaults(`hang@${k}`));
    expect(await tasks(gateway)).toEqual([name]);
    await simulateTime(file, 60);
    expect([await own(gateway), await tasks(gateway), await history(file)]).toEqual([[], [], [0x4_1306, 0]]);
  });

  it('exits with what is left and stays for its next trigger', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    await applyTo(gateway);
    const twice = `fail@${wish.inverses.length},fail@${wish.inverses.length * 2}`;
    await simulateTime(file, 61, parseFaults(twice));
    expect([await history(file), await tasks(gateway)]).toEqual([[1], [name]]);
    expect((await own(gateway)).length).toBe(1);
    await simulateTime(file, 60);
    expect([await own(gateway), await tasks(gateway)]).toEqual([[], []]);
  });

  it('stays when nothing can be undone for want of the module', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    await applyTo(gateway);
    await simulateSet(file, ['netsecurity-module=missing']);
    await simulateTime(file, 61);
    expect(await history(file)).toEqual([wish.inverses.length]);
    await simulateSet(file, ['netsecurity-module=present']);
    await simulateTime(file, 60);
    expect([await own(gateway), await tasks(gateway)]).toEqual([[], []]);
  });
});

describe('arming', () => {
  it.each([
    ['fails', 'task:fail@1'],
    ['stores something else', 'task:differ@1'],
  ])('throws in words when the registration %s, and leaves no task', async (_, fault) => {
    const { gateway } = await computer(undefined, fault);
    await expect(arm(gateway, at(120))).rejects.toThrow(/\.$/u);
    expect(await tasks(gateway)).toEqual([]);
  });

  it('throws when the registration hangs', async () => {
    const { gateway } = await computer(undefined, 'task:hang@1');
    await expect(arm(gateway, at(120))).rejects.toThrow('No answer');
    expect(await tasks(gateway)).toEqual([]);
  });

  it('throws for who is not elevated', async () => {
    const { gateway } = await computer({ format: 1, computer: { elevated: false } });
    await expect(arm(gateway, at(120))).rejects.toThrow('Access is denied');
  });

  it('refuses what would not fit into a task, and registers nothing', async () => {
    const { gateway } = await computer();
    // Each puts something else back, so that no two of them are one line.
    const inverses = Array.from({ length: 80 }, (_, at): UndoingInvocation => ({
      cmdlet: 'Set-NetIPsecRule',
      parameters: {
        IPsecRuleName: 'ipsecbw-fbs-server-rule-1',
        PolicyStore: 'PersistentStore',
        NewDisplayName: `${at} ${'name '.repeat(at + 20)}`,
      },
    }));
    await expect(arm(gateway, { ...at(120), inverses })).rejects.toThrow('too long');
    expect(await dryStart(gateway, { changeId, inverses })).toContain('too long');
    expect(await tasks(gateway)).toEqual([]);
  });
});

/** A gateway whose tasks are told otherwise than they are. */
const telling = (gateway: SimulatedGateway, change: (row: Row) => Row): HostGateway => ({
  host: 'simulated',
  probe: () => gateway.probe(),
  drives: () => gateway.drives(),
  reach: (peer) => gateway.reach(peer),
  now: () => gateway.now(),
  begin: (key) => gateway.begin(key),
  close: () => gateway.close(),
  read: async (reads, options) => {
    const answers = await gateway.read(reads, options);
    return answers.map((rows, index) =>
      reads[index]?.invocation.cmdlet === 'Get-ScheduledTask' ? rows.map(change) : rows,
    );
  },
});
const part = (row: Row, property: string): Row => row[property] as Row;
const parts = (row: Row, property: string): readonly Row[] => row[property] as readonly Row[];

describe('what Windows tells of the task that was registered', () => {
  it.each<[string, (row: Row) => Row]>([
    ['another command', (row) => ({ ...row, Actions: [{ Execute: 'cmd.exe', Arguments: '' }] })],
    [
      'another command',
      (row) => ({ ...row, Actions: parts(row, 'Actions').map((one) => ({ ...one, Arguments: '' })) }),
    ],
    ['another command', (row) => ({ ...row, Actions: [...parts(row, 'Actions'), ...parts(row, 'Actions')] })],
    ['other times', (row) => ({ ...row, Triggers: parts(row, 'Triggers').slice(0, 1) })],
    ['other times', (row) => ({ ...row, Triggers: null })],
    ['other times', (row) => ({ ...row, Triggers: parts(row, 'Triggers').map((one) => ({ ...one, Enabled: false })) })],
    [
      'other times',
      (row) => ({ ...row, Triggers: [{ StartBoundary: '2001-01-01T00:00:00Z' }, ...parts(row, 'Triggers').slice(1)] }),
    ],
    ['SYSTEM', (row) => ({ ...row, Principal: { ...part(row, 'Principal'), UserId: 'S-1-5-19' } })],
    ['SYSTEM', (row) => ({ ...row, Principal: { ...part(row, 'Principal'), UserId: '' } })],
    ['SYSTEM', (row) => ({ ...row, Principal: { ...part(row, 'Principal'), LogonType: 'Interactive' } })],
    ['SYSTEM', (row) => ({ ...row, Principal: { ...part(row, 'Principal'), RunLevel: 0 } })],
    ['settings', (row) => ({ ...row, Settings: { ...part(row, 'Settings'), DisallowStartIfOnBatteries: true } })],
    ['settings', (row) => ({ ...row, State: 'Disabled' })],
    ['how it is defined', (row) => ({ State: row['State'] })],
  ])('is refused when it says %s', async (words, change) => {
    const { gateway } = await computer();
    await expect(arm(telling(gateway, change), at(120))).rejects.toThrow(words);
    expect(await tasks(gateway)).toEqual([]);
  });

  it('may use integers, a French name and the offset of this place', async () => {
    const { gateway } = await computer({ format: 1, unsure: { enums: 'integers' } });
    const told = telling(gateway, (row) => ({
      ...row,
      Principal: { UserId: 'Système', LogonType: 5, RunLevel: 1 },
      Triggers: parts(row, 'Triggers').map((one) => {
        const boundary = one['StartBoundary'];
        return typeof boundary === 'string'
          ? {
              ...one,
              StartBoundary: new Date(Date.parse(boundary) + 7_200_000).toISOString().replace('.000Z', '+02:00'),
            }
          : { ...one, StartBoundary: null };
      }),
    }));
    await expect(arm(told, at(120))).resolves.toMatchObject({ name });
  });
});

describe('moving the deadline', () => {
  it.each([
    ['later', 120, 600, 130],
    ['earlier', 600, 120, 60],
  ])('%s: the new one holds, and no other', async (_, first, second, between) => {
    const { file, gateway } = await computer();
    const task = await arm(gateway, at(first));
    const moved = await extend(gateway, task, within(second));
    expect(moved.deadline).toBe(within(second));
    await applyTo(gateway);
    await simulateTime(file, between);
    expect((await own(gateway)).length).toBe(wish.inverses.length);
    await simulateTime(file, second - between + 5);
    expect(await own(gateway)).toEqual([]);
  });

  it('is refused when the undo has fired', async () => {
    const { file, gateway } = await computer();
    const task = await arm(gateway, at(60));
    await simulateTime(file, 61);
    await expect(extend(gateway, task, within(600))).rejects.toThrow('begun already');
    expect(await tasks(gateway)).toEqual([]);
  });

  it('throws when it fails, and the old deadline holds', async () => {
    const { file, gateway } = await computer(undefined, 'task:fail@2');
    const task = await arm(gateway, at(60));
    await expect(extend(gateway, task, within(600))).rejects.toThrow();
    await applyTo(gateway);
    await simulateTime(file, 61);
    expect(await own(gateway)).toEqual([]);
  });
});

describe('disarming', () => {
  it('takes the task away, and leaves the change', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    await applyTo(gateway);
    expect(await disarm(gateway, name)).toBe('disarmed');
    await simulateTime(file, 600);
    await simulateRestart(file);
    expect([await tasks(gateway), await history(file)]).toEqual([[], []]);
    expect((await own(gateway)).length).toBe(wish.inverses.length);
  });

  it('tells that it has fired', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    await simulateTime(file, 61);
    expect(await disarm(gateway, name)).toBe('gone');
  });

  it('tells that it fired between the look and the deletion', async () => {
    const { file, gateway } = await computer();
    await arm(gateway, at(60));
    const late: HostGateway = {
      ...telling(gateway, (row) => row),
      begin: async (key) => {
        await simulateTime(file, 61);
        return gateway.begin(key);
      },
    };
    expect(await disarm(late, name)).toBe('gone');
  });

  it.each(['Running', 'Queued', 4])('touches nothing while its state is %s', async (State) => {
    const { gateway } = await computer();
    await arm(gateway, at(60));
    expect(
      await disarm(
        telling(gateway, (row) => ({ ...row, State })),
        name,
      ),
    ).toBe('running');
    expect(await tasks(gateway)).toEqual([name]);
  });

  it.each(['task:fail@2', 'task:hang@2'])('tries twice: %s', async (fault) => {
    const { gateway } = await computer(undefined, fault);
    await arm(gateway, at(60));
    expect(await disarm(gateway, name)).toBe('disarmed');
  });

  it('throws when the task is still there', async () => {
    const { gateway } = await computer(undefined, 'task:fail@2,task:fail@3');
    await arm(gateway, at(60));
    await expect(disarm(gateway, name)).rejects.toThrow('still there');
    expect(await undoTaskState(gateway, name)).toBe('armed');
  });
});

describe('the dry start', () => {
  it('finds that the undo can run, changes nothing and leaves nothing', async () => {
    const { file, gateway } = await computer();
    await applyTo(gateway);
    const before = (await contentOf(file))['stores'];
    expect(await dryStart(gateway, wish)).toBeUndefined();
    expect((await contentOf(file))['stores']).toEqual(before);
    expect([await tasks(gateway), await history(file)]).toEqual([[], [0]]);
  });

  it.each([
    ['Task Scheduler is stopped', 'service.Schedule=stopped'],
    ['nobody is elevated', 'elevated=false'],
    ['the module is missing', 'netsecurity-module=missing'],
  ])('says why it cannot when %s', async (_, fact) => {
    const { file, gateway } = await computer();
    await simulateSet(file, [fact]);
    expect(await dryStart(gateway, wish)).toMatch(/\.$/u);
    expect(await tasks(gateway)).toEqual([]);
  });

  it.each(['task:fail@1', 'task:differ@1', 'task:hang@1', 'task:fail@2', 'task:hang@2'])(
    'says why when a call does not do it: %s',
    async (fault) => {
      const { gateway } = await computer(undefined, fault);
      expect(await dryStart(gateway, wish)).toMatch(/\.$/u);
      expect(await tasks(gateway)).toEqual([]);
    },
  );

  it('tries twice to take its task away, and says when it cannot', async () => {
    expect(await dryStart((await computer(undefined, 'task:fail@3')).gateway, wish)).toBeUndefined();
    expect(await dryStart((await computer(undefined, 'task:fail@3,task:fail@4')).gateway, wish)).toContain(
      'could not be deleted',
    );
  });

  it('waits for a task that runs, and not without end', async () => {
    const { gateway } = await computer();
    let looks = 0;
    const slow = telling(gateway, (row) => ({ ...row, State: (looks += 1) < 3 ? 'Running' : row['State'] }));
    expect(await dryStart(slow, wish, { pauseMs: 1 })).toBeUndefined();
    expect(looks).toBe(3);
    const endless = telling(gateway, (row) => ({ ...row, State: 'Running' }));
    expect(await dryStart(endless, wish, { pauseMs: 1, boundMs: 20 })).toContain('did not end');
    expect(await tasks(gateway)).toEqual([]);
  });

  it('does not mind one that was left', async () => {
    const { gateway } = await computer();
    await errorOf(gateway, taskCalls('exit 3', { name: dryStartName }));
    expect(await dryStart(gateway, wish)).toBeUndefined();
    expect(await tasks(gateway)).toEqual([]);
  });
});
