import { join } from 'node:path';
import * as faults from '#host/simulation/faults';
import { build, type Plugin } from 'vite';
import { describe, expect, it } from 'vitest';
import { projectFolder } from './gather';
import { FAULT_INJECTION } from './judge';
import * as noFaults from './no-faults';
import { packedModules, strangersAmong } from './packed-modules';

/** The text of a bundle of one source file, made as the main process is. */
async function bundleOf(file: string, plugins: readonly Plugin[]): Promise<string> {
  const made = await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'silent',
    plugins: [...plugins],
    ssr: { noExternal: true },
    build: { ssr: join(projectFolder, file), write: false, rolldownOptions: { output: { format: 'cjs' } } },
  });
  const [result] = [made].flat();
  if (result === undefined || !('output' in result)) throw new Error('vite made no bundle');
  return result.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
}

describe('a bundle for packing', () => {
  it('has no fault injection where a bundle for tests has it', async () => {
    const file = 'electron/deeds/place.ts';
    expect(await bundleOf(file, [])).toContain(FAULT_INJECTION);
    expect(await bundleOf(file, [packedModules()])).not.toContain(FAULT_INJECTION);
  });

  it('is not made of modules of the tests', async () => {
    const file = 'electron/host/testing/hostile-text.ts';
    await expect(bundleOf(file, [])).resolves.toBeTypeOf('string');
    await expect(bundleOf(file, [packedModules()])).rejects.toThrow('must not be packed');
  });

  it.each(['/x/e2e/browser-shell/shell.ts', 'C:\\x\\e2e\\browser-shell\\shell.ts', '/x/node_modules/fast-check/a.js'])(
    'is not made of %s',
    (id) => {
      expect(strangersAmong([id, '/x/electron/main.ts'])).toEqual([id]);
    },
  );
});

describe('the stand-in for fault injection', () => {
  it('exports what fault injection exports', () => {
    expect(Object.keys(noFaults).sort()).toEqual(Object.keys(faults).sort());
  });

  it('lets nothing go wrong, whatever is asked for', () => {
    const asked = noFaults.parseFaults('fail@1,diskfull@1,delay=1000');
    expect([asked.countWritingCall(), asked.diskIsFull(), asked.delayMs]).toEqual([undefined, false, 0]);
  });
});
