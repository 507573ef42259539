import type { BoundCall } from './bind-call';
import { withCodes } from './enum-codes';
import { findRule } from './find-rule';
import { nouns } from './nouns';
import { profileRows, settingRow } from './profiles';
import { refuseCall } from './refusal';
import { isRegistryNoun, registryRows } from './registry-calls';
import { filterRow, objectRow, type FoundRow, type Viewing } from './rows';
import { associatedObject, selectObjects } from './selection';
import type { SimulatedState } from './state';
import { foundTasks, isTaskNoun, taskRows } from './task-reads';
import { nameOf, sameWord, textOf, type HostObject, type StoredObject } from './stored-object';
import { objectsOf, storeOf } from './stores';

/** Which nouns have a filter object of each kind. */
const filterOwners: Readonly<Record<string, readonly string[]>> = {
  NetFirewallAddressFilter: ['NetFirewallRule', 'NetIPsecRule', 'NetIPsecMainModeRule'],
  NetFirewallPortFilter: ['NetFirewallRule', 'NetIPsecRule'],
  NetFirewallSecurityFilter: ['NetFirewallRule'],
  NetFirewallInterfaceTypeFilter: ['NetFirewallRule', 'NetIPsecRule'],
  NetFirewallApplicationFilter: ['NetFirewallRule'],
  NetFirewallServiceFilter: ['NetFirewallRule'],
};

const isReading = (call: BoundCall): boolean => call.verb === 'Get' || call.verb === 'Find';

function requireReading(call: BoundCall): void {
  if (!isReading(call)) refuseCall(call.cmdlet, 'NotSimulated', 'The simulated computer does not read with this.');
}

/** The stored objects that a reading call answers: what an `-Associated...` parameter or a later step receives. */
export function foundObjects(state: SimulatedState, call: BoundCall): readonly HostObject[] {
  requireReading(call);
  if (call.cmdlet === 'Find-NetIPsecRule') return [findRule(state, call)];
  if (isTaskNoun(call.noun)) return foundTasks(state, call);
  if (nouns[call.noun] === undefined) {
    return refuseCall(call.cmdlet, 'NotSimulated', 'The simulated computer has no such objects to hand on.');
  }
  return selectObjects(call, objectsOf(state, storeOf(state, call), call.noun));
}

function filterRows(viewing: Viewing, call: BoundCall): readonly FoundRow[] {
  const { state, store } = viewing;
  const owners = filterOwners[call.noun] ?? [];
  const association = Object.keys(call.parameters).find((name) => name.startsWith('Associated'));
  if (association !== undefined) return [filterRow(viewing, call.noun, associatedObject(call, association))];
  const shown = state.unsure.filtersOfIpsecRulesInGetAll ? owners : owners.filter((noun) => noun === 'NetFirewallRule');
  const rows = shown.flatMap((noun) => objectsOf(state, store, noun).map((one) => filterRow(viewing, call.noun, one)));
  const protocol = call.parameters['Protocol'];
  const wanted: readonly unknown[] | undefined = Array.isArray(protocol) ? protocol : undefined;
  return rows.filter(
    ({ row }) => wanted?.some((one) => typeof one === 'string' && sameWord(one, textOf(row, 'Protocol'))) ?? true,
  );
}

function profilesFor({ state, store }: Viewing, call: BoundCall): readonly FoundRow[] {
  const names = call.parameters['Name'];
  const wanted: readonly unknown[] | undefined = Array.isArray(names) ? names : undefined;
  const rows = profileRows(state, store).filter(
    (row) => wanted?.some((name) => typeof name === 'string' && sameWord(name, nameOf(row))) ?? true,
  );
  const shown = state.unsure.enums === 'integers' ? rows.map((row) => withCodes(call.noun, row)) : rows;
  return shown.map((row) => ({ noun: call.noun, row }));
}

/** The rows of one reading call, with every property the object has. Throws CmdletError. */
export function readRows(
  state: SimulatedState,
  call: BoundCall,
  givenKey: string | undefined,
): readonly StoredObject[] {
  requireReading(call);
  if (isTaskNoun(call.noun)) return taskRows(state, call);
  if (isRegistryNoun(call.noun)) return registryRows(state, call);
  const store = call.verb === 'Find' ? 'ActiveStore' : storeOf(state, call);
  const viewing: Viewing = { state, store, givenKey };
  return rowsFor(viewing, call).map(({ row }) => row);
}

function rowsFor(viewing: Viewing, call: BoundCall): readonly FoundRow[] {
  if (filterOwners[call.noun] !== undefined) return filterRows(viewing, call);
  if (call.noun === 'NetFirewallProfile') return profilesFor(viewing, call);
  if (call.noun === 'NetFirewallSetting') {
    return [{ noun: call.noun, row: settingRow(viewing.state, viewing.store) }];
  }
  return foundObjects(viewing.state, call).map((found) => objectRow(viewing, found));
}
