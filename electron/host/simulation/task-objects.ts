/** The parts of a scheduled task, made in memory: nothing is stored by these calls. */
import type { BoundCall } from './bind-call';
import type { BoundValue } from './bind-value';
import { durationText, momentOf, momentText, secondsOfTimeSpan } from './clock';
import { refuseCall, refuseValue } from './refusal';
import type { HostObject, StoredObject } from './stored-object';
import { BOOT_TRIGGER, TIME_TRIGGER } from './tasks';

type Make = (call: BoundCall) => StoredObject;

const given = (parameters: StoredObject, names: Readonly<Record<string, string>>): StoredObject =>
  Object.fromEntries(
    Object.entries(names)
      .filter(([parameter]) => parameters[parameter] !== undefined)
      .map(([parameter, property]) => [property, parameters[parameter]]),
  );

const makeAction: Make = ({ parameters }) =>
  given(parameters, {
    Id: 'Id',
    Execute: 'Execute',
    Argument: 'Arguments',
    WorkingDirectory: 'WorkingDirectory',
  });

const text = (value: BoundValue | undefined): string => (typeof value === 'string' ? value : '');

/** Task Scheduler repeats once a minute at most. */
const LEAST_REPETITION_SECONDS = 60;

function repetition({ cmdlet, parameters }: BoundCall): StoredObject {
  const { RepetitionInterval: interval, RepetitionDuration: duration } = parameters;
  if (interval === undefined && duration === undefined) return {};
  if ((secondsOfTimeSpan(text(interval)) ?? 0) < LEAST_REPETITION_SECONDS) {
    refuseValue(cmdlet, 'A repetition needs an interval of at least one minute.');
  }
  const ends = duration === undefined ? {} : { Duration: durationText(text(duration)) };
  return { Repetition: { Interval: durationText(text(interval)), ...ends, StopAtDurationEnd: false } };
}

function makeTrigger(call: BoundCall): StoredObject {
  const { cmdlet, parameters, parameterSet } = call;
  if (parameters['RandomDelay'] !== undefined) refuseCall(cmdlet, 'NotSimulated', 'Random delays are not simulated.');
  if (parameterSet === 'Startup') return { CimClass: BOOT_TRIGGER, Enabled: true };
  if (parameterSet !== 'Once') return refuseCall(cmdlet, 'NotSimulated', `${parameterSet} triggers are not simulated.`);
  const moment = momentOf(text(parameters['At'])) ?? refuseValue(cmdlet, 'At names no moment.');
  // Whole seconds: a task trigger knows no fractions.
  const StartBoundary = momentText(Math.floor(moment / 1_000) * 1_000);
  return { CimClass: TIME_TRIGGER, Enabled: true, StartBoundary, ...repetition(call) };
}

function makePrincipal({ parameters }: BoundCall): StoredObject {
  const defaults = { LogonType: 'None', RunLevel: 'Limited', ProcessTokenSidType: 'Default' };
  return { ...defaults, ...parameters };
}

/** What counts where nothing is said: no start on battery, at most three days, no second instance beside the first. */
const defaultSettings: StoredObject = {
  AllowDemandStart: true,
  AllowHardTerminate: true,
  Compatibility: 'Vista',
  DisallowStartIfOnBatteries: true,
  StopIfGoingOnBatteries: true,
  Enabled: true,
  ExecutionTimeLimit: 'PT72H',
  Hidden: false,
  MultipleInstances: 'IgnoreNew',
  Priority: 7,
  RunOnlyIfIdle: false,
  RunOnlyIfNetworkAvailable: false,
  StartWhenAvailable: false,
  WakeToRun: false,
};

/** Switches that say the opposite of their property. */
const negated: Readonly<Record<string, string>> = {
  AllowStartIfOnBatteries: 'DisallowStartIfOnBatteries',
  DontStopIfGoingOnBatteries: 'StopIfGoingOnBatteries',
  Disable: 'Enabled',
  DisallowDemandStart: 'AllowDemandStart',
  DisallowHardTerminate: 'AllowHardTerminate',
};
const asGiven = [
  ...['Compatibility', 'Hidden', 'MultipleInstances', 'Priority', 'RestartCount', 'RunOnlyIfIdle'],
  ...['RunOnlyIfNetworkAvailable', 'StartWhenAvailable', 'WakeToRun'],
];
const durations = ['ExecutionTimeLimit', 'DeleteExpiredTaskAfter', 'RestartInterval'];

function settingOf(cmdlet: string, name: string, value: BoundValue): readonly [string, unknown] {
  const opposite = negated[name];
  if (opposite !== undefined) return [opposite, value !== true];
  if (durations.includes(name)) return [name, durationText(text(value))];
  if (asGiven.includes(name)) return [name, value];
  return refuseCall(cmdlet, 'NotSimulated', `The setting ${name} is not simulated.`);
}

function makeSettings({ cmdlet, parameters }: BoundCall): StoredObject {
  const told = Object.entries(parameters).map(([name, value]) => settingOf(cmdlet, name, value));
  return { ...defaultSettings, ...Object.fromEntries(told) };
}

const isHostObject = (value: unknown): value is HostObject =>
  typeof value === 'object' && value !== null && 'noun' in value && 'object' in value;

/** The objects bound to a parameter, each of which must be of the kind that belongs there. */
export function partsOf({ cmdlet, parameters }: BoundCall, parameter: string, noun: string): readonly StoredObject[] {
  const value: readonly unknown[] = Array.isArray(parameters[parameter]) ? parameters[parameter] : [];
  return value.filter(isHostObject).map((part) => {
    if (part.noun === noun) return part.object;
    return refuseCall(cmdlet, 'CannotConvertArgumentNoMessage', `-${parameter} was given an object of another kind.`);
  });
}

/** The definition of a task from its parts. What is left out counts as Windows documents it. */
export function definitionOf(call: BoundCall): StoredObject {
  const [principal] = partsOf(call, 'Principal', 'ScheduledTaskPrincipal');
  const [settings] = partsOf(call, 'Settings', 'ScheduledTaskSettingsSet');
  return {
    Description: text(call.parameters['Description']),
    Actions: partsOf(call, 'Action', 'ScheduledTaskAction'),
    Triggers: partsOf(call, 'Trigger', 'ScheduledTaskTrigger'),
    Principal: principal ?? { UserId: '', LogonType: 'Interactive', RunLevel: 'Limited' },
    Settings: settings ?? defaultSettings,
  };
}

const makers: Readonly<Record<string, Make>> = {
  'New-ScheduledTaskAction': makeAction,
  'New-ScheduledTaskTrigger': makeTrigger,
  'New-ScheduledTaskPrincipal': makePrincipal,
  'New-ScheduledTaskSettingsSet': makeSettings,
  'New-ScheduledTask': definitionOf,
};

/** The object that a call makes in memory, or undefined for every other call. Throws CmdletError. */
export function makeTaskPart(call: BoundCall): HostObject | undefined {
  const make = makers[call.cmdlet];
  return make === undefined ? undefined : { noun: call.noun, store: '', object: make(call) };
}
