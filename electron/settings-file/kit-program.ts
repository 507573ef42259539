import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fail } from '#contract/app-error';
import { codeOf } from './disk';
import type { KitFile } from './kit';

export const programFile = 'IPsec Backup Wizard.exe';
/** Where the program lies in a kit. */
export const programFolder = 'program';

const mostFiles = 20_000;
const mostBytes = 2 * 1024 ** 3;

/** The directory that this very program runs from, where it is the packaged one. */
export const programBeside = (executable: string): string | undefined =>
  basename(executable).toLowerCase() === programFile.toLowerCase() ? dirname(executable) : undefined;

async function fileIn(folder: string, path: string): Promise<KitFile> {
  const stats = await lstat(path);
  if (!stats.isFile()) return fail('kit-program-unusable', { folder, problem: 'it holds a link' });
  const inside = relative(folder, path).split(sep).join('/');
  if (/[\n\r\\]/u.test(inside))
    return fail('kit-program-unusable', { folder, problem: 'it holds a name with a line end or a backslash' });
  return { path: `${programFolder}/${inside}`, size: stats.size, read: () => readFile(path) };
}

async function filesIn(folder: string): Promise<readonly KitFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  if (entries.length > mostFiles)
    return fail('kit-program-unusable', { folder, problem: `it holds more than ${mostFiles} files` });
  const paths = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.sort().map((path) => fileIn(folder, path)));
}

/** The unpacked program as files of a kit. Throws AppFailure `kit-program-unusable`. */
export async function programFiles(folder: string): Promise<readonly KitFile[]> {
  const files = await filesIn(folder).catch((error: unknown) => {
    if (error instanceof Error && 'appError' in error) throw error;
    return fail('kit-program-unusable', { folder, problem: `it cannot be read (${codeOf(error)})` });
  });
  if (!files.some(({ path }) => path === `${programFolder}/${programFile}`))
    return fail('kit-program-unusable', { folder, problem: `there is no ${programFile} in it` });
  if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes)
    return fail('kit-program-unusable', { folder, problem: 'it is larger than 2 GB' });
  return files;
}

/** Where a path leads, as far as it is there. */
async function placeOf(path: string): Promise<string> {
  const whole = resolve(path);
  const above = dirname(whole);
  return realpath(whole).catch(async () => (above === whole ? whole : join(await placeOf(above), basename(whole))));
}

/** On Windows without regard to capital letters. */
function isWithin(inner: string, outer: string): boolean {
  const path = relative(outer, inner);
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path));
}

/**
 * Where the program lies in the kit's folder or the other way round. A kit's own program is none of that: whoever runs it
 * from the stick may write that kit anew. Throws AppFailure `kit-inside-program`.
 */
export async function refuseNested(program: string | undefined, folder: string): Promise<void> {
  if (program === undefined) return;
  const [from, to] = [await placeOf(program), await placeOf(folder)];
  if (relative(join(to, programFolder), from) === '') return;
  if (isWithin(from, to) || isWithin(to, from)) fail('kit-inside-program', { folder, program });
}
