import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectsOf, run, runJson, someKey, storesIn, temporaryFolder } from './testing/command-line';
import { computer, foreign, own, ownNames, policies, type Played } from './testing/played-computer';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const stdin = someKey;
const played = (name: string, others = 3, unsure: object = {}): Promise<Played> =>
  computer(folder, name, others, unsure);

describe.each(policies)('%s among 40 rules of others', (what, options, level) => {
  it('is applied, verified, found unchanged, removed; the stores are as before', async () => {
    const { file, at } = await played(what, 20);
    const before = await storesIn(file);
    const applied = await runJson(['apply', ...options, '--yes', ...at], { stdin });
    expect({ status: applied.status, outcome: applied.answer.outcome }).toEqual({ status: level, outcome: 'applied' });
    expect(objectsOf(await storesIn(file), false)).toEqual(objectsOf(before, false));

    const verified = await runJson(['verify', ...at]);
    expect({ status: verified.status, differences: verified.answer.differences }).toEqual({
      status: 0,
      differences: [],
    });

    const stored = await storesIn(file);
    const again = await runJson(['apply', ...options, '--yes', ...at], { stdin });
    expect({ status: again.status, outcome: again.answer.outcome }).toEqual({ status: level, outcome: 'unchanged' });
    expect(await storesIn(file)).toEqual(stored);

    const removed = await runJson(['remove', '--yes', ...at]);
    expect({ status: removed.status, outcome: removed.answer.outcome }).toEqual({ status: 0, outcome: 'applied' });
    expect(objectsOf(await storesIn(file), true)).toEqual({});
    expect(objectsOf(await storesIn(file), false)).toEqual(objectsOf(before, false));
    expect((await runJson(['status', ...at])).answer.policies).toEqual([]);
    expect(await readFile(join(`${file}.data`, 'applied.json'), 'utf8')).not.toContain('"id"');
  });
});

describe('several policies on one computer', () => {
  const server = ['--role', 'server', '--psk-stdin', '--peer', '192.0.2.0/24'];
  const workstation = ['--role', 'workstation', '--psk-stdin', '--peer', '198.51.100.10'];
  const second = [
    '--role',
    'server',
    '--psk-stdin',
    '--policy',
    'archive',
    '--port',
    '5000',
    '--peer',
    '203.0.113.0/24',
  ];

  it('in both roles stay apart: each is verified, changed and removed alone', async () => {
    const { file, at } = await played('several');
    const before = await foreign(file);
    for (const [options, status] of [
      [server, 0],
      [workstation, 4],
      [second, 0],
    ] as const) {
      expect((await run(['apply', ...options, '--yes', ...at], { stdin })).status).toBe(status);
    }
    expect((await runJson(['status', ...at])).answer.policies).toHaveLength(3);
    expect((await runJson(['verify', ...at])).answer.error?.code).toBe('which-policy');
    for (const which of [['--all'], ['--policy', 'fbs'], ['--policy', 'archive']]) {
      expect((await run(['verify', ...which, ...at])).status).toBe(0);
    }
    expect((await runJson(['remove', '--yes', '--policy', 'fbs', ...at])).answer.error?.code).toBe('which-policy');

    const untouched = (await ownNames(file)).filter((name) => !name.includes('fbs-server'));
    expect((await run(['remove', '--yes', '--policy', 'fbs', '--role', 'server', ...at])).status).toBe(0);
    expect(await ownNames(file)).toEqual(untouched);
    expect((await run(['verify', '--all', ...at])).status).toBe(0);

    const removed = await runJson(['remove', '--yes', '--all', ...at]);
    expect(removed.answer.removed).toHaveLength(2);
    expect(await own(file)).toEqual({});
    expect(await foreign(file)).toEqual(before);
  });

  it('for the same addresses must have the same key, else the second is blocked and nothing is touched', async () => {
    const { file, at } = await played('another key');
    await run(['apply', '--role', 'server', '--psk-stdin', '--yes', ...at], { stdin });
    const before = await storesIn(file);
    const other = ['apply', '--role', 'server', '--policy', 'archive', '--port', '5000', '--psk-stdin', '--yes', ...at];
    const blocked = await runJson(other, { stdin: 'another key' });
    expect({ status: blocked.status, outcome: blocked.answer.outcome }).toEqual({ status: 5, outcome: 'blocked' });
    const blocking = blocked.answer.findings?.filter(({ severity }) => severity === 'block');
    expect(new Set(blocking?.map(({ code }) => code))).toEqual(new Set(['main-mode-overlap-own']));
    expect(await storesIn(file)).toEqual(before);
    expect((await run(other, { stdin })).status).toBe(0);
    expect((await run(['verify', '--all', ...at])).status).toBe(0);
  });
});

describe('an update', () => {
  it('from Article to Recommended and back is applied, verified, and leaves nothing over', async () => {
    const { file, at } = await played('update');
    const before = await foreign(file);
    const counts: number[] = [];
    for (const protection of ['article', 'recommended', 'transition', 'article']) {
      const argv = ['apply', '--role', 'server', '--psk-stdin', '--protection', protection, '--yes', ...at];
      const { status, answer } = await runJson(argv, { stdin });
      expect({ protection, status, outcome: answer.outcome }).toEqual({ protection, status: 0, outcome: 'applied' });
      expect((await run(['verify', '--psk-stdin', ...at], { stdin })).status).toBe(0);
      counts.push((await ownNames(file)).length);
      expect(await foreign(file)).toEqual(before);
    }
    expect(new Set(counts).size).toBe(1);
  });

  it('keeps the set with the key where the key stays the same, also without being given it', async () => {
    const { file, at } = await played('same key');
    await run(['apply', '--role', 'server', '--psk-stdin', '--yes', ...at], { stdin });
    const { status } = await run(['apply', '--role', 'server', '--protection', 'recommended', '--yes', ...at]);
    expect(status).toBe(0);
    expect((await ownNames(file)).filter((name) => name.includes('phase1'))).toEqual(['ipsecbw-fbs-server-phase1-1']);
  });

  it('of the key makes a new set beside the old one and switches over', async () => {
    const { file, at } = await played('new key');
    const apply = ['apply', '--role', 'server', '--psk-stdin', '--yes', ...at];
    await run(apply, { stdin });
    expect((await runJson(apply, { stdin: 'a new key' })).answer.outcome).toBe('applied');
    expect((await run(['verify', '--psk-stdin', ...at], { stdin: 'a new key' })).status).toBe(0);
    expect((await run(['verify', '--psk-stdin', ...at], { stdin })).status).toBe(2);
    expect((await ownNames(file)).filter((name) => name.includes('phase1'))).toEqual(['ipsecbw-fbs-server-phase1-2']);
  });

  it('from narrow to wide and back takes the closing rules away and brings them back', async () => {
    const { file, at } = await played('width');
    const blocks = async (): Promise<number> => (await ownNames(file)).filter((name) => name.includes('-block')).length;
    const apply = ['apply', '--role', 'server', '--auth', 'kerberos', '--yes', ...at];
    const narrow = ['--peer', '192.0.2.0/24', '--local', '192.0.2.1'];
    for (const [more, expected] of [
      [narrow, 2],
      [[], 0],
      [narrow, 2],
    ] as const) {
      expect((await run([...apply, ...more])).status).toBe(0);
      expect(await blocks()).toBe(expected);
      expect((await run(['verify', ...at])).status).toBe(0);
    }
  });
});

describe('what the reference leaves open about Windows', () => {
  it.each([
    ['filters of IPsec rules only by association', { filtersOfIpsecRulesInGetAll: false }],
    ['class names of proposals', { proposalNames: 'class' }],
    ['integers instead of words', { enums: 'integers' }],
    ['masks instead of prefixes', { addresses: 'mask' }],
    ['no name for an unset set', { unsetSet: '' }],
    ['None for an unset set', { unsetSet: 'None' }],
    ['removing a set in use', { setInUse: 'leaves-rule-broken' }],
    [
      'all of it',
      {
        filtersOfIpsecRulesInGetAll: false,
        proposalNames: 'class',
        enums: 'integers',
        addresses: 'mask',
        unsetSet: '',
      },
    ],
  ])('%s changes nothing for the story', async (what, unsure) => {
    const { file, at } = await played(`unsure ${what}`, 3, unsure);
    const before = await storesIn(file);
    const options = ['--role', 'server', '--psk-stdin', '--peer', '192.0.2.0/24', '--protection', 'transition'];
    const applied = await runJson(['apply', ...options, '--yes', ...at], { stdin });
    expect({ status: applied.status, error: applied.answer.error }).toEqual({ status: 0, error: undefined });
    expect((await runJson(['verify', ...at])).answer.differences).toEqual([]);
    expect((await runJson(['apply', ...options, '--yes', ...at], { stdin })).answer.outcome).toBe('unchanged');
    const updated = await runJson(['apply', ...options, '--protection', 'article', '--yes', ...at], { stdin });
    expect({ status: updated.status, error: updated.answer.error }).toEqual({ status: 0, error: undefined });
    expect((await run(['remove', '--yes', ...at])).status).toBe(0);
    expect(objectsOf(await storesIn(file), true)).toEqual({});
    expect(objectsOf(await storesIn(file), false)).toEqual(objectsOf(before, false));
  });
});
