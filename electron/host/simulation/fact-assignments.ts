import { createHash } from 'node:crypto';
import { fail } from '#contract/app-error';
import { parseAddress, rangeSize } from './address';
import { profileNames } from './default-state';
import { keptMachineId } from './machine-id';
import { LEGACY_LOCAL, MODULE_LOGGING } from './registry-facts';
import { serviceStarted } from './secpol-agent';
import { objectsIn, withObjects, type SimulatedComputer, type SimulatedState } from './state';
import { isObject, nameOf, sameWord, type StoredObject } from './stored-object';

type Change = (state: SimulatedState, value: string) => SimulatedState;

const BACKUP_PORT = 4531;
const DNS_NAME = /^(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*$/;

const wrong = (fact: string, expected: string): never =>
  fail('usage', { problem: `the fact '${fact}' takes ${expected}` });

function flagOf(fact: string, value: string): boolean {
  const word = value.toLowerCase();
  if (word === 'true' || word === 'on') return true;
  return word === 'false' || word === 'off' ? false : wrong(fact, 'true or false');
}

function wordOf(fact: string, value: string, words: readonly string[]): string {
  return words.find((word) => sameWord(word, value)) ?? wrong(fact, `one of ${words.join(', ')}`);
}

const withComputer = (state: SimulatedState, change: Partial<SimulatedComputer>): SimulatedState => ({
  ...state,
  computer: { ...state.computer, ...change },
});

function withRegistry(state: SimulatedState, key: string, values: StoredObject | undefined): SimulatedState {
  const rest = Object.entries(state.computer.registry).filter(([name]) => name !== key);
  const added = values === undefined ? [] : [[key, values] as const];
  return withComputer(state, { registry: Object.fromEntries([...rest, ...added]) });
}

/** Sets one member of all three firewall profiles of a store; profiles that are not there yet are added. */
function withProfiles(state: SimulatedState, store: string, change: StoredObject): SimulatedState {
  const held = objectsIn(state, store, 'NetFirewallProfile');
  const profiles = profileNames.map((name) => ({
    ...(held.find((profile) => sameWord(nameOf(profile), name)) ?? { Name: name }),
    ...change,
  }));
  return withObjects(state, store, 'NetFirewallProfile', profiles);
}

function setAddresses(state: SimulatedState, value: string): SimulatedState {
  const addresses = value.split(',').map((text) => text.trim());
  const isFine = (text: string): boolean => {
    const [address = '', length = ''] = text.split('/');
    const range = parseAddress(address);
    return parseAddress(text) !== undefined && range !== undefined && rangeSize(range) === 1n && /^\d+$/.test(length);
  };
  if (!addresses.every(isFine)) wrong('addresses', 'addresses with prefix lengths, such as 192.0.2.10/24');
  return withComputer(state, { addresses });
}

/** As a server sees a running backup, and as a workstation does: whether the computer is one is not for it to say. */
const backupConnections = [
  { LocalPort: BACKUP_PORT, RemoteAddress: '192.0.2.50', RemotePort: 50_123, State: 'Established' },
  { LocalPort: 50_124, RemoteAddress: '192.0.2.60', RemotePort: BACKUP_PORT, State: 'Established' },
];

/** A running backup is a connection on the backup port, at either end. */
function setBackupRunning(state: SimulatedState, value: string): SimulatedState {
  const isBackup = (one: unknown): boolean =>
    isObject(one) && (one['LocalPort'] === BACKUP_PORT || one['RemotePort'] === BACKUP_PORT);
  const others = state.computer.connections.filter((one) => !isBackup(one));
  return withComputer(state, {
    connections: flagOf('backup-running', value) ? [...others, ...backupConnections] : others,
  });
}

/** The key of a policy of secpol.msc: made from its name, so that the same name is the same policy. */
function legacyKey(name: string): string {
  const hex = createHash('sha256').update(name.toLowerCase()).digest('hex');
  const guid = [8, 12, 16, 20, 32].map((end, at) => hex.slice([0, 8, 12, 16, 20][at], end)).join('-');
  return `${LEGACY_LOCAL}\\ipsecPolicy{${guid}}`;
}

const isLegacy = (key: string): boolean => key.toLowerCase().startsWith(LEGACY_LOCAL.toLowerCase());

/** Somebody has deleted all policies of secpol.msc. */
function withoutLegacy(state: SimulatedState): SimulatedState {
  const registry = Object.entries(state.computer.registry).filter(([key]) => !isLegacy(key));
  return withComputer(state, { registry: Object.fromEntries(registry) });
}

/**
 * The registry values by which an assigned policy of secpol.msc is known: its key with its name, and its path as the
 * assigned one. Somebody has assigned it in secpol.msc, so it is in force.
 */
function setLegacyPolicy(state: SimulatedState, value: string): SimulatedState {
  if (sameWord(value, 'none')) return serviceStarted(withoutLegacy(state), 'PolicyAgent');
  const key = legacyKey(value);
  const named = withRegistry(state, key, { ipsecName: value });
  const assigned = withRegistry(named, LEGACY_LOCAL, { ActivePolicy: key.replace('HKLM\\', '') });
  return serviceStarted(assigned, 'PolicyAgent');
}

function setBuild(state: SimulatedState, value: string): SimulatedState {
  return withComputer(state, {
    build: /^\d{4,6}(\.\d{1,6})?$/.test(value) ? value : wrong('build', 'a build such as 26100'),
  });
}

function setName(state: SimulatedState, value: string): SimulatedState {
  return withComputer(state, {
    ...keptMachineId(state.computer),
    name: /^[^\s|\\/:*?"<>]{1,63}$/u.test(value) ? value : wrong('computer-name', 'a name'),
  });
}

function setDomain(state: SimulatedState, value: string): SimulatedState {
  if (sameWord(value, 'none')) return withComputer(state, { domain: null });
  return withComputer(state, { domain: DNS_NAME.test(value) ? value : wrong('domain', 'none or a DNS name') });
}

/** A Group Policy object that an administrator has made, with nothing in it yet; one that is there stays as it is. */
function setGpo(state: SimulatedState, value: string): SimulatedState {
  if (!/^[A-Za-z0-9.-]{1,253}\\[^\\/|\p{C}]{1,255}$/u.test(value)) return wrong('gpo', 'DOMAIN\\NAME');
  const known = Object.keys(state.stores).some((store) => sameWord(store, `gpo:${value}`));
  return known ? state : { ...state, stores: { ...state.stores, [`gpo:${value}`]: {} } };
}

/** Links a Group Policy object, after those that are linked already: the first one wins. It arrives with a restart. */
function setLink(state: SimulatedState, value: string): SimulatedState {
  const { groupPolicy } = state;
  const held = isObject(groupPolicy) ? groupPolicy : {};
  const links: readonly unknown[] = Array.isArray(held['links']) ? held['links'] : [];
  return { ...setGpo(state, value), groupPolicy: { ...held, links: [...links, value] } };
}

const policies = ['Restricted', 'AllSigned', 'RemoteSigned', 'Unrestricted', 'Bypass'];

const changes: Readonly<Record<string, Change>> = {
  'computer-name': setName,
  elevated: (state, value) => withComputer(state, { elevated: flagOf('elevated', value) }),
  // False comes from Group Policy only, so that is where it is put.
  'allow-local-ipsec-rules': (state, value) =>
    withProfiles(state, 'RSOP', {
      AllowLocalIPsecRules: flagOf('allow-local-ipsec-rules', value) ? 'NotConfigured' : 'False',
    }),
  'allow-local-firewall-rules': (state, value) =>
    withProfiles(state, 'RSOP', {
      AllowLocalFirewallRules: flagOf('allow-local-firewall-rules', value) ? 'NotConfigured' : 'False',
    }),
  'module-logging': (state, value) =>
    withRegistry(state, MODULE_LOGGING, flagOf('module-logging', value) ? { EnableModuleLogging: 1 } : undefined),
  'backup-running': setBackupRunning,
  firewall: (state, value) =>
    withProfiles(state, 'PersistentStore', { Enabled: flagOf('firewall', value) ? 'True' : 'False' }),
  domain: setDomain,
  gpo: setGpo,
  'gpo-link': setLink,
  'legacy-policy': setLegacyPolicy,
  'language-mode': (state, value) =>
    withComputer(state, { languageMode: wordOf('language-mode', value, ['FullLanguage', 'ConstrainedLanguage']) }),
  'execution-policy': (state, value) =>
    withComputer(state, { executionPolicy: wordOf('execution-policy', value, policies) }),
  'netsecurity-module': (state, value) =>
    withComputer(state, {
      netsecurityModule:
        wordOf('netsecurity-module', value, ['present', 'missing']) === 'present' ? 'present' : 'missing',
    }),
  addresses: setAddresses,
  build: setBuild,
};

function setService(state: SimulatedState, service: string, value: string): SimulatedState {
  if (!/^[A-Za-z0-9_.-]{1,80}$/.test(service)) wrong('service.NAME', 'the name of a service');
  const word = wordOf(`service.${service}`, value, ['running', 'stopped', 'disabled']);
  const known = Object.keys(state.computer.services).find((name) => sameWord(name, service)) ?? service;
  return serviceStarted(withComputer(state, { services: { ...state.computer.services, [known]: word } }), known);
}

/** Applies one `FACT=VALUE`. Throws AppFailure 'usage' for a fact or a value that does not exist. */
export function assignFact(state: SimulatedState, assignment: string): SimulatedState {
  const equals = assignment.indexOf('=');
  const [fact, value] = [assignment.slice(0, equals).trim(), assignment.slice(equals + 1).trim()];
  if (equals < 1 || value === '') return fail('usage', { problem: `'${assignment.slice(0, 80)}' is not FACT=VALUE` });
  if (value.length > 1_000) return wrong(fact, 'at most 1000 characters');
  if (fact.startsWith('service.')) return setService(state, fact.slice('service.'.length), value);
  const change = Object.hasOwn(changes, fact) ? changes[fact] : undefined;
  if (change !== undefined) return change(state, value);
  const known = [...Object.keys(changes), 'service.NAME'].join(', ');
  return fail('usage', { problem: `there is no fact '${fact.slice(0, 80)}'; there are ${known}` });
}
