import { join } from 'node:path';
import { checksumsName, formerChecksumsName } from './kit-checksums';
import { realKitDisk, type KitDisk } from './kit-disk';

/** The folder that one attempt writes its drafts to. */
const draftsName = /^kit-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/u;
/** Its files are numbered in the order of the kit; the list of checksums comes last. */
const draftName = /^(?:\d{1,5}|SHA256SUMS)$/u;

/** What a kit begins with: where one of these is and no list of checksums, a kit was not ended. */
const begunNames: readonly string[] = ['settings.age', 'Apply.cmd', 'Remove.cmd', formerChecksumsName];

/** Drafts and nothing else: neither it nor what is in it is a link, and every name is one that drafts have. */
async function isLeftover(path: string, disk: KitDisk): Promise<boolean> {
  if (!(await disk.isFolder(path))) return false;
  for (const name of await disk.list(path))
    if (!draftName.test(name) || (await disk.standing(join(path, name))) !== 'file') return false;
  return true;
}

/** The folders with drafts of attempts that ended with the stick. What cannot be read is none. */
async function leftoversIn(folder: string, disk: KitDisk): Promise<readonly string[]> {
  const names: readonly string[] = await disk.list(folder).catch(() => []);
  const found: string[] = [];
  for (const path of names.filter((one) => draftsName.test(one)).map((name) => join(folder, name)))
    if (await isLeftover(path, disk).catch(() => false)) found.push(path);
  return found;
}

async function sizeOfFolder(path: string, disk: KitDisk): Promise<number> {
  let sum = 0;
  for (const name of await disk.list(path)) sum += await disk.sizeOf(join(path, name));
  return sum;
}

/** Bytes that come free when a kit is written, because what earlier attempts left goes first. */
export async function leftoverBytes(folder: string, disk: KitDisk = realKitDisk): Promise<number> {
  let sum = 0;
  for (const path of await leftoversIn(folder, disk)) sum += await sizeOfFolder(path, disk).catch(() => 0);
  return sum;
}

/** Removes what attempts left, of this run and of earlier ones; how many it were. What cannot be removed stays. */
export async function removeLeftovers(folder: string, disk: KitDisk): Promise<number> {
  let removed = 0;
  for (const path of await leftoversIn(folder, disk))
    removed += await disk.removeFolder(path).then(
      () => 1,
      () => 0,
    );
  return removed;
}

/** What a folder holds by its names: a kit is whole when it has its list of checksums. A folder that is not there holds nothing. */
export async function kitIn(
  folder: string,
  disk: KitDisk = realKitDisk,
): Promise<'nothing' | 'kit' | 'incomplete-kit'> {
  const names: readonly string[] = await disk.list(folder).catch(() => []);
  if (names.includes(checksumsName)) return 'kit';
  return names.some((name) => draftsName.test(name) || begunNames.includes(name)) ? 'incomplete-kit' : 'nothing';
}
