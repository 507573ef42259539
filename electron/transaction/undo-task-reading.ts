import * as v from 'valibot';
import type { UtcText } from '#contract/invocation';
import { undoProgram } from '#compiler/undo-script';
import type { HostGateway, Read, Row } from '#host/gateway';

/** What `Get-ScheduledTask` tells of a task, as rows: enumerations are words on some systems and integers on others. */
const word = v.union([v.string(), v.number()]);
const trigger = v.object({ Enabled: v.optional(v.boolean(), true), StartBoundary: v.nullish(v.string()) });
const settings = v.object({
  Enabled: v.optional(v.boolean(), true),
  DisallowStartIfOnBatteries: v.boolean(),
  StopIfGoingOnBatteries: v.boolean(),
  StartWhenAvailable: v.boolean(),
});
const definition = v.object({
  State: v.optional(word, ''),
  Actions: v.array(v.object({ Execute: v.string(), Arguments: v.nullish(v.string()) })),
  Triggers: v.nullish(v.array(trigger)),
  Principal: v.object({ UserId: v.nullish(v.string()), LogonType: word, RunLevel: word }),
  Settings: settings,
});

/** A task that is there, as far as it could be understood. */
export interface FoundTask {
  readonly state: string | number;
  /** Undefined where Windows told something else than a task. */
  readonly definition: v.InferOutput<typeof definition> | undefined;
  /** LastTaskResult; undefined where it is not told. */
  readonly lastResult: number | undefined;
}

export type UndoTaskState = 'armed' | 'running' | 'gone';

const read = (cmdlet: string, name: string, select: readonly string[]): Read => ({
  invocation: { cmdlet, parameters: { TaskName: name, TaskPath: '\\' } },
  select,
});

const stateIn = ({ State: state }: Row): string | number =>
  typeof state === 'string' || typeof state === 'number' ? state : '';

/** The task of that name, or undefined where there is none. One exchange. Throws CmdletError. */
export async function readTask(gateway: HostGateway, name: string): Promise<FoundTask | undefined> {
  const [tasks = [], infos = []] = await gateway.read([
    read('Get-ScheduledTask', name, ['State', 'Actions', 'Triggers', 'Principal', 'Settings']),
    read('Get-ScheduledTaskInfo', name, ['LastTaskResult']),
  ]);
  const [row] = tasks;
  if (row === undefined) return undefined;
  const parsed = v.safeParse(definition, row);
  const lastResult = infos[0]?.['LastTaskResult'];
  return {
    state: stateIn(row),
    definition: parsed.success ? parsed.output : undefined,
    lastResult: typeof lastResult === 'number' ? lastResult : undefined,
  };
}

/** MSFT_ScheduledTask: Queued is 2, Running is 4. */
const underWay: readonly (string | number)[] = ['Queued', 'Running', 2, 4];

export function stateOf(task: FoundTask | undefined): UndoTaskState {
  if (task === undefined) return 'gone';
  return underWay.includes(task.state) ? 'running' : 'armed';
}

type Definition = v.InferOutput<typeof definition>;

interface Wanted {
  readonly arguments: string;
  readonly deadline: UtcText;
}

/** A Windows in French calls SYSTEM otherwise: a number must be its number, and the kind of logon stands for a name. */
function isSystem({ UserId: user, LogonType: logon }: Definition['Principal']): boolean {
  const isService = logon === 'ServiceAccount' || logon === 5;
  const isOther = (user ?? '') === '' || (/^S-1-/iu.test(user ?? '') && user?.toUpperCase() !== 'S-1-5-18');
  return isService && !isOther;
}

const isHighest = ({ RunLevel: level }: Definition['Principal']): boolean => level === 'Highest' || level === 1;

/** A boundary without an offset is meant in this computer's own zone, as `Date` reads it. */
const isAt = (boundary: string, deadline: UtcText): boolean => Date.parse(boundary) === Date.parse(deadline);

/** The trigger at the start of the computer is the one without a moment. */
function triggersDiffer({ Triggers }: Definition, { deadline }: Wanted): boolean {
  const active = (Triggers ?? []).filter(({ Enabled }) => Enabled);
  const times = active.flatMap(({ StartBoundary: boundary }) => boundary ?? []).filter((text) => text !== '');
  return active.length !== 2 || times.length !== 1 || !times.every((time) => isAt(time, deadline));
}

function commandDiffers({ Actions }: Definition, wanted: Wanted): boolean {
  const [action, ...others] = Actions;
  return action?.Execute !== undoProgram || action.Arguments !== wanted.arguments || others.length > 0;
}

const settingsDiffer = ({ Settings: found }: Definition): boolean =>
  !found.Enabled || found.DisallowStartIfOnBatteries || found.StopIfGoingOnBatteries || !found.StartWhenAvailable;

/** In what a task is not as it was wanted, in words. */
export function differences({ definition: found, state }: FoundTask, wanted: Wanted): readonly string[] {
  if (found === undefined) return ['Windows did not tell how it is defined'];
  return [
    ...(commandDiffers(found, wanted) ? ['it has another command'] : []),
    ...(triggersDiffer(found, wanted) ? ['it starts at other times'] : []),
    ...(isSystem(found.Principal) && isHighest(found.Principal) ? [] : ['it does not run as SYSTEM']),
    ...(settingsDiffer(found) || state === 'Disabled' || state === 1
      ? ['its settings could keep it from running']
      : []),
  ];
}
