import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerHash, readArchive } from './archive';
import { writeFakeElectron } from './fake-electron';
import { describeProgram, leftOutOf, projectFolder } from './gather';
import { packProgram, type Packed } from './pack';
import { LICENCES } from './packed-licences';
import { readProgram, type PackedProgram } from './packed-program';

const wanted = [
  'out/cli/index.cjs',
  'out/main/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/assets/index.css',
  'out/renderer/assets/index.js',
  'out/renderer/index.html',
];
/** What may come to lie in the folder by a wrong build; none of it may be packed. */
const decoys = [
  '.env',
  'out/main/index.cjs.map',
  'out/main/faults.cjs',
  'out/main/main.test.js',
  'out/renderer/assets/index.js.map',
  'out/types/node.tsbuildinfo',
  'e2e/browser-shell/shell.cjs',
  'node_modules/left/index.js',
];

async function writeProgram(folder: string): Promise<void> {
  for (const path of [...wanted, ...decoys]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `text of ${path}`);
  }
  await writeFile(join(folder, LICENCES), 'The licences of others.');
  await describeProgram(folder);
}

describe('a packed program', () => {
  let folder: string;
  let packed: Packed;
  let program: PackedProgram;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packaging-'));
    await writeFakeElectron(join(folder, 'electron'));
    await writeProgram(join(folder, 'program'));
    packed = await packProgram({
      program: join(folder, 'program'),
      output: join(folder, 'windows'),
      kinds: ['dir'],
      electronDist: join(folder, 'electron'),
    });
    program = await readProgram(packed.programFile);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('holds exactly the listed files, whatever else lies in the folder', async () => {
    const files = await readArchive(packed.archiveFile);
    expect(files.map(({ path }) => path).sort()).toEqual([...wanted, 'package.json'].sort());
    expect(packed.objections).toEqual([]);
  });

  it('is not made while a built file would be left out', async () => {
    expect([...(await leftOutOf(join(folder, 'program')))].sort()).toEqual([...decoys].sort());
  });

  it('holds them byte for byte', async () => {
    const main = (await readArchive(packed.archiveFile)).find(({ path }) => path === 'out/main/index.cjs');
    expect(main?.content?.toString()).toBe('text of out/main/index.cjs');
  });

  it('tells nothing of how it is developed', async () => {
    const description = (await readArchive(packed.archiveFile)).find(({ path }) => path === 'package.json');
    const told: unknown = JSON.parse(description?.content?.toString() ?? '');
    expect(Object.keys(told ?? {})).toEqual([
      'name',
      'productName',
      'version',
      'description',
      'author',
      'license',
      'main',
    ]);
  });

  it('has nothing beside its archive to load code from', async () => {
    expect(await readdir(dirname(packed.archiveFile))).toEqual(['app.asar']);
  });

  it('can neither be run as Node nor inspected, and takes no options from the environment', () => {
    expect(program.fuse('RunAsNode')).toBe('off');
    expect(program.fuse('EnableNodeOptionsEnvironmentVariable')).toBe('off');
    expect(program.fuse('EnableNodeCliInspectArguments')).toBe('off');
    expect(program.fuse('GrantFileProtocolExtraPrivileges')).toBe('off');
  });

  it('loads nothing but its own archive, which it knows by its hash', async () => {
    expect(program.fuse('OnlyLoadAppFromAsar')).toBe('on');
    expect(program.fuse('EnableEmbeddedAsarIntegrityValidation')).toBe('on');
    expect(program.archiveHash).toBe(await headerHash(packed.archiveFile));
  });

  it('starts without elevation', () => {
    expect(program.manifest).toContain('level="asInvoker"');
  });

  it("carries the product's name, version and authors, and its icon in every size", async () => {
    const { version } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as { version: string };
    expect(program.versionStrings).toMatchObject({
      ProductName: 'IPsec Backup Wizard',
      FileVersion: version,
      CompanyName: 'The IPsec Backup Wizard authors',
      LegalCopyright: 'Copyright © The IPsec Backup Wizard authors',
    });
    expect(program.versionStrings['FileDescription']).toMatch(/^[A-Z]/u);
    expect(program.iconSizes.map((size) => (size === 0 ? 256 : size))).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  });

  it('has the licences of all that it holds beside it', async () => {
    const beside = dirname(packed.programFile);
    expect(await readFile(join(beside, LICENCES), 'utf8')).toBe('The licences of others.');
    expect(await readFile(join(beside, 'LICENCE.txt'), 'utf8')).toContain('IPsec Backup Wizard');
  });

  it("keeps Electron's licence, and of Chromium's languages only those it speaks", async () => {
    expect(await readdir(join(dirname(packed.programFile), 'locales'))).toEqual(['en-US.pak']);
    expect(await readdir(dirname(packed.programFile))).toContain('LICENSE.electron.txt');
  });
});
