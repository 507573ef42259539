import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realDisk, type Disk } from './disk';
import { errorOf } from './testing/examples';
import { writeWhole } from './write-whole';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-whole-'));
  file = join(folder, 'ustawienia – Łódź.age');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const [old, fresh] = [Buffer.from('the old one, whole'), Buffer.from('the new one, which is longer')];
const failure = (code: string): Error => Object.assign(new Error(code), { code });
const content = (): Promise<Buffer | undefined> => readFile(file).catch(() => undefined);

type Fault = 'pulled before' | 'pulled after' | 'pulled in the middle' | 'full';
const faults: readonly Fault[] = ['pulled before', 'pulled after', 'pulled in the middle', 'full'];

/** A disk whose k-th deed goes wrong; once a stick is pulled out, nothing works any more. `knowsLinks` is false for FAT. */
class FaultyDisk {
  deeds = 0;
  readonly #k: number;
  readonly #fault: Fault;
  readonly #knowsLinks: boolean;

  constructor(k: number, fault: Fault, knowsLinks: boolean) {
    this.#k = k;
    this.#fault = fault;
    this.#knowsLinks = knowsLinks;
  }

  async #deed<T>(work: () => Promise<T>, half: () => Promise<unknown> = () => Promise.resolve()): Promise<T> {
    this.deeds += 1;
    const isPull = this.#fault !== 'full';
    if (this.deeds > this.#k && isPull) throw failure('ENODEV');
    if (this.deeds !== this.#k) return work();
    if (this.#fault === 'pulled after') await work().catch(() => undefined);
    if (this.#fault === 'pulled in the middle' || this.#fault === 'full') await half();
    throw failure(isPull ? 'EIO' : 'ENOSPC');
  }

  readonly disk: Disk = {
    standing: (path) => this.#deed(() => realDisk.standing(path)),
    create: (path, bytes) =>
      this.#deed(
        () => realDisk.create(path, bytes),
        () => writeFile(path, bytes.subarray(0, 5)),
      ),
    read: (path) => this.#deed(() => realDisk.read(path)),
    link: (from, to) =>
      this.#deed(() => (this.#knowsLinks ? realDisk.link(from, to) : Promise.reject(failure('EPERM')))),
    rename: (from, to) => this.#deed(() => realDisk.rename(from, to)),
    remove: (path) => this.#deed(() => realDisk.remove(path)),
    flushFolder: (path) => this.#deed(() => realDisk.flushFolder(path)),
    list: (path) => this.#deed(() => realDisk.list(path)),
  };
}

interface Case {
  readonly fault: Fault;
  readonly knowsLinks: boolean;
  readonly before: Buffer | undefined;
  readonly k: number;
}

/** One attempt on a disk that fails; afterwards the stick is looked at on another computer, and written again. */
async function attempt({ fault, knowsLinks, before, k }: Case): Promise<'failed' | 'through'> {
  await rm(folder, { recursive: true });
  await mkdir(folder);
  if (before !== undefined) await writeFile(file, before);
  const faulty = new FaultyDisk(k, fault, knowsLinks);
  const error = await errorOf(writeWhole(file, fresh, { replace: before !== undefined, disk: faulty.disk }));
  const after = await content();
  const situation = JSON.stringify({ fault, knowsLinks, k, replaced: before !== undefined, error: error?.code });
  expect([before, fresh].map(String), situation).toContain(String(after));
  if (error === undefined) expect(String(after), situation).toBe(String(fresh));
  else expect(['file-unwritable', 'file-not-read-back'], situation).toContain(error.code);
  await writeWhole(file, fresh, { replace: true });
  expect(await readdir(folder), situation).toEqual(['ustawienia – Łódź.age']);
  return faulty.deeds < k ? 'through' : 'failed';
}

describe('writing a file', () => {
  it.each(faults)(
    'with a stick that is %s at any of its deeds leaves the old one or the new one whole',
    async (fault) => {
      let failed = 0;
      for (const knowsLinks of [true, false]) {
        for (const before of [old, undefined]) {
          let k = 1;
          while ((await attempt({ fault, knowsLinks, before, k })) === 'failed') k += 1;
          failed += k - 1;
        }
      }
      expect(failed).toBeGreaterThan(30);
    },
  );

  it('that reads back otherwise is not put in the place of a good one', async () => {
    await writeFile(file, old);
    const disk: Disk = {
      ...realDisk,
      create: (path, bytes) =>
        realDisk.create(
          path,
          Uint8Array.from(bytes, (byte, at) => (at === 3 ? byte ^ 1 : byte)),
        ),
    };
    const error = await errorOf(writeWhole(file, fresh, { replace: true, disk }));
    expect(error).toMatchObject({ code: 'file-unwritable', context: { reason: 'it reads back otherwise' } });
    expect(await content()).toEqual(old);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('does not replace one that is there unless that is wanted, nor one that appears meanwhile', async () => {
    const disk: Disk = {
      ...realDisk,
      create: async (path, bytes) => {
        await realDisk.create(path, bytes);
        await writeFile(file, old);
      },
    };
    expect((await errorOf(writeWhole(file, fresh, { replace: false, disk })))?.code).toBe('file-exists');
    expect((await errorOf(writeWhole(file, fresh, { replace: false })))?.code).toBe('file-exists');
    expect(await content()).toEqual(old);
    await writeWhole(file, fresh, { replace: true });
    expect(await content()).toEqual(fresh);
  });

  it('follows no link, makes no folder, and takes no folder for a file', async () => {
    const other = join(folder, 'other');
    await writeFile(other, old);
    await symlink(other, file);
    const inNone = join(folder, 'none', 'x.age');
    for (const target of [file, folder, inNone]) {
      expect((await errorOf(writeWhole(target, fresh, { replace: true })))?.code).toBe('file-unwritable');
    }
    expect(await readFile(other)).toEqual(old);
  });

  it('removes what earlier attempts at the same file left, and nothing else', async () => {
    const id = '01234567-89ab-cdef-0123-456789abcdef';
    for (const name of [`${file}.${id}.part`, `${file}.part`, join(folder, `other.${id}.part`)])
      await writeFile(name, 'x');
    await writeWhole(file, fresh, { replace: false });
    expect((await readdir(folder)).sort()).toEqual(
      ['ustawienia – Łódź.age', 'ustawienia – Łódź.age.part', `other.${id}.part`].sort(),
    );
  });
});
