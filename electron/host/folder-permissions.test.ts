import { mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secureFolder, type FolderWish } from './folder-permissions';

let parent = '';
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ipsecbw-permissions-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const windows = { platform: 'win32', environment: { SystemRoot: 'C:\\Windows' }, isNamed: false } as const;

/** What icacls is asked to do; refuses the call of that number. */
async function asked(wish: FolderWish, refused = Infinity) {
  const calls: (readonly string[])[] = [];
  const answer = await secureFolder({
    ...wish,
    run: (file, args) => {
      calls.push([file, ...args]);
      return calls.length === refused ? Promise.reject(Object.assign(new Error('x'), { code: 5 })) : Promise.resolve();
    },
  });
  return { answer, calls };
}

describe('the folder of the program on Windows', () => {
  it('is written by administrators and SYSTEM only, by the icacls of System32', async () => {
    const folder = join(parent, 'new');
    const { answer, calls } = await asked({ ...windows, folder });
    expect(answer).toEqual({ kind: 'explicit' });
    const icacls = 'C:\\Windows\\System32\\icacls.exe';
    const grants = ['*S-1-5-32-544:(OI)(CI)F', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-545:(OI)(CI)RX'];
    expect(calls).toEqual([
      [icacls, folder, '/setowner', '*S-1-5-32-544', '/L', '/Q'],
      [icacls, folder, '/reset', '/L', '/Q'],
      [icacls, folder, '/inheritance:r', '/grant:r', ...grants, '/L', '/Q'],
    ]);
    expect((await stat(folder)).isDirectory()).toBe(true);
  });

  it('is taken over where somebody created it beforehand', async () => {
    const folder = join(parent, 'beforehand');
    await mkdir(folder);
    expect((await asked({ ...windows, folder })).calls).toHaveLength(3);
  });

  it('is left alone where a person named one that was there', async () => {
    const folder = join(parent, 'named');
    await mkdir(folder);
    const { answer, calls } = await asked({ ...windows, folder, isNamed: true });
    expect([answer, calls]).toEqual([{ kind: 'left-alone' }, []]);
  });

  it.each([1, 2, 3])('without the rights for it is said in the answer, not thrown (call %s)', async (refused) => {
    const { answer, calls } = await asked({ ...windows, folder: join(parent, 'refused') }, refused);
    expect(answer).toEqual({ kind: 'not-set', reason: 'icacls.exe ended with status 5' });
    expect(calls).toHaveLength(refused);
  });

  it('that is a link gets no permissions, nor does what it leads to', async () => {
    const [folder, target] = [join(parent, 'link'), join(parent, 'target')];
    await mkdir(target);
    await symlink(target, folder);
    const { answer, calls } = await asked({ ...windows, folder });
    expect([answer, calls]).toEqual([{ kind: 'not-set', reason: 'it is a link' }, []]);
  });

  it('is said to be as it was where icacls is not there', async () => {
    const answer = await secureFolder({ ...windows, folder: join(parent, 'nothing') });
    expect(answer).toEqual({ kind: 'not-set', reason: 'ENOENT' });
  });
});

describe('the folder of the program elsewhere', () => {
  it('is its owner’s alone', async () => {
    const folder = join(parent, 'posix');
    const { answer, calls } = await asked({ folder, isNamed: false, platform: 'linux', environment: {} });
    expect([answer, calls]).toEqual([{ kind: 'explicit' }, []]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('that cannot be created is said in the answer', async () => {
    const folder = join('/dev/null', 'x');
    const { answer } = await asked({ folder, isNamed: false, platform: 'linux', environment: {} });
    expect(answer).toEqual({ kind: 'not-set', reason: 'ENOTDIR' });
  });
});
