import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { withChangeLock } from './change-lock';
import { filesIn, filesInMemory, type OwnFiles } from './own-files';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing thrown';
  } catch (error) {
    return error instanceof AppFailure ? error.appError.code : String(error);
  }
};
const some = { mostBytes: 100 };

describe.each([
  ['in a folder', () => filesIn(join(folder, 'own'))],
  ['in memory', filesInMemory],
])('own files %s', (_, make) => {
  it('are read as they were written, and not there before', async () => {
    const files = make();
    expect(await files.read('a.json', some)).toBeUndefined();
    await files.write('a.json', 'ż');
    expect(await files.read('a.json', some)).toBe('ż');
    await files.remove('a.json');
    await files.remove('a.json');
    expect(await files.read('a.json', some)).toBeUndefined();
  });

  it('are created by one only, however many try at once', async () => {
    const files = make();
    const tries = Array.from({ length: 20 }, (...[, at]) => files.createNew('lock', `holder ${at}`));
    const created = (await Promise.all(tries)).flatMap((done, at) => (done ? [at] : []));
    expect(created).toHaveLength(1);
    expect(await files.read('lock', some)).toBe(`holder ${created[0]}`);
    await files.remove('lock');
  });

  it('are renamed where they are there', async () => {
    const files = make();
    expect(await files.rename('old', 'new')).toBe(false);
    await files.write('old', 'x');
    expect(await files.rename('old', 'new')).toBe(true);
    expect([await files.read('old', some), await files.read('new', some)]).toEqual([undefined, 'x']);
  });
});

describe('own files in a folder', () => {
  it('leave nothing beside them', async () => {
    const files = filesIn(join(folder, 'clean'));
    await files.createNew('lock', 'x');
    await files.createNew('lock', 'y');
    await files.write('a.json', 'z');
    expect(await readdir(join(folder, 'clean'))).toEqual(['a.json', 'lock']);
  });

  it('are cut off where they are longer than they may be', async () => {
    const files = filesIn(join(folder, 'long'));
    await files.write('a.json', 'x'.repeat(1_000));
    expect(await files.read('a.json', some)).toHaveLength(100);
  });

  it('that are folders are said to be unreadable and unwritable', async () => {
    const files = filesIn(join(folder, 'folders'));
    await mkdir(join(folder, 'folders', 'a.json'), { recursive: true });
    expect(await codeOf(files.read('a.json', some))).toBe('file-unreadable');
    expect(await codeOf(files.write('a.json', 'x'))).toBe('file-unwritable');
  });

  it('are not written when the disk is full', async () => {
    const files = filesIn(join(folder, 'full'), () => true);
    expect(await codeOf(files.write('a.json', 'x'))).toBe('file-unwritable');
    expect(await codeOf(files.createNew('lock', 'x'))).toBe('file-unwritable');
  });
});

describe('the lock of a change', () => {
  const files = (name: string): OwnFiles => filesIn(join(folder, name));
  const lock = (name: string): string => join(folder, name, 'changing.lock');

  it('is held during the change and gone after it, also when the change fails', async () => {
    const held = await withChangeLock(files('held'), () => readFile(lock('held'), 'utf8'));
    expect(held).toMatch(new RegExp(`^${process.pid} `, 'u'));
    expect(await codeOf(withChangeLock(files('held'), () => Promise.reject(new Error('x'))))).toBe('Error: x');
    expect(await readdir(join(folder, 'held'))).toEqual([]);
  });

  it('keeps a second change out', async () => {
    const second = withChangeLock(files('second'), () =>
      codeOf(withChangeLock(files('second'), () => Promise.resolve())),
    );
    expect(await second).toBe('second-copy');
  });

  it('that another copy has just taken over is left to it', async () => {
    const own = filesInMemory();
    await own.write('changing.lock', '999999999 stale');
    const live = `${process.pid} another copy`;
    const slow: OwnFiles = {
      ...own,
      // Between reading the stale mark and putting it aside the other copy has taken the lock.
      rename: async (name, to) => {
        await own.write('changing.lock', live);
        return own.rename(name, to);
      },
    };
    expect(await codeOf(withChangeLock(slow, () => Promise.resolve()))).toBe('second-copy');
    expect(await own.read('changing.lock', some)).toBe(live);
  });

  it('is not released where it is somebody else’s by then', async () => {
    const own = filesInMemory();
    await withChangeLock(own, () => own.write('changing.lock', 'another'));
    expect(await own.read('changing.lock', some)).toBe('another');
  });

  it('of a process that has ended leaves nothing behind when it was taken over', async () => {
    await mkdir(join(folder, 'left'));
    await writeFile(lock('left'), '999999999 x');
    expect(await codeOf(withChangeLock(files('left'), () => Promise.resolve()))).toBe('nothing thrown');
    expect(await readdir(join(folder, 'left'))).toEqual([]);
  });

  it('of a process that has ended is taken over by one of many', async () => {
    await mkdir(join(folder, 'stale'));
    await writeFile(lock('stale'), '999999999 x');
    let [inside, most] = [0, 0];
    const change = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 30));
      inside -= 1;
    };
    const tries = await Promise.all(Array.from({ length: 5 }, () => codeOf(withChangeLock(files('stale'), change))));
    expect(most).toBe(1);
    expect(tries.filter((code) => code === 'nothing thrown')).toHaveLength(1);
  });
});
