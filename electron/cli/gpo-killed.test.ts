import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, storesIn, temporaryFolder } from './testing/command-line';
import { copyOf, type Prepared } from './testing/fault-scenarios';
import { gpoScenarios, gpoStore, prepareInGpo } from './testing/gpo-scenarios';

const program = fileURLToPath(new URL('run.mjs', import.meta.url));
let folder = '';
let removeFolder = (): Promise<void> => Promise.resolve();
let update: Prepared | undefined;

beforeAll(async () => {
  const made = await temporaryFolder();
  ({ folder } = made);
  removeFolder = made.remove;
  const [, , scenario] = gpoScenarios;
  if (scenario !== undefined) update = await prepareInGpo(scenario, folder);
}, 60_000);
afterAll(() => removeFolder());

/** Runs the update in a process of its own that kills itself after the k-th call took effect. */
async function killedAt(call: number): Promise<{ readonly file: string; readonly prepared: Prepared }> {
  if (update === undefined) throw new TypeError('there is no update');
  const file = await copyOf(update, `killed-${call}`);
  const environment = { ...process.env, IPSEC_WIZARD_SIMULATE: `die@${call}` };
  const signal = await new Promise<unknown>((resolve) => {
    const argv = [program, ...(update?.change ?? []), '--state', file, '--quiet'];
    const child = execFile(process.execPath, argv, { env: environment }, () => undefined);
    child.once('exit', (_, killedBy) => {
      resolve(killedBy);
    });
  });
  expect(signal).toBe('SIGKILL');
  return { file, prepared: update };
}

/** Of the update: opening, five objects that are made or switched, saving; then the session that deletes. */
const beforeSaving = [1, 3, 6];
const saving = 7;
const deleting = 9;

describe('a change in a Group Policy object whose program was killed', { timeout: 60_000 }, () => {
  it.each(beforeSaving)(
    'at call %s, before it was saved, has changed nothing: there is nothing to undo',
    async (call) => {
      const { file, prepared } = await killedAt(call);
      expect(await storesIn(file)).toEqual(prepared.stores);
      const recovered = await runJson(['recover', '--yes', '--state', file]);
      expect({ status: recovered.status, outcome: recovered.answer.outcome }).toEqual({
        status: 3,
        outcome: 'rolled-back',
      });
      expect(await storesIn(file)).toEqual(prepared.stores);
      expect((await run([...prepared.change, '--state', file])).status).toBe(prepared.status);
    },
  );

  it('while it was saved is undone by a second session', async () => {
    const { file, prepared } = await killedAt(saving);
    expect(await storesIn(file)).not.toEqual(prepared.stores);
    const recovered = await runJson(['recover', '--yes', '--state', file]);
    expect({ status: recovered.status, outcome: recovered.answer.outcome }).toEqual({
      status: 3,
      outcome: 'rolled-back',
    });
    expect((await storesIn(file))[gpoStore]).toEqual(prepared.stores[gpoStore]);
  });

  it('after it was kept is finished, whatever was asked for', async () => {
    const { file, prepared } = await killedAt(deleting);
    const recovered = await runJson(['recover', '--yes', '--state', file]);
    expect({ status: recovered.status, outcome: recovered.answer.outcome }).toEqual({ status: 0, outcome: 'applied' });
    expect((await runJson([...prepared.change, '--state', file])).answer.outcome).toBe('unchanged');
  });

  it('while it was saved is kept where that is asked for, and what it replaced is deleted', async () => {
    const { file, prepared } = await killedAt(saving);
    const recovered = await runJson(['recover', '--keep', '--yes', '--state', file]);
    expect({ status: recovered.status, outcome: recovered.answer.outcome }).toEqual({ status: 0, outcome: 'applied' });
    expect((await runJson([...prepared.change, '--state', file])).answer.outcome).toBe('unchanged');
  });
});
