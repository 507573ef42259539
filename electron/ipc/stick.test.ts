import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IpSecurityPolicy } from '#policy/model';
import { presetPolicy } from '#policy/presets';
import { completeState } from '#host/simulation/default-state';
import { codeOf, ipcBench, valueOf, type BenchOptions, type IpcBench } from './testing/ipc-bench';

const key = `Zażółć'"$(calc) 4531`;
const passphrase = 'gęś lantern copper 4531';
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'stick-'));

async function computer(name: string, more: object = {}, options: BenchOptions = {}): Promise<IpcBench> {
  const state = join(await newFolder(), 'computer.json');
  await writeFile(state, JSON.stringify(completeState({ format: 1, computer: { name, ...more } })));
  return ipcBench({ state, ...options });
}

type Assigned = IpSecurityPolicy | Record<string, unknown>;

async function assign({ call }: IpcBench, policy: Assigned, handle: string, keep = true) {
  const plain = JSON.parse(JSON.stringify(policy)) as Record<string, unknown>;
  const { fingerprint } = valueOf(await call('preview', { policy: plain, key: handle }));
  const end = valueOf(await call('apply', { policy: plain, key: handle, fingerprint, undoAfterSeconds: 60 }));
  return keep ? valueOf(await call('keepChange', { withoutProof: true })) : end;
}

/** A server with a policy on Request, and its kit in a folder. */
async function prepared(stick: string, more: object = {}) {
  const server = await computer('SRV01', more, { askWhichFolder: () => Promise.resolve(stick) });
  const { handle } = valueOf(await server.call('keepKey', { text: key, policyId: 'fbs' }));
  await assign(server, presetPolicy({ role: 'server', mode: 'request' }), handle);
  const place = valueOf(await server.call('chooseFolder', null));
  const kept = valueOf(await server.call('keepPassphrase', { first: passphrase, second: passphrase }));
  const whose = { policyId: 'fbs', role: 'server', stick: place?.handle ?? '' } as const;
  const write = (keyHandle: string | null) =>
    server.call('writeKit', { ...whose, key: keyHandle, passphrase: kept.handle });
  return { server, handle, place, write, whose };
}

async function workstation(name: string, stick: string, options: BenchOptions = {}) {
  const bench = await computer(name, {}, { settingsBeside: [join(stick, 'settings.age')], ...options });
  const found = valueOf(await bench.call('findSettings', null));
  const open = (given: string | null) => bench.call('openSettings', { handle: found?.handle ?? '', passphrase: given });
  return { bench, found, open };
}

const sideOf = (policies: readonly unknown[], role: string): IpSecurityPolicy => {
  const found = (policies as readonly IpSecurityPolicy[]).find((policy) => policy.role === role);
  if (found === undefined) throw new Error(`no side of the ${role}`);
  return found;
};

describe('the stick in the window', () => {
  it('goes from the server to two workstations and back with the record', { timeout: 180_000 }, async () => {
    const stick = await newFolder();
    const { server, handle, write, whose, place } = await prepared(stick);
    const plan = valueOf(await server.call('planKit', whose));
    expect(plan).toMatchObject({ withProgram: false, replaces: 'nothing' });
    expect(valueOf(await write(handle))).toMatchObject({ keyInside: true, withProgram: false, ledger: 'none' });
    expect(await readdir(stick)).toEqual(expect.arrayContaining(['settings.age', 'SHA256SUMS', 'Apply.cmd']));
    for (const name of ['Łódź-1', 'PC2']) {
      const { bench, found, open } = await workstation(name, stick);
      expect(found).toMatchObject({ name: 'settings.age', sealed: true, foundBeside: true, folder: stick });
      expect(codeOf(await open('wrong'))).toBe('settings-passphrase-wrong');
      const opened = valueOf(await open(passphrase));
      expect(opened).toMatchObject({ hasLedger: true, signedLater: 0 });
      const policy = sideOf(opened.policies, 'workstation');
      expect(policy.rules[0]?.filterList.name).toBe('FBS outgoing connection');
      const end = await assign(bench, policy, opened.key?.handle ?? '');
      expect(end).toMatchObject({ outcome: 'applied', ledger: { kind: 'written', file: join(stick, 'ledger.jsonl') } });
    }
    const list = { name: 'list.csv', text: 'Komputer;Dział\r\nłódź-1;A\r\npc2;B\r\nPC3;C\r\n' };
    const asked = { sticks: [place?.handle ?? ''], passphrase, list, demo: true };
    const rollout = valueOf(await server.call('readRollout', asked));
    expect(rollout.workstations.map(({ computer: name, state }) => [name, state])).toEqual([
      ['łódź-1', 'done'],
      ['pc2', 'done'],
      ['PC3', 'missing'],
    ]);
    expect(rollout).toMatchObject({ problems: [], entries: 2, chains: 1, simulatedLines: 2 });
    const strict = valueOf(await server.call('readRollout', { ...asked, passphrase: null, demo: false }));
    expect(strict.workstations.every(({ state }) => state === 'missing')).toBe(true);
    const again = await write(handle);
    expect(valueOf(again)).toMatchObject({ ledger: 'continues' });
  });

  it('counts nobody as done who has the key before, and begins a new ledger', { timeout: 180_000 }, async () => {
    const stick = await newFolder();
    const { server, handle, write, place } = await prepared(stick);
    valueOf(await write(handle));
    const { bench, open } = await workstation('PC1', stick);
    const opened = valueOf(await open(passphrase));
    await assign(bench, sideOf(opened.policies, 'workstation'), opened.key?.handle ?? '');
    const next = valueOf(await server.call('keepKey', { text: 'quite another key of 2026', policyId: 'fbs' })).handle;
    await assign(server, presetPolicy({ role: 'server', mode: 'request' }), next);
    const kit = valueOf(await write(next));
    expect(kit.ledger).toBe('other');
    expect(kit.ledgerSetAside).toMatch(/^ledger-[0-9a-f]{16}\.jsonl$/u);
    expect(await readdir(stick)).toContain(kit.ledgerSetAside);
    expect(await readdir(stick)).not.toContain('ledger.jsonl');
    const list = { name: 'list.csv', text: 'PC1\r\n' };
    const asked = { sticks: [place?.handle ?? ''], passphrase, list, demo: true };
    const rollout = valueOf(await server.call('readRollout', asked));
    expect(rollout).toMatchObject({ problems: [], foreign: 0, workstations: [{ computer: 'PC1', state: 'missing' }] });
    expect(valueOf(await write(next))).toMatchObject({ ledger: 'none', ledgerSetAside: null });
    const again = await workstation('PC1', stick);
    const anew = valueOf(await again.open(passphrase));
    await assign(again.bench, sideOf(anew.policies, 'workstation'), anew.key?.handle ?? '');
    const later = valueOf(await server.call('readRollout', { ...asked, passphrase: null }));
    expect(later).toMatchObject({ foreign: 0, workstations: [{ computer: 'PC1', state: 'done' }] });
  });

  it('calls a workstation missing again whose policy was removed', { timeout: 180_000 }, async () => {
    const stick = await newFolder();
    const { server, handle, write, place } = await prepared(stick);
    valueOf(await write(handle));
    const { bench, open } = await workstation('PC1', stick);
    const opened = valueOf(await open(passphrase));
    await assign(bench, sideOf(opened.policies, 'workstation'), opened.key?.handle ?? '');
    const whose = { policyId: 'fbs', role: 'workstation' } as const;
    const { fingerprint } = valueOf(await bench.call('previewRemoval', whose));
    valueOf(await bench.call('remove', { ...whose, fingerprint }));
    const end = valueOf(await bench.call('keepChange', { withoutProof: true }));
    expect(end).toMatchObject({ outcome: 'applied', ledger: { kind: 'written', file: join(stick, 'ledger.jsonl') } });
    const list = { name: 'list.csv', text: 'PC1\r\n' };
    const asked = { sticks: [place?.handle ?? ''], passphrase, list, demo: true };
    const { workstations, problems } = valueOf(await server.call('readRollout', asked));
    expect({ workstations, problems }).toMatchObject({
      problems: [],
      workstations: [{ computer: 'PC1', state: 'missing', level: 'none' }],
    });
  });

  it(
    'leaves the line to the next opening where a change is kept without the passphrase',
    { timeout: 120_000 },
    async () => {
      const stick = await newFolder();
      const { handle, write } = await prepared(stick);
      valueOf(await write(handle));
      const { bench, open } = await workstation('PC1', stick);
      const opened = valueOf(await open(passphrase));
      const policy = sideOf(opened.policies, 'workstation');
      expect(await assign(bench, policy, opened.key?.handle ?? '', false)).toMatchObject({
        ledger: { kind: 'promised' },
      });
      valueOf(await bench.call('closeSettings', null));
      const end = valueOf(await bench.call('keepChange', { withoutProof: true }));
      expect(end).toMatchObject({ outcome: 'applied', ledger: { kind: 'owed' } });
      expect(await readdir(stick)).not.toContain('ledger.jsonl');
      expect(valueOf(await open(passphrase)).signedLater).toBe(1);
      const line = JSON.parse(await readFile(join(stick, 'ledger.jsonl'), 'utf8')) as { readonly remarks: string[] };
      expect(line).toMatchObject({ computer: 'PC1', level: 'enforced' });
      expect(line.remarks).toContain('signed-later');
      expect(valueOf(await open(passphrase)).signedLater).toBe(0);
    },
  );

  it(
    'refuses a key that is not the one of this computer, and passphrases that differ',
    { timeout: 120_000 },
    async () => {
      const stick = await newFolder();
      const { server, write } = await prepared(stick);
      const other = valueOf(await server.call('keepKey', { text: 'another key 123', policyId: 'fbs' }));
      expect(codeOf(await write(other.handle))).toBe('kit-key-differs');
      expect(codeOf(await write(null))).toBe('key-missing');
      expect(await readdir(stick)).toEqual([]);
      expect(codeOf(await server.call('keepPassphrase', { first: 'a', second: 'b' }))).toBe('passphrase-not-repeated');
    },
  );

  it('says that a stick is full or cannot be written, and leaves it as it was', { timeout: 120_000 }, async () => {
    const full = await newFolder();
    const { server, handle, whose } = await prepared(full, { drives: [{ path: full, label: 'FULL', freeBytes: 10 }] });
    const { sticks } = valueOf(await server.call('listSticks', null));
    expect(sticks).toMatchObject([{ path: full, label: 'FULL', freeBytes: 10 }]);
    const kept = valueOf(await server.call('keepPassphrase', { first: passphrase, second: passphrase }));
    const wish = { ...whose, stick: sticks[0]?.handle ?? '', key: handle, passphrase: kept.handle };
    expect(codeOf(await server.call('writeKit', wish))).toBe('kit-no-space');
    expect(await readdir(full)).toEqual([]);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) return;
    await chmod(full, 0o500);
    expect(codeOf(await server.call('writeKit', { ...wish, stick: whose.stick }))).toBe('file-unwritable');
  });

  it('counts what an interrupted attempt left as free, because it goes first', { timeout: 120_000 }, async () => {
    const filled = await newFolder();
    const { server, handle, whose } = await prepared(filled, { drives: [{ path: filled, label: 'F', freeBytes: 10 }] });
    const drafts = join(filled, 'kit-01234567-89ab-cdef-0123-456789abcdef.part');
    await mkdir(drafts);
    await writeFile(join(drafts, '0'), Buffer.alloc(4 * 1024 * 1024));
    const { sticks } = valueOf(await server.call('listSticks', null));
    const stick = sticks[0]?.handle ?? '';
    const plan = valueOf(await server.call('planKit', { ...whose, stick }));
    expect(plan).toMatchObject({ freeBytes: 4 * 1024 * 1024 + 10, replaces: 'incomplete-kit' });
    const kept = valueOf(await server.call('keepPassphrase', { first: passphrase, second: passphrase }));
    valueOf(await server.call('writeKit', { ...whose, stick, key: handle, passphrase: kept.handle }));
    expect(await readdir(filled)).not.toContain(basename(drafts));
  });

  it('names altered lines, and writes the union of two sticks onto both', { timeout: 120_000 }, async () => {
    const [one, two] = [await newFolder(), await newFolder()];
    const folders = [one, two];
    const { server, handle, write, whose } = await prepared(one);
    valueOf(await write(handle));
    for (const file of await readdir(one)) await writeFile(join(two, file), await readFile(join(one, file)));
    for (const [at, folder] of folders.entries()) {
      const { bench, open } = await workstation(`PC${at}`, folder);
      const opened = valueOf(await open(passphrase));
      await assign(bench, sideOf(opened.policies, 'workstation'), opened.key?.handle ?? '');
    }
    const other = server.place;
    const bench = ipcBench({ place: () => other, askWhichFolder: () => Promise.resolve(folders.shift()) });
    const first = valueOf(await bench.call('chooseFolder', null))?.handle ?? '';
    const second = valueOf(await bench.call('chooseFolder', null))?.handle ?? '';
    const asked = { passphrase, list: null, demo: true };
    expect(valueOf(await bench.call('readRollout', { ...asked, sticks: [first] })).workstations).toHaveLength(1);
    const both = valueOf(await bench.call('readRollout', { ...asked, sticks: [first, second] }));
    expect(both).toMatchObject({ entries: 2, chains: 2, problems: [] });
    const merged = valueOf(await bench.call('mergeLedgers', { sticks: [first, second] }));
    expect(merged).toMatchObject([
      { entries: 2, error: null },
      { entries: 2, error: null },
    ]);
    const file = join(one, 'ledger.jsonl');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"PC0"', '"PC9"'));
    const altered = valueOf(await bench.call('readRollout', { ...asked, sticks: [first] }));
    expect(altered.problems).toEqual([expect.stringContaining('was altered')]);
    expect(altered.entries).toBe(1);
    expect(whose.stick).toMatch(/^chosen-/u);
  });

  it('takes a dropped file, whose line stays on this computer', { timeout: 120_000 }, async () => {
    const stick = await newFolder();
    const { handle, write } = await prepared(stick);
    valueOf(await write(handle));
    const bench = await computer('PC1');
    const base64 = (await readFile(join(stick, 'settings.age'))).toString('base64');
    const found = valueOf(await bench.call('dropSettings', { name: 'C:\\x\\settings.age', base64 }));
    expect(found).toMatchObject({ name: 'settings.age', folder: null, sealed: true });
    const opened = valueOf(await bench.call('openSettings', { handle: found.handle, passphrase }));
    const end = await assign(bench, sideOf(opened.policies, 'workstation'), opened.key?.handle ?? '');
    expect(end.ledger).toMatchObject({ kind: 'written-locally' });
  });

  it('refuses what is none, is cut off, or is a folder, each with its own code', async () => {
    const folder = await newFolder();
    const at = (name: string) => join(folder, name);
    await mkdir(at('folder'));
    await writeFile(at('none'), 'hello');
    await writeFile(at('cut'), '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl');
    const ask = async (name: string, given: string | null) => {
      const { call } = ipcBench({ askWhichFile: () => Promise.resolve(at(name)) });
      const found = await call('chooseSettingsFile', null);
      if (!found.ok) return codeOf(found);
      return codeOf(await call('openSettings', { handle: found.value?.handle ?? '', passphrase: given }));
    };
    expect(await ask('folder', 'x')).toBe('file-unreadable');
    expect(await ask('none', 'x')).toBe('settings-not-settings');
    expect(await ask('cut', 'x')).toBe('settings-truncated');
    const { call } = ipcBench();
    expect(codeOf(await call('openSettings', { handle: `chosen-${'0'.repeat(32)}`, passphrase: null }))).toBe(
      'chosen-unknown',
    );
  });
});
