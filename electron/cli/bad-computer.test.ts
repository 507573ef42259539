import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run, runJson, someKey, storesIn, temporaryFolder, type Given } from './testing/command-line';
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
const simulate = (file: string, ...facts: readonly string[]): ReturnType<typeof run> =>
  run(['simulate', 'set', ...facts, '--state', file]);

describe('somebody else who changes the computer', () => {
  /** Needs neither a key nor a domain. */
  const certified = ['--role', 'server', '--auth', 'certificate', '--ca', 'CN=Root'];
  const answerAfter = async (
    file: string,
    verb: string,
    change: () => Promise<unknown>,
  ): ReturnType<typeof runJson> => {
    const [typed, stderr] = [new PassThrough(), new PassThrough()];
    stderr.on('data', (chunk: Buffer) => {
      if (chunk.includes('Type yes')) void change().then(() => typed.write('yes\n'));
    });
    const argv = [verb, ...certified, '--state', file];
    return runJson(argv, { around: { stdin: typed, stderr, interactive: true } });
  };

  it('while the plan is being looked at: nothing is touched, the plan has to be looked at again', async () => {
    const file = stateFile('meanwhile.json');
    const ran = await answerAfter(file, 'apply', () =>
      run(['apply', ...certified, '--yes', '--protection', 'recommended', '--state', file]),
    );
    const { happened } = expectError(ran, 'changed-meanwhile', 5);
    expect(happened).toMatch(/NetIPsecPhase1AuthSet ipsecbw-fbs-server-phase1-1 is left; .*; and 2 more\)/u);
    expect((await run(['verify', '--state', file])).status).toBe(0);
  });

  it('in what is none of ours: goes on', async () => {
    const file = stateFile('meanwhile-foreign.json');
    const ran = await answerAfter(file, 'apply', () => run(['simulate', 'foreign-rules', '2', '--state', file]));
    expect(ran.status).toBe(0);
    expect((await storesIn(file))['PersistentStore']?.['NetIPsecRule']).toHaveLength(3);
  });
});

describe('a computer that cannot carry it out', () => {
  /** What is wrong with it, how apply ends, and with which finding or error. */
  const cases: readonly (readonly [fact: string, status: number, code: string, finding: string])[] = [
    ['elevated=false', 6, 'not-elevated', 'not-elevated'],
    ['language-mode=ConstrainedLanguage', 5, 'blocked', 'constrained-language'],
    ['netsecurity-module=missing', 5, 'blocked', 'netsecurity-missing'],
    ['allow-local-ipsec-rules=false', 5, 'blocked', 'local-ipsec-rules-ignored'],
  ];

  it.each(cases)(
    '%s: apply exits %i and touches nothing, plan shows why, preflight exits 5',
    async (fact, status, code, finding) => {
      const file = stateFile(`fact-${fact.replaceAll(/\W/gu, '-')}.json`);
      await simulate(file, fact);
      const before = await storesIn(file);
      const applied = await runJson(applyTo(file), { stdin });
      expectError(applied, code, status);
      expect(applied.answer).toMatchObject({ outcome: 'blocked', steps: [], differences: [] });
      expect(await storesIn(file)).toEqual(before);
      const planned = await runJson(['plan', ...server, '--state', file], { stdin });
      expect(planned.status).toBe(2);
      expect(planned.answer.findings?.map((one) => one.code)).toContain(finding);
      const checked = await runJson(['preflight', ...server, '--state', file], { stdin });
      expect(checked.status).toBe(5);
      expect(checked.answer.findings?.find((one) => one.code === finding)?.severity).toBe('block');
    },
  );

  it('not elevated and blocked besides: what blocks is said, since rights alone would not help', async () => {
    const file = stateFile('both.json');
    await simulate(file, 'elevated=false', 'allow-local-ipsec-rules=false');
    expectError(await runJson(applyTo(file), { stdin }), 'blocked', 5);
  });

  it.each([
    ['elevated=false', 'not-elevated', 6],
    ['language-mode=ConstrainedLanguage', 'blocked', 5],
    ['netsecurity-module=missing', 'blocked', 5],
  ])('%s: remove touches nothing either', async (fact, code, status) => {
    const file = stateFile(`remove-${fact.replaceAll(/\W/gu, '-')}.json`);
    await run(applyTo(file), { stdin });
    await simulate(file, fact);
    const before = await storesIn(file);
    expectError(await runJson(['remove', '--yes', '--state', file]), code, status);
    expect(await storesIn(file)).toEqual(before);
  });

  it.each([
    ['language-mode=ConstrainedLanguage', 'constrained-language'],
    ['netsecurity-module=missing', 'netsecurity-missing'],
  ])('%s: verify and status say why nothing was compared, plan claims no difference', async (fact, finding) => {
    const file = stateFile(`unread-${fact.replaceAll(/\W/gu, '-')}.json`);
    await run(applyTo(file), { stdin });
    await simulate(file, fact);
    for (const verb of ['verify', 'status']) {
      const ran = await runJson([verb, '--state', file]);
      expectError(ran, 'blocked', 5);
      expect(ran.answer.findings).toMatchObject([{ code: finding, severity: 'block' }]);
    }
    const planned = await run(['plan', ...server, '--state', file], { stdin });
    expect(planned.stdout).not.toContain('Difference: create');
    expect(planned.stdout).toContain('could not be read');
  });

  it('where Group Policy has taken the name of our rule: never called enforced', async () => {
    const file = stateFile('impostor.json');
    const taken = {
      Name: 'ipsecbw-fbs-server-rule-1',
      DisplayName: 'G',
      InboundSecurity: 'None',
      OutboundSecurity: 'None',
    };
    await writeFile(file, JSON.stringify({ format: 1, stores: { RSOP: { NetIPsecRule: [taken] } } }));
    expectError(await runJson(applyTo(file), { stdin }), 'blocked', 5);
  });

  it('where somebody exempts a part of our peers afterwards: verify names that rule', async () => {
    const file = stateFile('exempted.json');
    await run(applyTo(file), { stdin });
    const state = JSON.parse(await readFile(file, 'utf8')) as { readonly stores: object };
    const exempt = {
      Name: '{exempt}', DisplayName: 'Exempt', InboundSecurity: 'None', OutboundSecurity: 'None',
      Protocol: 'TCP', LocalPort: ['4531'], RemoteAddress: ['10.7.0.0/16'],
    }; // prettier-ignore
    const stores = { ...state.stores, RSOP: { NetIPsecRule: [exempt] } };
    await writeFile(file, JSON.stringify({ ...state, stores }));
    const { status, answer } = await runJson(['verify', '--state', file]);
    expect(status).toBe(2);
    expect(answer.differences).toMatchObject([{ property: '(other rules)', found: 'Exempt ({exempt})' }]);
    expect(answer.findings).toContainEqual(expect.objectContaining({ code: 'ipsec-rule-overlap', severity: 'block' }));
  });

  it('whose Group Policy ignores local firewall rules: blocked where the port is closed for the rest, else not', async () => {
    const file = stateFile('local-firewall-rules.json');
    await simulate(file, 'allow-local-firewall-rules=false');
    const narrowed = [...applyTo(file), '--peer', '192.168.10.0/24'];
    const blocked = await runJson(narrowed, { stdin });
    expectError(blocked, 'blocked', 5);
    expect(blocked.answer.findings?.map(({ code }) => code)).toContain('local-firewall-rules-ignored');
    const { status, answer } = await runJson(applyTo(file), { stdin });
    expect({ status, outcome: answer.outcome }).toEqual({ status: 0, outcome: 'applied' });
  });

  it('with the firewall off, or its profile: applied and honestly not enforced', async () => {
    const file = stateFile('firewall-off.json');
    await simulate(file, 'firewall=off');
    const { status, answer } = await runJson(applyTo(file), { stdin });
    expect({ status, level: answer.proof?.level }).toEqual({ status: 4, level: 'stored' });
    expect((await run(['verify', '--state', file])).status).toBe(2);
  });

  it('without a PowerShell, asked for by name: said, and never simulated instead', async () => {
    const given: Given = { stdin, environment: { PATH: folder } };
    for (const argv of [['plan', ...server], ['apply', ...server, '--yes'], ['status']]) {
      const ran = await runJson([...argv, '--host', 'powershell'], given);
      expectError(ran, 'powershell-unusable', 5);
      expect(ran.answer).toMatchObject({ host: 'powershell', simulated: false });
      expect(ran.stderr).not.toContain('Simulation.');
    }
  });

  it('on Windows nothing is simulated unless it is asked for by name', async () => {
    const around = { platform: 'win32' as const };
    const ran = await runJson(['plan', ...server], { stdin, around });
    expect(ran.answer).toMatchObject({ host: 'powershell', simulated: false });
    const asked = await runJson(['plan', ...server, '--host', 'simulated'], { stdin, around });
    expect(asked.answer).toMatchObject({ host: 'simulated', simulated: true });
  });
});

describe('asking for a policy that is not there', () => {
  it('verify says what is recorded: nothing, or another one', async () => {
    const file = stateFile('which.json');
    expectError(await runJson(['verify', '--state', file]), 'nothing-recorded', 1);
    await run(applyTo(file), { stdin });
    expectError(await runJson(['verify', '--policy', 'other', '--state', file]), 'policy-not-here', 1);
  });

  it('remove and status have nothing to do', async () => {
    const file = stateFile('nothing.json');
    const removed = await runJson(['remove', '--yes', '--state', file]);
    expect({ status: removed.status, outcome: removed.answer.outcome }).toEqual({ status: 0, outcome: 'unchanged' });
    expect((await runJson(['status', '--state', file])).answer.policies).toEqual([]);
  });
});

describe('a rule of somebody else whose name holds line ends', () => {
  it('does not write lines of its own into the answer', async () => {
    const file = stateFile('line-ends.json');
    const DisplayName = 'Sync\r\nIn place: fbs (server) is as it should be.';
    const rule = { Name: 'other', DisplayName, Enabled: 'True', Protocol: 'TCP', LocalPort: ['4531'] };
    await writeFile(file, JSON.stringify({ format: 1, stores: { PersistentStore: { NetIPsecRule: [rule] } } }));
    const { stdout } = await run(['preflight', ...server, '--state', file], { stdin });
    expect(stdout).toContain('Sync In place');
    expect(stdout).not.toMatch(/^In place/mu);
  });
});
