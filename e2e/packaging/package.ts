/**
 * npm run package: the program for Windows, as a directory, one portable file and an installer, in dist/windows.
 *
 *   npm run package -- [--dir] [--electron FOLDER] [--to FOLDER]
 *
 * --dir leaves the portable file and the installer out; --electron takes an unpacked Electron for Windows instead of fetching one; --to
 * names another folder than dist (its folders program and windows are emptied).
 */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gatherProgram, projectFolder } from './gather';
import { packProgram, type Packed } from './pack';

const { values } = parseArgs({
  options: { dir: { type: 'boolean' }, electron: { type: 'string' }, to: { type: 'string' } },
});
const place = resolve(values.to ?? join(projectFolder, 'dist'));
const [program, output] = [join(place, 'program'), join(place, 'windows')];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error)).trim();

async function packageProgram(): Promise<Packed> {
  await rm(output, { recursive: true, force: true });
  await gatherProgram(program);
  return packProgram({
    program,
    output,
    kinds: values.dir === true ? ['dir'] : ['dir', 'portable', 'nsis'],
    ...(values.electron === undefined ? {} : { electronDist: values.electron }),
  });
}

try {
  const { archiveBytes, objections } = await packageProgram();
  if (objections.length > 0) throw new Error(objections.join('; '));
  say(`Packed into ${output}; the program's own archive holds ${archiveBytes} bytes.`);
} catch (error) {
  // A package that is incomplete or speaks against itself is taken away, so that nobody hands it on.
  await rm(output, { recursive: true, force: true });
  say(`The program was not packed: ${reason(error)}`);
  say(`No package is left in ${output}, and nothing else on this computer was changed.`);
  say('Put that right and run it again; Electron for Windows, and NSIS for the other two, are fetched from GitHub');
  say('unless an unpacked Electron is given with --electron FOLDER --dir.');
  process.exitCode = 1;
}
