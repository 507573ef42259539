import { expect } from 'vitest';
import { objectsOf, run, runJson, storesIn, temporaryFolder, type Answer } from './command-line';
import { expectThreeSentences } from './expectations';
import { copyOf, prepare, recordOf, scenarios, type Prepared } from './fault-scenarios';
import { carryOutRemedy } from './remedy';

/** The only three ends that a change may have. */
export const ends = { undone: 'undone', inPlace: 'in place', remedied: 'remedied' } as const;
export type End = (typeof ends)[keyof typeof ends];

/** Exit 3: as before, to the last property, and it says so in three sentences. */
async function expectUndone(scenario: Prepared, file: string, { error, outcome }: Answer): Promise<End> {
  expect(outcome).toBe('rolled-back');
  expect(error?.stateNow).toContain('as it was before (read back).');
  expect(await storesIn(file)).toEqual(scenario.stores);
  expect(await recordOf(file)).toBe(scenario.record);
  return ends.undone;
}

/** The status of a change where nothing goes wrong: what was asked for is there, and nothing but it, or it is named. */
async function expectInPlace(
  scenario: Prepared,
  file: string,
  { error, findings = [], outcome }: Answer,
): Promise<End> {
  expect(error).toBeUndefined();
  expect(outcome).toBe('applied');
  const state = ['--state', file];
  if (findings.some(({ code }) => code === 'other-generation-left' || code === 'gpo-block-rule-left')) {
    expect((await run([...scenario.change, ...state], { stdin: scenario.key })).status).toBe(scenario.status);
  }
  const again = await runJson([...scenario.change, ...state], { stdin: scenario.key });
  expect(again.answer.outcome).toBe('unchanged');
  return ends.inPlace;
}

/** Exit 7: the commands that are printed, carried out to the letter, do what the program could not do. */
async function expectRemedied(scenario: Prepared, file: string, { error, outcome }: Answer): Promise<End> {
  expect(outcome).toBe('unknown');
  expect(error?.whatNext).toMatch(/^In an elevated Windows PowerShell run: \S/u);
  await carryOutRemedy(file, error?.whatNext ?? '');
  const stores = await storesIn(file);
  if (error?.code === 'remove-incomplete') expect(objectsOf(stores, true)).toEqual({});
  else expect(stores).toEqual(scenario.stores);
  return ends.remedied;
}

/** Runs a change with faults and holds the end against the only three ends that there may be. */
export async function endOf(scenario: Prepared, faults: string): Promise<End> {
  const file = await copyOf(scenario, faults.replaceAll(/\W/gu, '-').slice(0, 60));
  const given = { stdin: scenario.key, environment: { IPSEC_WIZARD_SIMULATE: faults } };
  const { status, answer } = await runJson([...scenario.change, '--state', file], given);
  expect(objectsOf(await storesIn(file), false)).toEqual(scenario.foreign);
  if (answer.error !== undefined) expectThreeSentences(answer.error);
  if (status === 3) return expectUndone(scenario, file, answer);
  if (status === 7) return expectRemedied(scenario, file, answer);
  expect(status).toBe(scenario.status);
  return expectInPlace(scenario, file, answer);
}

/** All scenarios up to their change, in a folder of their own. */
export async function prepareAll(): Promise<{
  readonly all: readonly Prepared[];
  readonly remove: () => Promise<void>;
}> {
  const { folder, remove } = await temporaryFolder();
  const all: Prepared[] = [];
  for (const scenario of scenarios) all.push(await prepare(scenario, folder));
  return { all, remove };
}

export interface Found {
  readonly scenario: string;
  readonly k: number;
  readonly end: End;
}

/** All calls of all scenarios at once: a hanging call takes two seconds, and waits beside the others. */
export async function endsOfAll(all: readonly Prepared[], faults: (k: number) => string): Promise<readonly Found[]> {
  const cases = all.flatMap((scenario) => Array.from({ length: scenario.calls }, (_, at) => ({ scenario, k: at + 1 })));
  return Promise.all(
    cases.map(async ({ scenario, k }) => ({ scenario: scenario.name, k, end: await endOf(scenario, faults(k)) })),
  );
}

/** Holds every end against those that are allowed beside "in place", and prints how many there were of each. */
export async function expectEnds(
  all: readonly Prepared[],
  kind: string,
  faults: (k: number) => string,
  allowed: readonly End[],
): Promise<void> {
  const found = await endsOfAll(all, faults);
  for (const { scenario, k, end } of found) {
    expect({ scenario, k, end, isAllowed: [ends.inPlace, ...allowed].includes(end) }).toEqual({
      ...{ scenario, k, end },
      isAllowed: true,
    });
  }
  const count = (end: End): string => `${found.filter((one) => one.end === end).length} ${end}`;
  const how = Object.values(ends).map(count).join(', ');
  const calls = all.reduce((sum, one) => sum + one.calls, 0);
  expect(calls).toBeGreaterThan(60);
  process.stdout.write(`${kind}: ${found.length} of ${calls} (${how})\n`);
}
