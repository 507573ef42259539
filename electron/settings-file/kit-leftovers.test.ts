import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kitFile, writeKit } from './kit';
import { realKitDisk, type KitDisk } from './kit-disk';
import { kitIn, leftoverBytes } from './kit-leftovers';
import { errorOf } from './testing/examples';

let stick = '';
beforeEach(async () => {
  stick = await mkdtemp(join(tmpdir(), 'ipsecbw-left-'));
});
afterEach(() => rm(stick, { recursive: true, force: true }));

const kit = [kitFile('settings.age', 'settings'), kitFile('Apply.cmd', 'apply'), kitFile('README.txt', 'read')];
const drafts = (): string => `kit-${randomUUID()}.part`;
const capacity = 4 * 1024 * 1024;

async function leave(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  await mkdir(join(stick, name));
  for (const [file, content] of Object.entries(files)) await writeFile(join(stick, name, file), content);
}

/** As a stick of 4 MB: what is in the folders of drafts is not free. */
const small: KitDisk = { ...realKitDisk, free: async (folder) => capacity - (await leftoverBytes(folder)) };

describe('a stick that was pulled out while a kit was written', () => {
  it('takes the next kit, although the drafts filled it', async () => {
    await leave(drafts(), { '0': Buffer.alloc(capacity - 5), SHA256SUMS: 'cut o' });
    const { leftovers } = await writeKit(stick, kit, { disk: small });
    expect(leftovers).toBe(1);
    expect((await readdir(stick)).toSorted()).toEqual(['Apply.cmd', 'README.txt', 'SHA256SUMS', 'settings.age']);
    expect((await writeKit(stick, kit, { disk: small })).leftovers).toBe(0);
  });

  it('keeps what only looks like drafts', async () => {
    const [withMine, withLink, link] = [drafts(), drafts(), drafts()];
    await leave('elsewhere', { '0': 'mine' });
    await leave(withMine, { '0': 'draft', 'holiday.jpg': 'mine' });
    await leave(withLink, { '0': 'draft' });
    await symlink(join(stick, 'elsewhere'), join(stick, withLink, '1'));
    await symlink(join(stick, 'elsewhere'), join(stick, link));
    await leave('kit-1.part', { '0': 'mine' });
    expect((await writeKit(stick, kit)).leftovers).toBe(0);
    expect(await readdir(stick)).toEqual(expect.arrayContaining([withMine, withLink, link, 'kit-1.part', 'elsewhere']));
    expect(await readFile(join(stick, 'elsewhere', '0'), 'utf8')).toBe('mine');
  });

  it('has room for nothing still where the drafts were not what fills it', async () => {
    await leave(drafts(), { '0': 'draft' });
    const full = { ...realKitDisk, free: () => Promise.resolve(700 * 1024 + 1023) };
    expect(await errorOf(writeKit(stick, kit, { disk: full }))).toMatchObject({
      code: 'kit-no-space',
      context: { needed: '2 MB', free: '700 KB' },
    });
    expect(await readdir(stick)).toEqual([]);
  });
});

describe('what is in a folder', () => {
  it.each([
    [[], 'nothing'],
    [['README.txt', 'holiday.jpg'], 'nothing'],
    [['settings.age', 'SHA256SUMS'], 'kit'],
    [['settings.age'], 'incomplete-kit'],
    [['Apply.cmd', 'README.txt'], 'incomplete-kit'],
    [['SHA256SUMS.old'], 'incomplete-kit'],
    [[drafts()], 'incomplete-kit'],
  ] as const)('%j is %s', async (names, is) => {
    for (const name of names) await writeFile(join(stick, name), '');
    expect(await kitIn(stick)).toBe(is);
  });

  it('is nothing where there is no folder', async () => {
    expect(await kitIn(join(stick, 'none'))).toBe('nothing');
  });
});
