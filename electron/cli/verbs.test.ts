import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, run, runJson, someKey, storesIn, temporaryFolder } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const place = (name: string): readonly string[] => ['--state', join(folder, name)];
const withKey = { stdin: someKey };
const apply = (name: string, ...more: readonly string[]): readonly string[] => [
  ...['apply', '--role', 'server', '--psk-stdin', '--yes', ...place(name)],
  ...more,
];

describe('the envelope', () => {
  it.each(['plan', 'apply', 'verify', 'status', 'preflight', 'remove'])(
    'of %s says what, where, and that it is simulated',
    async (verb) => {
      await run(apply('envelope.json'), withKey);
      const argv = [verb, '--role', 'server', '--yes', '--psk-stdin', ...place('envelope.json')];
      const { answer, stderr } = await runJson(argv, withKey);
      expect(answer).toMatchObject({ schema: 1, verb, host: 'simulated', simulated: true, computer: 'PC' });
      expect(Object.keys(answer).slice(0, 5)).toEqual(['schema', 'verb', 'host', 'simulated', 'computer']);
      expect(stderr).toContain('Simulation. Nothing on this computer is changed.');
      expectCalmWords(stderr);
    },
  );

  it('names no computer where the simulated one has not been looked at yet', async () => {
    const { answer } = await runJson(['plan', '--bogus']);
    expect(answer.computer).toBe('');
    const { answer: real } = await runJson(['plan', '--role', 'server', '--port', 'x', '--host', 'powershell']);
    expect(real.computer).toBe(hostname());
  });

  it.each([
    ['set', ['simulate', 'set', 'computer-name=BACKUP1']],
    ['foreign-rules', ['simulate', 'foreign-rules', '3']],
    ['show', ['simulate', 'show']],
  ])('of simulate %s names the computer that is played', async (_, argv) => {
    const { answer, status } = await runJson([...argv, ...place('played.json')]);
    expect(status).toBe(0);
    expect(answer).toMatchObject({ verb: 'simulate', simulated: true, computer: 'BACKUP1' });
  });
});

const planMembers = ['fingerprint', 'target', 'role', 'policy', 'steps', 'difference', 'findings'];

describe('plan', () => {
  it('answers the promised members; --format json equals --json', async () => {
    const { answer, status } = await runJson(['plan', '--role', 'server']);
    expect(status).toBe(2);
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(planMembers));
    expect(answer).toMatchObject({ target: 'local', role: 'server', policy: 'fbs' });
    expect(answer.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(answerOf(await run(['plan', '--role', 'server', '--format', 'json']))).toEqual(answer);
  });

  it('has flat steps with an inverse, which is null only where nothing is stored, and masks the secret', async () => {
    const { stdout } = await runJson(['plan', '--role', 'server', '--peer', '192.0.2.0/24', '--psk-stdin'], withKey);
    const { steps } = JSON.parse(stdout) as { readonly steps: readonly Record<string, unknown>[] };
    for (const step of steps) {
      expect(Object.keys(step)).toEqual(['id', 'cmdlet', 'parameters', 'inverse', 'because']);
      expect(step['inverse'] === null).toBe(String(step['cmdlet']).endsWith('Proposal'));
    }
    expect(steps.map(({ id }) => id)).toEqual([...new Set(steps.map(({ id }) => id))]);
    const proposal = steps.find(({ cmdlet }) => cmdlet === 'New-NetIPsecAuthProposal');
    expect(proposal?.['parameters']).toEqual({ Machine: true, PreSharedKey: '***' });
    const set = steps.find(({ cmdlet }) => cmdlet === 'New-NetIPsecPhase1AuthSet');
    expect(set?.['parameters']).toMatchObject({ Proposal: [{ fromStep: proposal?.['id'] }] });
  });

  it('lists every step and why it is there, for a person', async () => {
    const { stdout, stderr, status } = await run(['plan', '--role', 'workstation', ...place('none.json')]);
    expect(status).toBe(2);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ +8\. New-NetIPsecRule .*\n +Requires IPsec/mu);
    expect(stdout).toContain('Fingerprint: ');
    expectCalmWords(stdout);
  });

  it('prints a script and nothing else on standard output', async () => {
    const { stdout, stderr } = await run(['plan', '--role', 'server', '--format', 'powershell']);
    expect(stdout).toMatch(/\[CmdletBinding\(\)\]\s*param\(/u);
    expect(stdout).not.toContain('Simulation.');
    expect(stderr).toContain('Simulation.');
  });

  it('exits 0 where nothing would change', async () => {
    await run(apply('done.json'), withKey);
    const { status, answer } = await runJson(['plan', '--role', 'server', ...place('done.json')]);
    expect(status).toBe(0);
    expect(answer.steps).toEqual([]);
    expect(answer).toMatchObject({ difference: { create: [], change: [], remove: [] } });
  });

  it('touches nothing', async () => {
    await run(['plan', '--role', 'server', '--psk-stdin', ...place('untouched.json')], withKey);
    await expect(storesIn(join(folder, 'untouched.json'))).rejects.toThrow('ENOENT');
  });
});

describe('options of a policy', () => {
  const fingerprints = async (...more: readonly (readonly string[])[]): Promise<readonly (string | undefined)[]> =>
    Promise.all(more.map(async (argv) => (await runJson(['plan', '--role', 'server', ...argv])).answer.fingerprint));

  it('each make another plan, and the same options the same', async () => {
    const options = [
      [],
      ['--policy', 'other'],
      ['--port', '5000'],
      ['--peer', '192.0.2.0/24'],
      ['--peer', '192.0.2.0/24', '--peer', '2001:db8::/64'],
      ['--local', '192.0.2.1'],
      ['--auth', 'kerberos'],
      ['--auth', 'kerberos', '--auth', 'psk'],
      ['--auth', 'certificate', '--ca', 'CN=Root'],
      ['--auth', 'certificate', '--ca', 'CN=Root', '--ca-type', 'intermediate'],
      ['--protection', 'recommended'],
      ['--protection', 'transition'],
      ['--main-mode', 'AES256-SHA256-DH14'],
      ['--quick-mode', 'ESP:AESGCM256-AESGMAC256,ESP:DES3-SHA1'],
      ['--pfs', 'DH14'],
      ['--mode', 'request'],
    ];
    const made = await fingerprints(...options);
    expect(new Set(made).size).toBe(options.length);
    expect(await fingerprints(...options)).toEqual(made);
  });

  it('say the same in another spelling', async () => {
    const [prefix, mask] = await fingerprints(['--peer', '192.0.2.0/24'], ['--peer', '192.0.2.0/255.255.255.0']);
    expect(prefix).toBe(mask);
  });
});

describe('apply', () => {
  it('answers the promised members and ends enforced on a server', async () => {
    const { status, answer } = await runJson(apply('fields.json'), withKey);
    expect(status).toBe(0);
    expect(answer).toMatchObject({ outcome: 'applied', differences: [], proof: { level: 'enforced' } });
    expect(answer.steps?.every(({ state }) => state === 'done')).toBe(true);
    expect(answer.proof?.evidence.length).toBeGreaterThan(0);
    for (const finding of answer.findings ?? []) {
      expect(Object.keys(finding)).toEqual(
        expect.arrayContaining(['code', 'severity', 'happened', 'stateNow', 'whatNext']),
      );
    }
  });

  it('writes no file without --state, and says that the computer ends with the command', async () => {
    const { status, stderr } = await run(['apply', '--role', 'server', '--psk-stdin', '--yes'], withKey);
    expect(status).toBe(0);
    expect(stderr).toContain('in memory');
  });

  it('refuses any plan but the reviewed one', async () => {
    const { answer } = await runJson(['plan', '--role', 'server', ...place('expect.json')]);
    const stale = await runJson(apply('expect.json', '--port', '5000', '--expect', answer.fingerprint ?? ''), withKey);
    expectError(stale, 'stale-plan', 5);
    const fresh = await run(apply('expect.json', '--expect', answer.fingerprint ?? ''), withKey);
    expect(fresh.status).toBe(0);
  });

  it('undoes a workstation that is not proved, where that is asked for', async () => {
    const argv = ['apply', '--role', 'workstation', '--psk-stdin', '--yes', ...place('unproved.json')];
    const undone = await runJson([...argv, '--if-unproved', 'undo'], withKey);
    expectError(undone, 'undone-unproved', 3);
    expect(undone.answer.outcome).toBe('rolled-back');
    expect((await runJson([...argv, '--if-unproved', 'keep'], withKey)).status).toBe(4);
  });
});

describe('progress', () => {
  it('goes to standard error, one line a step, and the answer to standard output', async () => {
    const { stdout, stderr } = await run(apply('progress.json'), withKey);
    expect(stderr).toMatch(/^Step 1 of 8: New-NetIPsecAuthProposal/mu);
    expect(stderr).toMatch(/^Step 8 of 8: New-NetIPsecRule/mu);
    expect(stdout).not.toMatch(/Step \d/u);
    expectCalmWords(stdout + stderr);
  });

  it('is silent with --quiet', async () => {
    const { stderr, stdout } = await run(apply('quiet.json', '--quiet'), withKey);
    expect(stderr).toBe('');
    expect(stdout).toContain('Applied and read back on PC.');
  });

  it('is a bar on a terminal, which ends before anything else is said', async () => {
    const around = { terminal: true };
    const { stderr } = await run(apply('bar.json'), { ...withKey, around });
    expect(stderr).toMatch(/\[#{24}\] 8\/8 .*\nReading back/u);
    const failed = await run(apply('bar2.json'), {
      ...withKey,
      around,
      environment: { IPSEC_WIZARD_SIMULATE: 'fail@2' },
    });
    expect(failed.stderr).toMatch(/\] 4\/8 .*\n {2}main-mode: failed\n/u);
    expect(stderr + failed.stderr).not.toMatch(/\u001b/u);
  });
});

describe('changing verbs', () => {
  it.each(['apply', 'remove'])(
    '%s needs --yes where nobody can be asked, and touches nothing without',
    async (verb) => {
      const file = `yes-${verb}.json`;
      if (verb === 'remove') await run(apply(file), withKey);
      const before = await storesIn(join(folder, file)).catch(() => 'none');
      expectError(await runJson([verb, '--role', 'server', '--psk-stdin', ...place(file)], withKey), 'needs-yes', 1);
      expect(await storesIn(join(folder, file)).catch(() => 'none')).toEqual(before);
    },
  );

  it.each(['plan', 'verify', 'status', 'preflight'])('%s asks nothing', async (verb) => {
    const { status } = await run([verb, '--role', 'server', ...place('asks.json')]);
    expect([0, 2]).toContain(status);
  });

  const asked = (typed: string | undefined, signal?: AbortSignal): ReturnType<typeof runJson> => {
    const stdin = new PassThrough();
    if (typed === undefined) stdin.end();
    else stdin.write(typed);
    const argv = [
      'apply',
      '--role',
      'server',
      '--auth',
      'certificate',
      '--ca',
      'CN=Root',
      ...place(`asked-${typed?.trim() ?? 'nothing'}.json`),
    ];
    return runJson(argv, { around: { stdin, interactive: true, ...(signal === undefined ? {} : { signal }) } });
  };

  it('ask on a terminal, and go on with yes alone', async () => {
    expect((await asked('yes\n')).status).toBe(0);
    expectError(await asked('y\n'), 'declined', 1);
    expectError(await asked('\n'), 'declined', 1);
  });

  it('take the end of the input for a no', async () => {
    expectError(await asked(undefined), 'declined', 1);
  });

  it('end at Ctrl-C while they ask', async () => {
    const { status, answer } = await asked('', AbortSignal.timeout(50));
    expect({ status, code: answer.error?.code }).toEqual({ status: 3, code: 'interrupted' });
  });
});

describe('the log', () => {
  it('holds one JSON object a line, from beginning to end, also of a failure', async () => {
    const file = join(folder, 'run.log');
    await run(apply('log.json', '--log', file), withKey);
    await run(apply('log2.json', '--log', file), { ...withKey, environment: { IPSEC_WIZARD_SIMULATE: 'fail@2' } });
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ event }) => event === 'begin')).toHaveLength(2);
    expect(entries.filter(({ event }) => event === 'end').map(({ status }) => status)).toEqual([0, 3]);
    expect(entries.find(({ event }) => event === 'error')).toMatchObject({ code: 'undone-after-step' });
    expect(lines.join('')).not.toContain(someKey);
  });

  it('that cannot be written is said before anything is touched', async () => {
    expectError(await runJson(apply('nolog.json', '--log', folder), withKey), 'file-unwritable', 1);
    await expect(storesIn(join(folder, 'nolog.json'))).rejects.toThrow('ENOENT');
  });
});
