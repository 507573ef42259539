import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, temporaryFolder, type Answer } from './testing/command-line';
import { installersRule } from './testing/aside-scenarios';
import { expectError } from './testing/expectations';
import { computer, own, ownNames, readState, type Played, type StoredObject } from './testing/played-computer';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

let count = 0;
const played = async (address: string): Promise<Played> => {
  const made = await computer(folder, `pc-${(count += 1)}`);
  await run(['simulate', 'set', `addresses=${address}`, ...made.at]);
  return made;
};

const server = ['apply', '--role', 'server', '--yes', '--auth', 'kerberos'];
const secure = [...server, '--allow-if-secure'];
const alone = [...secure, '--disable-allow-rules'];

async function applied(...argvs: readonly (readonly string[])[]): Promise<Played> {
  const made = await played('192.0.2.10/24');
  for (const argv of argvs) {
    const { status, answer } = await runJson([...argv, ...made.at]);
    expect({ status, error: answer.error }).toEqual({ status: 0, error: undefined });
  }
  return made;
}

/** The store with every object of one class and name changed, or taken away. */
async function byHand(
  { file }: Played,
  noun: string,
  name: string,
  change: (one: StoredObject) => StoredObject | undefined,
): Promise<void> {
  const state = await readState(file);
  const store = state.stores['PersistentStore'] ?? {};
  const list = (store[noun] ?? []).flatMap((one) => (one['Name'] === name ? (change(one) ?? []) : [one]));
  expect(JSON.stringify(list)).not.toBe(JSON.stringify(store[noun]));
  await writeFile(
    file,
    JSON.stringify({ ...state, stores: { ...state.stores, PersistentStore: { ...store, [noun]: list } } }),
  );
}

const switched = (to: string) => (one: StoredObject) => ({ ...one, Enabled: to });
const ruleOff = (made: Played): Promise<void> =>
  byHand(made, 'NetIPsecRule', 'ipsecbw-fbs-server-rule-1', switched('False'));

async function isOn({ file }: Played, name = installersRule): Promise<unknown> {
  const { stores } = await readState(file);
  return stores['PersistentStore']?.['NetFirewallRule']?.find(({ Name }) => Name === name)?.['Enabled'];
}

const codes = ({ findings = [] }: Answer): readonly string[] => findings.map(({ code }) => code);

async function connect(from: Played, to: Played): Promise<Answer> {
  return (await runJson(['simulate', 'connect', ...from.at, '--to', to.file])).answer;
}

/** Adds a firewall rule like the installer's, of somebody else. */
async function another(made: Played, name: string, rest: StoredObject): Promise<void> {
  const state = await readState(made.file);
  const store = state.stores['PersistentStore'] ?? {};
  const rules = store['NetFirewallRule'] ?? [];
  const like = rules.find(({ Name }) => Name === installersRule) ?? {};
  const NetFirewallRule = [...rules, { ...like, Name: name, DisplayName: name, ...rest }];
  await writeFile(
    made.file,
    JSON.stringify({ ...state, stores: { ...state.stores, PersistentStore: { ...store, NetFirewallRule } } }),
  );
}

describe('a server that lets only secured connections in', () => {
  it('still takes secured connections, and is closed to clear text where its rule of IPsec is switched off', async () => {
    const made = await applied(alone);
    const workstation = await played('192.0.2.20/24');
    await run(['apply', '--role', 'workstation', '--auth', 'kerberos', '--yes', ...workstation.at]);
    expect(await connect(workstation, made)).toMatchObject({ outcome: 'secured' });
    await ruleOff(made);
    expect(await connect(await played('192.0.2.30/24'), made)).toMatchObject({
      outcome: 'refused',
      reason: 'responder-allows-nothing',
    });
  });

  it.each([
    ['nobody has agreed to switch the other rule off', [secure], undefined],
    ['a rule for more than the port stays on', [alone], { LocalPort: ['4000-5000'] }],
    ['there is no such layer', [server], undefined],
  ])('is open in clear where %s', async (_where, argvs, rest) => {
    const made = await played('192.0.2.10/24');
    if (rest !== undefined) await another(made, 'Any of these', rest);
    for (const argv of argvs) expect((await run([...argv, ...made.at])).status).toBe(0);
    const bare = await played('192.0.2.30/24');
    expect(await connect(bare, made)).toMatchObject({ outcome: 'refused', reason: 'responder-requires-ipsec' });
    await ruleOff(made);
    expect(await connect(bare, made)).toMatchObject({ outcome: 'clear-text' });
  });

  it('keeps its fingerprint apart from that of the policy without it, and names every rule that stays on', async () => {
    const made = await played('192.0.2.10/24');
    await another(made, 'Whole range', { LocalPort: ['4000-5000'] });
    await another(made, 'Web*', {});
    const plan = async (...more: readonly string[]): Promise<Answer> =>
      (await runJson(['plan', '--role', 'server', '--auth', 'kerberos', ...more, ...made.at])).answer;
    const [without, open, agreed] = [
      await plan(),
      await plan('--allow-if-secure'),
      await plan('--allow-if-secure', '--disable-allow-rules'),
    ];
    expect(open.fingerprint).not.toBe(without.fingerprint);
    expect(agreed.fingerprint).toBe(open.fingerprint);
    expect(codes(without)).not.toContain('port-not-closed');
    const said = (answer: Answer): string =>
      answer.findings?.find(({ code }) => code === 'port-not-closed')?.happened ?? '';
    expect(said(open)).toMatch(/Whole range.*Web\*.*cannot be switched off.*FBS-Server-In-TCP.*can be switched off/u);
    expect(said(agreed)).toMatch(/Whole range.*Web\*/u);
    expect(said(agreed)).not.toContain(installersRule);
    expect(codes(agreed)).toContain('allow-rules-put-aside');
  });

  it('is blocked on a workstation, and together with Request', async () => {
    const made = await played('192.0.2.10/24');
    for (const argv of [
      ['--role', 'workstation'],
      ['--role', 'server', '--mode', 'request'],
    ]) {
      expectError(
        await runJson(['plan', ...argv, '--allow-if-secure', '--auth', 'kerberos', ...made.at]),
        'policy-invalid',
        1,
      );
    }
    const consenting = ['plan', '--role', 'server', '--disable-allow-rules'];
    const elsewhere = ['--allow-if-secure', '--target', 'gpo', '--gpo', 'corp.example\\FBS'];
    const asScript = ['--allow-if-secure', '--format', 'powershell'];
    for (const more of [[], elsewhere, asScript])
      expectError(await runJson([...consenting, ...more, ...made.at]), 'usage', 1);
  });

  it("is what the stand-alone script writes as well, and in a pair is the server's only", async () => {
    const file = `${folder}/pair.json`;
    await run(['settings', 'new', '--pair', '--auth', 'kerberos', '--allow-if-secure', '--out', file]);
    expect((await readFile(file, 'utf8')).match(/"allowIfSecure": true/gu)).toHaveLength(1);
    const made = await played('192.0.2.10/24');
    const { stdout } = await run([
      'plan',
      '--settings',
      file,
      '--role',
      'server',
      '--format',
      'powershell',
      ...made.at,
    ]);
    expect(stdout).toContain("New-NetFirewallRule -Name 'ipsecbw-fbs-server-allow-secure-1'");
  });
});

describe('a rule of others that is put aside', () => {
  it('is named by status, by the hand-over, and by the page for who has no program', async () => {
    const made = await applied(alone);
    const { answer, stdout } = await runJson(['status', '--break-glass', ...made.at]);
    expect(answer.policies?.[0]).toMatchObject({ putAside: [expect.stringContaining(installersRule)] });
    const page = String((JSON.parse(stdout) as { readonly breakGlass?: unknown }).breakGlass);
    expect(page).toContain(`Enable-NetFirewallRule -Name '${installersRule}' -PolicyStore PersistentStore`);
    expect(page.indexOf(`Enable-NetFirewallRule -Name '${installersRule}'`)).toBeLessThan(
      page.indexOf('Disable-NetIPsecRule'),
    );
    expect(page.lastIndexOf(`Disable-NetFirewallRule -Name '${installersRule}'`)).toBeGreaterThan(
      page.lastIndexOf('Enable-NetIPsecRule'),
    );
    await run(['report', '--to', `${folder}/report.md`, ...made.at]);
    expect(await readFile(`${folder}/report.md`, 'utf8')).toContain('FBS-Server-In-TCP');
  });

  it('that somebody has switched on again is drift, and is put aside again by the next apply', async () => {
    const made = await applied(alone);
    await byHand(made, 'NetFirewallRule', installersRule, switched('True'));
    const { status, answer } = await runJson(['verify', ...made.at]);
    expect(status).toBe(2);
    expect(answer.differences).toContainEqual({
      ...{ kind: 'NetFirewallRule', name: installersRule, property: 'Enabled', expected: 'False', found: 'True' },
    });
    expect((await run([...secure, ...made.at])).status).toBe(0);
    expect(await isOn(made)).toBe('False');
    expect((await run(['verify', ...made.at])).status).toBe(0);
  });

  it('comes back with the removal, also where its owner has switched it on meanwhile', async () => {
    for (const meanwhile of [false, true]) {
      const made = await applied(alone);
      expect(await isOn(made)).toBe('False');
      if (meanwhile) await byHand(made, 'NetFirewallRule', installersRule, switched('True'));
      expect((await run(['remove', '--yes', ...made.at])).status).toBe(0);
      expect([await isOn(made), await own(made.file)]).toEqual(['True', {}]);
    }
  });

  it('that its owner has deleted meanwhile hinders nothing', async () => {
    const made = await applied(alone);
    await byHand(made, 'NetFirewallRule', installersRule, () => undefined);
    expect((await run(['verify', ...made.at])).status).toBe(0);
    expect((await run([...secure, '--protection', 'recommended', ...made.at])).status).toBe(0);
    expect((await run(['remove', '--yes', ...made.at])).status).toBe(0);
    expect([await isOn(made), await ownNames(made.file)]).toEqual([undefined, []]);
  });

  it('comes back with a rollback to the policy before, and stays aside by one to a policy that had it aside', async () => {
    const made = await applied(secure, alone);
    expect((await run(['rollback', '--yes', ...made.at])).status).toBe(0);
    expect(await isOn(made)).toBe('True');
    const later = await applied(alone, [...server, '--protection', 'recommended']);
    expect(await isOn(later)).toBe('True');
    expect((await run(['rollback', '--yes', ...later.at])).status).toBe(0);
    expect(await isOn(later)).toBe('False');
    expect((await run(['verify', ...later.at])).status).toBe(0);
  });

  it('is switched on by the automatic undo of a change that nobody keeps', async () => {
    const made = await played('192.0.2.10/24');
    await run([...alone, '--confirm-within', '60', ...made.at]);
    expect(await isOn(made)).toBe('False');
    await run(['simulate', 'time', '+70', ...made.at]);
    expect([await isOn(made), await ownNames(made.file)]).toEqual(['True', []]);
    expect((await run(['status', ...made.at])).status).toBe(0);
  });

  it.each([
    ['rollback', 0],
    ['recover', 3],
  ])('that its owner deletes while the change waits does not hold up %s', async (verb, expected) => {
    const made = await played('192.0.2.10/24');
    await run([...alone, '--confirm-within', '60', ...made.at]);
    await byHand(made, 'NetFirewallRule', installersRule, () => undefined);
    const { status, answer } = await runJson([verb, '--yes', ...made.at]);
    expect({ status, error: answer.error }).toEqual({ status: expected, error: undefined });
    expect([await isOn(made), await ownNames(made.file)]).toEqual([undefined, []]);
    expect((await runJson(['status', ...made.at])).answer).toMatchObject({ pending: null, interrupted: null });
  });

  it('is not taken from a record that says something else: a wildcard in it reaches nothing', async () => {
    const made = await applied(alone);
    const record = `${made.file}.data/applied.json`;
    await writeFile(record, (await readFile(record, 'utf8')).replace(`"${installersRule}"`, '"*"'));
    const page = (await run(['status', '--break-glass', ...made.at])).stdout;
    expect(page).not.toMatch(/-Name '\*'/u);
    expect((await run(['remove', '--yes', ...made.at])).status).toBe(0);
    expect([await isOn(made), await ownNames(made.file)]).toEqual(['False', []]);
  });
});
