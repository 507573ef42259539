import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kitFile, writeKit, type KitFile } from './kit';
import { checksumsName, digestOf } from './kit-checksums';

let folder = '';
let stick = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-stale-'));
  stick = join(folder, 'stick');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = (...paths: readonly string[]): readonly KitFile[] =>
  ['settings.age', 'Apply.cmd', 'README.txt', 'server.ps1', ...paths].map((path) => kitFile(path, `was ${path}`));
const narrow = files();
const there = async (path: string): Promise<string | undefined> =>
  readFile(join(stick, path), 'utf8').catch(() => undefined);

/** As somebody writes it who wants a file of his choice to go. */
async function claim(...paths: readonly string[]): Promise<void> {
  const lines = paths.map((path) => `${digestOf(Buffer.from('mine'))} *${path}\n`);
  await writeFile(join(stick, checksumsName), `${(await there(checksumsName)) ?? ''}${lines.join('')}`);
}

async function mine(path: string): Promise<void> {
  await mkdir(dirname(join(stick, path)), { recursive: true });
  await writeFile(join(stick, path), 'mine');
}

describe('a kit that holds less than the one before', () => {
  it('takes away what only the old one held, with the folders that are empty then', async () => {
    await writeKit(stick, files('workstation.ps1', 'program/a.exe', 'program/locales/pl.pak', 'program/data/x'));
    await mine('program/data/notes.txt');
    const { removed, kept } = await writeKit(stick, narrow);
    expect([removed.toSorted(), kept]).toEqual([
      ['program/a.exe', 'program/data/x', 'program/locales/pl.pak', 'workstation.ps1'],
      [],
    ]);
    const names = ['Apply.cmd', 'README.txt', checksumsName, 'program', 'server.ps1', 'settings.age'];
    expect((await readdir(stick)).toSorted()).toEqual(names.toSorted());
    expect(await readdir(join(stick, 'program'), { recursive: true })).toEqual(['data', 'data/notes.txt']);
  });

  it('keeps and names what somebody altered', async () => {
    await writeKit(stick, files('workstation.ps1', 'program/a.exe'));
    await mine('workstation.ps1');
    expect(await writeKit(stick, narrow)).toMatchObject({ removed: ['program/a.exe'], kept: ['workstation.ps1'] });
    expect(await there('workstation.ps1')).toBe('mine');
  });

  it('says nothing of what is gone already', async () => {
    await writeKit(stick, files('program/a.exe'));
    await rm(join(stick, 'program'), { recursive: true });
    expect(await writeKit(stick, narrow)).toMatchObject({ removed: [], kept: [] });
  });

  it('takes what differs in capital letters only for the new file', async () => {
    await writeKit(stick, files('program/Pl.pak'));
    const { removed } = await writeKit(stick, files('program/pl.pak'));
    expect(removed).toEqual([]);
  });
});

describe('a list of checksums that asks for more', () => {
  it.each(['ledger.jsonl', 'holiday.jpg', 'photos/1.jpg', 'program', 'PROGRAM/x', 'Program/x'])(
    'does not get %s removed, which no kit holds',
    async (path) => {
      await writeKit(stick, narrow);
      await mine(path);
      await claim(path);
      expect(await writeKit(stick, narrow)).toMatchObject({ removed: [], kept: [] });
      expect(await there(path)).toBe('mine');
    },
  );

  it.each(['program/../../outside', 'program/../holiday.jpg', 'program//x', 'program/./x', 'program/x.', '/etc/hosts'])(
    'does not lead out of the folder, or to another name, by %s',
    async (path) => {
      await writeKit(stick, narrow);
      await mkdir(join(stick, 'program'));
      await mine(path === '/etc/hosts' ? 'etc/hosts' : path);
      await claim(path);
      expect(await writeKit(stick, narrow)).toMatchObject({ removed: [], kept: [] });
      expect(await there(path === '/etc/hosts' ? 'etc/hosts' : path)).toBe('mine');
    },
  );

  it('follows no link', async () => {
    await writeKit(stick, files('program/a/x', 'program/b'));
    await rename(join(stick, 'program/a'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(stick, 'program/a'));
    await rename(join(stick, 'program/b'), join(folder, 'b'));
    await symlink(join(folder, 'b'), join(stick, 'program/b'));
    expect(await writeKit(stick, narrow)).toMatchObject({ removed: [], kept: ['program/b'] });
    expect(await readFile(join(folder, 'elsewhere/x'), 'utf8')).toBe('was program/a/x');
    expect(await readFile(join(folder, 'b'), 'utf8')).toBe('was program/b');
  });

  it('is not heard where it is the list of something else', async () => {
    await mkdir(stick);
    await mine('program/disk.iso');
    await claim('program/disk.iso');
    expect(await writeKit(stick, narrow)).toMatchObject({ removed: [], kept: [] });
    expect(await there('program/disk.iso')).toBe('mine');
  });
});
