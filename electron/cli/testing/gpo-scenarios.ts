import { join } from 'node:path';
import { isOwnName, objectsOf, run, storesIn, type Stores } from './command-line';
import { copyOf, recordOf, type Prepared, type Scenario } from './fault-scenarios';

export const gpo = 'corp.example\\FBS';
export const gpoStore = `gpo:${gpo}`;
export const inGpo = ['--target', 'gpo', '--gpo', gpo];

const apply = (...more: readonly string[]): readonly string[] => [
  ...['apply', '--role', 'workstation', '--auth', 'kerberos', '--yes'],
  ...inGpo,
  ...more,
];
const narrow = ['--peer', '192.0.2.10'];
const made = ['simulate', 'set', 'domain=corp.example', `gpo=${gpo}`];
const stored = 4;

/** Changes in a Group Policy object that an administrator has made, with rules of others in it. */
export const gpoScenarios: readonly Scenario[] = [
  { name: 'a workstation in a GPO', before: [made], change: apply(), key: '', status: stored },
  { name: 'a narrowed one in a GPO', before: [made], change: apply(...narrow), key: '', status: stored },
  {
    name: 'an update in a GPO',
    before: [made, apply(...narrow)],
    change: apply('--peer', '198.51.100.7', '--protection', 'recommended'),
    key: '',
    status: stored,
  },
  {
    name: 'a removal from a GPO',
    before: [made, apply(...narrow)],
    change: ['remove', '--yes', ...inGpo],
    key: '',
    status: 0,
  },
];

const ownNamesIn = (stores: Stores): readonly string[] =>
  Object.values(stores[gpoStore] ?? {}).flatMap((list) => list.map(({ Name }) => String(Name)).filter(isOwnName));

/** Steps that are no proposals; then the session that deletes, with what opens and saves it. */
async function countCalls({ change, status }: Scenario, file: string, before: Stores): Promise<number> {
  const copy = await copyOf({ file }, 'counted');
  const ran = await run([...change, '--json', '--state', copy]);
  if (ran.status !== status) throw new Error(`It does not work without faults: ${ran.stdout}${ran.stderr}`);
  const { steps } = JSON.parse(ran.stdout) as { readonly steps: readonly { readonly id: string }[] };
  const after = new Set(ownNamesIn(await storesIn(copy)));
  const gone = ownNamesIn(before).filter((name) => !after.has(name)).length;
  return steps.filter(({ id }) => !id.includes('-proposal-')).length + (gone === 0 ? 0 : gone + 2);
}

export async function prepareInGpo(scenario: Scenario, folder: string): Promise<Prepared> {
  const file = join(folder, `${scenario.name.replaceAll(' ', '-')}.json`);
  for (const argv of scenario.before) await run([...argv, '--state', file]);
  const stores = await storesIn(file);
  const calls = await countCalls(scenario, file, stores);
  return { ...scenario, file, stores, foreign: objectsOf(stores, false), record: await recordOf(file), calls };
}
