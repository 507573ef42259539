import type { BoundCall } from './bind-call';
import { gpoStoreOf, isGpoName, isGpoStore, requireWritableController, sessionStoreOf } from './group-policy';
import { refuseCall, refuseValue } from './refusal';
import { objectsIn, type SimulatedState } from './state';
import { nameOf, sameWord, type HostObject } from './stored-object';

const localStores = [
  'PersistentStore',
  'ActiveStore',
  'RSOP',
  'SystemDefaults',
  'StaticServiceStore',
  'ConfigurableServiceStore',
];
const writable = ['PersistentStore', 'ConfigurableServiceStore'];

/** The store a call speaks of, as the file spells it: local, a Group Policy object, or an open session of one. */
export function storeOf(state: SimulatedState, { cmdlet, parameters }: BoundCall): string {
  const { PolicyStore: given, GPOSession: session } = parameters;
  if (session !== undefined && given !== undefined) {
    return refuseValue(cmdlet, '-PolicyStore and -GPOSession exclude each other.');
  }
  if (session !== undefined) return sessionStoreOf(state, cmdlet, session);
  const wanted = typeof given === 'string' ? given : 'PersistentStore';
  if (isGpoName(wanted)) return gpoStoreOf(state, cmdlet, wanted);
  const store = localStores.find((name) => sameWord(name, wanted));
  return store ?? refuseValue(cmdlet, `The policy store '${wanted}' is not simulated.`);
}

/** The store of a call that changes something: not one that is computed or shipped. */
export function writableStoreOf(state: SimulatedState, call: BoundCall): string {
  const store = storeOf(state, call);
  if (isGpoStore(store)) {
    if (call.parameters['GPOSession'] === undefined) requireWritableController(state, call.cmdlet);
    return store;
  }
  if (!writable.includes(store)) refuseCall(call.cmdlet, 'HRESULT 0x80070032', `${store} cannot be written.`);
  return store;
}

const hostObjects = (state: SimulatedState, store: string, noun: string): readonly HostObject[] =>
  objectsIn(state, store, noun).map((object) => ({ noun, store, object }));

/**
 * ActiveStore is what is enforced: what Group Policy brings, then the local objects whose names it does not use.
 * Objects may be put by hand into RSOP or ActiveStore to play Group Policy.
 */
function activeObjects(state: SimulatedState, noun: string): readonly HostObject[] {
  const policy = ['ActiveStore', 'RSOP'].flatMap((store) => hostObjects(state, store, noun));
  const taken = new Set(policy.map(({ object }) => nameOf(object).toLowerCase()));
  const local = hostObjects(state, 'PersistentStore', noun);
  return [...policy, ...local.filter(({ object }) => !taken.has(nameOf(object).toLowerCase()))];
}

/** All objects of a noun as a store shows them; `store` of each tells where it really lies. */
export const objectsOf = (state: SimulatedState, store: string, noun: string): readonly HostObject[] =>
  store === 'ActiveStore' ? activeObjects(state, noun) : hostObjects(state, store, noun);
