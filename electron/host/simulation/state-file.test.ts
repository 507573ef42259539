import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { contentOf, newStateFile } from '../testing/simulated-computer';
import { withObjects } from './state';
import { loadState, saveState } from './state-file';

async function codeOf(content: string): Promise<string> {
  const file = await newStateFile(content);
  const code = await loadState(file).then(
    () => 'loaded',
    (error: unknown) => (error instanceof AppFailure ? error.appError.code : 'thrown'),
  );
  // A file that could not be read is never touched.
  expect(await readFile(file, 'utf8')).toBe(content);
  return code;
}

describe('the simulated computer behind a file', () => {
  it('has every default where there is no file', async () => {
    const state = await loadState(await newStateFile());
    expect(state.computer).toMatchObject({
      ...{ name: 'PC', edition: 'Windows 11 Pro', build: '26100', domain: null, elevated: true },
      ...{ addresses: ['192.0.2.1/24'], listening: [4531] },
    });
    expect(state.stores['PersistentStore']?.['NetFirewallRule']).toMatchObject([
      { Name: 'FBS-Server-In-TCP', Action: 'Allow', LocalPort: ['4531'] },
    ]);
  });

  it('takes a file made by hand without a format, if it holds anything of a computer', async () => {
    const state = await loadState(await newStateFile({ computer: { name: 'SRV' } }));
    expect(state.computer.name).toBe('SRV');
    expect(await codeOf('{ "name": "some-package" }')).toBe('state-file-damaged');
  });

  it('leaves no empty list behind where the last object was taken away', async () => {
    const state = await loadState(await newStateFile());
    const rule = { Name: 'one' };
    const after = withObjects(
      withObjects(state, 'PersistentStore', 'NetIPsecRule', [rule]),
      'PersistentStore',
      'NetIPsecRule',
      [],
    );
    expect(after.stores).toEqual(state.stores);
    const none = withObjects(state, 'PersistentStore', 'NetFirewallRule', []);
    expect(none.stores['PersistentStore']?.['NetFirewallRule']).toEqual([]);
  });

  it('keeps what is there and fills only what is missing', async () => {
    const state = await loadState(
      await newStateFile({
        format: 1,
        computer: { name: 'SRV' },
        stores: { PersistentStore: { NetFirewallRule: [] } },
      }),
    );
    expect([state.computer.name, state.computer.build]).toEqual(['SRV', '26100']);
    expect(state.stores['PersistentStore']?.['NetFirewallRule']).toEqual([]);
  });

  it('writes back members it does not know, with their values', async () => {
    const unknown = { '\u0000odd': [1, { deep: null }], tasks: [{ TaskName: 'x', Odd: 1 }], later: 'on' };
    const foreign = [{ Name: 'f', Odd: { a: [true, null, 1.5] } }, { NoName: 1 }];
    const file = await newStateFile({
      ...{ format: 1, ...unknown, computer: { odd: 1 } },
      stores: { PersistentStore: { NetIPsecRule: foreign, NetThing: 7 }, 'gpo:CORP\\X': { NetIPsecRule: foreign } },
    });
    await saveState(file, await loadState(file));
    expect(await contentOf(file)).toMatchObject({
      ...{ ...unknown, computer: { odd: 1 } },
      stores: { PersistentStore: { NetIPsecRule: foreign, NetThing: 7 }, 'gpo:CORP\\X': { NetIPsecRule: foreign } },
    });
  });

  it('survives writing and reading any number of times', async () => {
    const file = await newStateFile();
    const first = await loadState(file);
    await saveState(file, first);
    const text = await readFile(file, 'utf8');
    await saveState(file, await loadState(file));
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('reads a file that begins with a byte order mark', async () => {
    expect((await loadState(await newStateFile('\uFEFF{"format":1}'))).computer.name).toBe('PC');
  });

  it.each([
    ['', 'state-file-damaged'],
    ['{"format":1', 'state-file-damaged'],
    ['[]', 'state-file-damaged'],
    ['null', 'state-file-damaged'],
    ['{}', 'state-file-damaged'],
    ['{"name":"package"}', 'state-file-damaged'],
    ['{"format":"1"}', 'state-file-damaged'],
    ['{"format":1.5}', 'state-file-damaged'],
    ['{"format":2}', 'state-file-too-new'],
    ['{"format":1,"computer":[]}', 'state-file-damaged'],
    ['{"format":1,"computer":{"elevated":"yes"}}', 'state-file-damaged'],
    ['{"format":1,"computer":{"name":""}}', 'state-file-damaged'],
    ['{"format":1,"computer":{"listening":[70000]}}', 'state-file-damaged'],
    ['{"format":1,"stores":{"PersistentStore":{"NetIPsecRule":{}}}}', 'state-file-damaged'],
    ['{"format":1,"stores":{"PersistentStore":{"NetIPsecRule":[1]}}}', 'state-file-damaged'],
    ['{"format":1,"stores":{"PersistentStore":{"NetIPsecRule":[{"Name":7}]}}}', 'state-file-damaged'],
    ['{"format":1,"unsure":{"enums":"romans"}}', 'state-file-damaged'],
    ['{"format":1,"tasks":{}}', 'state-file-damaged'],
    ['{"format":1,"tasks":[7]}', 'state-file-damaged'],
    ['{"format":1,"tasks":[{"TaskName":""}]}', 'state-file-damaged'],
    ['{"format":1,"clock":"later"}', 'state-file-damaged'],
    ['{"format":1,"clock":1e300}', 'state-file-damaged'],
    [`{"format":1,"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'state-file-damaged'],
  ])('answers %s with %s', async (content, code) => {
    expect(await codeOf(content)).toBe(code);
  });

  it('refuses bytes that are no UTF-8', async () => {
    const file = await newStateFile();
    await writeFile(file, Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(loadState(file)).rejects.toMatchObject({ appError: { code: 'state-file-damaged' } });
  });

  it('refuses a file beyond its limit without reading it', async () => {
    const file = await newStateFile('{');
    await truncate(file, 64 * 1024 * 1024 + 1);
    await expect(loadState(file)).rejects.toMatchObject({ appError: { code: 'state-file-too-large' } });
  });

  it('refuses what is no file', async () => {
    const file = await newStateFile();
    await mkdir(file);
    await expect(loadState(file)).rejects.toMatchObject({ appError: { code: 'file-unreadable' } });
  });

  it('says so when it cannot write', async () => {
    const file = await newStateFile('{"format":1}');
    const state = await loadState(file);
    await rm(file);
    await expect(saveState(`${file}/below/nowhere.json`, state)).rejects.toMatchObject({
      appError: { code: 'file-unwritable' },
    });
  });
});
