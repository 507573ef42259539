/** What the verb `simulate` does to the computer behind a state file. */
import { fail } from '#contract/app-error';
import { assignFact } from './fact-assignments';
import { objectsIn, withObjects, type SimulatedState } from './state';
import { loadState, saveState } from './state-file';
import { nameOf, type StoredObject } from './stored-object';

const MOST_FOREIGN = 20_000;
/** Above the backup port and below the ephemeral ones. */
const FIRST_PORT = 10_000;
const PORTS = 30_000;

/** Applies `FACT=VALUE` assignments, all or none; a file that is not there is created. Throws AppFailure. */
export async function simulateSet(file: string, assignments: readonly string[]): Promise<void> {
  if (assignments.length === 0) fail('usage', { problem: 'set needs at least one FACT=VALUE' });
  const state = await loadState(file);
  await saveState(file, assignments.reduce(assignFact, state));
}

/** Addresses of TEST-NET-2 and ports that no backup uses: these rules conflict with nothing. */
function foreignConditions(number: number): StoredObject {
  return {
    Protocol: 'TCP',
    LocalPort: [String(FIRST_PORT + (number % PORTS))],
    RemotePort: ['Any'],
    LocalAddress: ['Any'],
    RemoteAddress: [`198.51.100.${1 + (number % 254)}`],
  };
}

function foreignFirewallRule(number: number): StoredObject {
  const common = { Group: 'Other Product', Enabled: 'True', Profile: 'Any', Direction: 'Inbound', Action: 'Allow' };
  return {
    Name: `foreign-fw-${number}`,
    DisplayName: `Other product ${number}`,
    ...common,
    ...foreignConditions(number),
  };
}

function foreignIpsecRule(number: number): StoredObject {
  const common = { Group: 'Other Product', Enabled: 'True', Profile: 'Any', Mode: 'Transport' };
  const open = { InboundSecurity: 'None', OutboundSecurity: 'None' };
  const title = `Other product exemption ${number}`;
  return { Name: `foreign-ipsec-${number}`, DisplayName: title, ...common, ...open, ...foreignConditions(number) };
}

function append(
  state: SimulatedState,
  noun: string,
  prefix: string,
  count: number,
  make: (number: number) => StoredObject,
): SimulatedState {
  const present = objectsIn(state, 'PersistentStore', noun);
  const taken = new Set(present.map(nameOf));
  const added: StoredObject[] = [];
  for (let number = 1; added.length < count; number += 1) {
    if (!taken.has(`${prefix}${number}`)) added.push(make(number));
  }
  return withObjects(state, 'PersistentStore', noun, [...present, ...added]);
}

/** Adds N firewall rules and N None\None IPsec rules of others; called again it adds more. Throws AppFailure. */
export async function simulateForeignRules(file: string, count: number): Promise<void> {
  if (!Number.isInteger(count) || count < 1 || count > MOST_FOREIGN) {
    fail('usage', { problem: `foreign-rules takes a number from 1 to ${MOST_FOREIGN}` });
  }
  const state = await loadState(file);
  const withFirewall = append(state, 'NetFirewallRule', 'foreign-fw-', count, foreignFirewallRule);
  await saveState(file, append(withFirewall, 'NetIPsecRule', 'foreign-ipsec-', count, foreignIpsecRule));
}

/** The simulated computer as it stands, defaults filled in; a file that is not there is created. Throws AppFailure. */
export async function simulateShow(file: string): Promise<SimulatedState> {
  const state = await loadState(file);
  await saveState(file, state);
  return state;
}
