import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assignFact } from '#host/simulation/fact-assignments';
import type { Unsure } from '#host/simulation/state';
import { parseState } from '#host/simulation/state-file';
import { run, someKey, temporaryFolder } from './command-line';
import { scenarios, type Scenario } from './fault-scenarios';
import { WatchedComputer, type Disk, type Moment } from './watched-computer';

/** A change of one plan shape with its computer before and after it, and every moment in between. */
export interface Shape extends Scenario {
  readonly was: Disk;
  readonly is: Disk;
  readonly moments: readonly Moment[];
  /** Writing calls to policy stores, to scheduled tasks, and to the program's own files. */
  readonly calls: number;
  readonly taskCalls: number;
  readonly writes: number;
}

/** A computer of a domain with rules of others, before anything of ours. */
export async function bareDisk(unsure: Partial<Unsure>): Promise<Disk> {
  const { folder, remove } = await temporaryFolder();
  const file = join(folder, 'PC.json');
  await run(['simulate', 'foreign-rules', '3', '--state', file]);
  await run(['simulate', 'set', 'domain=corp.example', '--state', file]);
  const bytes = await readFile(file);
  await remove();
  const state = parseState(bytes, file);
  return { state: { ...state, unsure: { ...state.unsure, ...unsure } }, files: new Map(), at: Date.now() };
}

const undone = 3;
const isRefused = ({ refusedWhere = {} }: Scenario, unsure: Unsure): boolean =>
  Object.entries(refusedWhere).some(([name, value]) => unsure[name as keyof Unsure] === value);

const withFacts = (disk: Disk, { facts = [] }: Scenario): Disk => ({
  ...disk,
  state: facts.reduce(assignFact, disk.state),
});

async function shapeOf(told: Scenario, bare: Disk): Promise<Shape> {
  const scenario = isRefused(told, bare.state.unsure) ? { ...told, status: undone } : told;
  const computer = new WatchedComputer(withFacts(bare, scenario));
  for (const argv of scenario.before) await computer.run(argv, { stdin: someKey });
  const was = computer.disk;
  const { status, stdout, moments } = await computer.watch(scenario.change, { stdin: scenario.key });
  if (status !== scenario.status) throw new Error(`${scenario.name} does not work without faults: ${stdout}`);
  return { ...scenario, was, is: computer.disk, moments, ...computer.counted };
}

export type ShapeWish = Partial<Unsure> & { readonly only?: (scenario: Scenario) => boolean };

/** All plan shapes on a computer that answers as told where nobody knows how Windows does. */
export async function shapes({ only = () => true, ...unsure }: ShapeWish = {}): Promise<readonly Shape[]> {
  return shapesOf(scenarios.filter(only), await bareDisk(unsure));
}

/** These changes as shapes, each on a computer of its own that is like the others. */
export async function shapesOf(wanted: readonly Scenario[], bare?: Disk): Promise<readonly Shape[]> {
  const disk = bare ?? (await bareDisk({}));
  const all: Shape[] = [];
  for (const scenario of wanted) all.push(await shapeOf(scenario, disk));
  return all;
}

/** The same where the change waits for somebody to keep it, who then does: moments of both processes. */
async function pendingShapeOf(scenario: Scenario, bare: Disk, seconds: number): Promise<PendingShape> {
  const computer = new WatchedComputer(withFacts(bare, scenario));
  for (const argv of scenario.before) await computer.run(argv, { stdin: someKey });
  const was = computer.disk;
  const given = { stdin: scenario.key };
  const begun = await computer.watch([...scenario.change, '--confirm-within', String(seconds)], given);
  const pending = computer.disk;
  const kept = await computer.watch(['confirm', '--without-proof']);
  if (begun.status !== scenario.status || kept.status !== 0)
    throw new Error(`${scenario.name}: ${begun.stdout}${kept.stdout}`);
  const done = begun.moments.at(-1)?.effects ?? [];
  const later = kept.moments.map((moment) => ({ ...moment, effects: [...done, ...moment.effects] }));
  const name = `${scenario.name}, to be kept`;
  return {
    ...scenario,
    name,
    was,
    pending,
    is: computer.disk,
    moments: [...begun.moments, ...later],
    ...computer.counted,
  };
}

export interface PendingShape extends Shape {
  /** The change is in place and waits. */
  readonly pending: Disk;
}

export async function pendingShapes(seconds: number): Promise<readonly PendingShape[]> {
  const bare = await bareDisk({});
  const all: PendingShape[] = [];
  for (const scenario of scenarios.filter(({ change }) => change.includes('apply')))
    all.push(await pendingShapeOf(scenario, bare, seconds));
  return all;
}
