import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectsOf, run, runJson, someKey, storesIn, temporaryFolder, type Answer } from './testing/command-line';
import { expectError } from './testing/expectations';
import { gpo, gpoStore, inGpo } from './testing/gpo-scenarios';

let folder = '';
let removeFolder = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const made = await temporaryFolder();
  ({ folder } = made);
  removeFolder = made.remove;
});
afterAll(() => removeFolder());

let count = 0;
/** A computer of the domain, and what else of Group Policy is to be played. */
async function computer(groupPolicy: object = {}, more: object = {}): Promise<string> {
  count += 1;
  const file = `${folder}/${count}.json`;
  const state = { format: 1, computer: { domain: 'corp.example', ...more }, stores: { [gpoStore]: {} }, groupPolicy };
  await writeFile(file, JSON.stringify(state));
  return file;
}

const kerberos = ['--role', 'workstation', '--auth', 'kerberos', '--peer', '192.0.2.10'];
const apply = (file: string, ...more: readonly string[]): ReturnType<typeof runJson> =>
  runJson(['apply', '--yes', ...kerberos, ...inGpo, '--state', file, ...more]);
const ownIn = async (file: string): Promise<readonly string[]> =>
  Object.keys(objectsOf(await storesIn(file), true, gpoStore)).sort();

const sixKinds = [
  'NetFirewallRule', 'NetIPsecMainModeCryptoSet', 'NetIPsecMainModeRule', 'NetIPsecPhase1AuthSet',
  'NetIPsecQuickModeCryptoSet', 'NetIPsecRule',
]; // prettier-ignore

describe('a policy in a Group Policy object', () => {
  it('is stored there and nowhere else, with what the administrator has to do', async () => {
    const file = await computer();
    const { status, answer } = await apply(file);
    expect({ status, outcome: answer.outcome, level: answer.proof?.level }).toEqual({
      ...{ status: 4, outcome: 'applied', level: 'stored' },
    });
    expect(await ownIn(file)).toEqual(sixKinds);
    expect(objectsOf(await storesIn(file), true)).toEqual({});
    expect((answer as Answer & { administrator: readonly string[] }).administrator.join()).toMatch(/Link.*gpupdate/su);
  });

  it('is found again: nothing to do, verified, listed, and not taken for one of this computer', async () => {
    const file = await computer();
    await apply(file);
    expect((await apply(file)).answer.outcome).toBe('unchanged');
    const at = ['--state', file];
    for (const argv of [['verify'], ['verify', ...inGpo], ['verify', ...kerberos, ...inGpo]]) {
      expect((await run([...argv, ...at])).status).toBe(0);
    }
    expect((await runJson(['status', ...inGpo, ...at])).answer.policies).toMatchObject([
      { policy: 'fbs', role: 'workstation', level: 'stored', differences: 0 },
    ]);
    expect((await runJson(['status', ...at])).answer.policies).toEqual([]);
  });

  it('stays apart from the same policy on this computer', async () => {
    const file = await computer();
    const at = ['--state', file];
    await apply(file);
    await run(['apply', '--yes', ...kerberos, ...at]);
    expect((await run(['remove', '--yes', ...at])).status).toBe(0);
    expect(objectsOf(await storesIn(file), true)).toEqual({});
    expect(await ownIn(file)).toEqual(sixKinds);
    expect((await run(['verify', ...inGpo, ...at])).status).toBe(0);
  });

  it('is replaced by a new generation, with nothing of the old one left', async () => {
    const file = await computer();
    await apply(file);
    expect((await apply(file, '--peer', '198.51.100.7', '--protection', 'recommended')).status).toBe(4);
    const names = Object.values(objectsOf(await storesIn(file), true, gpoStore))
      .flat()
      .map(({ Name }) => Name);
    expect(names).toHaveLength(6);
    expect((await run(['verify', ...inGpo, '--state', file])).status).toBe(0);
  });

  it('is removed, and what is of others stays', async () => {
    const file = await computer({ secondWriter: 'after-save' });
    await run(['simulate', 'set', 'domain=corp.example', '--state', file]);
    const state = JSON.parse(await readFile(file, 'utf8')) as { stores: Record<string, object>; groupPolicy: object };
    const others = { NetIPsecRule: [{ Name: 'of-somebody-else', DisplayName: 'x' }] };
    await writeFile(
      file,
      JSON.stringify({ ...state, groupPolicy: {}, stores: { ...state.stores, [gpoStore]: others } }),
    );
    await apply(file);
    expect((await run(['remove', '--yes', ...inGpo, '--state', file])).status).toBe(0);
    expect((await storesIn(file))[gpoStore]).toEqual(others);
  });

  it('reaches a computer with its next refresh, once it is linked', async () => {
    const file = await computer({ links: [gpo] });
    await apply(file);
    const active = async (): Promise<unknown> => (await storesIn(file))['RSOP']?.['NetIPsecRule'];
    expect(await active()).toBeUndefined();
    await run(['simulate', 'restart', '--state', file]);
    expect(await active()).toMatchObject([{ Name: 'ipsecbw-fbs-workstation-rule-1', PolicyStoreSource: gpo }]);
    await run(['remove', '--yes', ...inGpo, '--state', file]);
    await run(['simulate', 'restart', '--state', file]);
    expect(await active()).toBeUndefined();
  });
});

describe('a policy in a Group Policy object that was kept', () => {
  it('is rolled back to nothing, or to the one before', async () => {
    const file = await computer();
    const rollback = (): ReturnType<typeof runJson> => runJson(['rollback', '--yes', '--state', file]);
    await apply(file);
    await apply(file, '--peer', '198.51.100.7');
    expect((await rollback()).answer.outcome).toBe('rolled-back');
    expect((await run(['verify', ...kerberos, ...inGpo, '--state', file])).status).toBe(0);
    await run(['remove', '--yes', ...inGpo, '--state', file]);
    await apply(file);
    expect((await rollback()).answer.outcome).toBe('rolled-back');
    expect(await ownIn(file)).toEqual([]);
  });

  it('is planned with every call that would run, the session and its end among them', async () => {
    const { stdout } = await run(['plan', ...kerberos, ...inGpo, '--format', 'json', '--state', await computer()]);
    const plan = JSON.parse(stdout) as { target: string; gpo: string; steps: readonly { cmdlet: string }[] };
    expect({ target: plan.target, gpo: plan.gpo }).toEqual({ target: 'gpo', gpo });
    expect([plan.steps[0]?.cmdlet, plan.steps.at(-1)?.cmdlet]).toEqual(['Open-NetGPO', 'Save-NetGPO']);
  });
});

describe('what stands in the way of a Group Policy object', () => {
  it.each([
    ['a computer in no domain', { domain: null }, 'gpo-without-domain'],
    ['no domain controller', { domainController: { Reachable: false } }, 'gpo-unreadable'],
    ['a domain of another name', { domain: 'other.example' }, 'gpo-unreadable'],
  ])('%s blocks, and nothing is touched', async (_, facts, code) => {
    const file = await computer({}, facts);
    const { status, answer } = await apply(file);
    expect({ status, outcome: answer.outcome }).toEqual({ status: 5, outcome: 'blocked' });
    expect(answer.findings?.map((one) => one.code)).toContain(code);
    expect(await ownIn(file)).toEqual([]);
    const plan = await runJson(['plan', ...kerberos, ...inGpo, '--state', file]);
    expect(plan.status).toBe(2);
    for (const verb of ['verify', 'status', 'remove']) {
      expect((await run([verb, '--yes', ...inGpo, '--state', file])).status).toBe(5);
    }
  });

  it('an object that does not exist blocks where the file names others', async () => {
    const file = await computer();
    const { status, answer } = await runJson([
      ...['apply', '--yes', ...kerberos, '--target', 'gpo', '--gpo', 'corp.example\\Nobody', '--state', file],
    ]);
    expect(status).toBe(5);
    expect(answer.findings?.map(({ code }) => code)).toContain('gpo-unreadable');
  });

  it('a pre-shared key blocks: plan shows it, apply refuses, and no script is made', async () => {
    const file = await computer();
    const psk = ['--role', 'workstation', ...inGpo, '--psk-stdin', '--state', file];
    const given = { stdin: someKey };
    const planned = await runJson(['plan', ...psk], given);
    expect(planned.status).toBe(2);
    expect(planned.answer.findings).toContainEqual(
      expect.objectContaining({ code: 'pre-shared-key-in-gpo', severity: 'block' }),
    );
    expectError(await runJson(['apply', '--yes', ...psk], given), 'blocked', 5);
    const script = await run(['plan', '--format', 'powershell', ...psk], given);
    expect({ status: script.status, stdout: script.stdout }).toEqual({ status: 5, stdout: '' });
    expect(await ownIn(file)).toEqual([]);
  });

  it.each([
    ['--target gpo alone', ['--target', 'gpo']],
    ['--gpo alone', ['--gpo', gpo]],
    ['no domain', ['--target', 'gpo', '--gpo', 'FBS']],
    ['a domain by its short name', ['--target', 'gpo', '--gpo', 'CORP\\FBS']],
    ['an empty name', ['--target', 'gpo', '--gpo', 'corp.example\\']],
    ['a path', ['--target', 'gpo', '--gpo', 'corp.example\\a\\b']],
    ['a line end in the name', ['--target', 'gpo', '--gpo', 'corp.example\\a\nb']],
    ['a name without end', ['--target', 'gpo', '--gpo', `corp.example\\${'x'.repeat(256)}`]],
    ['a countdown', [...inGpo, '--confirm-within', '120']],
  ])('%s is a wrong usage of apply', async (_, options) => {
    const file = await computer();
    expectError(await runJson(['apply', '--yes', ...kerberos, '--state', file, ...options]), 'usage', 1);
    expect(await ownIn(file)).toEqual([]);
  });

  it('a read-only controller loses the session: nothing is saved', async () => {
    const file = await computer({ readOnlyController: true }, { domainController: { WritableController: '' } });
    const { status, answer } = await apply(file);
    expect(answer.findings?.map(({ code }) => code)).toContain('writable-controller-unknown');
    expect({ status, outcome: answer.outcome }).toEqual({ status: 3, outcome: 'rolled-back' });
    expect(await ownIn(file)).toEqual([]);
  });

  it('a read-only controller does no harm where a writable one is known by name', async () => {
    const file = await computer({ readOnlyController: true });
    expect((await apply(file, '--peer', 'any')).status).toBe(4);
  });
});

describe('what else stands in a Group Policy object', () => {
  const foreign = { Name: 'foreign-1', DisplayName: 'other', InboundSecurity: 'None', OutboundSecurity: 'None' };
  const exempting = { ...foreign, RemoteAddress: ['192.0.2.10'], Protocol: 'TCP', RemotePort: ['4531'] };
  async function withRule(file: string, rule: object): Promise<void> {
    const state = JSON.parse(await readFile(file, 'utf8')) as { stores: Record<string, Record<string, object[]>> };
    const there = state.stores[gpoStore] ?? {};
    const NetIPsecRule = [...(there['NetIPsecRule'] ?? []), rule];
    await writeFile(
      file,
      JSON.stringify({ ...state, stores: { ...state.stores, [gpoStore]: { ...there, NetIPsecRule } } }),
    );
  }

  it('a rule that exempts what we protect blocks, and is named; added later, it is drift', async () => {
    const file = await computer();
    await withRule(file, exempting);
    const { status, answer } = await apply(file);
    expect({ status, outcome: answer.outcome }).toEqual({ status: 5, outcome: 'blocked' });
    expect(answer.error?.happened).toContain('foreign-1');
    expect(await ownIn(file)).toEqual([]);
    const other = await computer();
    await apply(other);
    await withRule(other, exempting);
    const verified = await runJson(['verify', ...inGpo, '--state', other]);
    expect(verified.status).toBe(2);
    expect(verified.answer.differences?.map(({ property }) => property)).toEqual(['(other rules)']);
  });

  it('a second policy of ours for the same addresses is blocked unless it holds the same main mode', async () => {
    const file = await computer();
    await apply(file);
    const second = await apply(file, '--policy', 'two', '--protection', 'recommended');
    expect({ status: second.status, outcome: second.answer.outcome }).toEqual({ status: 5, outcome: 'blocked' });
    expect(second.answer.findings?.map(({ code }) => code)).toContain('main-mode-overlap-own');
    expect((await apply(file, '--policy', 'three', '--port', '5000')).status).toBe(4);
  });
});

describe('a second writer', () => {
  it('who saves while ours is open wins: nothing of ours is saved, and what they changed is named', async () => {
    const file = await computer({ secondWriter: 'after-open' });
    const { status, answer } = await apply(file);
    expect({ status, code: answer.error?.code }).toEqual({ status: 3, code: 'undone-after-conflict' });
    expect(answer.differences).toMatchObject([{ name: 'another-administrator', found: 'present' }]);
    expect(await ownIn(file)).toEqual([]);
    expect((await storesIn(file))[gpoStore]?.['NetIPsecRule']).toHaveLength(1);
    expect((await apply(file)).status).toBe(4);
  });

  it('who saves right after us overwrites ours: that is seen, and said', async () => {
    const file = await computer({ secondWriter: 'after-save' });
    const { status, answer } = await apply(file);
    expect({ status, code: answer.error?.code }).toEqual({ status: 3, code: 'undone-after-overwrite' });
    expect(answer.error?.happened).toContain('another-administrator');
    expect(answer.error?.stateNow).not.toMatch(/as it was before/u);
    expect(answer.differences?.map(({ name }) => name)).toContain('another-administrator');
    expect(await ownIn(file)).toEqual([]);
  });
});

describe('what Group Policy brings to a computer', () => {
  const profile = { NetFirewallProfile: [{ Name: 'Private', AllowLocalIPsecRules: 'False' }] };
  /** The computer after it has refreshed, with these objects linked in this order. */
  async function linked(objects: Readonly<Record<string, object>>): Promise<string> {
    const file = await computer({ links: Object.keys(objects) });
    const state = JSON.parse(await readFile(file, 'utf8')) as { stores: object };
    const made = Object.fromEntries(Object.entries(objects).map(([name, content]) => [`gpo:${name}`, content]));
    await writeFile(file, JSON.stringify({ ...state, stores: { ...state.stores, ...made } }));
    await run(['simulate', 'restart', '--state', file]);
    return file;
  }

  it('of two objects with one rule the earlier link goes before', async () => {
    const rule = (title: string): object => ({ NetIPsecRule: [{ Name: 'one-rule', DisplayName: title }] });
    const file = await linked({ 'corp.example\\First': rule('first'), 'corp.example\\Second': rule('second') });
    expect((await storesIn(file))['RSOP']?.['NetIPsecRule']).toMatchObject([{ DisplayName: 'first' }]);
  });

  it('a rule of its own beside a local one of other content is found before the local one is applied', async () => {
    const file = await computer({ links: [gpo] });
    await apply(file);
    await run(['simulate', 'restart', '--state', file]);
    const local = ['plan', ...kerberos, '--policy', 'other', '--protection', 'recommended', '--state', file];
    const { answer } = await runJson(local);
    expect(answer.findings?.map(({ code }) => code).filter((code) => code.includes('overlap'))).not.toEqual([]);
  });

  it('where it ignores local rules a local policy is blocked, and one in the object is not', async () => {
    const file = await linked({ [gpo]: profile });
    const local = await runJson(['apply', '--yes', ...kerberos, '--state', file]);
    expect(local.status).toBe(5);
    expect(local.answer.findings?.map(({ code }) => code)).toContain('local-ipsec-rules-ignored');
    expect((await apply(file)).status).toBe(4);
  });
});

describe('an unfinished change in a Group Policy object that cannot be read any more', () => {
  it('concerns that object: status names it, this computer is read all the same, and recover waits', async () => {
    const file = await computer();
    const at = ['--state', file];
    await run(['apply', '--yes', ...kerberos, ...at]);
    await apply(file);
    const journal = `${file}.data/journal-gpo.jsonl`;
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
    await writeFile(journal, `${lines.slice(0, -4).join('\n')}\n`);
    const state = JSON.parse(await readFile(file, 'utf8')) as { computer: object };
    const domainController = { Reachable: false };
    await writeFile(file, JSON.stringify({ ...state, computer: { ...state.computer, domainController } }));

    const status = await runJson(['status', ...at]);
    expect(status.status).toBe(0);
    expect(status.answer.interrupted).toMatchObject({ gpo, canKeep: false });
    expect(status.answer.policies).toMatchObject([{ policy: 'fbs', level: 'enforced', differences: 0 }]);
    expect((await run(['verify', ...kerberos, ...at])).status).toBe(0);
    expect((await run(['plan', ...kerberos, ...at])).status).toBe(0);
    expect((await run(['remove', '--yes', ...at])).status).toBe(0);
    expect((await run(['apply', '--yes', ...kerberos, ...at])).status).toBe(4);
    expect((await run(['recover', '--yes', ...at])).status).not.toBe(0);
    expect((await runJson(['status', ...at])).answer.interrupted).toMatchObject({ gpo });

    await writeFile(file, JSON.stringify(state));
    expect((await run(['recover', '--yes', ...at])).status).toBe(3);
    expect(await ownIn(file)).toEqual([]);
    expect((await run(['verify', ...kerberos, ...at])).status).toBe(0);
  });
});
