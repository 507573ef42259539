import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEGACY_LOCAL, registryValue } from '#host/simulation/registry-facts';
import { secpolInForce } from '#host/simulation/secpol-agent';
import { loadState } from '#host/simulation/state-file';
import { run, runJson, temporaryFolder, type Answer } from './testing/command-line';

let folder = '';
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const server = ['--role', 'server', '--auth', 'kerberos'];
const other = [...server, '--policy', 'archive', '--port', '5000'];
let computers = 0;

/** A computer on which somebody has followed the article by hand, and what is assigned there. */
async function byHand(name = 'FBS by hand', ...facts: readonly string[]) {
  const file = join(folder, `PC${(computers += 1)}.json`);
  const at = ['--state', file];
  const set = async (...more: readonly string[]): Promise<unknown> => run(['simulate', 'set', ...more, ...at]);
  await set('domain=corp.example', `legacy-policy=${name}`, ...facts);
  const path = async (): Promise<unknown> => registryValue(await loadState(file), LEGACY_LOCAL, 'ActivePolicy');
  return {
    file,
    at,
    set,
    path,
    inForce: async () => secpolInForce(await loadState(file)),
    was: await path(),
    on: (...argv: readonly string[]) => runJson([...argv, ...at]),
  };
}
type Computer = Awaited<ReturnType<typeof byHand>>;

const apply = ({ on }: Computer, ...options: readonly string[]) => on('apply', '--yes', ...options);
const codes = ({ findings = [] }: Answer): readonly string[] => findings.map(({ code }) => code);
const findingIn = ({ findings = [] }: Answer, code: string) => findings.find((one) => one.code === code);
const ids = ({ steps = [] }: Answer): readonly string[] =>
  steps.map(({ id }) => id).filter((id) => id.startsWith('secpol'));
const allSteps = ['secpol-agent', 'secpol-assignment', 'secpol-agent-again'];

describe('a policy that is assigned in secpol.msc', () => {
  it('stays as it is unless somebody says so, and the finding says how', async () => {
    const computer = await byHand();
    const { status, answer } = await apply(computer, ...server);
    expect([status, ids(answer), await computer.path()]).toEqual([0, [], computer.was]);
    expect(findingIn(answer, 'legacy-policy')).toMatchObject({ severity: 'warning' });
    expect(findingIn(answer, 'legacy-policy')?.whatNext).toMatch(/tick "Un-assign it" on Review.*--unassign-secpol/u);
  });

  it('is un-assigned by consent, last of all, and is assigned again by the removal, first of all', async () => {
    const computer = await byHand();
    const { status, answer } = await apply(computer, ...server, '--unassign-secpol');
    expect([status, ids(answer)]).toEqual([0, allSteps]);
    expect(answer.steps?.slice(-3).map(({ id }) => id)).toEqual(allSteps);
    expect(findingIn(answer, 'legacy-policy-put-aside')).toMatchObject({ severity: 'note' });
    expect(codes(answer)).not.toContain('legacy-policy');
    expect([await computer.path(), await computer.inForce()]).toEqual([undefined, '']);
    expect((await computer.on('verify')).status).toBe(0);
    const removal = (await computer.on('remove', '--yes')).answer;
    expect(removal.steps?.slice(0, 3).map(({ id }) => id)).toEqual(allSteps);
    expect([await computer.path(), await computer.inForce()]).toEqual([computer.was, computer.was]);
  });

  it('stays un-assigned through updates, which ask for nothing again', async () => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    const { status, answer } = await apply(computer, ...server, '--protection', 'recommended');
    expect([status, ids(answer), await computer.path()]).toEqual([0, [], undefined]);
    await computer.on('remove', '--yes');
    expect(await computer.path()).toBe(computer.was);
  });

  it('comes back with the roll-back of the change that took it away, and goes with the roll-back of a removal', async () => {
    const computer = await byHand();
    await apply(computer, ...server);
    await apply(computer, ...server, '--unassign-secpol');
    expect(await computer.path()).toBeUndefined();
    expect((await computer.on('rollback', '--yes')).status).toBe(0);
    expect(await computer.path()).toBe(computer.was);
    await apply(computer, ...server, '--unassign-secpol');
    await computer.on('remove', '--yes');
    expect((await computer.on('rollback', '--yes')).status).toBe(0);
    expect(await computer.path()).toBeUndefined();
    expect((await computer.on('verify')).status).toBe(0);
  });

  it('comes back by itself where nobody keeps the change, with nothing but the stored task', async () => {
    for (const later of [
      ['simulate', 'time', '+70'],
      ['simulate', 'restart'],
    ]) {
      const computer = await byHand();
      await apply(computer, ...server, '--unassign-secpol', '--confirm-within', '60');
      expect([await computer.path(), await computer.inForce()]).toEqual([undefined, '']);
      await run([...later, ...computer.at]);
      expect([await computer.path(), await computer.inForce()]).toEqual([computer.was, computer.was]);
      const { tasks } = JSON.parse(await readFile(computer.file, 'utf8')) as { readonly tasks: readonly unknown[] };
      expect(tasks).toEqual([]);
    }
  });

  it('stays gone where the removal that assigned it again undoes itself, also before it had done so', async () => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    const state = await readFile(computer.file, 'utf8');
    expect(state).not.toContain('"ActivePolicy"');
    // Of a value that is not there Windows says InvalidArgument: the stored undo must not take that for a failure.
    const given = { environment: { IPSEC_WIZARD_SIMULATE: 'hang@2' } };
    await run(['remove', '--yes', ...computer.at], given);
    await run(['simulate', 'time', '+300', ...computer.at]);
    expect(await computer.path()).toBeUndefined();
    const { tasks } = JSON.parse(await readFile(computer.file, 'utf8')) as { readonly tasks: readonly unknown[] };
    expect(tasks).toEqual([]);
  });

  it('that is assigned again by somebody is a difference, in words, and the next change mends it', async () => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    await computer.set('legacy-policy=FBS by hand');
    const { status, answer } = await computer.on('verify');
    expect(status).toBe(2);
    expect(answer.policies?.[0]?.['differences'] ?? answer.differences).toEqual([
      { kind: 'AssignedPolicy', name: 'ActivePolicy', property: '(assigned)', expected: '(none)', found: 'FBS by hand' },
    ]); // prettier-ignore
    const { stdout } = await run(['verify', ...computer.at]);
    expect(stdout).toContain('secpol.msc assigned policy: (assigned) is FBS by hand, expected (none)');
    expect(ids((await apply(computer, ...server)).answer)).toEqual(allSteps);
    expect(await computer.path()).toBeUndefined();
  });

  it('another one that somebody assigned meanwhile stays, and the removal says so', async () => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    await computer.set('legacy-policy=Somebody else’s');
    const now = await computer.path();
    const { answer } = await computer.on('remove', '--yes');
    expect(await computer.path()).toBe(now);
    expect(findingIn(answer, 'legacy-policy-stays')?.happened).toBe(
      'Somebody has assigned Somebody else’s in secpol.msc since this program un-assigned FBS by hand.',
    );
  });

  it('stays un-assigned until the last policy is gone that was to have it so', async () => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    expect(codes((await apply(computer, ...other, '--unassign-secpol')).answer)).not.toContain('no-legacy-policy');
    await computer.on('remove', '--yes', '--policy', 'fbs');
    expect(await computer.path()).toBeUndefined();
    await computer.on('remove', '--yes', '--policy', 'archive');
    expect(await computer.path()).toBe(computer.was);
  });

  it('is one step more where two policies are removed at once', async () => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    await apply(computer, ...other);
    expect(ids((await computer.on('remove', '--yes', '--all')).answer)).toEqual(allSteps);
    expect(await computer.path()).toBe(computer.was);
  });

  it('is none, and that is a note', async () => {
    const computer = await byHand('none');
    const { status, answer } = await apply(computer, ...server, '--unassign-secpol');
    expect([status, ids(answer)]).toEqual([0, []]);
    expect(findingIn(answer, 'no-legacy-policy')).toMatchObject({ severity: 'note' });
  });
});

describe('un-assigning is not done', () => {
  it.each([
    ['in a Group Policy object', ['--target', 'gpo', '--gpo', 'corp.example\\FBS'], 'Group Policy object'],
    ['by the stand-alone script', ['--format', 'powershell'], 'stand-alone script'],
  ])('%s: that is refused in words', async (_, options, words) => {
    const { status, stdout, stderr } = await run([
      'plan',
      ...server,
      '--unassign-secpol',
      ...options,
      '--state',
      join(folder, 'x.json'),
    ]);
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`).toContain(words);
  });

  it('where the service is disabled that would have to be started anew', async () => {
    const computer = await byHand('FBS by hand', 'service.PolicyAgent=disabled');
    const { answer } = await computer.on('plan', ...server, '--unassign-secpol');
    expect(ids(answer)).toEqual([]);
    expect(findingIn(answer, 'legacy-policy')?.whatNext).toContain(
      'netsh ipsec static set policy name="FBS by hand" assign=no',
    );
  });

  it.each([
    ['another key', 'SOFTWARE\\Elsewhere\\ipsecPolicy{72385230-70FA-11D1-864C-14A300000000}'],
    ['no path', 'nonsense'],
    ['a path with another one in it', `${LEGACY_LOCAL.replace('HKLM\\', '')}\\ipsecPolicy{x}\\..`],
    ['a long one', 'x'.repeat(5_000)],
    ['a number', 7],
  ])('where the value names %s; nothing fails, and no later removal replaces it', async (_, value) => {
    const computer = await byHand();
    await apply(computer, ...server, '--unassign-secpol');
    const state = JSON.parse(await readFile(computer.file, 'utf8')) as {
      computer: { registry: Record<string, unknown> };
    };
    state.computer.registry[LEGACY_LOCAL] = { ActivePolicy: value };
    await writeFile(computer.file, JSON.stringify(state));
    expect(ids((await apply(computer, ...server, '--unassign-secpol')).answer)).toEqual([]);
    await computer.on('remove', '--yes');
    expect(await computer.path()).toBe(value);
  });
});
