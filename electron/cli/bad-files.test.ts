import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run, runJson, someKey, storesIn, temporaryFolder } from './testing/command-line';
import { expectError } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const stdin = someKey;
const server = ['--role', 'server', '--psk-stdin'];
const stateFile = (name: string): string => join(folder, name);
const applyTo = (file: string, ...more: readonly string[]): readonly string[] => [
  ...['apply', ...server, '--yes', '--state', file],
  ...more,
];

describe('the simulated computer’s file', () => {
  const damaged: readonly (readonly [what: string, content: string | Uint8Array])[] = [
    ['is empty', ''],
    ['is cut off', '{"format":1,"stores":{"Persist'],
    ['is no JSON', 'hello'],
    ['is a list', '[]'],
    ['is null', 'null'],
    ['has no format', '{}'],
    ['has a format that is a word', '{"format":"1"}'],
    ['is no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
    ['holds stores that are none', '{"format":1,"stores":[1]}'],
    ['holds objects that are none', '{"format":1,"stores":{"PersistentStore":{"NetIPsecRule":[1]}}}'],
    ['nests without end', `{"format":1,"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['nests until the parser gives up', `{"format":1,"x":${'['.repeat(200_000)}`],
  ];

  it.each(damaged)('that %s is named, left as it is, and stops every verb', async (what, content) => {
    const file = stateFile(`damaged-${what.replaceAll(/\W/gu, '-')}.json`);
    await writeFile(file, content);
    for (const verb of ['plan', 'apply', 'verify', 'status', 'remove', 'preflight']) {
      const error = expectError(
        await runJson([verb, ...server, '--yes', '--state', file], { stdin }),
        'state-file-damaged',
        1,
      );
      expect(error.happened).toContain(file);
    }
    expectError(await runJson(['simulate', 'set', 'elevated=true', '--state', file]), 'state-file-damaged', 1);
    expect(await readFile(file)).toEqual(Buffer.from(content));
  });

  it('of a newer format is named and left as it is', async () => {
    const file = stateFile('new.json');
    await writeFile(file, '{"format":2}');
    expectError(await runJson(applyTo(file), { stdin }), 'state-file-too-new', 1);
    expect(await readFile(file, 'utf8')).toBe('{"format":2}');
  });

  it('that is huge is refused without being read', async () => {
    const file = stateFile('huge.json');
    await writeFile(file, '{');
    await truncate(file, 5_000_000_000);
    expectError(await runJson(applyTo(file), { stdin }), 'state-file-too-large', 1);
  });

  it('that is a folder, or lies below a file, cannot be read', async () => {
    const file = stateFile('file.txt');
    await writeFile(file, 'x');
    for (const state of [folder, join(file, 'state.json')]) {
      expectError(await runJson(applyTo(state), { stdin }), 'file-unreadable', 1);
    }
  });

  it('that turns in a circle cannot be read', async () => {
    const file = stateFile('circle.json');
    await symlink(file, file);
    expectError(await runJson(applyTo(file), { stdin }), 'file-unreadable', 1);
  });

  it('that cannot be written ends with the computer as it was, in words and not in codes', async () => {
    const environment = { IPSEC_WIZARD_DATA: stateFile('elsewhere') };
    const file = '/proc/state.json';
    // The automatic undo could not be stored either: then nothing is begun.
    const error = expectError(await runJson(applyTo(file), { stdin, environment }), 'undo-cannot-run', 5);
    expect(error.happened).toContain(`${file} cannot be written`);
    expect(error.stateNow).toContain('Nothing on this computer has been changed');
  });
});

describe('the program’s own folder', () => {
  it('that cannot be made is said before anything is touched', async () => {
    const file = stateFile('blocked-folder.json');
    await writeFile(`${file}.data`, 'a file where the folder should be');
    expectError(await runJson(applyTo(file), { stdin }), 'file-unreadable', 1);
    await expect(storesIn(file)).rejects.toThrow('ENOENT');
  });

  const record = (file: string): string => join(`${file}.data`, 'applied.json');
  const withRecord = async (name: string, content: string): Promise<string> => {
    const file = stateFile(name);
    await run(applyTo(file), { stdin });
    await writeFile(record(file), content);
    return file;
  };
  const damaged: readonly (readonly [what: string, content: string])[] = [
    ['is empty', ''],
    ['is cut off', '{"format":1,"policies":[{"pol'],
    ['holds something else', '{"format":1,"policies":[{}]}'],
    ['holds a policy that is none', '{"format":1,"policies":[{"policy":{"id":"x"}}]}'],
    ['has no format', '{"policies":[]}'],
    ['is huge', `{"format":1,"policies":[${' '.repeat(9_000_000)}]}`],
  ];

  it.each(damaged)('whose record %s: verify and status say so, apply and remove go on', async (what, content) => {
    const file = await withRecord(`record-${what.replaceAll(/\W/gu, '-')}.json`, content);
    for (const verb of ['verify', 'status']) {
      const error = expectError(await runJson([verb, '--state', file]), 'record-damaged', 1);
      expect(error.happened).toContain(record(file));
    }
    expect(await readFile(record(file), 'utf8')).toBe(content);
    expect((await run(applyTo(file), { stdin })).status).toBe(0);
    expect((await run(['verify', '--state', file])).status).toBe(0);
    await writeFile(record(file), content);
    expect((await run(['remove', '--yes', '--state', file])).status).toBe(0);
    expect((await runJson(['status', '--state', file])).answer.policies).toEqual([]);
  });

  it('whose record is of a newer version is neither read nor overwritten', async () => {
    const content = '{"format":2,"policies":"otherwise"}';
    const file = await withRecord('record-new.json', content);
    const before = await storesIn(file);
    for (const argv of [['verify'], ['status'], ['remove', '--yes'], applyTo(file, '--port', '5000')]) {
      expectError(await runJson([...argv, '--state', file], { stdin }), 'record-too-new', 1);
    }
    expect(await readFile(record(file), 'utf8')).toBe(content);
    expect(await storesIn(file)).toEqual(before);
  });

  it('whose record is a folder is said before anything is touched', async () => {
    const file = stateFile('record-folder.json');
    await mkdir(record(file), { recursive: true });
    expectError(await runJson(applyTo(file), { stdin }), 'file-unreadable', 1);
    await expect(storesIn(file)).rejects.toThrow('ENOENT');
  });
});

describe('a second copy', () => {
  const lockOf = async (name: string, content: string): Promise<string> => {
    const file = stateFile(name);
    await mkdir(`${file}.data`, { recursive: true });
    await writeFile(join(`${file}.data`, 'changing.lock'), content);
    return file;
  };

  it('that is changing this computer stops apply and remove, and nothing is touched', async () => {
    const file = stateFile('second.json');
    await run(applyTo(file), { stdin });
    const before = await storesIn(file);
    await lockOf('second.json', `${process.pid} x`);
    const error = expectError(await runJson(applyTo(file, '--port', '5000'), { stdin }), 'second-copy', 5);
    expect(error.happened).toContain('changing.lock');
    expectError(await runJson(['remove', '--yes', '--state', file]), 'second-copy', 5);
    expect(await storesIn(file)).toEqual(before);
    expect((await run(['verify', '--state', file])).status).toBe(0);
  });

  it.each([
    ['a process that has ended', '999999999 x'],
    ['nobody', ''],
    ['something that is no process', 'hello'],
    ['process 0', '0'],
    ['a negative process', '-1'],
    ['something huge', '9'.repeat(100_000)],
  ])('that left the lock of %s behind does not', async (what, content) => {
    const file = await lockOf(`stale-${what.replaceAll(/\W/gu, '-')}.json`, content);
    expect((await run(applyTo(file), { stdin })).status).toBe(0);
    await expect(readFile(join(`${file}.data`, 'changing.lock'))).rejects.toThrow('ENOENT');
  });

  it('at the same moment: one changes the computer, the other changes nothing', async () => {
    const file = stateFile('race.json');
    const environment = { IPSEC_WIZARD_SIMULATE: 'delay=20' };
    const copies = [0, 1, 2].map((at) =>
      runJson(applyTo(file, '--policy', `p${at}`, '--port', String(5_000 + at)), { stdin, environment }),
    );
    const statuses = (await Promise.all(copies)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([0, 5, 5]);
  });
});
