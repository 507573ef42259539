import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  objectsOf,
  run,
  runJson,
  storesIn,
  temporaryFolder,
  type Answer,
  type Given,
  type Ran,
} from './testing/command-line';
import { expectError } from './testing/expectations';

/** What may become of a change that is not finished, beside the faults of a process: files, tasks, clocks, other hands. */

const [oldKey, newKey] = ['an old key of some length', 'a new key of some length'];
let folder = '';
let remove = (): Promise<void> => Promise.resolve();
let count = 0;
let file = '';
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
beforeEach(() => {
  count += 1;
  file = join(folder, `${count}.json`);
});
afterAll(() => remove());

type Answered = Ran & { readonly answer: Answer };
const cli = (argv: string, given: Given = {}): Promise<Answered> =>
  runJson([...argv.split(' '), '--state', file], given);
const apply = (more = '', stdin = oldKey): Promise<Answered> =>
  cli(`apply --role server --psk-stdin --yes${more === '' ? '' : ` ${more}`}`, { stdin });
const simulate = (what: string): Promise<Ran> => run(['simulate', ...what.split(' '), '--state', file]);
const own = async (): Promise<Record<string, unknown>> => objectsOf(await storesIn(file), true);
const inData = (name: string): string => join(`${file}.data`, name);
const journal = (): Promise<string> => readFile(inData('journal.jsonl'), 'utf8');

interface State {
  tasks: unknown[];
  clock: number;
  readonly stores: Record<string, Record<string, unknown[]>>;
}
async function edit(change: (state: State) => void): Promise<void> {
  const state = JSON.parse(await readFile(file, 'utf8')) as State;
  change(state);
  await writeFile(file, JSON.stringify(state));
}

describe('an automatic undo whose journal is lost', () => {
  beforeEach(async () => {
    expect((await apply('--confirm-within 300')).status).toBe(0);
    await rm(inData('journal.jsonl'));
  });

  it('stands in the way of a new change, and status names it', async () => {
    expectError(await apply('--protection transition'), 'undo-task-left', 5);
    expectError(await apply(), 'undo-task-left', 5);
    expectError(await cli('rollback --yes'), 'undo-task-left', 5);
    const { answer } = await cli('status');
    expect(answer.findings?.map(({ code }) => code)).toContain('undo-task-left');
  });

  it('is asked for by recover, which has it do its work', async () => {
    expectError(await cli('recover'), 'needs-yes', 1);
    expect((await cli('recover --yes')).status).toBe(3);
    expect(await own()).toEqual({});
    expect((await apply()).status).toBe(0);
  });

  it('is taken away by recover --keep, and what is there stays', async () => {
    expect((await cli('recover --yes --keep')).status).toBe(0);
    await simulate('time +400');
    expect(Object.keys(await own())).toContain('NetIPsecRule');
  });
});

describe('a pending change', () => {
  it('is neither kept nor touched by who has no rights', async () => {
    await apply('--confirm-within 300');
    await simulate('set elevated=false');
    expectError(await cli('confirm'), 'not-elevated', 6);
    expectError(await cli('confirm --extend 300'), 'not-elevated', 6);
    await simulate('set elevated=true');
    expect((await cli('confirm')).answer.outcome).toBe('applied');
  });

  it('whose task somebody has deleted can be kept, given more time, and undone', async () => {
    await apply('--confirm-within 300');
    await edit((state) => {
      state.tasks = [];
    });
    expect((await cli('status')).answer.pending).toMatchObject({ undoAt: null, secondsLeft: null, canKeep: true });
    expect((await cli('confirm --extend 300')).status).toBe(0);
    expect((await cli('status')).answer.pending).toMatchObject({ secondsLeft: expect.any(Number) as number });
    await edit((state) => {
      state.tasks = [];
    });
    expect((await cli('confirm')).answer.outcome).toBe('applied');
    expect(Object.keys(await own())).toContain('NetIPsecRule');
  });

  it('is not kept as enforced while a rule of somebody else overrules it', async () => {
    await apply('--confirm-within 300');
    await edit(({ stores }) => {
      const rule = { Name: 'other', DisplayName: 'Other', Enabled: 'True', Profile: 'Any', Mode: 'Transport' };
      const open = { InboundSecurity: 'None', OutboundSecurity: 'None', Protocol: 'TCP', LocalPort: ['4531'] };
      stores['PersistentStore']?.['NetIPsecRule']?.push({ ...rule, ...open, RemotePort: ['Any'] });
    });
    expectError(await cli('confirm'), 'not-proved', 4);
    expect((await cli('confirm --without-proof')).answer.proof?.level).toBe('stored');
  });

  it('on a computer whose clock was set back is interrupted: nobody could wait that long', async () => {
    await apply('--confirm-within 300');
    await edit((state) => {
      state.clock = -86_400;
    });
    const { answer } = await cli('status');
    expect([answer.pending, answer.interrupted?.['canKeep']]).toEqual([null, true]);
    expect((await cli('recover --yes')).status).toBe(3);
    expect(await own()).toEqual({});
  });

  it('with a new key is kept with its level, and the old set goes then', async () => {
    await apply();
    await apply('--confirm-within 300', newKey);
    expect((await cli('confirm')).answer).toMatchObject({ outcome: 'applied', proof: { level: 'enforced' } });
    expect((await own())['NetIPsecPhase1AuthSet']).toHaveLength(1);
  });
});

describe('a rollback', () => {
  it('after a change of the key wants the old key, and refuses the new one', async () => {
    await apply();
    await apply('', newKey);
    expectError(await cli('rollback --yes'), 'old-key-needed', 1);
    expectError(await cli('rollback --yes --psk-stdin', { stdin: newKey }), 'old-key-needed', 1);
    expect((await cli('rollback --yes --psk-stdin', { stdin: oldKey })).answer.outcome).toBe('rolled-back');
    const { status } = await cli('verify --psk-stdin', { stdin: oldKey });
    expect(status).toBe(0);
  });

  it('of a change that was kept and stopped while deleting brings the former policy back', async () => {
    const certified = 'apply --role server --auth certificate --ca CN=Root --yes';
    await cli(certified);
    const before = await storesIn(file);
    await cli(`${certified} --protection transition`);
    // As a process leaves it that was killed between the last two lines.
    await writeFile(inData('journal.jsonl'), `${(await journal()).trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
    const { answer, status } = await cli('rollback --yes');
    expect([status, answer.outcome]).toEqual([0, 'rolled-back']);
    expect((await cli('verify --role server --auth certificate --ca CN=Root')).status).toBe(0);
    expect(Object.keys(objectsOf(await storesIn(file), true))).toEqual(Object.keys(objectsOf(before, true)));
  });

  it('removes nothing that stood there before without a record', async () => {
    await apply();
    await rm(inData('applied.json'));
    await apply('--peer 192.168.10.0/24');
    expectError(await cli('rollback --yes'), 'former-unknown', 1);
    expect(Object.keys(await own())).toContain('NetIPsecRule');
  });

  it('does not take the journal of another computer for its own', async () => {
    await apply();
    await simulate('set computer-name=B');
    expectError(await cli('rollback --yes'), 'journal-elsewhere', 5);
  });
});

describe('a damaged journal', () => {
  it('in its middle stays damaged until all is undone, also when undoing fails at first', async () => {
    await apply('--confirm-within 300');
    const lines = (await journal()).split('\n');
    await writeFile(inData('journal.jsonl'), [...lines.slice(0, 2), '{"kind":', ...lines.slice(3)].join('\n'));
    const all = Array.from({ length: 20 }, (...[, at]) => `fail@${at + 1}`).join(',');
    const failed = await cli('recover --yes', { environment: { IPSEC_WIZARD_SIMULATE: all } });
    expect([failed.status, failed.answer.error?.whatNext]).toEqual([7, expect.stringContaining('Remove-NetIPsecRule')]);
    expect((await cli('recover --yes')).status).toBe(3);
    expect(await own()).toEqual({});
  });

  it('from its first line is no obstacle to looking, and recover puts it aside and then undoes', async () => {
    await apply('--confirm-within 300');
    await writeFile(inData('journal.jsonl'), 'garbage');
    expect((await cli('status')).answer.findings?.map(({ code }) => code)).toContain('journal-unusable');
    expectError(await cli('recover'), 'needs-yes', 1);
    const { happened } = expectError(await cli('recover --yes'), 'journal-put-aside', 7);
    expect(await readFile(/put aside as (\S+)\.$/u.exec(happened)?.[1] ?? '', 'utf8')).toBe('garbage');
    expect((await cli('recover --yes')).status).toBe(3);
    expect(await own()).toEqual({});
  });
});

describe('an interrupted change', () => {
  /** As a process leaves it that was killed after its last step. */
  const interrupt = async (): Promise<void> => {
    await apply('--confirm-within 300');
    const lines = (await journal()).split('\n');
    const applied = lines.findIndex((line) => line.includes('"kind":"applied"'));
    await writeFile(inData('journal.jsonl'), `${lines.slice(0, applied).join('\n')}\n`);
  };

  it.each([
    ['a plan that was not reviewed', `--psk-stdin --expect ${'0'.repeat(64)}`, 'stale-plan', 5],
    ['a missing key', '', 'key-missing', 1],
  ])('is not undone for a change that is refused: %s', async (_, more, code, status) => {
    await interrupt();
    const before = await storesIn(file);
    expectError(await cli(`apply --role server --yes ${more}`.trim(), { stdin: oldKey }), code, status);
    expect(await storesIn(file)).toEqual(before);
  });

  it('is undone first where nobody can be asked, and the answer says so', async () => {
    await interrupt();
    const { answer, status } = await apply('--protection transition');
    expect([status, answer.findings?.[0]?.code]).toEqual([0, 'interrupted-change-undone']);
  });

  it('cannot be kept when not all of it is there', async () => {
    await interrupt();
    await edit(({ stores }) => {
      const store = stores['PersistentStore'] ?? {};
      store['NetIPsecRule'] = [];
    });
    expectError(await cli('recover --yes --keep'), 'cannot-keep', 5);
    expect((await cli('recover --yes')).status).toBe(3);
    expect(await own()).toEqual({});
  });
});

it('a change that only deletes has nothing to wait for', async () => {
  const certified = 'apply --role server --auth certificate --ca CN=Root --yes';
  await cli(certified);
  const leave = Array.from({ length: 30 }, (...[, at]) => `fail@${at + 5}`).join(',');
  await cli(`${certified} --protection transition`, { environment: { IPSEC_WIZARD_SIMULATE: leave } });
  const { answer } = await cli(`${certified} --protection transition --confirm-within 120`);
  expect(answer.outcome).toBe('applied');
  expect((await cli('status')).answer).toMatchObject({ pending: null, interrupted: null });
});
