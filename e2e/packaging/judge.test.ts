import { describe, expect, it } from 'vitest';
import { BUDGET_BYTES, objectionsTo } from './judge';

const file = (path: string, text = '') => ({ path, content: Buffer.from(text) });
const program = [
  file('package.json', '{}'),
  file('out/main/index.cjs'),
  file('out/cli/index.cjs'),
  file('out/preload/index.cjs'),
  file('out/renderer/index.html'),
  file('out/renderer/assets/index-Bx3_k.js'),
];

describe('an archive', () => {
  it('may go out with the bundles, the page and its assets', () => {
    expect(objectionsTo(program)).toEqual([]);
  });

  it.each([
    'out/main/index.cjs.map',
    'out/renderer/assets/index.js.map',
    'out/types/node/electron/main.d.ts',
    'e2e/browser-shell/shell.ts',
    'electron/cli/run.mjs',
    'node_modules/valibot/package.json',
    'out/renderer/assets/../../../x.js',
    '.env',
  ])('may not hold %s', (path) => {
    expect(objectionsTo([...program, file(path)])).toEqual([`${path} is not on the list`]);
  });

  it('may not lack the preload', () => {
    const withoutPreload = program.filter(({ path }) => path !== 'out/preload/index.cjs');
    expect(objectionsTo(withoutPreload)).toEqual(['out/preload/index.cjs is missing']);
  });

  it('may not point to a file beside it', () => {
    const linked = program.map((one) => (one.path === 'package.json' ? { path: one.path, content: undefined } : one));
    expect(objectionsTo(linked)).toEqual(['package.json lies outside of the archive']);
  });

  it('may not name a source map', () => {
    const asset = file('out/renderer/assets/a.js', 'a();\n//# sourceMappingURL=a.js.map');
    expect(objectionsTo([...program, asset])).toEqual(['out/renderer/assets/a.js names a source map']);
  });

  it('may not grow over its budget', () => {
    const asset = file('out/renderer/assets/a.js', ' '.repeat(BUDGET_BYTES));
    expect(objectionsTo([...program, asset])).toEqual([expect.stringContaining('over its budget')]);
  });
});
