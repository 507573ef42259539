import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SimulatedGateway } from '../simulated-gateway';
import { ipsecRule } from '../gateway-contract-calls';
import { contentOf, errorOf, newStateFile, rowsOf } from '../testing/simulated-computer';
import { line, removeRule, taskCalls, unregister, type PlannedTask } from '../testing/simulated-tasks';
import { simulateRestart, simulateSet, simulateShow, simulateTime } from './commands';
import { parseFaults } from './faults';

const rules = async (file: string): Promise<readonly unknown[]> =>
  (await rowsOf(new SimulatedGateway({ file }), 'Get-NetIPsecRule', { All: true }, 'InstanceID')).map(
    (row) => row['InstanceID'],
  );

/** A computer with one rule, and a task that takes it away. */
async function armed(planned: PlannedTask, script = removeRule('contract-rule')): Promise<string> {
  const file = await newStateFile();
  const gateway = new SimulatedGateway({ file });
  const rule = { ...ipsecRule().parameters, InboundSecurity: 'None', OutboundSecurity: 'None', KeyModule: 'Default' };
  const calls = [['rule', { cmdlet: 'New-NetIPsecRule', parameters: rule }] as const, ...taskCalls(script, planned)];
  expect(await errorOf(gateway, calls)).toBeUndefined();
  return file;
}

/** Lets real time seem to have passed while no process had the file open. */
async function rewind(file: string, seconds: number): Promise<void> {
  const content = await contentOf(file);
  await writeFile(file, JSON.stringify({ ...content, clock: (content['clock'] as number) + seconds }));
}

describe('simulated time', () => {
  it('runs a stored task at its deadline, and not before', async () => {
    const file = await armed({ inSeconds: 120 });
    expect((await simulateTime(file, 110)).ran).toEqual([]);
    expect(await rules(file)).toEqual(['contract-rule']);
    const { ran } = await simulateTime(file, 15);
    expect(ran).toMatchObject([{ taskName: 'undo', taskPath: '\\', result: 0, output: '' }]);
    expect(await rules(file)).toEqual([]);
  });

  it('runs it once', async () => {
    const file = await armed({ inSeconds: 60 });
    expect((await simulateTime(file, 600)).ran).toHaveLength(1);
    expect((await simulateTime(file, 600)).ran).toEqual([]);
  });

  it('runs what is due in the order of the deadlines, each at its own', async () => {
    const file = await armed({ name: 'late', inSeconds: 290 });
    const gateway = new SimulatedGateway({ file });
    await errorOf(gateway, taskCalls('exit 1', { name: 'early', inSeconds: 60, repeatEvery: '00:02:00' }));
    const { ran } = await simulateTime(file, 400);
    expect(ran.map((run) => run.taskName)).toEqual(['early', 'early', 'late', 'early']);
    const early = ran.filter((run) => run.taskName === 'early').map((run) => Date.parse(run.at) / 1_000);
    expect(early.map((at) => at - (early[0] ?? 0))).toEqual([0, 120, 240]);
  });

  it('runs what became due while no process was there, as soon as one opens the computer', async () => {
    const file = await armed({ inSeconds: 60 });
    await rewind(file, 61);
    expect(await rules(file)).toEqual([]);
    expect((await contentOf(file))['taskHistory']).toMatchObject([{ TaskName: 'undo', ResultCode: 0 }]);
  });

  it('lets nobody write before it has run what was due', async () => {
    const file = await armed({ inSeconds: 60 });
    await rewind(file, 61);
    const gateway = new SimulatedGateway({ file });
    const same = { cmdlet: 'Remove-NetIPsecRule', parameters: { IPsecRuleName: 'contract-rule' } };
    expect(await errorOf(gateway, [['one', same]])).toMatchObject({ kind: 'not-found' });
  });

  it('counts real time', async () => {
    const file = await armed({ inSeconds: 1 });
    await wait(2_100);
    expect(await rules(file)).toEqual([]);
  });

  it('forgets a task that was unregistered, and the old deadline of one that was replaced', async () => {
    const file = await armed({ inSeconds: 60 });
    const gateway = new SimulatedGateway({ file });
    await errorOf(gateway, taskCalls(removeRule('contract-rule'), { inSeconds: 500, register: { Force: true } }));
    expect((await simulateTime(file, 300)).ran).toEqual([]);
    await errorOf(gateway, [['one', unregister('undo')]]);
    expect((await simulateTime(file, 300)).ran).toEqual([]);
    expect(await rules(file)).toEqual(['contract-rule']);
  });

  it('never runs a task whose deadline was past when it was registered', async () => {
    const file = await armed({ inSeconds: -5 });
    expect((await simulateTime(file, 600)).ran).toEqual([]);
  });

  it('leaves a task that unregisters itself in the history only', async () => {
    const script = `${removeRule('contract-rule')}\n${line('Unregister-ScheduledTask', unregister('undo').parameters)}`;
    const file = await armed({ inSeconds: 60, repeatEvery: '00:01:00' }, script);
    expect((await simulateTime(file, 600)).ran).toHaveLength(1);
    const { tasks, taskHistory } = await simulateShow(file);
    expect([tasks, taskHistory]).toMatchObject([[], [{ TaskName: 'undo', ResultCode: 0 }]]);
  });

  it('shows its moment and moves by whole seconds', async () => {
    const file = await newStateFile();
    const before = Date.now();
    const { now } = await simulateTime(file, 3_600);
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3_600_000);
    expect((await simulateShow(file)).clock).toBe(3_600);
  });

  it.each([0, -5, 1.5, Number.NaN, 1e12])('refuses to move by %s seconds', async (seconds) => {
    await expect(simulateTime(await newStateFile(), seconds)).rejects.toMatchObject({ appError: { code: 'usage' } });
  });

  it('misses a start that is not possible, unless the task starts when it is available', async () => {
    const file = await armed({ inSeconds: 60, settings: { StartWhenAvailable: true } });
    await errorOf(new SimulatedGateway({ file }), taskCalls('exit 0', { name: 'other', inSeconds: 60 }));
    await simulateSet(file, ['service.Schedule=stopped']);
    expect((await simulateTime(file, 120)).ran).toEqual([]);
    await simulateSet(file, ['service.Schedule=running']);
    expect(await rules(file)).toEqual([]);
    const [other] = await rowsOf(
      new SimulatedGateway({ file }),
      'Get-ScheduledTaskInfo',
      { TaskName: 'other' },
      'NumberOfMissedRuns',
    );
    expect(other).toEqual({ NumberOfMissedRuns: 1 });
  });

  it('runs as SYSTEM also for a user who is not elevated, and leaves that so', async () => {
    const file = await armed({ inSeconds: 60 });
    await simulateSet(file, ['elevated=false']);
    await simulateTime(file, 61);
    expect(await rules(file)).toEqual([]);
    expect((await simulateShow(file)).computer.elevated).toBe(false);
  });

  it('ends for a task that repeats by the minute', async () => {
    const file = await armed({ inSeconds: 60, repeatEvery: '00:01:00' }, 'exit 0');
    expect((await simulateTime(file, 31_536_000)).ran).toHaveLength(200);
    // Real time counts too: one run more where the minute is full while the test runs.
    const [soon, aMinuteLater] = [await simulateTime(file, 1), await simulateTime(file, 60)];
    expect([1, 2]).toContain(soon.ran.length + aMinuteLater.ran.length);
  });
});

describe('a restart', () => {
  it('runs the tasks that start with the computer, and ends every connection', async () => {
    const file = await armed({ inSeconds: 600, atStartup: true });
    await simulateSet(file, ['backup-running=true']);
    const { ran } = await simulateRestart(file);
    expect(ran).toMatchObject([{ taskName: 'undo', result: 0 }]);
    expect(await rules(file)).toEqual([]);
    const { computer } = await simulateShow(file);
    expect([computer.connections, typeof computer.lastBootUpTime]).toEqual([[], 'string']);
  });

  it('leaves a deadline that is still ahead', async () => {
    const file = await armed({ inSeconds: 600, atStartup: true });
    await simulateRestart(file);
    expect((await simulateTime(file, 601)).ran).toHaveLength(1);
  });

  it('runs no task without a start-up trigger', async () => {
    const file = await armed({ inSeconds: 600 });
    expect((await simulateRestart(file)).ran).toEqual([]);
    expect(await rules(file)).toEqual(['contract-rule']);
  });
});

describe('the faults of a process that lets time pass', () => {
  it('hit the calls of its tasks when they are handed on', async () => {
    const file = await armed({ inSeconds: 60, repeatEvery: '00:01:00' });
    const { ran } = await simulateTime(file, 61, parseFaults('fail@1'));
    expect(ran).toMatchObject([{ result: 1, output: 'This call was told to fail.' }]);
    expect(await rules(file)).toEqual(['contract-rule']);
    expect((await simulateTime(file, 60)).ran).toMatchObject([{ result: 0 }]);
    expect(await rules(file)).toEqual([]);
  });

  it('do not hit tasks that run because a program opens the computer', async () => {
    const file = await armed({ inSeconds: 60 });
    await rewind(file, 61);
    const gateway = new SimulatedGateway({ file, faults: parseFaults('fail@1') });
    expect(await rowsOf(gateway, 'Get-NetIPsecRule', { All: true }, 'InstanceID')).toEqual([]);
  });

  it('a call that hangs ends its task', async () => {
    const file = await armed({ inSeconds: 60 }, `try { ${removeRule('contract-rule')} } catch { exit 0 }`);
    expect((await simulateTime(file, 61, parseFaults('hang@1'))).ran).toMatchObject([{ result: 0x4_1306 }]);
  });
});
