import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArchive } from './archive';
import { writeFakeElectron } from './fake-electron';
import { projectFolder } from './gather';
import { BUDGET_BYTES, bytesOf, objectionsTo } from './judge';
import { LICENCES } from './packed-licences';

const run = promisify(execFile);
const missing = ['vite.config.ts', 'renderer/index.html', 'electron/main.ts', 'electron/preload.ts'].filter(
  (path) => !existsSync(join(projectFolder, path)),
);
if (missing.length > 0)
  process.stdout.write(`Packing the real program is skipped: there is no ${missing.join(', ')}.\n`);

/** A person's environment: the test runner's own mode would get into the bundles. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _mode, VITEST: _vitest, ...rest } = process.env;
  return rest;
}

describe.skipIf(missing.length > 0)('the program that npm run package makes', () => {
  let folder: string;
  let said: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packaging-'));
    await writeFakeElectron(join(folder, 'electron'));
    const script = join(projectFolder, 'e2e', 'packaging', 'package.ts');
    const order = ['--dir', '--electron', join(folder, 'electron'), '--to', folder];
    const options = { cwd: projectFolder, env: plainEnvironment() };
    ({ stdout: said } = await run(process.execPath, ['--import', 'tsx', script, ...order], options));
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const files = () => readArchive(join(folder, 'windows', 'win-unpacked', 'resources', 'app.asar'));

  it('may go out: only the listed files, no source map, no fault injection, within its budget', async () => {
    expect(objectionsTo(await files())).toEqual([]);
    process.stdout.write(`The packed program holds ${bytesOf(await files())} bytes of ${BUDGET_BYTES}.\n`);
  });

  it('has the licences of what it holds beside it', async () => {
    const list = await readFile(join(folder, 'windows', 'win-unpacked', LICENCES), 'utf8');
    for (const name of ['valibot', 'node-powershell', 'react-dom'])
      expect(list).toMatch(new RegExp(`^  ${name} \\d`, 'mu'));
  });

  it('is made for production', async () => {
    const page = (await files()).filter(({ path }) => path.startsWith('out/renderer/assets/'));
    expect(page.length).toBeGreaterThan(0);
    expect(page.every(({ content }) => !(content?.includes('react_stack_bottom_frame') ?? false))).toBe(true);
  });

  it('is announced with its place and its size', () => {
    expect(said).toMatch(/Packed into .+ holds \d+ bytes\./u);
  });
});
