/**
 * Group Policy objects of the played domain, and the sessions in which they are edited (netipsec.md section 2): a session
 * is a copy that lives in the process that opened it; saving writes all of it back, whatever others did meanwhile.
 */
import { randomUUID } from 'node:crypto';
import type { BoundCall } from './bind-call';
import { accessDenied, refuseCall } from './refusal';
import type { PolicyStoreContent, SimulatedState } from './state';
import { isObject, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';
import type { Deed } from './writes';

const GPO = 'gpo:';
const SESSION = 'session:';
const NO_SUCH_DOMAIN = 'HRESULT 0x8007054B';
const NO_SUCH_FILE = 'HRESULT 0x80070002';
const INVALID_HANDLE = 'HRESULT 0x80070006';

/** What of a session is no object: which Group Policy object it copies, and whether its controller takes writes. */
const ABOUT_SESSION = 'Session';

export const isGpoName = (store: string): boolean => store.includes('\\');
export const isGpoStore = (store: string): boolean => store.startsWith(GPO) || store.startsWith(SESSION);

/** `groupPolicy` of the file; see README.md. */
const settingsOf = ({ groupPolicy }: SimulatedState): StoredObject => (isObject(groupPolicy) ? groupPolicy : {});

/**
 * Where the file names no Group Policy object, an administrator has made the one that is asked for; where it names some,
 * there are no others, unless `unlisted` says so.
 */
function mayBeUnlisted(state: SimulatedState): boolean {
  const someListed = Object.keys(state.stores).some((store) => store.startsWith(GPO));
  return textOf(settingsOf(state), 'unlisted', someListed ? 'missing' : 'exist') === 'exist';
}

function requireDomain({ computer }: SimulatedState, cmdlet: string, name: string): void {
  const [domain = ''] = name.split('\\', 1);
  const answers = !isObject(computer.domainController) || computer.domainController['Reachable'] !== false;
  if (computer.domain !== null && sameWord(domain, computer.domain) && answers) return;
  refuseCall(cmdlet, NO_SUCH_DOMAIN, `The domain '${domain}' does not exist or could not be reached.`);
}

/** The key in the file of the Group Policy object that is there, as `DOMAIN\NAME`. Throws CmdletError. */
export function gpoStoreOf(state: SimulatedState, cmdlet: string, name: string): string {
  requireDomain(state, cmdlet, name);
  const key = Object.keys(state.stores).find((store) => sameWord(store, `${GPO}${name}`));
  if (key !== undefined) return key;
  if (mayBeUnlisted(state)) return `${GPO}${name}`;
  return refuseCall(cmdlet, NO_SUCH_FILE, `There is no Group Policy object '${name}'.`);
}

/** The store of an open session. Throws CmdletError where it is not open in this process. */
export function sessionStoreOf(state: SimulatedState, cmdlet: string, session: unknown): string {
  const store = `${SESSION}${String(session)}`;
  return state.stores[store] === undefined
    ? refuseCall(cmdlet, INVALID_HANDLE, 'The session of a Group Policy object is not open.')
    : store;
}

/** The controller that Windows picks by itself: read-only where the file says so. */
const isReadOnlyByDefault = (state: SimulatedState): boolean => settingsOf(state)['readOnlyController'] === true;

/** A call without a session opens, changes and saves: refused where the controller at hand takes no writes. */
export function requireWritableController(state: SimulatedState, cmdlet: string): void {
  if (isReadOnlyByDefault(state)) throw accessDenied(cmdlet);
}

const withStore = (state: SimulatedState, store: string, content: PolicyStoreContent): SimulatedState => ({
  ...state,
  stores: { ...state.stores, [store]: content },
});

/** What another administrator adds while ours is at work. */
const otherRule: StoredObject = {
  Name: 'another-administrator',
  DisplayName: 'Rule of another administrator',
  Enabled: 'True',
  InboundSecurity: 'None',
  OutboundSecurity: 'None',
  Protocol: 'TCP',
  LocalPort: ['10010'],
};

function withOtherRule(content: PolicyStoreContent): PolicyStoreContent {
  const rules = content['NetIPsecRule'];
  return { ...content, NetIPsecRule: [...(Array.isArray(rules) ? (rules as readonly unknown[]) : []), otherRule] };
}

/** `secondWriter`: somebody else saves once, after our session was opened or after it was saved. */
function secondWriter(
  state: SimulatedState,
  when: 'after-open' | 'after-save',
  store: string,
  content: PolicyStoreContent,
): SimulatedState {
  if (settingsOf(state)['secondWriter'] !== when) return state;
  const { secondWriter: _, ...groupPolicy } = settingsOf(state);
  return { ...withStore(state, store, withOtherRule(content)), groupPolicy };
}

function open(state: SimulatedState, { cmdlet, parameters }: BoundCall): Deed {
  const { PolicyStore: name, DomainController: controller } = parameters;
  const gpo = gpoStoreOf(state, cmdlet, typeof name === 'string' ? name : '');
  const session = randomUUID();
  const content = state.stores[gpo] ?? {};
  const isReadOnly = controller === undefined && isReadOnlyByDefault(state);
  const opened = withStore(state, `${SESSION}${session}`, { ...content, [ABOUT_SESSION]: { gpo, isReadOnly } });
  const outcome: readonly HostObject[] = [{ noun: 'NetGPO', store: '', object: { Name: session } }];
  return { state: secondWriter(opened, 'after-open', gpo, content), outcome };
}

/** Once something is saved, the file names a Group Policy object: what could be meant before can be meant after. */
const stayingUnlisted = (before: SimulatedState, after: SimulatedState): SimulatedState =>
  mayBeUnlisted(before) ? { ...after, groupPolicy: { ...settingsOf(after), unlisted: 'exist' } } : after;

function save(state: SimulatedState, { cmdlet, parameters }: BoundCall): Deed {
  const { [ABOUT_SESSION]: about, ...content } =
    state.stores[sessionStoreOf(state, cmdlet, parameters['GPOSession'])] ?? {};
  const { gpo, isReadOnly } = isObject(about) ? about : {};
  if (isReadOnly === true) throw accessDenied(cmdlet);
  const former = state.stores[String(gpo)] ?? {};
  const saved = stayingUnlisted(state, withStore(state, String(gpo), content));
  return { state: secondWriter(saved, 'after-save', String(gpo), former), outcome: [] };
}

/** Carries out Open-NetGPO and Save-NetGPO; undefined for every other call. Throws CmdletError. */
export function carryOutGpoCall(state: SimulatedState, call: BoundCall): Deed | undefined {
  if (call.noun !== 'NetGPO') return undefined;
  if (!state.computer.elevated) throw accessDenied(call.cmdlet);
  return call.verb === 'Open' ? open(state, call) : save(state, call);
}

const isSession = ([store]: readonly [string, unknown]): boolean => store.startsWith(SESSION);

const sameStores = (one: SimulatedState, other: SimulatedState): boolean => {
  const [here, there] = [Object.entries(one.stores), other.stores];
  return here.length === Object.keys(there).length && here.every(([store, content]) => there[store] === content);
};

/** The sessions of one process: they are in no file, and end with it. */
export class GpoSessions {
  #stores: Readonly<Record<string, PolicyStoreContent>> = {};

  /** The computer as this process sees it: with its open sessions. */
  within(state: SimulatedState): SimulatedState {
    return Object.keys(this.#stores).length === 0 ? state : { ...state, stores: { ...state.stores, ...this.#stores } };
  }

  /** Takes the sessions out again; where nothing else has changed, the computer is the same value as before. */
  without(before: SimulatedState, after: SimulatedState): SimulatedState {
    const entries = Object.entries(after.stores);
    this.#stores = Object.fromEntries(entries.filter(isSession));
    const left: SimulatedState = { ...after, stores: Object.fromEntries(entries.filter((entry) => !isSession(entry))) };
    const others = Object.keys({ ...before, ...left }).filter((member) => member !== 'stores');
    return sameStores(left, before) && others.every((member) => left[member] === before[member]) ? before : left;
  }
}
