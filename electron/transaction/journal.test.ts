import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { journalStates } from '#contract/unfinished';
import type { PlanStep } from '#compiler/plan';
import { begunSteps, Journal, readJournal, type JournalRecord } from './journal';
import type { Begun, NewEntry } from './journal-entry';
import { isFinal, nextState } from './journal-state';
import { filesInMemory, type OwnFiles } from './own-files';

const name = 'ipsecbw-fbs-server-rule-1';
const step = (id: string, part = name): PlanStep => ({
  id,
  because: 'a test',
  invocation: { cmdlet: 'Disable-NetIPsecRule', parameters: { IPsecRuleName: part, PolicyStore: 'PersistentStore' } },
  inverse: { cmdlet: 'Enable-NetIPsecRule', parameters: { IPsecRuleName: part, PolicyStore: 'PersistentStore' } },
});
const begun: Begun = {
  kind: 'begun',
  format: 1,
  at: '2026-11-21T10:00:00.000Z',
  changeId: '0123456789ab',
  who: 'PC\\Technik Łukasz',
  computer: 'PC',
  simulated: true,
  deed: 'remove',
  policies: [{ policyId: 'fbs', role: 'server' }],
  fingerprint: '',
  wanted: [],
  former: [],
  steps: [step('one'), step('two')],
  retire: [],
  before: [{ kind: 'NetIPsecRule', name, properties: { Enabled: 'True' } }],
};
const silent = (): Promise<void> => Promise.resolve();
const until = '2026-11-21T10:02:00Z';
const whole: readonly NewEntry[] = [
  { kind: 'armed', until },
  { kind: 'step', id: 'one' },
  { kind: 'step-ended', id: 'one', state: 'done' },
  { kind: 'step', id: 'two' },
];

async function written(entries: readonly NewEntry[], files = filesInMemory()): Promise<OwnFiles> {
  const journal = await Journal.begin(files, silent, begun);
  for (const entry of entries) await journal.write(entry);
  return files;
}
const read = async (files: OwnFiles): Promise<JournalRecord> => {
  const record = await readJournal(files);
  if (record === undefined) throw new Error('there is no journal');
  return record;
};
const textOf = async (files: OwnFiles): Promise<string> =>
  (await files.read('journal.jsonl', { mostBytes: 1e6 })) ?? '';
const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof AppFailure ? error.appError.code : String(error)),
  );

describe('a journal', () => {
  it('tells what was written, and where the change is', async () => {
    const record = await read(await written(whole));
    expect(record).toMatchObject({ begun, state: 'applying', damaged: false });
    expect(record.entries.map(({ kind }) => kind)).toEqual(['armed', 'step', 'step-ended', 'step']);
    expect(begunSteps(record).map(({ step: { id }, state }) => [id, state])).toEqual([
      ['one', 'done'],
      ['two', 'unknown'],
    ]);
  });

  it.each(Array.from({ length: 60 }, (...[, at]) => at + 1))(
    'reads a last line that lacks %i letters as if it had not been begun',
    async (letters) => {
      const files = await written(whole);
      const text = await textOf(files);
      const lastLine = text.trimEnd().split('\n').at(-1) ?? '';
      if (letters > lastLine.length) return;
      await files.write('journal.jsonl', text.slice(0, -letters - 1 + (letters === lastLine.length ? 0 : 0)));
      const record = await read(files);
      expect([record.damaged, record.state]).toEqual([false, 'applying']);
      expect(begunSteps(record).map(({ step: { id } }) => id)).toEqual(['one']);
    },
  );

  it('takes a line in the middle that cannot be read for everything that may have happened', async () => {
    const files = await written(whole);
    const lines = (await textOf(files)).split('\n');
    await files.write('journal.jsonl', [...lines.slice(0, 2), '{"kind":', ...lines.slice(3)].join('\n'));
    const record = await read(files);
    expect([record.damaged, record.state]).toEqual([true, 'applying']);
    expect(begunSteps(record).map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  });

  it('goes on where another process stopped, without the torn line', async () => {
    const files = await written(whole);
    await files.write('journal.jsonl', (await textOf(files)).slice(0, -10));
    const journal = await Journal.resume(files, silent, await read(files));
    await journal.write({ kind: 'undoing', because: 'a test' });
    await journal.write({ kind: 'undone', by: 'program' });
    expect(await read(files)).toMatchObject({ state: 'undone', damaged: false });
  });

  it('of a newer version, damaged from its first line, or undoing what is not ours, is refused', async () => {
    const files = filesInMemory();
    const refused = async (head: object): Promise<string | undefined> => {
      await files.write('journal.jsonl', `${JSON.stringify(head)}\n`);
      return codeOf(readJournal(files));
    };
    expect(await refused({ ...begun, format: 2 })).toBe('journal-too-new');
    expect(await refused({ ...begun, changeId: '../../x' })).toBe('journal-damaged');
    expect(await refused({ ...begun, steps: [step('one', 'Remote Desktop')] })).toBe('journal-damaged');
    expect(await refused({ ...begun, steps: [step('one', '*')] })).toBe('journal-damaged');
    await files.write('journal.jsonl', 'PK\u0003\u0004');
    expect(await codeOf(readJournal(files))).toBe('journal-damaged');
  });

  it('refuses an entry that cannot come next', async () => {
    const journal = await Journal.begin(filesInMemory(), silent, begun);
    expect(await codeOf(journal.write({ kind: 'kept' }))).toBe('internal');
  });

  it('tells its reader of every line', async () => {
    const told: string[] = [];
    const journal = await Journal.begin(
      filesInMemory(),
      (_, { kind }) => {
        told.push(kind);
        return Promise.resolve();
      },
      begun,
    );
    await journal.write({ kind: 'armed', until });
    expect(told).toEqual(['begun', 'armed']);
  });
});

describe('the table of transitions', () => {
  it('ends in two states only, and can be undone from every state before the point of no return', () => {
    expect(journalStates.filter(isFinal)).toEqual(['finished', 'undone']);
    const undoable = journalStates.filter((state) => nextState(state, { kind: 'undoing' }) !== undefined);
    expect(journalStates.filter((state) => !undoable.includes(state))).toEqual(['kept', 'finished', 'undone']);
  });
});
