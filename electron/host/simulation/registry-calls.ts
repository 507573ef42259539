/** The registry and its service as PowerShell's own cmdlets read and change them: what secpol.msc has assigned. */
import { CmdletError } from '../cmdlet-error';
import type { BoundCall } from './bind-call';
import { services } from './network-facts';
import { isLike } from './selection';
import type { SimulatedState } from './state';
import { isObject, sameWord, type HostObject, type StoredObject } from './stored-object';
import { serviceStarted, valueChanged } from './secpol-agent';

interface RegistryDeed {
  readonly state: SimulatedState;
  readonly outcome: readonly HostObject[];
}

/** Of a value that is not there the provider says InvalidArgument, and not ObjectNotFound (RegistryProvider.cs). */
export const ABSENT_VALUE = 'System.Management.Automation.PSArgumentException';

/** The error id ends with the class of the cmdlet, as for every cmdlet that is not made of CIM classes. */
const idOf = (id: string, { verb, noun }: BoundCall): string =>
  `${id},Microsoft.PowerShell.Commands.${verb}${noun}Command`;

const refused = (call: BoundCall, id: string, message: string): CmdletError =>
  new CmdletError('refused', call.cmdlet, idOf(id, call), message);

const wordOf = ({ parameters }: BoundCall, name: string): string => {
  const value: unknown = parameters[name];
  const [first = ''] = Array.isArray(value) ? (value as readonly unknown[]) : [value ?? ''];
  return typeof first === 'string' ? first : String(first);
};

/** `HKLM:\SOFTWARE` is the key that the file names `HKLM\SOFTWARE`. */
const asKey = (path: string): string => path.replace(/^HKLM:\\/iu, 'HKLM\\');

const isPattern = ({ parameters }: BoundCall): boolean => parameters['LiteralPath'] === undefined;

function keysOf(
  { computer }: SimulatedState,
  call: BoundCall,
): readonly (readonly [key: string, values: StoredObject])[] {
  const path = asKey(wordOf(call, isPattern(call) ? 'Path' : 'LiteralPath'));
  const fits = (key: string): boolean => (isPattern(call) ? isLike(path, key) : sameWord(path, key));
  return Object.entries(computer.registry).flatMap(([key, values]) =>
    isObject(values) && fits(key) ? [[key, values] as const] : [],
  );
}

const hasWildcard = (call: BoundCall): boolean => isPattern(call) && /[*?]/u.test(wordOf(call, 'Path'));

function requireKeys(state: SimulatedState, call: BoundCall): readonly (readonly [string, StoredObject])[] {
  const found = keysOf(state, call);
  if (found.length > 0 || hasWildcard(call)) return found;
  throw new CmdletError(
    'not-found',
    call.cmdlet,
    idOf('PathNotFound', call),
    'Cannot find path because it does not exist.',
  );
}

/** Every value of the keys that are named, with the name of the key. Throws CmdletError. */
export const registryRows = (state: SimulatedState, call: BoundCall): readonly StoredObject[] =>
  requireKeys(state, call).map(([key, values]) => ({ ...values, PSChildName: key.split('\\').at(-1) ?? key }));

function requireElevated({ computer }: SimulatedState, call: BoundCall): void {
  if (computer.elevated) return;
  const id = idOf('System.Security.SecurityException', call);
  throw new CmdletError('access-denied', call.cmdlet, id, 'Requested registry access is not allowed.');
}

const withValues = (state: SimulatedState, key: string, values: StoredObject): SimulatedState => ({
  ...state,
  computer: { ...state.computer, registry: { ...state.computer.registry, [key]: values } },
});

function changeValue(state: SimulatedState, call: BoundCall): SimulatedState {
  requireElevated(state, call);
  const name = wordOf(call, 'Name');
  return requireKeys(state, call).reduce((before, [key, values]) => {
    const known = Object.keys(values).find((one) => sameWord(one, name));
    const rest = Object.fromEntries(Object.entries(values).filter(([one]) => one !== known));
    if (call.verb === 'Set')
      return valueChanged(before, withValues(before, key, { ...rest, [known ?? name]: wordOf(call, 'Value') }));
    if (known === undefined) {
      const id = idOf(ABSENT_VALUE, call);
      throw new CmdletError('not-found', call.cmdlet, id, `Property ${name} does not exist at that path.`);
    }
    return valueChanged(before, withValues(before, key, rest));
  }, state);
}

const isRestart = ({ verb }: BoundCall): boolean => verb === 'Restart';

function runService(state: SimulatedState, call: BoundCall): SimulatedState {
  const name = wordOf(call, 'Name');
  const service = services(state).find((one) => sameWord(one.Name, name));
  if (service === undefined) {
    const id = idOf('NoServiceFoundForGivenName', call);
    throw new CmdletError('not-found', call.cmdlet, id, `Cannot find any service with service name '${name}'.`);
  }
  if (service.StartType === 'Disabled' || !state.computer.elevated) {
    throw refused(call, 'CouldNotStartService', `Service '${service.Name}' cannot be started.`);
  }
  // A service that runs is not started again by Start-Service.
  if (service.Status === 'Running' && !isRestart(call)) return state;
  const running = { ...state.computer.services, [service.Name]: 'running' };
  return serviceStarted({ ...state, computer: { ...state.computer, services: running } }, service.Name);
}

export const isRegistryNoun = (noun: string): boolean => noun === 'ItemProperty';

/** Carries out one of the four calls that change; undefined for what is none. Throws CmdletError. */
export function carryOutRegistryCall(state: SimulatedState, call: BoundCall): RegistryDeed | undefined {
  if (isRegistryNoun(call.noun) && (call.verb === 'Set' || call.verb === 'Remove')) {
    return { state: changeValue(state, call), outcome: [] };
  }
  return call.noun === 'Service' ? { state: runService(state, call), outcome: [] } : undefined;
}
