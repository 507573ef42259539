import { writeFile } from 'node:fs/promises';
import { realKitDisk, type KitDisk } from '../kit-disk';

export type DiskFault = 'pulled before' | 'pulled after' | 'pulled in the middle' | 'full';
export const diskFaults: readonly DiskFault[] = ['pulled before', 'pulled after', 'pulled in the middle', 'full'];

export const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** The real one without waiting for the medium: what a test plays is when it is pulled, not how long it takes. */
export const quickDisk: KitDisk = {
  ...realKitDisk,
  create: (path, bytes) => writeFile(path, bytes, { flag: 'wx' }),
  flushFolder: () => Promise.resolve(),
};

/** A stick whose k-th deed goes wrong; once it is pulled out, nothing works any more. It knows no second names, as FAT. */
export class FaultyKitDisk {
  deeds = 0;
  readonly #k: number;
  readonly #fault: DiskFault;

  constructor(k: number, fault: DiskFault) {
    this.#k = k;
    this.#fault = fault;
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

  readonly disk: KitDisk = {
    standing: (path) => this.#deed(() => quickDisk.standing(path)),
    create: (path, bytes) =>
      this.#deed(
        () => quickDisk.create(path, bytes),
        () => writeFile(path, bytes.subarray(0, 5)),
      ),
    read: (path) => this.#deed(() => quickDisk.read(path)),
    link: () => this.#deed(() => Promise.reject(failure('EPERM'))),
    rename: (from, to) => this.#deed(() => quickDisk.rename(from, to)),
    remove: (path) => this.#deed(() => quickDisk.remove(path)),
    flushFolder: (path) => this.#deed(() => quickDisk.flushFolder(path)),
    list: (path) => this.#deed(() => quickDisk.list(path)),
    makeFolder: (path) => this.#deed(() => quickDisk.makeFolder(path)),
    removeFolder: (path) => this.#deed(() => quickDisk.removeFolder(path)),
    isFolder: (path) => this.#deed(() => quickDisk.isFolder(path)),
    removeEmptyFolder: (path) => this.#deed(() => quickDisk.removeEmptyFolder(path)),
    sizeOf: (path) => this.#deed(() => quickDisk.sizeOf(path)),
    free: (path) => this.#deed(() => quickDisk.free(path)),
  };
}
