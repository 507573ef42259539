import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { build, type Plugin } from 'vite';
import { isPacked } from './judge';
import { licenceList, licenceObjections, LICENCES, packagesOf } from './packed-licences';
import { packedModules } from './packed-modules';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The modes of vite.config.ts, and where each bundle lies in the program. */
const everyBundle = [
  { mode: 'main', folder: 'out/main' },
  { mode: 'cli', folder: 'out/cli' },
  { mode: 'preload', folder: 'out/preload' },
  { mode: 'production', folder: 'out/renderer' },
] as const;

type Mode = (typeof everyBundle)[number]['mode'];

const text = v.string();
/** What the packed program says of itself: no scripts, no dependencies, nothing of development. */
const packedDescription = v.object({
  name: text,
  productName: text,
  version: text,
  description: text,
  author: text,
  license: text,
  main: text,
});

/** Writes the program's package.json: only the fields that Electron and the builder read. */
export async function describeProgram(folder: string): Promise<void> {
  const source: unknown = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  const described = v.parse(packedDescription, source);
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(described, null, 2)}\n`);
}

/** What the builds left in the folder and the packing would silently leave out: a part that is missing when it is needed. */
export async function leftOutOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return paths.filter((path) => !isPacked(path) && path !== LICENCES);
}

/**
 * Builds bundles as they are packed: without source maps, fault injection and anything of the tests. Answers the ids of
 * all modules that are in them, those of workers among them. Throws what vite throws.
 */
export async function bundleProgram(folder: string, modes: readonly Mode[]): Promise<readonly string[]> {
  const modules = new Set<string>();
  const plugin = (): Plugin =>
    packedModules((ids) => {
      for (const id of ids) modules.add(id);
    });
  for (const { mode, folder: outDir } of everyBundle.filter((bundle) => modes.includes(bundle.mode))) {
    await build({
      configFile: join(projectFolder, 'vite.config.ts'),
      mode,
      logLevel: 'warn',
      plugins: [plugin()],
      worker: { plugins: () => [plugin()] },
      build: { outDir: join(folder, outDir), emptyOutDir: true, sourcemap: false },
    });
  }
  return [...modules];
}

/** Writes the list of all that is in the bundles and is not ours. Throws Error for a licence that does not allow it. */
async function writeLicences(folder: string, moduleIds: readonly string[]): Promise<void> {
  const packages = await packagesOf(moduleIds);
  const objections = licenceObjections(packages);
  if (objections.length > 0) throw new Error(`${objections.join('; ')}.`);
  await writeFile(join(folder, LICENCES), licenceList(packages));
}

/**
 * Builds the program afresh into the folder, ready to be packed: its bundles without source maps, its package.json, and the
 * licences of all that they hold.
 * Throws what vite throws, and Error where a bundle fell into more files than are packed; the folder is then of no use.
 */
export async function gatherProgram(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const modules = await bundleProgram(
    folder,
    everyBundle.map(({ mode }) => mode),
  );
  await describeProgram(folder);
  await writeLicences(folder, modules);
  const leftOut = await leftOutOf(folder);
  if (leftOut.length > 0) throw new Error(`These files were built but would not be packed: ${leftOut.join(', ')}.`);
}
