import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { changeUnderWay, withChangeLock } from './change-lock';
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
const reasonOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing thrown';
  } catch (error) {
    return error instanceof AppFailure ? JSON.stringify(error.appError.context) : String(error);
  }
};
const some = { mostBytes: 100 };
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

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

describe.each([
  ['in a folder', () => filesIn(join(folder, 'added'))],
  ['in memory', filesInMemory],
])('what is added to own files %s', (_, make) => {
  it('stands at their end, in the order it came, also in a file that was not there', async () => {
    const files = make();
    const lines = Array.from({ length: 30 }, (...[, at]) => `linia ż ${at}\n`);
    await Promise.all(lines.map((text) => files.append('a.jsonl', text)));
    expect(await files.read('a.jsonl', { mostBytes: 10_000 })).toBe(lines.join(''));
    await files.rename('a.jsonl', 'b.jsonl');
    await files.append('a.jsonl', 'x');
    expect(await files.read('a.jsonl', some)).toBe('x');
  });

  it('comes after what was written, and goes with the file', async () => {
    const files = make();
    await files.write('c.jsonl', 'first\n');
    await files.append('c.jsonl', 'second\n');
    expect(await files.read('c.jsonl', some)).toBe('first\nsecond\n');
    await files.remove('c.jsonl');
    expect(await files.read('c.jsonl', some)).toBeUndefined();
  });
});

describe('own files in a folder', () => {
  it('are for their owner alone, and so is the folder', async () => {
    const own = join(folder, 'mine');
    const files = filesIn(own);
    await files.append('a.jsonl', 'x');
    await files.write('b.json', 'x');
    await files.createNew('lock', 'x');
    const modes = await Promise.all([own, ...['a.jsonl', 'b.json', 'lock'].map((name) => join(own, name))].map(modeOf));
    expect(modes).toEqual(['700', '600', '600', '600']);
  });

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
    expect(await codeOf(files.append('a.json', 'x'))).toBe('file-unwritable');
    expect(await codeOf(files.createNew('lock', 'x'))).toBe('file-unwritable');
  });
});

/** Everything that writes to or reads a file of ours by its name. */
const touching = (files: OwnFiles): readonly (readonly [string, () => Promise<unknown>])[] => [
  ['read', () => files.read('a.json', some)],
  ['write', () => files.write('a.json', 'changed')],
  ['append', () => files.append('a.json', 'changed')],
];

describe('a link in the place of', () => {
  /** A folder of ours, and beside it a file of somebody else. */
  async function beside(name: string): Promise<{ readonly own: string; readonly foreign: string }> {
    const [own, foreign] = [join(folder, name), join(folder, `${name}.foreign`)];
    await mkdir(own);
    await writeFile(foreign, 'precious');
    return { own, foreign };
  }

  it('a file of ours is never followed, and what it leads to stays as it is', async () => {
    const { own, foreign } = await beside('link');
    await symlink(foreign, join(own, 'a.json'));
    for (const [how, work] of touching(filesIn(own))) expect(await reasonOf(work()), how).toContain('it is a link');
    expect(await readFile(foreign, 'utf8')).toBe('precious');
  });

  it('a file of ours is not followed either where it leads to nothing yet', async () => {
    const { own } = await beside('dangling');
    await symlink(join(folder, 'not-there'), join(own, 'a.json'));
    for (const [how, work] of touching(filesIn(own))) expect(await reasonOf(work()), how).toContain('it is a link');
    expect(await readdir(folder)).not.toContain('not-there');
  });

  it('a new file is in its way', async () => {
    const { own } = await beside('in-the-way');
    await symlink(join(folder, 'nowhere'), join(own, 'lock'));
    expect(await filesIn(own).createNew('lock', 'x')).toBe(false);
    expect(await readdir(folder)).not.toContain('nowhere');
  });

  it('a file of ours is removed or renamed itself', async () => {
    const { own, foreign } = await beside('moved');
    await symlink(foreign, join(own, 'a.json'));
    await filesIn(own).rename('a.json', 'b.json');
    await filesIn(own).remove('b.json');
    expect([await readdir(own), await readFile(foreign, 'utf8')]).toEqual([[], 'precious']);
  });

  it('the folder is refused, also when the name ends like a folder’s', async () => {
    const { own } = await beside('folder');
    await writeFile(join(own, 'a.json'), 'precious');
    await symlink(own, join(folder, 'leads-there'));
    for (const name of ['leads-there', 'leads-there/']) {
      const files = filesIn(join(folder, name));
      const others = [() => files.createNew('b', 'x'), () => files.rename('a.json', 'b'), () => files.remove('a.json')];
      for (const work of [...touching(files).map(([, one]) => one), ...others]) {
        expect(await reasonOf(work())).toContain('its folder is a link');
      }
    }
    expect([await readdir(own), await readFile(join(own, 'a.json'), 'utf8')]).toEqual([['a.json'], 'precious']);
  });
});

describe('a file of ours', () => {
  it('with a second name elsewhere is not written to', async () => {
    const own = join(folder, 'hard');
    await filesIn(own).write('a.json', 'precious');
    await link(join(own, 'a.json'), join(folder, 'second-name'));
    for (const [how, work] of touching(filesIn(own)).slice(1)) {
      expect(await reasonOf(work()), how).toContain('it has a second name');
    }
    expect(await filesIn(own).read('a.json', some)).toBe('precious');
  });

  it('never becomes a link between the look and the deed', async () => {
    const [own, foreign] = [join(folder, 'race'), join(folder, 'race.foreign')];
    await mkdir(own);
    await writeFile(foreign, 'precious');
    const files = filesIn(own);
    const swap = async (): Promise<void> => {
      for (let at = 0; at < 200; at += 1) {
        await rm(join(own, 'a.json'), { force: true });
        await symlink(foreign, join(own, 'a.json')).catch(() => undefined);
        await rm(join(own, 'a.json'), { force: true });
      }
    };
    const write = async (): Promise<void> => {
      for (let at = 0; at < 100; at += 1) {
        await files.append('a.json', 'x').catch(() => undefined);
        await files.write('a.json', 'x').catch(() => undefined);
      }
    };
    await Promise.all([swap(), write()]);
    expect(await readFile(foreign, 'utf8')).toBe('precious');
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

  it('from before the computer was started is nobody’s, whatever process has its number now', async () => {
    const own = filesInMemory();
    const tried = async (moment: Date): Promise<string> => {
      await own.write('changing.lock', `${process.pid} some-copy ${moment.toISOString()}`);
      return `${String(await changeUnderWay(own))}, ${await codeOf(withChangeLock(own, () => Promise.resolve()))}`;
    };
    const started = Date.now() - uptime() * 1_000;
    expect(await tried(new Date(started - 20_000))).toBe('false, nothing thrown');
    expect(await tried(new Date(started))).toBe('true, second-copy');
    expect(await tried(new Date())).toBe('true, second-copy');
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
