import { join } from 'node:path';
import { checksumsFrom, checksumsName, digestOf, formerChecksumsName, type ListedFile } from './kit-checksums';
import type { KitDisk } from './kit-disk';

/** What a kit may hold at all. A list of checksums is a common thing: only these names are ever removed on its word. */
const kitNames = /^(?:settings\.age|(?:server|workstation)\.ps1|Apply\.cmd|Remove\.cmd|README\.txt|program\/.+)$/u;
/** A list without these is somebody else's. */
const everyKitHas = ['settings.age', 'Apply.cmd', 'README.txt'];
const mostListBytes = 8 * 1024 * 1024;

/** Sticks tell no capital letters from small ones, and some systems spell accents in two characters. */
const folded = (path: string): string => path.normalize('NFC').toLowerCase();

/** No way out of the folder, on any system: no drive, no backslash, no `..`, no name that Windows shortens. */
const staysInside = (path: string): boolean =>
  !/[\\:\p{Cc}]/u.test(path) && path.split('/').every((part) => part !== '' && !/[. ]$/u.test(part));

async function listedIn(file: string, disk: KitDisk): Promise<readonly ListedFile[]> {
  if ((await disk.standing(file)) !== 'file' || (await disk.sizeOf(file)) > mostListBytes) return [];
  const listed = checksumsFrom(new TextDecoder().decode(await disk.read(file)));
  const isOurs = everyKitHas.every((name) => listed.some(({ path }) => path === name));
  return isOurs ? listed.filter(({ path }) => kitNames.test(path) && staysInside(path)) : [];
}

/**
 * What the kit that stands in a folder holds by its own lists, and a new one does not. The former list is that of a kit
 * whose replacement was interrupted.
 */
export async function staleFiles(
  folder: string,
  newPaths: readonly string[],
  disk: KitDisk,
): Promise<readonly ListedFile[]> {
  const lists = await Promise.all(
    [checksumsName, formerChecksumsName].map((name) => listedIn(join(folder, name), disk)),
  );
  const stays = new Set(newPaths.map(folded));
  return lists.flat().filter(({ path }) => !stays.has(folded(path)));
}

const foldersAbove = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};

type Stands = 'as it was written' | 'altered' | 'not there';

async function standsAs({ path, sha256 }: ListedFile, folder: string, disk: KitDisk): Promise<Stands> {
  for (const above of foldersAbove(path)) if (!(await disk.isFolder(join(folder, above)))) return 'not there';
  const standing = await disk.standing(join(folder, path));
  if (standing === 'nothing') return 'not there';
  if (standing === 'something else') return 'altered';
  return digestOf(await disk.read(join(folder, path))) === sha256 ? 'as it was written' : 'altered';
}

/** Deepest first; one that holds something else stays. */
async function removeEmptied(paths: readonly string[], folder: string, disk: KitDisk): Promise<void> {
  const folders = [...new Set(paths.flatMap(foldersAbove))].toSorted((a, b) => b.length - a.length);
  for (const one of folders) await disk.removeEmptyFolder(join(folder, one)).catch(() => undefined);
}

export interface StaleRemoved {
  /** Paths within the kit, with `/`. */
  readonly removed: readonly string[];
  /** Somebody altered them, or they cannot be removed. */
  readonly kept: readonly string[];
}

/** Removes files of an earlier kit that are as that kit was written; whatever else has their name stays and is named. */
export async function removeStale(stale: readonly ListedFile[], folder: string, disk: KitDisk): Promise<StaleRemoved> {
  const [removed, kept]: [string[], string[]] = [[], []];
  for (const file of stale) {
    const stands = await standsAs(file, folder, disk).catch(() => 'altered');
    if (stands === 'not there') continue;
    const isGone =
      stands === 'as it was written' &&
      (await disk.remove(join(folder, file.path)).then(
        () => true,
        () => false,
      ));
    (isGone ? removed : kept).push(file.path);
  }
  await removeEmptied(removed, folder, disk);
  return { removed, kept };
}
