import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { auditTrail, readAudit, type AuditEvent, type Who } from './audit';
import { auditOfJournal } from './audit-journal';
import { auditFile, filesKept, mostAuditBytes, rotatedFile } from './audit-rotation';
import type { Begun, JournalEntry } from './journal-entry';
import { filesIn, filesInMemory, type OwnFiles } from './own-files';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-audit-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const who: Who = { account: 'CORP\\żaneta', computer: 'PC-7', host: 'simulated' };
const kept: AuditEvent = { event: 'kept', verb: 'apply', policies: ['fbs (server)'], fingerprint: 'abc' };
const moment = new Date('2026-03-04T05:06:07.000Z');
const trailOf = (files: OwnFiles) => auditTrail(files, who, () => moment);
const textOf = async (files: OwnFiles, name = auditFile): Promise<string> =>
  (await files.read(name, { mostBytes: 10_000_000 })) ?? '';
/** A file that is as full as it may be, with a word to know it by. */
const full = (word: string): string => `{"${word}":"${'x'.repeat(mostAuditBytes)}"}\n`;
const wordIn = async (files: OwnFiles, name: string): Promise<string> => (await textOf(files, name)).slice(2, 5);
const rotated = Array.from({ length: filesKept }, (_, at) => rotatedFile(at + 1));
const wordsIn = (files: OwnFiles): Promise<readonly string[]> =>
  Promise.all(rotated.map((name) => wordIn(files, name)));

describe('the audit trail', () => {
  it('says when, who, where, what and with which result, one line each', async () => {
    const files = filesInMemory();
    await trailOf(files).record({
      ...kept,
      event: 'step-ended',
      step: 'rule',
      cmdlet: 'New-NetIPsecRule',
      result: 'done',
    });
    await trailOf(files).record({ ...kept, level: 'enforced' });
    const lines = (await textOf(files)).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        ...{ at: moment.toISOString(), who: who.account, computer: 'PC-7', host: 'simulated', simulated: true },
        ...{ ...kept, event: 'step-ended', step: 'rule', cmdlet: 'New-NetIPsecRule', result: 'done' },
      },
      {
        ...{ at: moment.toISOString(), who: who.account, computer: 'PC-7', host: 'simulated', simulated: true },
        ...{ ...kept, level: 'enforced' },
      },
    ]);
  });

  it('takes up nothing but its own fields, so that no parameter and no key gets in', async () => {
    const files = filesInMemory();
    const more = { ...kept, parameters: { PreSharedKey: 'key-7531' }, key: new Secret('key-7531') };
    await trailOf(files).record(more);
    expect(await textOf(files)).not.toMatch(/7531|parameters|PreSharedKey/u);
  });

  it('stays one bounded line, whatever a message holds', async () => {
    const files = filesInMemory();
    await trailOf(files).record({ ...kept, result: `a\r\nb\u2028c\u0000${'x'.repeat(100_000)}` });
    const text = await textOf(files);
    expect(text.length).toBeLessThan(3_000);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(await readAudit(files, 5)).toMatchObject({ lines: [{ event: 'kept' }], unreadable: 0 });
  });

  it('that cannot be written says so', async () => {
    const files = filesIn(join(folder, 'full'), () => true);
    await expect(trailOf(files).record(kept)).rejects.toBeInstanceOf(AppFailure);
  });

  it('is not written through a link', async () => {
    const files = filesIn(join(folder, 'link'));
    await files.write('other', '');
    await writeFile(join(folder, 'foreign'), 'precious');
    await symlink(join(folder, 'foreign'), join(folder, 'link', auditFile));
    await expect(trailOf(files).record(kept)).rejects.toBeInstanceOf(AppFailure);
  });
});

describe('reading the audit trail', () => {
  it('answers the newest lines, oldest first, over several files', async () => {
    const files = filesInMemory();
    for (const [at, name] of [rotatedFile(2), rotatedFile(1), auditFile].entries()) {
      const earlier = auditTrail(files, who, () => new Date(moment.getTime() + at * 1_000));
      await files.remove(auditFile);
      await earlier.record({ ...kept, step: `${at} a` });
      await earlier.record({ ...kept, step: `${at} b` });
      await files.rename(auditFile, name);
    }
    const stepsOf = async (most: number) => (await readAudit(files, most)).lines.map(({ step }) => step);
    expect(await stepsOf(3)).toEqual(['1 b', '2 a', '2 b']);
    expect(await stepsOf(100)).toEqual(['0 a', '0 b', '1 a', '1 b', '2 a', '2 b']);
    expect(await stepsOf(0)).toEqual([]);
  });

  it('passes over a torn line and counts it, and the line after it is whole', async () => {
    const files = filesInMemory();
    await trailOf(files).record(kept);
    await files.append(auditFile, '{"at":"2026-03-0');
    expect(await readAudit(files, 10)).toMatchObject({ lines: [{ event: 'kept' }], unreadable: 1 });
    await trailOf(files).record({ ...kept, event: 'finished' });
    const { lines, unreadable } = await readAudit(files, 10);
    expect([lines.map(({ event }) => event), unreadable]).toEqual([['kept', 'finished'], 1]);
  });

  it('answers nothing where nothing was ever done', async () => {
    expect(await readAudit(filesInMemory(), 10)).toEqual({ lines: [], unreadable: 0 });
  });
});

/** A folder in which every name is taken, and the current file is full. */
async function everyNameTaken(): Promise<OwnFiles> {
  const files = filesInMemory();
  for (const [at, name] of rotated.entries()) await files.write(name, `{"${at + 1}st":1}\n`);
  await files.write(auditFile, full('now'));
  return files;
}

/** Files that stop working at the k-th rename, as after a crash: nothing is written any more. */
function dyingAt(files: OwnFiles, renames: number): OwnFiles {
  let done = 0;
  const dead = (): Promise<never> => Promise.reject(new Error('dead'));
  const alive = <T>(work: () => Promise<T>): Promise<T> => (done >= renames ? dead() : work());
  return {
    ...files,
    rename: (name, to) =>
      alive(async () => {
        const answer = await files.rename(name, to);
        done += 1;
        return answer;
      }),
    append: (name, text) => alive(() => files.append(name, text)),
    remove: (name) => alive(() => files.remove(name)),
  };
}

describe('a full audit file', () => {
  it('is put aside at 1 MB and not before', async () => {
    const files = filesInMemory();
    const line = 'x'.repeat(mostAuditBytes - 2);
    await files.write(auditFile, `${line}\n`);
    await trailOf(files).record(kept);
    expect(await textOf(files)).toMatch(/^x+\n\{"at".*\n$/u);
    await trailOf(files).record({ ...kept, event: 'finished' });
    expect(await textOf(files)).toMatch(/^\{"at".*"finished".*\n$/u);
    expect(await textOf(files, rotatedFile(1))).toContain(line);
  });

  it('moves the others up, and only the oldest of five is given up', async () => {
    const files = await everyNameTaken();
    await trailOf(files).record(kept);
    expect(await wordsIn(files)).toEqual(['now', '1st', '2st', '3st', '4st']);
    expect((await readAudit(files, 1)).lines).toMatchObject([{ event: 'kept' }]);
  });

  it.each([1, 2, 3, 4, 5])('loses nothing by a crash after rename %s', async (renames) => {
    const files = await everyNameTaken();
    await expect(trailOf(dyingAt(files, renames)).record(kept)).rejects.toThrow('dead');
    // What a crash leaves behind is old by the time the computer has restarted.
    const later = auditTrail(files, who, () => new Date(moment.getTime() + 61_000));
    await later.record(kept);
    await later.record(kept);
    const words = await Promise.all([...rotated, auditFile].map((name) => wordIn(files, name)));
    expect(words.filter((word) => word !== 'at"' && word !== '')).toEqual(['now', '1st', '2st', '3st', '4st']);
    expect((await readAudit(files, 2)).lines).toMatchObject([{ event: 'kept' }, { event: 'kept' }]);
  });

  it('is put aside by one of two copies only', async () => {
    const files = filesIn(join(folder, 'two'));
    await files.write(auditFile, full('now'));
    await files.write(rotatedFile(1), '{"1st":1}\n');
    await Promise.all(Array.from({ length: 8 }, () => trailOf(filesIn(join(folder, 'two'))).record(kept)));
    expect(await wordsIn(files)).toEqual(['now', '1st', '', '', '']);
    const all = [
      ...(await textOf(files)).matchAll(/"kept"/gu),
      ...(await textOf(files, rotatedFile(1))).matchAll(/"kept"/gu),
    ];
    expect(all).toHaveLength(8);
  });
});

describe('the audit trail of a journal', () => {
  const begun: Begun = {
    ...{
      kind: 'begun',
      format: 1,
      at: moment.toISOString(),
      changeId: '0123456789ab',
      who: 'CORP\\then',
      computer: 'PC-7',
    },
    ...{ simulated: false, deed: 'apply', policies: [{ policyId: 'fbs', role: 'server' }], fingerprint: 'f00' },
    ...{ wanted: [], former: [], retire: [], before: [] },
    steps: [
      {
        id: 'phase1',
        because: 'x',
        invocation: { cmdlet: 'New-NetIPsecPhase1AuthSet', parameters: { Name: 'secret-looking' } },
        inverse: null,
      } as unknown as Begun['steps'][number],
    ],
  };
  const at = moment.toISOString();
  const entries: readonly (readonly [Begun | JournalEntry, object])[] = [
    [begun, { event: 'begun', result: 'change 0123456789ab, 1 steps' }],
    [
      { at, kind: 'armed', until: at },
      { event: 'armed', result: `until ${at}` },
    ],
    [
      { at, kind: 'step', id: 'phase1' },
      { event: 'step', step: 'phase1', cmdlet: 'New-NetIPsecPhase1AuthSet' },
    ],
    [
      { at, kind: 'step-ended', id: 'phase1', state: 'failed', reason: 'no' },
      { step: 'phase1', result: 'failed: no' },
    ],
    [
      { at, kind: 'keeping', because: 'asked-for', level: 'stored' },
      { event: 'keeping', level: 'stored', result: 'asked-for' },
    ],
    [
      { at, kind: 'undone', by: 'automatic undo' },
      { event: 'undone', result: 'by: automatic undo' },
    ],
    [{ at, kind: 'undo-incomplete', left: ['rule a'], commands: ['x'] }, { result: 'left: rule a' }],
  ];

  it.each(entries)('tells %o', async (entry, expected) => {
    const files = filesInMemory();
    await auditOfJournal(files, 'CORP\\now')(begun, entry);
    const { lines } = await readAudit(files, 1);
    const always = { who: 'CORP\\now', computer: 'PC-7', host: 'powershell', simulated: false, verb: 'apply' };
    expect(lines).toMatchObject([{ ...always, policies: ['fbs (server)'], fingerprint: 'f00', ...expected }]);
    expect(await textOf(files)).not.toContain('secret-looking');
  });
});
