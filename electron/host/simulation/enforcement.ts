import { isSetNoun, nouns } from './nouns';
import { activeProfile } from './profiles';
import { standInSets } from './engine-rules';
import { objectsIn, type SimulatedState } from './state';
import { isAny, listOf, nameOf, sameWord, textOf, type HostObject } from './stored-object';

/** MS-FASP 2.2.24: everything is fine; a set is missing. */
const STATUS_OK = 65_536;
const STATUS_SET_MISSING = 0x0020_0001;

export interface Status {
  readonly primaryStatus: string;
  readonly statusCode: number;
  readonly enforcement: readonly string[];
}

const fine: Status = { primaryStatus: 'OK', statusCode: STATUS_OK, enforcement: ['Full'] };
const idle = (reason: string): Status => ({ ...fine, primaryStatus: 'Inactive', enforcement: [reason] });

function lacksSet(state: SimulatedState, { noun, store, object }: HostObject): boolean {
  return Object.entries(nouns[noun]?.sets ?? {}).some(([property, setNoun]) => {
    const name = textOf(object, property);
    if (standInSets.includes(name) || /^\{E5A5D32A-4BCE-4e4d-B07F-4AB1BA7E5FE\d\}$/i.test(name)) return false;
    return !objectsIn(state, store, setNoun).some((set) => sameWord(nameOf(set), name));
  });
}

/** Whether the connected network's profile ignores local rules of that kind, which as a rule is Group Policy's doing. */
function ignoresLocalRules(state: SimulatedState, { noun, store }: HostObject): boolean {
  const setting = noun === 'NetFirewallRule' ? 'AllowLocalFirewallRules' : 'AllowLocalIPsecRules';
  return store === 'PersistentStore' && activeSetting(state, setting) === 'False';
}

const disallowed = ({ noun }: HostObject): string =>
  noun === 'NetFirewallRule' ? 'LocalFirewallRulesDisallowed' : 'LocalConsecRulesDisallowed';

const activeSetting = (state: SimulatedState, setting: string): string => textOf(activeProfile(state), setting);

/** Without the firewall's service or the base filtering engine nothing is enforced at all. */
export const enginesStopped = ({ computer: { services } }: SimulatedState): boolean =>
  ['MpsSvc', 'BFE'].some(
    (service) => services[service] !== undefined && !sameWord(textOf(services, service), 'running'),
  );

function coversActiveProfile(state: SimulatedState, { object }: HostObject): boolean {
  const profiles = listOf(object, 'Profile').flatMap((text) => text.split(/,\s*/));
  return isAny(profiles) || profiles.some((profile) => sameWord(profile, state.computer.networkProfile));
}

/** What the engine says of an object in ActiveStore (sa-and-errors.md section 3). */
export function statusOf(state: SimulatedState, candidate: HostObject): Status {
  if (isSetNoun(candidate.noun)) return fine;
  if (sameWord(textOf(candidate.object, 'Enabled', 'True'), 'False')) return idle('DisabledObject');
  if (lacksSet(state, candidate)) {
    return { primaryStatus: 'Error', statusCode: STATUS_SET_MISSING, enforcement: ['Invalid'] };
  }
  if (enginesStopped(state)) return idle('CategoryOff');
  if (ignoresLocalRules(state, candidate)) return idle(disallowed(candidate));
  if (activeSetting(state, 'Enabled') === 'False') return idle('FirewallOffInProfile');
  return coversActiveProfile(state, candidate) ? fine : idle('InactiveProfile');
}

export const isEnforced = (state: SimulatedState, candidate: HostObject): boolean =>
  statusOf(state, candidate).enforcement.includes('Full');
