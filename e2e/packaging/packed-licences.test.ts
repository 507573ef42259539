import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, projectFolder } from './gather';
import { licenceList, licenceObjections, packageFolderOf, packagesOf, readPackage, type PackedPackage } from './packed-licences'; // prettier-ignore

let folder: string;
let modules: readonly string[];
let packages: readonly PackedPackage[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'licences-'));
  modules = await bundleProgram(join(folder, 'program'), ['main', 'cli', 'preload', 'production']);
  packages = await packagesOf(modules);
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, description: object, licence?: string): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'package.json'), JSON.stringify(description));
  if (licence !== undefined) await writeFile(join(place, 'LICENSE'), licence);
  return place;
}

describe('the list of licences', () => {
  it('names every package of the bundles with its whole licence text', async () => {
    const list = licenceList(packages).replaceAll('\r\n', '\n');
    const names = packages.map(({ name }) => name);
    for (const known of ['valibot', 'commander', 'age-encryption', 'node-powershell', 'react', 'react-dom', 'zustand'])
      expect(names).toContain(known);
    for (const { name, version, texts } of packages) {
      expect(list).toContain(`${name} ${version} (`);
      for (const one of texts) expect(list).toContain(one.trim().replaceAll('\r\n', '\n'));
    }
    expect(list).toContain((await readFile(join(projectFolder, 'node_modules/react/LICENSE'), 'utf8')).trim());
  });

  it('leaves no module of a package out', () => {
    const foreign = modules.filter((id) => id.includes('node_modules'));
    expect(foreign.filter((id) => packageFolderOf(id) === undefined)).toEqual([]);
    expect(foreign.length).toBeGreaterThan(packages.length);
  });

  it('holds nothing that may not be handed on', () => {
    expect(licenceObjections(packages)).toEqual([]);
  });

  it('knows the package of a module by its folder, scopes and nested packages included', () => {
    expect(packageFolderOf('/x/node_modules/@a/b/lib/c.js')).toBe('/x/node_modules/@a/b');
    expect(packageFolderOf('\0/x/node_modules/a/node_modules/b/c.js?commonjs')).toBe(
      '/x/node_modules/a/node_modules/b',
    );
    expect(packageFolderOf('C:\\x\\node_modules\\a\\index.js')).toBe('C:/x/node_modules/a');
    expect(packageFolderOf('/x/electron/main.ts')).toBeUndefined();
  });

  it('is not made where a package brings no licence file, or names none', async () => {
    const whole = { name: 'whole', version: '1.0.0', license: 'MIT' };
    await expect(readPackage(await written('whole', whole, 'Permission ...'))).resolves.toMatchObject({
      licence: 'MIT',
    });
    await expect(readPackage(await written('without', { ...whole, name: 'without' }))).rejects.toThrow(
      'no licence file',
    );
    await expect(readPackage(await written('silent', { name: 'silent', version: '1.0.0' }, 'x'))).rejects.toThrow(
      'does not say',
    );
  });

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'UNLICENSED', 'SEE LICENSE IN EULA', 'CC-BY-NC-4.0'])(
    'objects to %s',
    (licence) => {
      const one = { name: 'one', version: '1.0.0', licence, texts: ['text'] };
      expect(licenceObjections([one])).toEqual([expect.stringContaining(licence)]);
    },
  );
});
