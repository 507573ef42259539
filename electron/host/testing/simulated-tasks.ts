import type { Invocation } from '#contract/invocation';
import { utcText } from '#contract/invocation';
import { renderInvocation } from '#compiler/render';
import type { NamedCall } from '../gateway-contract-calls';
import { encodedArgument } from '../simulation/task-command';

const call = (cmdlet: string, parameters: Invocation['parameters']): Invocation => ({ cmdlet, parameters });

export interface PlannedTask {
  readonly name?: string;
  /** Seconds from now until the time trigger fires; none when left out. */
  readonly inSeconds?: number;
  readonly atStartup?: boolean;
  readonly repeatEvery?: string;
  readonly settings?: Invocation['parameters'];
  readonly user?: string;
  readonly register?: Invocation['parameters'];
}

const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

/** The calls that register a task with a script, as an undo would be armed. */
export function taskCalls(script: string, planned: PlannedTask = {}): readonly NamedCall[] {
  const { name = 'undo', inSeconds, atStartup = false, repeatEvery, settings = {}, user = 'SYSTEM' } = planned;
  const at = utcText(Date.now() + (inSeconds ?? 0) * 1_000);
  const repetition = repeatEvery === undefined ? {} : { RepetitionInterval: repeatEvery };
  const time: readonly NamedCall[] =
    inSeconds === undefined ? [] : [['time', call('New-ScheduledTaskTrigger', { Once: true, At: at, ...repetition })]];
  const boot: readonly NamedCall[] = atStartup ? [['boot', call('New-ScheduledTaskTrigger', { AtStartup: true })]] : [];
  const triggers = [...time, ...boot].map(([id]) => ({ fromStep: id }));
  const principal = { UserId: user, LogonType: 'ServiceAccount', RunLevel: 'Highest' };
  const parts = {
    Action: { fromStep: 'action' },
    Principal: { fromStep: 'principal' },
    Settings: { fromStep: 'settings' },
  };
  return [
    ['action', call('New-ScheduledTaskAction', { Execute: POWERSHELL, Argument: encodedArgument(script) })],
    ...time,
    ...boot,
    ['principal', call('New-ScheduledTaskPrincipal', principal)],
    ['settings', call('New-ScheduledTaskSettingsSet', { AllowStartIfOnBatteries: true, ...settings })],
    [
      'task',
      call('Register-ScheduledTask', {
        ...{ TaskName: name, TaskPath: '\\', ...parts },
        ...(triggers.length === 0 ? {} : { Trigger: triggers }),
        ...planned.register,
      }),
    ],
  ];
}

export const unregister = (TaskName: string): Invocation =>
  call('Unregister-ScheduledTask', { TaskName, TaskPath: '\\', Confirm: false });

/** One call as a script has it. */
export const line = (cmdlet: string, parameters: Invocation['parameters']): string =>
  renderInvocation(call(cmdlet, parameters), { step: (id) => `$${id}`, secret: () => "'***'" });

export const removeRule = (IPsecRuleName: string): string =>
  line('Remove-NetIPsecRule', { IPsecRuleName, PolicyStore: 'PersistentStore' });
