/** What the registry of a simulated computer tells: nothing of it is believed, and a missing value is no value. */
import type { SimulatedState } from './state';
import { isObject, sameWord } from './stored-object';

const POWERSHELL = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell';
export const MODULE_LOGGING = `${POWERSHELL}\\ModuleLogging`;
export const SCRIPT_BLOCK_LOGGING = `${POWERSHELL}\\ScriptBlockLogging`;
export const TRANSCRIPTION = `${POWERSHELL}\\Transcription`;
/** Where an assigned secpol policy is named (sa-and-errors.md section 8). */
export const LEGACY_LOCAL = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\Policy\\Local';
export const LEGACY_DOMAIN = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\IPSec\\GPTIPSECPolicy';

const memberOf = (object: unknown, name: string): unknown =>
  isObject(object) ? Object.entries(object).find(([key]) => sameWord(key, name))?.[1] : undefined;

/** One value of one key, in any case of letters: a text, a number, or undefined. */
export function registryValue({ computer }: SimulatedState, key: string, name: string): string | number | undefined {
  const value = memberOf(memberOf(computer.registry, key), name);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** What PowerShell would write down of what it runs, as Group Policy has switched it on. */
export interface PowerShellLogging {
  readonly moduleLogging: boolean;
  readonly scriptBlockLogging: boolean;
  readonly transcription: boolean;
}

export function powershellLogging(state: SimulatedState): PowerShellLogging {
  const isOn = (key: string, name: string): boolean => Number(registryValue(state, key, name) ?? 0) === 1;
  return {
    moduleLogging: isOn(MODULE_LOGGING, 'EnableModuleLogging'),
    scriptBlockLogging: isOn(SCRIPT_BLOCK_LOGGING, 'EnableScriptBlockLogging'),
    transcription: isOn(TRANSCRIPTION, 'EnableTranscripting'),
  };
}

const lastPart = (path: string): string => path.split('\\').at(-1) ?? '';

/** The secpol policy that is assigned by a domain (which wins) or locally, by its name; undefined for none. */
export function legacyPolicy(
  state: SimulatedState,
): { readonly from: 'domain' | 'local'; readonly name: string } | undefined {
  const domain = registryValue(state, LEGACY_DOMAIN, 'DSIPSECPolicyName');
  if (typeof domain === 'string' && domain !== '') return { from: 'domain', name: domain };
  const active = registryValue(state, LEGACY_LOCAL, 'ActivePolicy');
  if (typeof active !== 'string' || active === '') return undefined;
  const name = registryValue(state, `${LEGACY_LOCAL}\\${lastPart(active)}`, 'ipsecName');
  return { from: 'local', name: typeof name === 'string' ? name : lastPart(active) };
}
