import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Unsure } from '#host/simulation/state';
import { isOwnName, objectsOf, run, someKey, storesIn, type Stores } from './command-line';

/** A change that faults are put into, and what the computer has been through before. */
export interface Scenario {
  readonly name: string;
  /** `FACT=VALUE` of `simulate set`: what is special about its computer. */
  readonly facts?: readonly string[];
  readonly before: readonly (readonly string[])[];
  readonly change: readonly string[];
  readonly key: string;
  /** The exit status where nothing goes wrong. */
  readonly status: number;
  /** Firewall rules of others, by name, that it switches by consent; nothing else of others may ever change. */
  readonly consented?: readonly string[];
  /** What Windows may make of it: then it ends as before, without anything going wrong. */
  readonly refusedWhere?: Partial<Unsure>;
}

const apply = (role: string, ...more: readonly string[]): readonly string[] => [
  'apply',
  '--role',
  role,
  '--yes',
  ...more,
];
/** Kerberos where the key does not matter: digests of keys take most of the time. */
const kerberos = ['--auth', 'kerberos'];
const narrow = [...kerberos, '--peer', '192.0.2.0/24', '--peer', '2001:db8::/64'];
const narrowHere = [...kerberos, '--peer', '192.0.2.10', '--local', '192.0.2.1'];
const archive = [...kerberos, '--policy', 'archive', '--port', '5000', '--peer', '203.0.113.0/24'];

/** Somebody has set the server up by hand, in secpol.msc. */
const byHand = ['legacy-policy=FBS by hand'];

/** A pair in which the server is known by its account in the domain. */
const namedServer = fileURLToPath(new URL('server-account-pair.json', import.meta.url));
/** A workstation that asks for the server's name in its certificate: two proposals, one of which names nothing. */
const namedCertificate = fileURLToPath(new URL('named-certificate.json', import.meta.url));

export const scenarios: readonly Scenario[] = [
  { name: 'a server', before: [], change: apply('server', ...kerberos), key: '', status: 0 },
  { name: 'a workstation', before: [], change: apply('workstation', ...kerberos), key: '', status: 4 },
  { name: 'a narrowed server', before: [], change: apply('server', ...narrow), key: '', status: 0 },
  { name: 'a narrowed workstation', before: [], change: apply('workstation', ...narrowHere), key: '', status: 4 },
  {
    // No option says whom the server is: a settings file does.
    name: 'an authorisation list',
    before: [apply('workstation', ...kerberos, '--peer', '192.0.2.10')],
    change: ['apply', '--settings', namedServer, '--role', 'workstation', '--yes'],
    key: '',
    status: 4,
  },
  {
    name: 'a certificate with the server’s name',
    before: [],
    change: ['apply', '--settings', namedCertificate, '--role', 'workstation', '--yes'],
    key: '',
    status: 4,
    refusedWhere: { emptyCriteria: 'refused' },
  },
  {
    name: 'an update to Recommended',
    before: [apply('server', ...narrow)],
    change: apply('server', ...narrow, '--protection', 'recommended', '--peer', '198.51.100.0/24'),
    key: '',
    status: 0,
  },
  {
    name: 'a change of the key',
    before: [apply('server', '--psk-stdin')],
    change: apply('server', '--psk-stdin'),
    key: 'a new key',
    status: 0,
  },
  { name: 'a removal', before: [apply('server', ...narrow)], change: ['remove', '--yes'], key: '', status: 0 },
  {
    name: 'a second policy',
    before: [apply('server', ...narrow)],
    change: apply('server', ...archive),
    key: '',
    status: 0,
  },
  {
    name: 'un-assigning',
    facts: byHand,
    before: [],
    change: apply('server', ...narrow, '--unassign-secpol'),
    key: '',
    status: 0,
  },
  {
    name: 'a removal that assigns again',
    facts: byHand,
    before: [apply('server', ...narrow, '--unassign-secpol')],
    change: ['remove', '--yes'],
    key: '',
    status: 0,
  },
  {
    name: 'a removal of two policies',
    before: [apply('server', ...narrow), apply('server', ...archive)],
    change: ['remove', '--yes', '--all'],
    key: '',
    status: 0,
  },
];

/** A scenario up to its change, in a file that is copied for each fault. */
export interface Prepared extends Scenario {
  readonly file: string;
  readonly stores: Stores;
  readonly foreign: Stores[string];
  readonly record: string;
  /** How many writing calls the change makes where nothing goes wrong. */
  readonly calls: number;
}

const ownNames = (stores: Stores): ReadonlySet<string> =>
  new Set(
    Object.values(stores['PersistentStore'] ?? {}).flatMap((list) =>
      list.map(({ Name }) => String(Name)).filter(isOwnName),
    ),
  );

/** The record of a computer, or nothing where none was ever written. */
export const recordOf = (file: string): Promise<string> =>
  readFile(join(`${file}.data`, 'applied.json'), 'utf8').catch(() => '');

/** A copy of the computer with everything that belongs to it. */
export async function copyOf({ file }: Pick<Prepared, 'file'>, name: string): Promise<string> {
  const copy = `${file}.${name}.json`;
  await cp(file, copy);
  await cp(`${file}.data`, `${copy}.data`, { recursive: true }).catch(() => undefined);
  return copy;
}

/** Steps that store something, and objects that are deleted in the end. */
async function countCalls(scenario: Scenario, file: string, before: Stores): Promise<number> {
  const copy = await copyOf({ file }, 'counted');
  const { status, stdout } = await run([...scenario.change, '--json', '--state', copy], { stdin: scenario.key });
  if (status !== scenario.status) throw new Error(`${scenario.name} does not work without faults: ${stdout}`);
  const { steps } = JSON.parse(stdout) as { readonly steps: readonly { readonly id: string }[] };
  const after = ownNames(await storesIn(copy));
  const gone = [...ownNames(before)].filter((name) => !after.has(name));
  return steps.filter(({ id }) => !id.includes('-proposal-')).length + gone.length;
}

export async function prepare(scenario: Scenario, folder: string): Promise<Prepared> {
  const file = join(folder, `${scenario.name.replaceAll(' ', '-')}.json`);
  await run(['simulate', 'foreign-rules', '3', '--state', file]);
  await run(['simulate', 'set', 'domain=corp.example', ...(scenario.facts ?? []), '--state', file]);
  for (const argv of scenario.before) await run([...argv, '--state', file], { stdin: someKey });
  const stores = await storesIn(file);
  const calls = await countCalls(scenario, file, stores);
  return { ...scenario, file, stores, foreign: objectsOf(stores, false), record: await recordOf(file), calls };
}
