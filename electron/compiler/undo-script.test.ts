import fc from 'fast-check';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Invocation } from '#contract/invocation';
import { cmdletTable } from '#host/cmdlet-table.generated';
import { encodedArgument } from '#host/simulation/task-command';
import { readCalls } from '#host/simulation/script-reader';
import { MOST_COMMAND_LINE } from '#host/simulation/task-writes';
import { hostileText } from '#host/testing/hostile-text';
import { commandsOf } from '#host/testing/powershell-commands';
import { loadPowerShellGrammar, type PowerShellGrammar } from '#host/testing/powershell-grammar';
import { ftpDoor, withDoor } from '#policy/doors';
import { presetPolicy } from '#policy/presets';
import type { IpSecurityPolicy } from '#policy/model';
import { addresses, examplePolicies } from './testing/example-policies';
import { compile } from './compile';
import type { Plan } from './plan';
import { planRemoval } from './plan-change';
import { local, nothing, onComputer, planFor } from './testing/planned';
import { changeId, inversesOf, scriptFor, taskName, undoPlans } from './testing/undo-examples';
import type { UndoingInvocation } from './plan';
import { undoArguments, undoProgram, undoScript, undoScriptFits } from './undo-script';

const folder = new URL('golden/', import.meta.url);
const goldenFile = (name: string): URL => new URL(`${name}.ps1`, folder);
const examples = Object.entries(undoPlans);
const golden: readonly (readonly [name: string, script: string])[] = [
  ...examples.map(([name, plan]) => [name, scriptFor(plan)] as const),
  ['undo-dry-start', scriptFor(undoPlans['undo-server-narrowed'], true)],
];
const script = (inverses: readonly unknown[], dryStart = false, task = taskName): string =>
  undoScript({ taskName: task, changeId, inverses: inverses as readonly UndoingInvocation[], dryStart });

const remove = (part: string): Invocation => ({
  cmdlet: 'Remove-NetFirewallRule',
  parameters: { Name: `ipsecbw-fbs-server-${part}-1`, PolicyStore: 'PersistentStore' },
});
const set = (parameters: Invocation['parameters']): Invocation => ({
  cmdlet: 'Set-NetIPsecRule',
  parameters: { IPsecRuleName: 'ipsecbw-fbs-server-rule-1', PolicyStore: 'PersistentStore', ...parameters },
});

/** A list of one reads like its item. */
const asRead = ({ cmdlet, parameters }: Invocation): Invocation => {
  const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);
  return {
    cmdlet,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, single(value)]),
    ) as Invocation['parameters'],
  };
};
const undoingCalls = (text: string): readonly Invocation[] =>
  readCalls(text).filter(({ cmdlet }) => /^(?:Remove|Set|Enable|Disable|Start|Restart)-/u.test(cmdlet));
/** Carried out once, and once more when one failed. */
const twice = (inverses: readonly Invocation[]): readonly Invocation[] => [...inverses, ...inverses].map(asRead);

describe('the golden undo scripts', () => {
  it.each(golden)('%s is the golden one (UPDATE_GOLDEN=1 writes it anew)', (name, text) => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(goldenFile(name), text);
    expect(text).toBe(readFileSync(goldenFile(name), 'utf8'));
  });

  it('are all that there are', () => {
    const files = readdirSync(folder).filter((file) => file.startsWith('undo-'));
    expect(files.sort()).toEqual(golden.map(([name]) => `${name}.ps1`).sort());
  });

  it('show creating, switching and switching off', () => {
    const verbs = examples.flatMap(([, plan]) => inversesOf(plan).map(({ cmdlet }) => cmdlet.split('-', 1)[0]));
    expect(new Set(verbs)).toEqual(new Set(['Remove', 'Set', 'Enable', 'Start', 'Restart']));
  });
});

describe('an undo script', () => {
  it.each(examples)('of %s holds the inverses in their order, twice, and fits into its task', (_, plan) => {
    const text = scriptFor(plan);
    expect(undoingCalls(text)).toEqual(twice(inversesOf(plan)));
    expect(undoScriptFits(text)).toBe(true);
  });

  it.each(examples)('of %s reads back all that it removed, and deletes its own task last', (_, plan) => {
    const calls = readCalls(scriptFor(plan));
    const removed = inversesOf(plan).filter(isRemoval);
    const reads = calls.filter(({ cmdlet }) => cmdlet.startsWith('Get-Net')).slice(1);
    expect(reads).toEqual(
      removed.map(({ cmdlet, parameters }) => ({ cmdlet: cmdlet.replace('Remove', 'Get'), parameters })),
    );
    expect(calls.at(-1)).toEqual({
      cmdlet: 'Unregister-ScheduledTask',
      parameters: { TaskName: taskName, TaskPath: '\\', Confirm: false },
    });
  });

  it('is for a dry start the same text, with an end before the first inverse', () => {
    const [, , ...lines] = script([remove('block')]).split('\n');
    const [first, second, ...dry] = script([remove('block')], true).split('\n');
    expect([first?.startsWith('# '), second?.startsWith('# ')]).toEqual([true, true]);
    const at = dry.indexOf('exit 0');
    expect([...dry.slice(0, at), ...dry.slice(at + 1)]).toEqual(lines);
    expect(undoingCalls(dry.slice(0, at).join('\n'))).toEqual([]);
  });

  it('writes a long value once', () => {
    const addresses = Array.from({ length: 60 }, (_, at) => `192.0.2.${at}`);
    const text = script([set({ RemoteAddress: addresses, LocalAddress: ['Any'] })]);
    expect(text.split("'192.0.2.7'")).toHaveLength(2);
    expect(undoingCalls(text)).toEqual(twice([set({ RemoteAddress: addresses, LocalAddress: ['Any'] })]));
  });

  it.each<[string, Invocation]>([
    ['an object of others', set({ IPsecRuleName: 'foreign' })],
    ['a pattern', set({ IPsecRuleName: 'ipsecbw-*' })],
    ['several objects', { cmdlet: 'Remove-NetIPsecRule', parameters: { PolicyStore: 'PersistentStore' } }],
    ['another store', set({ PolicyStore: 'ActiveStore' })],
    ['a session', { cmdlet: 'Remove-NetIPsecRule', parameters: { GPOSession: { fromStep: 'open' } } }],
    [
      'a value of another key',
      { cmdlet: 'Remove-ItemProperty', parameters: { LiteralPath: 'HKLM:\\SOFTWARE', Name: 'ActivePolicy' } },
    ],
    ['another service', { cmdlet: 'Restart-Service', parameters: { Name: 'MpsSvc', Force: true } }],
    ['the key', set({ Description: { secret: 'pre-shared-key' } })],
  ])('refuses what is not to be undone by SYSTEM: %s', (_, inverse) => {
    expect(() => script([inverse])).toThrow(TypeError);
  });

  it.each(['', 'a\nRemove-NetIPsecRule', 'a b', 'x'.repeat(65)])('refuses %j as the id of a change', (bad) => {
    expect(() => undoScript({ taskName, changeId: bad, inverses: [], dryStart: false })).toThrow(TypeError);
  });
});

describe('what fits into a task', () => {
  it('is what its command line can hold', () => {
    const longest = (length: number): string => '#'.repeat(length);
    let most = 12_500;
    while (!undoScriptFits(longest(most))) most -= 1;
    const line = `${undoProgram} ${encodedArgument(longest(most))}`;
    expect(line.length).toBeLessThanOrEqual(MOST_COMMAND_LINE - 200);
    expect(line.length).toBeGreaterThan(MOST_COMMAND_LINE - 210);
    expect(encodedArgument('').startsWith(undoArguments)).toBe(true);
  });
});

const words = fc.oneof(hostileText(30), fc.array(hostileText(8), { minLength: 1, maxLength: 12 }));
const switching = fc
  .dictionary(fc.constantFrom('NewDisplayName', 'Description', 'RemoteAddress', 'LocalAddress'), words, {
    noNullPrototype: true,
  })
  .map(set);
const removing = fc.constantFrom('block', 'block-local', 'block2').map(remove);
const ofSecpol = fc.constantFrom(
  ...[undoPlans['undo-unassign'], undoPlans['undo-assign-again']].flatMap((plan) =>
    inversesOf(plan).filter(({ cmdlet }) => /-(?:ItemProperty|Service)$/u.test(cmdlet)),
  ),
);
const inverses = fc.array(fc.oneof(switching, removing, ofSecpol), { maxLength: 5 });

describe('what fits into a task: every change of one policy with one rule', () => {
  const lists = [0, 40, 80, 120, 1_000].map((count) =>
    addresses(...Array.from({ length: count }, (_, at) => `198.18.${at % 200}.${Math.floor(at / 200) * 2 + 1}`)),
  );
  const hostile = examplePolicies['server-hostile'] ?? presetPolicy({ role: 'server' });
  const withPeers = (peers: (typeof lists)[number]): IpSecurityPolicy[] =>
    [
      presetPolicy({ role: 'server', peers }),
      presetPolicy({ role: 'server', peers, protection: 'recommended' }),
    ].flatMap((policy) => [
      policy,
      {
        ...policy,
        name: hostile.name,
        rules: policy.rules.map((rule) => ({
          ...rule,
          filterList: { ...rule.filterList, name: hostile.name, description: hostile.name },
          filterAction: { ...rule.filterAction, name: hostile.name, description: hostile.name },
        })),
      },
    ]);
  const policies = lists.flatMap(withPeers);
  const computers = policies.map((policy) => onComputer(policy));

  it.each(policies.map((policy, at) => [at, policy] as const))('to policy %i, from every other', (_, policy) => {
    const plans = [nothing, ...computers].map((computer) => planFor(policy, computer));
    const lengths = plans.map((plan) => scriptFor(plan)).filter((text) => !undoScriptFits(text));
    expect(lengths.map((text) => text.length)).toEqual([]);
  });
});

describe('how many objects fit into a task', () => {
  const article = presetPolicy({ role: 'server', peers: addresses('192.168.10.0/24', '2001:db8::/64') });
  /** One rule with many ports: the same sets, addresses and main mode for all. */
  const ports = (count: number, model = article): IpSecurityPolicy => {
    const { rule } = ftpDoor(model);
    const [first] = rule?.filterList.filters ?? [];
    if (rule === undefined || first === undefined) throw new TypeError('There is no rule.');
    const filters = Array.from({ length: count }, (_, at) => ({
      ...first,
      destinationPort: { kind: 'port' as const, port: 50_000 + at },
    }));
    return withDoor(model, { rule: { ...rule, filterList: { ...rule.filterList, filters } }, findings: [] });
  };
  /** Rules that share nothing: each with addresses, methods and a lifetime of its own. */
  const rules = (count: number, minutes = 10): IpSecurityPolicy => {
    const made = Array.from({ length: count }, (_, at) => {
      const [rule] = presetPolicy({ role: 'server', peers: addresses(`198.18.${at}.0/24`), port: 5_000 + at }).rules;
      if (rule?.filterAction.kind !== 'negotiate-security') throw new TypeError('There is no rule.');
      const securityMethods = rule.filterAction.securityMethods.map((method) => ({
        ...method,
        sessionKeyLifetime: { ...method.sessionKeyLifetime, seconds: (minutes + at) * 60 },
      }));
      return { ...rule, filterAction: { ...rule.filterAction, securityMethods } };
    });
    return { ...article, rules: made };
  };
  const removalOf = (policy: IpSecurityPolicy): Plan => planRemoval(compile(policy, local), onComputer(policy));

  const recommended = ports(40, presetPolicy({ role: 'server', protection: 'recommended' }));

  it.each<[string, Plan, number]>([
    ['a new policy with 100 ports', planFor(ports(100)), 100],
    ['a new policy with 20 rules that share nothing', planFor(rules(20)), 80],
    ['the removal of rules that share nothing', removalOf(rules(20)), 60],
    ['another protection for 40 ports', planFor(ports(40), onComputer(recommended)), 40],
    ['other lifetimes for 20 rules that share nothing', planFor(rules(20, 400), onComputer(rules(20))), 40],
  ])('%s', (_, plan, atLeast) => {
    const text = scriptFor(plan);
    expect(inversesOf(plan).length).toBeGreaterThanOrEqual(atLeast);
    expect(undoingCalls(text)).toEqual(twice(inversesOf(plan)));
    expect([text.length, undoScriptFits(text)]).toEqual([text.length, true]);
  });

  it('is limited all the same', () => {
    expect(undoScriptFits(scriptFor(planFor(ports(1_000))))).toBe(false);
  });
});

describe('generated undo scripts', () => {
  let grammar: PowerShellGrammar;
  beforeAll(async () => {
    grammar = await loadPowerShellGrammar();
  });
  const allowed = new Set(['Import-Module', ...Object.keys(cmdletTable)]);

  it('give back every inverse with its texts unchanged, in lines of printable ASCII', () => {
    fc.assert(
      fc.property(inverses, fc.boolean(), (generated, dryStart) => {
        const text = script(generated, dryStart);
        expect(text).toMatch(/^(?:[ -~]*\n)+$/u);
        expect(undoingCalls(text)).toEqual(twice(generated));
      }),
      { numRuns: 300 },
    );
  });

  it('are PowerShell as an independent grammar reads it, and call nothing else', () => {
    fc.assert(
      fc.property(inverses, hostileText(10), (generated, task) => {
        const text = script(generated, false, task);
        const commands = commandsOf(grammar.parse(text));
        expect(commands.filter(({ name }) => !allowed.has(name)).map((one) => one.text)).toEqual([]);
        const careless = commands.filter(({ parameters }) => parameters.get('ErrorAction')?.text !== 'Stop');
        expect(careless.map((one) => one.text)).toEqual([]);
        const written = generated.filter((one, at) => at === 0 || beside(one) !== beside(generated[at - 1]));
        expect(commands).toHaveLength(written.length + written.filter(isRemoval).length + 3);
      }),
      { numRuns: 200 },
    );
  });
});
/** All of a call but the name of its object. */
const beside = (call: Invocation | undefined): string =>
  JSON.stringify([call?.cmdlet, { ...call?.parameters, Name: undefined, IPsecRuleName: undefined }]);
const isRemoval = ({ cmdlet }: Invocation): boolean => cmdlet.startsWith('Remove-Net');
