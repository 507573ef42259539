import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kitFile, writeKit, type KitFile } from './kit';
import { checksumsName } from './kit-checksums';
import { realKitDisk } from './kit-disk';
import { kitIn } from './kit-leftovers';
import { programBeside, programFile, programFiles } from './kit-program';
import { errorOf } from './testing/examples';
import { diskFaults, FaultyKitDisk, quickDisk, type DiskFault } from './testing/faulty-kit-disk';

let folder = '';
let stick = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-kit-'));
  stick = join(folder, 'Pamięć – Łódź');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const kitOf = (version: string): readonly KitFile[] => [
  kitFile('settings.age', `settings ${version.repeat(Number(version))}`),
  kitFile('README.txt', 'the same in every version'),
  kitFile('Apply.cmd', `apply ${version}`),
  kitFile('program/locales/en.pak', `words of ${version}, which are longer`),
];
const [fresh, stale] = [kitOf('2'), [kitFile('workstation.ps1', 'old'), kitFile('program/old/only.dll', 'old')]];
const old = [...kitOf('1'), ...stale];

/** What every file of a kit holds by now; undefined where it is not there. */
const contents = (files: readonly KitFile[]): Promise<readonly (string | undefined)[]> =>
  Promise.all(files.map(({ path }) => readFile(join(stick, path), 'utf8').catch(() => undefined)));
const wanted = (files: readonly KitFile[]): Promise<readonly string[]> =>
  Promise.all(files.map(async ({ read }) => Buffer.from(await read()).toString()));
const checksums = (): Promise<string | undefined> =>
  readFile(join(stick, checksumsName), 'utf8').catch(() => undefined);
const sha256sum = (): number | null =>
  spawnSync('sha256sum', ['--strict', '--quiet', '-c', checksumsName], { cwd: stick }).status;

/** As somebody finds the stick afterwards: by its list of checksums alone, without knowing what happened. */
async function foundAs(): Promise<'the old kit' | 'the new kit' | 'no kit'> {
  if ((await checksums()) === undefined) return 'no kit';
  const now = JSON.stringify(await contents(fresh));
  if (now === JSON.stringify(await wanted(fresh))) return 'the new kit';
  expect(await contents(old)).toEqual(await wanted(old));
  return 'the old kit';
}

async function attempt(fault: DiskFault, k: number, isThere: boolean): Promise<'failed' | 'through'> {
  await rm(stick, { recursive: true, force: true });
  if (isThere) await cp(join(folder, 'before'), stick, { recursive: true });
  const faulty = new FaultyKitDisk(k, fault);
  let kept: readonly string[] = [];
  const write = async (): Promise<void> => {
    ({ kept } = await writeKit(stick, fresh, { disk: faulty.disk }));
  };
  const error = await errorOf(write());
  const found = await foundAs();
  const situation = JSON.stringify({ fault, k, isThere, error: error?.code, found });
  if (error === undefined) expect(found, situation).toBe('the new kit');
  else if (error.code === 'kit-incomplete') {
    expect(['no kit', 'the new kit', ...(faulty.deeds > k ? [] : ['the old kit'])], situation).toContain(found);
    if (found === 'no kit' && isThere) expect(await kitIn(stick), situation).toBe('incomplete-kit');
  } else {
    expect(error.code, situation).toBe('file-unwritable');
    expect(found, situation).toBe(isThere ? 'the old kit' : 'no kit');
  }
  if (isThere) expect(await readFile(join(stick, 'ledger.jsonl'), 'utf8'), situation).toBe('not of the kit');
  await writeKit(stick, fresh, { disk: quickDisk });
  expect(await foundAs(), situation).toBe('the new kit');
  const expected = stale.map(({ path }) => (kept.includes(path) ? 'old' : undefined));
  expect(await contents(stale), situation).toEqual(expected);
  expect(
    (await readdir(stick)).filter((name) => /\.part|\.old/u.test(name)),
    situation,
  ).toEqual([]);
  return faulty.deeds < k ? 'through' : 'failed';
}

describe('writing a kit', () => {
  it.each(diskFaults)(
    'to a stick that is %s at any of its deeds leaves the old kit, the new one, or none that passes for one',
    async (fault) => {
      await writeKit(join(folder, 'before'), old);
      await writeFile(join(folder, 'before', 'ledger.jsonl'), 'not of the kit');
      let failed = 0;
      for (const isThere of [true, false]) {
        let k = 1;
        while ((await attempt(fault, k, isThere)) === 'failed') k += 1;
        failed += k - 1;
      }
      expect(failed).toBeGreaterThan(60);
    },
  );

  it('writes checksums that sha256sum agrees with, and that a changed byte breaks', async () => {
    const { files: entries } = await writeKit(stick, fresh);
    expect(entries.map(({ path }) => path)).toEqual([...fresh.map(({ path }) => path), checksumsName]);
    expect(sha256sum()).toBe(0);
    await writeFile(join(stick, 'Apply.cmd'), 'apply 3');
    expect(sha256sum()).not.toBe(0);
  });

  it('leaves what is the same as it is, and what is not of the kit', async () => {
    await writeKit(stick, old);
    await writeFile(join(stick, 'mine.txt'), 'mine');
    const placed: string[] = [];
    await writeKit(stick, fresh, {
      onProgress: (phase, number, of, path) => {
        if (phase === 'place') placed.push(`${number} of ${of} ${path}`);
      },
    });
    expect(placed).toEqual(['1 of 3 settings.age', '2 of 3 Apply.cmd', '3 of 3 program/locales/en.pak']);
    expect(await readFile(join(stick, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('begins nothing where there is no room for all of it', async () => {
    await writeKit(stick, old);
    const disk = { ...realKitDisk, free: () => Promise.resolve(1024 * 1024 - 1) };
    expect(await errorOf(writeKit(stick, fresh, { disk }))).toMatchObject({
      code: 'kit-no-space',
      context: { free: '1023 KB', needed: '2 MB' },
    });
    expect(await foundAs()).toBe('the old kit');
    expect((await readdir(stick)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('notices a stick that stores something else, before and after a file takes its place', async () => {
    const flipped = (name: string) => ({
      ...realKitDisk,
      read: async (path: string) => (path.includes(name) ? Buffer.from('something else') : realKitDisk.read(path)),
    });
    expect((await errorOf(writeKit(stick, fresh, { disk: flipped('.part') })))?.code).toBe('file-unwritable');
    expect((await errorOf(writeKit(stick, fresh, { disk: flipped('Apply.cmd') })))?.code).toBe('kit-incomplete');
    expect(await checksums()).toBeUndefined();
  });

  it('takes no folder for a file, and makes no parents', async () => {
    await mkdir(join(stick, 'Apply.cmd'), { recursive: true });
    expect((await errorOf(writeKit(stick, fresh)))?.code).toBe('file-unwritable');
    expect((await errorOf(writeKit(join(folder, 'none', 'kit'), fresh)))?.code).toBe('file-unwritable');
    expect(await readdir(folder)).toEqual(['Pamięć – Łódź']);
  });

  it('ends when it is interrupted, with the old kit', async () => {
    await writeKit(stick, old);
    const signal = AbortSignal.abort();
    expect((await errorOf(writeKit(stick, fresh, { signal })))?.code).toBe('interrupted');
    expect(await foundAs()).toBe('the old kit');
  });
});

describe('the program in a kit', () => {
  const code = async (path: string): Promise<string | undefined> => (await errorOf(programFiles(path)))?.code;

  it('is every file of its directory', async () => {
    await mkdir(join(folder, 'app', 'resources'), { recursive: true });
    await writeFile(join(folder, 'app', programFile), 'MZ');
    await writeFile(join(folder, 'app', 'resources', 'app.asar'), 'asar');
    expect((await programFiles(join(folder, 'app'))).map(({ path, size }) => [path, size])).toEqual([
      [`program/${programFile}`, 2],
      ['program/resources/app.asar', 4],
    ]);
    await symlink('/etc/passwd', join(folder, 'app', 'link'));
    expect(await code(join(folder, 'app'))).toBe('kit-program-unusable');
  });

  it('is refused where there is none', async () => {
    for (const path of [folder, join(folder, 'none')]) expect(await code(path)).toBe('kit-program-unusable');
  });

  it('is found beside only where it is the packaged one that runs', () => {
    expect(programBeside(`/media/stick/program/${programFile}`)).toBe('/media/stick/program');
    expect(programBeside('/usr/bin/node')).toBeUndefined();
  });
});
