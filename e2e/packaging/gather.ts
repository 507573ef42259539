import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { build } from 'vite';
import { isPacked } from './judge';
import { packedModules } from './packed-modules';

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The modes of vite.config.ts, and where each bundle lies in the program. */
const bundles = [
  { mode: 'main', folder: 'out/main' },
  { mode: 'preload', folder: 'out/preload' },
  { mode: 'production', folder: 'out/renderer' },
] as const;

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
  return paths.filter((path) => !isPacked(path));
}

/**
 * Builds the program afresh into the folder, ready to be packed: three bundles without source maps, and its package.json.
 * Throws what vite throws, and Error where a bundle fell into more files than are packed; the folder is then of no use.
 */
export async function gatherProgram(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { mode, folder: outDir } of bundles) {
    await build({
      configFile: join(projectFolder, 'vite.config.ts'),
      mode,
      logLevel: 'warn',
      plugins: [packedModules()],
      build: { outDir: join(folder, outDir), emptyOutDir: true, sourcemap: false },
    });
  }
  await describeProgram(folder);
  const leftOut = await leftOutOf(folder);
  if (leftOut.length > 0) throw new Error(`These files were built but would not be packed: ${leftOut.join(', ')}.`);
}
