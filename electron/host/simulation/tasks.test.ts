import { describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import type { NamedCall } from '../gateway-contract-calls';
import { SimulatedGateway } from '../simulated-gateway';
import { contentOf, errorOf, newStateFile, rowsOf } from '../testing/simulated-computer';
import { encodedArgument } from './task-command';
import { taskCalls, unregister } from '../testing/simulated-tasks';
import { parseFaults } from './faults';
import { simulateSet } from './commands';

const one = (cmdlet: string, parameters: Invocation['parameters']): NamedCall => ['one', { cmdlet, parameters }];
const newGateway = async (content?: unknown): Promise<SimulatedGateway> =>
  new SimulatedGateway({ file: await newStateFile(content) });
const namesIn = async (gateway: SimulatedGateway): Promise<readonly unknown[]> =>
  (await rowsOf(gateway, 'Get-ScheduledTask', {}, 'TaskName')).map((row) => row['TaskName']);

describe('registering a task', () => {
  it('keeps what was asked for, in Microsoft’s words, with the whole script', async () => {
    const file = await newStateFile();
    const gateway = new SimulatedGateway({ file });
    const planned = { inSeconds: 120, atStartup: true, settings: { ExecutionTimeLimit: '00:05:00' } };
    expect(await errorOf(gateway, taskCalls('exit 0', planned))).toBeUndefined();
    const [task] = (await contentOf(file))['tasks'] as Record<string, unknown>[];
    expect(task).toMatchObject({
      ...{ TaskName: 'undo', TaskPath: '\\', State: 'Ready', LastTaskResult: 0x4_1303, LastRunTime: null },
      Actions: [
        { Execute: expect.stringMatching(/powershell\.exe$/u) as string, Arguments: encodedArgument('exit 0') },
      ],
      Triggers: [{ CimClass: 'MSFT_TaskTimeTrigger' }, { CimClass: 'MSFT_TaskBootTrigger' }],
      Principal: { UserId: 'SYSTEM', LogonType: 'ServiceAccount', RunLevel: 'Highest' },
      Settings: { DisallowStartIfOnBatteries: false, StopIfGoingOnBatteries: true, ExecutionTimeLimit: 'PT300S' },
    });
    const triggers = task?.['Triggers'] as Record<string, unknown>[];
    expect(task?.['NextRunTime']).toBe(triggers[0]?.['StartBoundary']);
  });

  it('takes a task that was put together before', async () => {
    const gateway = await newGateway();
    const parts = taskCalls('exit 0', { inSeconds: 60 }).slice(0, -1);
    const whole = one('New-ScheduledTask', { Action: { fromStep: 'action' }, Trigger: [{ fromStep: 'time' }] });
    const register: NamedCall = [
      'task',
      { cmdlet: 'Register-ScheduledTask', parameters: { TaskName: 't', InputObject: { fromStep: 'one' } } },
    ];
    expect(await errorOf(gateway, [...parts, whole, register])).toBeUndefined();
    expect(await namesIn(gateway)).toEqual(['t']);
  });

  it('refuses a second one of the same name, and replaces it with -Force', async () => {
    const gateway = await newGateway();
    await errorOf(gateway, taskCalls('exit 0', { inSeconds: 60 }));
    const again = await errorOf(gateway, taskCalls('exit 1', { inSeconds: 600 }));
    expect(again).toMatchObject({ kind: 'already-exists', errorId: 'HRESULT 0x800700b7,Register-ScheduledTask' });
    const forced = taskCalls('exit 1', { inSeconds: 600, register: { Force: true } });
    expect(await errorOf(gateway, forced)).toBeUndefined();
    expect(await namesIn(gateway)).toEqual(['undo']);
  });

  it('is refused to who is not elevated, and stores nothing', async () => {
    const gateway = await newGateway({ format: 1, computer: { elevated: false } });
    expect(await errorOf(gateway, taskCalls('exit 0'))).toMatchObject({ kind: 'access-denied' });
    expect(await namesIn(gateway)).toEqual([]);
  });

  it('refuses a command line that could never start', async () => {
    expect(await errorOf(await newGateway(), taskCalls(`#${'x'.repeat(12_300)}`))).toMatchObject({ kind: 'refused' });
    expect(await errorOf(await newGateway(), taskCalls(`#${'x'.repeat(12_000)}`))).toBeUndefined();
  });

  it.each<[string, NamedCall]>([
    ['a moment that depends on the place', one('New-ScheduledTaskTrigger', { Once: true, At: '2026-11-21T10:00:00' })],
    ['no moment', one('New-ScheduledTaskTrigger', { Once: true })],
    [
      'two kinds of trigger',
      one('New-ScheduledTaskTrigger', { AtStartup: true, Once: true, At: '2026-11-21T10:00:00Z' }),
    ],
    ['a trigger that is not played', one('New-ScheduledTaskTrigger', { AtLogOn: true })],
    ['a delay that is not played', one('New-ScheduledTaskTrigger', { AtStartup: true, RandomDelay: '00:01:00' })],
    [
      'a repetition below a minute',
      one('New-ScheduledTaskTrigger', {
        ...{ Once: true, At: '2026-11-21T10:00:00Z' },
        RepetitionInterval: '00:00:30',
      }),
    ],
    ['an unknown parameter', one('New-ScheduledTaskAction', { Execute: 'x', Arguments: 'y' })],
    ['no program', one('New-ScheduledTaskAction', { Argument: 'y' })],
    ['a level that does not exist', one('New-ScheduledTaskPrincipal', { UserId: 'SYSTEM', RunLevel: 'Higher' })],
    ['a user and a group', one('New-ScheduledTaskPrincipal', { UserId: 'SYSTEM', GroupId: 'S-1-5-32-544' })],
    ['ticks', one('New-ScheduledTaskSettingsSet', { ExecutionTimeLimit: 300 })],
    ['a priority that is no number', one('New-ScheduledTaskSettingsSet', { Priority: 'high' })],
    ['a setting that is not played', one('New-ScheduledTaskSettingsSet', { MaintenancePeriod: '1.00:00:00' })],
    [
      'an account by name',
      one('Register-ScheduledTask', { TaskName: 't', User: 'SYSTEM', Action: { fromStep: 'action' } }),
    ],
    [
      'an object of another kind',
      one('Register-ScheduledTask', {
        TaskName: 't',
        Principal: { fromStep: 'action' },
        Action: { fromStep: 'action' },
      }),
    ],
    ['a part that was never made', one('Register-ScheduledTask', { TaskName: 't', Action: { fromStep: 'nothing' } })],
    [
      'a name that is no name',
      one('Register-ScheduledTask', {
        TaskName: 'a\\b',
        Principal: { fromStep: 'principal' },
        Action: { fromStep: 'action' },
      }),
    ],
    [
      'a folder that is no folder',
      one('Register-ScheduledTask', {
        TaskName: 't',
        TaskPath: '\\a:\\',
        Principal: { fromStep: 'principal' },
        Action: { fromStep: 'action' },
      }),
    ],
    [
      'another secret',
      one('Register-ScheduledTask', { TaskName: { secret: 'pre-shared-key' }, Action: { fromStep: 'action' } }),
    ],
  ])('refuses %s', async (_, bad) => {
    const gateway = await newGateway();
    const parts = taskCalls('exit 0').slice(0, -1);
    expect(await errorOf(gateway, [...parts, bad])).toMatchObject({ kind: 'refused' });
    expect(await namesIn(gateway)).toEqual([]);
  });

  it('refuses a task that would delete itself and never ends', async () => {
    const calls = taskCalls('exit 0', { inSeconds: 60, settings: { DeleteExpiredTaskAfter: '00:01:00' } });
    expect(await errorOf(await newGateway(), calls)).toMatchObject({
      errorId: 'HRESULT 0x80041319,Register-ScheduledTask',
    });
  });
});

describe('unregistering a task', () => {
  it('takes the one that is named, in its folder', async () => {
    const gateway = await newGateway();
    await errorOf(gateway, taskCalls('exit 0', { name: 'a' }));
    await errorOf(gateway, taskCalls('exit 0', { name: 'a', register: { TaskPath: '\\Folder\\' } }));
    expect(await errorOf(gateway, [['one', unregister('A')]])).toBeUndefined();
    expect(await rowsOf(gateway, 'Get-ScheduledTask', {}, 'TaskPath')).toEqual([{ TaskPath: '\\Folder\\' }]);
  });

  it('says not-found for one that is not there', async () => {
    expect(await errorOf(await newGateway(), [['one', unregister('gone')]])).toMatchObject({
      ...{ kind: 'not-found', errorId: 'CmdletizationQuery_NotFound_TaskName,Unregister-ScheduledTask' },
    });
  });

  it.each([
    { Confirm: false },
    { TaskName: '*', Confirm: false },
    { TaskName: 'undo' },
    { TaskName: 'undo', Confirm: true },
  ])('is refused with %j', async (parameters) => {
    const gateway = await newGateway();
    await errorOf(gateway, taskCalls('exit 0'));
    expect(await errorOf(gateway, [one('Unregister-ScheduledTask', parameters)])).toMatchObject({ kind: 'refused' });
    expect(await namesIn(gateway)).toEqual(['undo']);
  });
});

describe('reading tasks', () => {
  it('selects by name and folder, and finds nothing quietly', async () => {
    const gateway = await newGateway();
    for (const name of ['undo-1', 'undo-2', 'other']) await errorOf(gateway, taskCalls('exit 0', { name }));
    const found = async (parameters: Invocation['parameters']): Promise<number> =>
      (await rowsOf(gateway, 'Get-ScheduledTask', parameters, 'TaskName')).length;
    expect(await found({ TaskName: 'UNDO-*' })).toBe(2);
    expect(await found({ TaskName: ['undo-1', 'other'], TaskPath: '\\' })).toBe(2);
    expect(await found({ TaskName: 'undo-1', TaskPath: '\\Folder\\' })).toBe(0);
    expect(await found({ TaskName: 'gone' })).toBe(0);
  });

  it('tells a definition apart from how it went', async () => {
    const gateway = await newGateway();
    await errorOf(gateway, taskCalls('exit 0', { inSeconds: 60 }));
    const all = ['TaskName', 'State', 'Actions', 'LastTaskResult', 'NextRunTime'];
    const [task = {}] = await rowsOf(gateway, 'Get-ScheduledTask', { TaskName: 'undo' }, ...all);
    const [info = {}] = await rowsOf(gateway, 'Get-ScheduledTaskInfo', { TaskName: 'undo' }, ...all);
    expect([Object.keys(task), Object.keys(info)]).toEqual([
      ['TaskName', 'State', 'Actions'],
      ['TaskName', 'LastTaskResult', 'NextRunTime'],
    ]);
  });

  it('shows the state as its integer where the computer shows integers', async () => {
    const gateway = await newGateway({ format: 1, unsure: { enums: 'integers' } });
    await errorOf(gateway, taskCalls('exit 0'));
    expect(await rowsOf(gateway, 'Get-ScheduledTask', {}, 'State')).toEqual([{ State: 3 }]);
  });
});

describe('the faults and tasks', () => {
  it('count registering as one writing call, and what is made in memory as none', async () => {
    const file = await newStateFile();
    const gateway = new SimulatedGateway({ file, faults: parseFaults('task:fail@1') });
    expect(await errorOf(gateway, taskCalls('exit 0'))).toMatchObject({ cmdlet: 'Register-ScheduledTask' });
    expect(await errorOf(gateway, taskCalls('exit 0'))).toBeUndefined();
  });

  it('differ: what was registered is not there', async () => {
    const file = await newStateFile();
    const gateway = new SimulatedGateway({ file, faults: parseFaults('task:differ@1') });
    expect(await errorOf(gateway, taskCalls('exit 0'))).toBeUndefined();
    expect(await namesIn(gateway)).toEqual([]);
  });
});

describe('Start-ScheduledTask', () => {
  const start = one('Start-ScheduledTask', { TaskName: 'undo', TaskPath: '\\' });
  const resultOf = async (gateway: SimulatedGateway): Promise<unknown> =>
    (await rowsOf(gateway, 'Get-ScheduledTaskInfo', { TaskName: 'undo' }, 'LastTaskResult'))[0]?.['LastTaskResult'];

  it('runs the stored script at once and leaves its deadline', async () => {
    const gateway = await newGateway();
    await errorOf(gateway, taskCalls('exit 5', { inSeconds: 60 }));
    expect(await errorOf(gateway, [start])).toBeUndefined();
    const [info] = await rowsOf(
      gateway,
      'Get-ScheduledTaskInfo',
      { TaskName: 'undo' },
      'LastTaskResult',
      'NextRunTime',
    );
    expect(info).toEqual({ LastTaskResult: 5, NextRunTime: expect.stringContaining('T') as string });
  });

  it.each<[string, Parameters<typeof taskCalls>[1], readonly string[]]>([
    ['on battery', { settings: { AllowStartIfOnBatteries: false } }, []],
    ['when it is disabled', { settings: { Disable: true } }, []],
    ['when it may not be started by hand', { settings: { DisallowDemandStart: true } }, []],
    ['when Task Scheduler is stopped', {}, ['service.Schedule=stopped']],
  ])('is refused %s', async (_, planned, facts) => {
    const file = await newStateFile({ format: 1, computer: { power: 'battery' } });
    const gateway = new SimulatedGateway({ file });
    await errorOf(gateway, taskCalls('exit 0', planned));
    if (facts.length > 0) await simulateSet(file, facts);
    expect(await errorOf(gateway, [start])).toMatchObject({ kind: 'refused' });
    expect(await resultOf(gateway)).toBe(0x4_1303);
  });

  it.each([
    ['another program', { Execute: 'cmd.exe', Argument: '/c exit' }, 0x8007_0002],
    ['a file of a script', { Execute: 'powershell.exe', Argument: '-File C:\\undo.ps1' }, 0xfffd_0000],
    ['broken base64', { Execute: 'powershell.exe', Argument: '-EncodedCommand abc' }, 0xfffd_0000],
    ['nothing', { Execute: 'powershell.exe' }, 0xfffd_0000],
  ])('cannot start %s, and the result says so', async (_, action, result) => {
    const gateway = await newGateway();
    const [, ...calls] = taskCalls('exit 0');
    await errorOf(gateway, [['action', { cmdlet: 'New-ScheduledTaskAction', parameters: action }], ...calls]);
    await errorOf(gateway, [start]);
    expect(await resultOf(gateway)).toBe(result);
  });

  it('does not run a task of a user, who is not logged on', async () => {
    const gateway = await newGateway();
    await errorOf(gateway, taskCalls('exit 0', { user: 'PC\\Anna' }));
    await errorOf(gateway, [start]);
    expect(await resultOf(gateway)).toBe(0x8007_10e0);
  });
});
