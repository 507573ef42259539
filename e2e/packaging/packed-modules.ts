import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FAULTS = '/electron/host/simulation/faults.ts';
const NO_FAULTS = fileURLToPath(new URL('./no-faults.ts', import.meta.url));

/** What has no business in a program that is handed to people, by where it lies. */
const strangers: readonly RegExp[] = [
  /\/e2e\//u,
  /\.test\.tsx?$/u,
  /\/testing\//u,
  /\/electron\/host\/gateway-contract/u,
  /\/electron\/compiler\/generate/u,
  /\/node_modules\/(?:@playwright|playwright|vitest|fast-check|tsx|typescript|electron-builder|tree-sitter-powershell)\//u,
];

const withSlashes = (id: string): string => id.replaceAll('\\', '/');

/** The modules of a bundle that must not be packed. Ids with either kind of slash. */
export const strangersAmong = (moduleIds: readonly string[]): readonly string[] =>
  moduleIds.filter((id) => strangers.some((stranger) => stranger.test(withSlashes(id))));

/**
 * Makes a bundle one that may be packed: fault injection is replaced by nothing, and the build fails where a module of the
 * tests or of the browser shell got in. The sources hold no switch for it, so there is none that could be left on.
 * `whenBundled` is told the modules of every bundle.
 */
export function packedModules(whenBundled: (moduleIds: readonly string[]) => void = () => undefined): Plugin {
  return {
    name: 'packed-modules',
    enforce: 'pre',
    load: (id) => (withSlashes(id).endsWith(FAULTS) ? readFile(NO_FAULTS, 'utf8') : null),
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const found = strangersAmong(modules);
      if (found.length > 0) this.error(`These modules must not be packed: ${found.join(', ')}`);
      whenBundled(modules);
    },
  };
}
