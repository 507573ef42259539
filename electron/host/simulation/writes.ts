import { randomUUID } from 'node:crypto';
import type { BoundCall } from './bind-call';
import { checkAuthProposal, checkKey, checkMainModeProposal, checkQuickModeProposal } from './engine-proposals';
import { checkRule, type SetLookup } from './engine-rules';
import { checkSet } from './engine-sets';
import { checkTexts } from './engine-text';
import { carryOutGpoCall } from './group-policy';
import { digestOf } from './key-digest';
import { isSetNoun, nouns, proposalDefaults, proposalNounOf } from './nouns';
import { carryOutTaskCall } from './task-writes';
import type { TaskId } from './tasks';
import { carryOutRegistryCall } from './registry-calls';
import { accessDenied, alreadyExists, refuseCall, refuseValue } from './refusal';
import { selectForChange } from './selection';
import { objectsIn, withObjects, type SimulatedState } from './state';
import { nameOf, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';
import { writableStoreOf } from './stores';

/** What a call did: the state after it, and the objects that later calls may refer to. */
export interface Deed {
  readonly state: SimulatedState;
  readonly outcome: readonly HostObject[];
  /** A scheduled task that the call started: it runs now. */
  readonly started?: TaskId;
}

/** Objects that a New- call makes in memory. */
const inMemory = /Proposal$|-ScheduledTask(?:Action|Trigger|Principal|SettingsSet)?$/i;

/**
 * Calls that a fault can hit: those that change something on the computer, scheduled tasks included; not what is made
 * in memory and not reads.
 */
export const isWriting = (cmdlet: string): boolean =>
  !/^(?:Get|Find|Show)-/i.test(cmdlet) && !(/^New-/i.test(cmdlet) && inMemory.test(cmdlet));

/** Parameters that say where and how, and are no property of the object. */
const notStored = ['PolicyStore', 'GPOSession', 'PassThru', 'Default', 'TracePolicyStore', 'NewDisplayName'];

const isHostObject = (value: unknown): value is HostObject =>
  typeof value === 'object' && value !== null && 'noun' in value && 'object' in value;

function proposalObjects(call: BoundCall, value: unknown): readonly StoredObject[] {
  const wanted = isSetNoun(call.noun) ? proposalNounOf[call.noun] : '';
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  return given.filter(isHostObject).map(({ noun, object }) => {
    if (noun !== wanted) refuseValue(call.cmdlet, `A proposal of kind ${noun} does not belong into this set.`);
    return object;
  });
}

/** The bound parameters as the object's properties, its name first. */
function propertiesOf(call: BoundCall): StoredObject {
  const key = nouns[call.noun]?.key ?? 'Name';
  const { [key]: name, Proposal: proposal, NewDisplayName: title, ...rest } = call.parameters;
  const kept = Object.entries(rest).filter(([parameter]) => !notStored.includes(parameter));
  return {
    ...(name === undefined ? {} : { Name: Array.isArray(name) ? String(name[0]) : name }),
    ...Object.fromEntries(kept),
    ...(title === undefined ? {} : { DisplayName: title }),
    ...(proposal === undefined ? {} : { Proposal: proposalObjects(call, proposal) }),
  };
}

const lookupIn =
  (state: SimulatedState, store: string): SetLookup =>
  (noun, name) =>
    objectsIn(state, store, noun).find((set) => sameWord(nameOf(set), name));

function checkObject(state: SimulatedState, call: BoundCall, store: string, object: StoredObject): void {
  checkTexts(call.cmdlet, call.noun, object);
  if (isSetNoun(call.noun)) checkSet(call.cmdlet, call.noun, object, state.unsure);
  else checkRule(call.cmdlet, call.noun, object, lookupIn(state, store), state.unsure);
}

const proposalChecks: Readonly<Record<string, (cmdlet: string, proposal: StoredObject) => void>> = {
  NetIPsecAuthProposal: checkAuthProposal,
  NetIPsecMainModeCryptoProposal: checkMainModeProposal,
  NetIPsecQuickModeCryptoProposal: checkQuickModeProposal,
};

/** A key leaves the call as a digest: from here on nothing holds it. */
function withoutClearKey(cmdlet: string, { PreSharedKey: key, ...rest }: StoredObject): StoredObject {
  if (typeof key !== 'string') return rest;
  checkKey(cmdlet, key);
  return { ...rest, PreSharedKey: digestOf(key) };
}

function newProposal(state: SimulatedState, call: BoundCall): Deed {
  const certificate = call.parameters['Cert'] === true ? { AuthorityType: 'Root', Signing: 'RSA' } : {};
  const given = withoutClearKey(call.cmdlet, call.parameters);
  const object = { ...proposalDefaults[call.noun], ...certificate, ...given };
  proposalChecks[call.noun]?.(call.cmdlet, object);
  return { state, outcome: [{ noun: call.noun, store: '', object }] };
}

function newObject(state: SimulatedState, call: BoundCall): Deed {
  const store = writableStoreOf(state, call);
  if (call.parameters['Default'] === true) refuseCall(call.cmdlet, 'NotSimulated', 'Default sets are not simulated.');
  const object = { Name: `{${randomUUID()}}`, ...nouns[call.noun]?.defaults, ...propertiesOf(call) };
  const present = objectsIn(state, store, call.noun);
  if (present.some((one) => sameWord(nameOf(one), nameOf(object)))) throw alreadyExists(call.cmdlet, nameOf(object));
  checkObject(state, call, store, object);
  const outcome = [{ noun: call.noun, store, object }];
  return { state: withObjects(state, store, call.noun, [...present, object]), outcome };
}

interface Selected {
  readonly store: string;
  readonly present: readonly StoredObject[];
  readonly chosen: readonly HostObject[];
}

function select(state: SimulatedState, call: BoundCall): Selected {
  const store = writableStoreOf(state, call);
  const present = objectsIn(state, store, call.noun);
  const chosen = selectForChange(
    call,
    present.map((object) => ({ noun: call.noun, store, object })),
  );
  return { store, present, chosen };
}

function changeObjects(state: SimulatedState, call: BoundCall, changes: StoredObject): Deed {
  const { store, present, chosen } = select(state, call);
  const isChosen = (object: StoredObject): boolean => chosen.some((one) => one.object === object);
  const changed = present.map((object) =>
    isChosen(object) ? { ...object, ...changes, Name: nameOf(object) } : object,
  );
  // Enable and Disable say nothing of the rest: a rule whose set is gone can still be switched off.
  for (const [index, object] of changed.entries()) {
    if (call.verb === 'Set' && object !== present[index])
      checkObject(state, call, store, { ...nouns[call.noun]?.defaults, ...object });
  }
  return { state: withObjects(state, store, call.noun, changed), outcome: [] };
}

/** Whether a rule of the same store still names one of these sets. */
function isInUse(state: SimulatedState, store: string, noun: string, sets: readonly HostObject[]): boolean {
  return Object.entries(nouns).some(([ruleNoun, description]) =>
    Object.entries(description.sets).some(
      ([property, setNoun]) =>
        setNoun === noun &&
        objectsIn(state, store, ruleNoun).some((rule) =>
          sets.some(({ object }) => sameWord(textOf(rule, property), nameOf(object))),
        ),
    ),
  );
}

function removeObjects(state: SimulatedState, call: BoundCall): Deed {
  const { store, present, chosen } = select(state, call);
  if (state.unsure.setInUse === 'refused' && isInUse(state, store, call.noun, chosen)) {
    refuseValue(call.cmdlet, 'A rule still uses this set.');
  }
  const left = present.filter((object) => !chosen.some((one) => one.object === object));
  return { state: withObjects(state, store, call.noun, left), outcome: [] };
}

const deeds: Readonly<Record<string, (state: SimulatedState, call: BoundCall) => Deed>> = {
  New: newObject,
  Set: (state, call) => changeObjects(state, call, propertiesOf(call)),
  Enable: (state, call) => changeObjects(state, call, { Enabled: 'True' }),
  Disable: (state, call) => changeObjects(state, call, { Enabled: 'False' }),
  Remove: removeObjects,
};

const isProposal = (call: BoundCall): boolean => proposalDefaults[call.noun] !== undefined;

/** Carries out a call that makes or changes something. Throws CmdletError, and then nothing has changed. */
export function carryOutWrite(state: SimulatedState, call: BoundCall): Deed {
  if (isProposal(call)) return newProposal(state, call);
  const ofTask = carryOutTaskCall(state, call);
  if (ofTask !== undefined) return ofTask;
  const ofGpo = carryOutGpoCall(state, call);
  if (ofGpo !== undefined) return ofGpo;
  const ofRegistry = carryOutRegistryCall(state, call);
  if (ofRegistry !== undefined) return ofRegistry;
  const deed = nouns[call.noun] === undefined ? undefined : deeds[call.verb];
  if (deed === undefined) {
    return refuseCall(call.cmdlet, 'NotSimulated', 'The simulated computer does not carry this out.');
  }
  if (!state.computer.elevated) throw accessDenied(call.cmdlet);
  return deed(state, call);
}
