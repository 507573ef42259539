import { beforeAll, describe, expect, it } from 'vitest';
import { planFor } from '#compiler/testing/planned';
import { examplePolicies } from '#compiler/testing/example-policies';
import { belongsTo, parseObjectName } from '#compiler/names';
import type { ObjectReference } from '#compiler/plan';
import type { Invocation } from '#contract/invocation';
import { objectKinds } from '#contract/store-object';
import { SimulatedGateway } from '#host/simulated-gateway';
import { simulateForeignRules } from '#host/simulation/commands';
import { readCalls } from '#host/simulation/script-reader';
import { commandsOf } from '#host/testing/powershell-commands';
import { loadPowerShellGrammar, type PowerShellGrammar } from '#host/testing/powershell-grammar';
import { contentOf, errorOf, KEY, newStateFile, rowsOf } from '#host/testing/simulated-computer';
import type { IpSecurityPolicy } from '#policy/model';
import { breakGlassTexts } from '#texts/break-glass.en';
import { breakGlass, type BreakGlassPolicy } from './break-glass';

type Store = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const examples = Object.entries(examplePolicies);
const undoTask = 'IPsec Backup Wizard undo 0123456789ab';

const listed = (policy: IpSecurityPolicy): BreakGlassPolicy => ({
  policyId: policy.id,
  role: policy.role,
  objects: planFor(policy).expected,
});
const pageOf = (...policies: readonly IpSecurityPolicy[]): string =>
  breakGlass({ computer: 'SRV1', policies: policies.map(listed) });

/** What a person would type in: the lines that stand four blanks in. */
const commandsIn = (page: string, verb: RegExp): readonly string[] =>
  page.split('\n').flatMap((line) => (line.startsWith('    ') && verb.test(line.trim()) ? [line.trim()] : []));
const callsIn = (page: string, verb: 'Disable' | 'Enable'): readonly Invocation[] =>
  readCalls(commandsIn(page, new RegExp(`^${verb}-`, 'u')).join('\n'));

/** A computer with rules of others and one policy of ours, and the same policy under another id beside it. */
class Computer {
  readonly file: string;
  readonly gateway: SimulatedGateway;

  private constructor(file: string) {
    this.file = file;
    this.gateway = new SimulatedGateway({ file });
  }

  static async with(...policies: readonly IpSecurityPolicy[]): Promise<Computer> {
    const file = await newStateFile();
    await simulateForeignRules(file, 3);
    const computer = new Computer(file);
    for (const policy of policies) {
      const { steps } = planFor(policy);
      expect(
        await errorOf(
          computer.gateway,
          steps.map(({ id, invocation }) => [id, invocation]),
          KEY,
        ),
      ).toBeUndefined();
    }
    return computer;
  }

  async carryOut(calls: readonly Invocation[]): Promise<void> {
    expect(
      await errorOf(
        this.gateway,
        calls.map((call, at) => [`line${at}`, call]),
      ),
    ).toBeUndefined();
  }

  async store(): Promise<Store> {
    const { stores } = await contentOf(this.file);
    return (stores as Record<string, Store>)['PersistentStore'] ?? {};
  }

  async governing(policy: IpSecurityPolicy): Promise<readonly string[]> {
    const port = policy.role === 'server' ? 'LocalPort' : 'RemotePort';
    const [filter] = policy.rules[0]?.filterList.filters ?? [];
    const number = Number(/4[0-9]{3}/u.exec(JSON.stringify(filter))?.[0]);
    const asked = ['10.0.0.5', '203.0.113.9'].map((RemoteAddress) => ({
      RemoteAddress,
      Protocol: 'TCP',
      [port]: number,
    }));
    const rows = await Promise.all(asked.map((one) => rowsOf(this.gateway, 'Find-NetIPsecRule', one, 'InstanceID')));
    return rows.flat().map((row) => String(row['InstanceID']));
  }
}

const nameIn = (object: Readonly<Record<string, unknown>>): string => String(object['Name']);
const enabledOf = (store: Store, isWanted: (name: string) => boolean): readonly unknown[] =>
  ['NetIPsecRule', 'NetIPsecMainModeRule', 'NetFirewallRule'].flatMap((kind) =>
    (store[kind] ?? []).filter((object) => isWanted(nameIn(object))).map((object) => object['Enabled'] ?? 'True'),
  );
const without = (store: Store, isLeftOut: (name: string) => boolean): Store =>
  Object.fromEntries(Object.entries(store).map(([kind, all]) => [kind, all.filter((one) => !isLeftOut(nameIn(one)))]));

describe('the page "If backups stop"', () => {
  it.each(examples)('of %s switches off all of its rules, and nothing of anybody else', async (_, policy) => {
    const other = { ...policy, id: `${policy.id}-2` };
    const computer = await Computer.with(policy, other);
    const isOurs = (name: string): boolean => belongsTo(name, policy.id, policy.role);
    const before = await computer.store();
    expect((await computer.governing(policy)).some((name) => parseObjectName(name) !== undefined)).toBe(true);
    await computer.carryOut(callsIn(pageOf(policy), 'Disable'));
    const after = await computer.store();
    expect(new Set(enabledOf(after, isOurs))).toEqual(new Set(['False']));
    expect((await computer.governing(policy)).filter(isOurs)).toEqual([]);
    expect(without(after, isOurs)).toEqual(without(before, isOurs));
  });

  it.each(examples)('of %s leaves no rule of ours that Windows would use', async (_, policy) => {
    const computer = await Computer.with(policy);
    await computer.carryOut(callsIn(pageOf(policy), 'Disable'));
    expect((await computer.governing(policy)).filter((name) => parseObjectName(name) !== undefined)).toEqual([]);
  });

  it.each(examples)('of %s brings everything back as it was', async (_, policy) => {
    const computer = await Computer.with(policy);
    const [before, governing] = [await computer.store(), await computer.governing(policy)];
    await computer.carryOut(callsIn(pageOf(policy), 'Disable'));
    await computer.carryOut(callsIn(pageOf(policy), 'Enable'));
    const enabled = (store: Store): readonly unknown[] => enabledOf(store, () => true);
    expect(enabled(await computer.store())).toEqual(enabled(before));
    expect(await computer.governing(policy)).toEqual(governing);
  });

  it.each(examples)('of %s is half a page of plain lines without a key', (_, policy) => {
    const page = breakGlass({ computer: 'SRV1', policies: [listed(policy)], undoTask });
    const lines = page.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(28);
    expect(Math.max(...lines.filter((line) => !line.startsWith('    ')).map((line) => line.length))).toBeLessThan(125);
    expect(page).not.toMatch(/PreSharedKey|\t|[^\n -~]/u);
  });

  it('takes what closes the port to the rest away last, and brings it back first', () => {
    const kinds = (verb: 'Disable' | 'Enable'): readonly string[] =>
      callsIn(pageOf(...examplePolicy('server-narrowed')), verb).map(({ cmdlet }) => cmdlet.replace(`${verb}-`, ''));
    expect([kinds('Disable')[0], kinds('Disable').at(-1)]).toEqual(['NetIPsecRule', 'NetFirewallRule']);
    expect(kinds('Enable')).toEqual(kinds('Disable').toReversed());
  });

  it('keeps several policies apart by their names', () => {
    const page = pageOf(...examplePolicy('server-article'), ...examplePolicy('workstation-article'));
    expect(page).toContain('IP security policy fbs (server), fbs (workstation).');
    expect(page).toMatch(
      /IP security policy fbs \(workstation\):\n {4}Disable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-w/u,
    );
  });

  it('leaves out what is not the policy’s own, sets, and whatever hides in a name', () => {
    const objects: readonly ObjectReference[] = [
      ...objectKinds.map((kind) => ({ kind, name: 'Other rule' })),
      ...[
        "ipsecbw-fbs-server-rule-1'; Remove-NetIPsecRule; '",
        'ipsecbw-fbs-server-rule-*',
        'ipsecbw-x-server-rule-1',
      ].map((name) => ({ kind: 'NetIPsecRule' as const, name })),
      { kind: 'NetIPsecPhase1AuthSet', name: 'ipsecbw-fbs-server-phase1-1' },
    ];
    const page = breakGlass({ computer: 'SRV1', policies: [{ policyId: 'fbs', role: 'server', objects }] });
    expect(page).toMatch(/no security rule of IPsec Backup Wizard on SRV1/u);
    expect(page).not.toMatch(/Other|Remove|Disable|phase1/u);
  });

  it('gives back what was put aside before it switches ours off, and takes it away again when ours is on', async () => {
    const [policy] = examplePolicy('server-allow-if-secure');
    if (policy === undefined) throw new TypeError('no policy');
    const computer = await Computer.with(policy);
    const rule = 'FBS-Server-In-TCP';
    await computer.carryOut([
      { cmdlet: 'Disable-NetFirewallRule', parameters: { Name: rule, PolicyStore: 'PersistentStore' } },
    ]);
    const before = await computer.store();
    const aside = { firewallRules: [rule, 'Any*'], assignedPolicy: { path: 'x', name: 'By hand\n    Stop' } };
    const page = breakGlass({ computer: 'SRV1', policies: [{ ...listed(policy), aside }] });
    const [off = '', on = ''] = page.split(breakGlassTexts.on);
    const calls = (text: string): readonly Invocation[] => readCalls(commandsIn(text, /^(?:Dis|En)able-/u).join('\n'));
    expect([calls(off)[0], calls(on).at(-1)]).toMatchObject([
      { cmdlet: 'Enable-NetFirewallRule', parameters: { Name: rule } },
      { cmdlet: 'Disable-NetFirewallRule', parameters: { Name: rule } },
    ]);
    await computer.carryOut(calls(off));
    expect(enabledOf(await computer.store(), (name) => name === rule)).toEqual(['True']);
    expect(new Set(enabledOf(await computer.store(), (name) => name.startsWith('ipsecbw-')))).toEqual(
      new Set(['False']),
    );
    await computer.carryOut(calls(on));
    expect(await computer.store()).toEqual(before);
    expect(page).toContain('The policy By hand     Stop of secpol.msc was un-assigned');
    expect(page).not.toContain('Any*');
    expect(page).not.toContain('touches nothing else');
  });

  it('gives nothing back in a Group Policy object, where nothing is ever put aside', () => {
    const policies = examplePolicy('server-article').map((one) => ({
      ...listed(one),
      aside: { firewallRules: ['x'] },
    }));
    expect(breakGlass({ computer: 'DC', policies, gpo: 'corp.example\\FBS' })).not.toMatch(/'x'/u);
  });

  it('shows the name of a computer as text, never as a line to type', () => {
    const page = breakGlass({
      computer: 'A\n    Remove-NetIPsecRule -All\u2028\u202e',
      policies: examplePolicy('server-article').map(listed),
    });
    expect(page.split('\n').filter((line) => line.startsWith('    Remove'))).toEqual([]);
    expect(page).not.toMatch(/[\u2028\u202e]/u);
  });

  it('starts the undo of a change that is not kept, before anything is switched off', () => {
    const page = breakGlass({ computer: 'SRV1', policies: examplePolicy('server-article').map(listed), undoTask });
    const [first] = commandsIn(page, /./u);
    expect(first).toBe(`Start-ScheduledTask -TaskName '${undoTask}' -TaskPath '\\'`);
    expect(pageOf(...examplePolicy('server-article'))).not.toContain('ScheduledTask');
  });
});

const examplePolicy = (name: string): readonly IpSecurityPolicy[] =>
  Object.entries(examplePolicies).flatMap(([key, policy]) => (key === name ? [policy] : []));

describe('every command of the page', () => {
  let grammar: PowerShellGrammar;
  beforeAll(async () => {
    grammar = await loadPowerShellGrammar();
  });

  it.each(examples)('of %s is PowerShell that names what it means', (_, policy) => {
    const page = breakGlass({ computer: 'SRV1', policies: [listed(policy)], undoTask });
    const script = commandsIn(page, /./u).join('\n');
    const tree = grammar.parse(script);
    const commands = commandsOf(tree);
    expect(tree.hasError).toBe(false);
    expect(new Set(commands.map(({ name }) => name.replace(/-.*/u, '')))).toEqual(
      new Set(['Start', 'Disable', 'Get', 'Enable']),
    );
    const rules = planFor(policy).expected.filter(({ kind }) => kind.endsWith('Rule'));
    for (const { name } of rules) expect(script.split(`'${name}'`)).toHaveLength(4);
  });
});
