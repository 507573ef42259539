import { link, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { documentOf, type Settings } from '#settings-file/document';
import { readSettings } from '#settings-file/read';
import { examplePair, keyText, quick } from '#settings-file/testing/examples';
import { writeSettings } from '#settings-file/write';
import { everythingIn, run, runJson, temporaryFolder, type Answer } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
const path = (name: string): string => join(folder, name);
const words = 'four words nobody connects';
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
  await writeFile(path('words'), `${words}\n`);
  await writeFile(path('key'), `${keyText}\n`);
});
afterAll(() => remove());

interface SettingsAnswer extends Answer {
  readonly file: string;
  readonly sealed: boolean;
  readonly keyInside: boolean;
  readonly keyLeftOut?: boolean;
  readonly policies: readonly { readonly role: string; readonly policy: string; readonly fingerprint: string }[];
}
const settings = async (...argv: readonly string[]) => {
  const ran = await runJson(['settings', ...argv]);
  return { ...ran, answer: ran.answer as SettingsAnswer };
};
const passphrase = (): readonly string[] => ['--passphrase-file', path('words')];
const key = (): readonly string[] => ['--psk-file', path('key')];

/** As `settings new` writes it, but opened in no time. */
async function sealed(
  name: string,
  content: Settings = examplePair(),
  inside: string | null = keyText,
): Promise<string> {
  const seal = {
    passphrase: new Secret(words),
    key: inside === null ? undefined : new Secret(inside),
    workFactor: quick,
  };
  await writeSettings(path(name), content, seal, { replace: true });
  return path(name);
}
async function plain(name: string, content: object = documentOf(examplePair())): Promise<string> {
  await writeFile(path(name), JSON.stringify(content));
  return path(name);
}
const onlyServer = (): Settings => {
  const { createdAt, sides } = examplePair();
  if (sides.server === undefined) throw new TypeError('the example is no pair');
  return { createdAt, sides: { server: sides.server } };
};

describe('settings new', () => {
  it('writes both sides and the key, sealed, and says so', async () => {
    const addresses = ['--server', '192.0.2.1', '--workstation', '192.0.2.64/26', '--workstation', '2001:db8::/64'];
    const argv = [
      'new',
      '--pair',
      ...addresses,
      '--port',
      '4532',
      '--out',
      path('pair.age'),
      ...passphrase(),
      ...key(),
    ];
    const { status, answer } = await settings(...argv);
    expect({ status, ...answer }).toMatchObject({
      status: 0,
      verb: 'settings',
      sealed: true,
      keyInside: true,
      keyLeftOut: false,
    });
    expect(answer.policies.map(({ role }) => role)).toEqual(['server', 'workstation']);
    const opened = await readSettings(path('pair.age'), new Secret(words));
    expect(opened.key?.reveal()).toBe(keyText);
    expect(JSON.stringify(opened.sides.workstation)).toContain('192.0.2.1"');
    expect(opened.sides.server?.rules[0]?.filterList.filters).toHaveLength(2);
  });

  it('without a passphrase writes no key, and says that it was left out', async () => {
    const { status, answer, stderr } = await settings('new', '--role', 'server', '--out', path('plain.json'), ...key());
    expect({ status, ...answer }).toMatchObject({ status: 0, sealed: false, keyInside: false, keyLeftOut: true });
    expect(stderr).toContain('left out');
    expect(await readFile(path('plain.json'), 'utf8')).not.toContain(keyText.slice(0, 4));
  });

  it('leaves a file that is there alone, unless --yes', async () => {
    const argv = ['new', '--role', 'server', '--out', path('there.json')];
    expect((await settings(...argv)).status).toBe(0);
    const before = await readFile(path('there.json'));
    expectError(await settings(...argv, '--port', '1'), 'file-exists', 1);
    expect(await readFile(path('there.json'))).toEqual(before);
    expect((await settings(...argv, '--port', '1', '--yes')).status).toBe(0);
    expect(await readFile(path('there.json'), 'utf8')).toContain('"port": 1');
  });

  it.each([
    [['--role', 'server', '--port', '70000'], 'policy-invalid'],
    [['--pair', '--server', 'backup.example'], 'policy-invalid'],
    [['--pair', '--auth', 'magic'], 'usage'],
  ])('writes nothing for %j', async (argv, code) => {
    expectError(await settings('new', ...argv, '--out', path('never.json')), code, 1);
    expect(await readdir(folder)).not.toContain('never.json');
  });

  it.each([
    ['empty', '\n', 'passphrase-unusable'],
    ['of two lines', 'a\nb', 'passphrase-unusable'],
    ['with a tab', 'a\tb', 'passphrase-unusable'],
    ['no UTF-8', Buffer.from([0xff, 0x61]), 'passphrase-unusable'],
    ['of 1,025 letters', 'x'.repeat(1_025), 'passphrase-unusable'],
    ['endless', 'x'.repeat(200_000), 'passphrase-unusable'],
  ])('refuses a passphrase that is %s', async (_, content, code) => {
    await writeFile(path('bad-words'), content);
    const argv = ['new', '--role', 'server', '--out', path('never.json'), '--passphrase-file', path('bad-words')];
    expectError(await settings(...argv), code, 1);
  });

  it('warns of a passphrase that can be guessed, and seals with it all the same', async () => {
    await writeFile(path('weak'), 'backup1\n');
    const weak = ['--passphrase-file', path('weak')];
    const { status, answer, stderr } = await settings('new', '--role', 'server', '--out', path('weak.age'), ...weak);
    expect({ status, ...answer }).toMatchObject({
      status: 0,
      sealed: true,
      findings: [{ code: 'passphrase-weak', severity: 'warning' }],
    });
    expect(stderr).toMatch(/^warning: The passphrase .*guess/mu);
    const strong = await settings('new', '--role', 'server', '--out', path('strong.age'), ...passphrase());
    expect(strong.answer).toMatchObject({ sealed: true, findings: [] });
    const none = await settings('new', '--role', 'server', '--out', path('none.json'));
    expect(none.answer).toMatchObject({ sealed: false, findings: [] });
  });

  it('makes no folder', async () => {
    expectError(await settings('new', '--role', 'server', '--out', path('none/x')), 'file-unwritable', 1);
  });
});

describe('settings show and check', () => {
  it('say what is inside, and never the key', async () => {
    const file = await sealed('shown.age');
    for (const verb of ['show', 'check']) {
      const { status, answer, stdout, stderr } = await settings(verb, file, ...passphrase());
      expect({ status, ...answer }).toMatchObject({ status: 0, sealed: true, keyInside: true, workFactor: quick });
      const text = await run(['settings', verb, '--settings', file, ...passphrase()]);
      expect(text.stdout).toContain('The pre-shared key is inside.');
      for (const said of [stdout, stderr, text.stdout, text.stderr]) expect(said).not.toContain(keyText);
      expectCalmWords(text.stdout);
    }
  });

  it('show one side where --role picks it', async () => {
    const file = await plain('one-side.json');
    const { answer, stderr } = await settings('show', file, '--role', 'workstation');
    expect(answer.policies.map(({ role }) => role)).toEqual(['workstation']);
    expect(answer).toMatchObject({ ipSecurityPolicies: [{ role: 'workstation' }] });
    expect(stderr).not.toContain('the side of the server');
    const server = await plain('server-side.json', documentOf(onlyServer()));
    expectError(await settings('show', server, '--role', 'workstation'), 'settings-role-absent', 1);
  });

  it('name the same fingerprint as plan', async () => {
    const file = await plain('fingerprint.json');
    const { answer } = await settings('show', file);
    const plan = await runJson(['plan', '--settings', file, '--role', 'workstation']);
    expect(plan.answer.fingerprint).toBe(answer.policies[1]?.fingerprint);
  });

  it('refuse a pair that does not match, and a policy that cannot be applied', async () => {
    const { sides, createdAt } = examplePair();
    const request = examplePair({ mode: 'request' }).sides.workstation;
    const unlike = await plain(
      'unlike.json',
      documentOf({ createdAt, sides: { ...sides, workstation: request } as Settings['sides'] }),
    );
    expect(expectError(await settings('check', unlike), 'settings-pair-differs', 1).happened).toContain(
      'filter action',
    );
    const noRules = await plain('no-rules.json', {
      ...documentOf(examplePair()),
      server: { ...sides.server, rules: [] },
      workstation: undefined,
    });
    expectError(await settings('check', noRules), 'policy-invalid', 1);
    expect((await settings('show', noRules)).status).toBe(0);
  });

  it('refuse a sealed key that Windows would refuse, without quoting it', async () => {
    const file = await sealed('pipe.age', examplePair(), 'Zx9q|QvWk7');
    const ran = await settings('check', file, ...passphrase());
    expectError(ran, 'key-has-pipe', 1);
    expect(ran.stdout + ran.stderr).not.toContain('Zx9q');
  });
});

describe('settings seal and open', () => {
  it('seal in place with the key, and open again into another file without it', async () => {
    const file = await plain('to-seal.json');
    const seal = await settings('seal', file, ...passphrase(), ...key());
    expect({ status: seal.status, ...seal.answer }).toMatchObject({ status: 0, sealed: true, keyInside: true });
    expect(await readFile(file, 'utf8')).toMatch(/^-----BEGIN AGE/u);
    const open = await settings('open', file, '--out', path('opened.json'), ...passphrase());
    expect({ status: open.status, ...open.answer }).toMatchObject({
      status: 0,
      sealed: false,
      keyInside: false,
      keyLeftOut: true,
    });
    expect(JSON.parse(await readFile(path('opened.json'), 'utf8'))).toEqual(documentOf(examplePair()));
  });

  it('never write over the only place of the key, and never twice', async () => {
    const file = await sealed('only.age');
    const before = await readFile(file);
    expectError(await settings('open', file, '--out', file, '--yes', ...passphrase()), 'usage', 1);
    await symlink(folder, path('linked'));
    await link(file, path('second-name.age'));
    for (const name of [join('linked', 'only.age'), 'second-name.age'])
      expectError(await settings('open', file, '--out', path(name), '--yes', ...passphrase()), 'usage', 1);
    await rm(path('linked'));
    await rm(path('second-name.age'));
    expectError(await settings('seal', file, ...passphrase()), 'settings-sealed-already', 1);
    expectError(await settings('seal', await plain('unsealed.json')), 'usage', 1);
    expect(await readFile(file)).toEqual(before);
  });
});

describe('--settings', () => {
  const state = (name: string): readonly string[] => ['--state', path(name)];

  it('gives policy and key to apply, verify, preflight and plan', async () => {
    const file = await sealed('apply.age', onlyServer());
    const from = ['--settings', file, ...passphrase(), ...state('pc.json')];
    expect((await runJson(['plan', ...from])).status).toBe(2);
    expect((await runJson(['preflight', ...from])).status).toBe(0);
    expect((await runJson(['apply', '--yes', ...from])).status).toBe(0);
    expect((await runJson(['verify', ...from])).status).toBe(0);
    expect((await runJson(['plan', ...from])).status).toBe(0);
    const other = await sealed('other-key.age', onlyServer(), 'another key entirely');
    expect((await runJson(['verify', '--settings', other, ...passphrase(), ...state('pc.json')])).status).toBe(2);
  });

  it('takes the passphrase from the first line of standard input and the key from the rest', async () => {
    const file = await sealed('both.age', onlyServer(), null);
    const argv = ['apply', '--yes', '--settings', file, '--passphrase-stdin', '--psk-stdin', ...state('both.json')];
    expect((await run(argv, { stdin: `${words}\r\n${keyText}\n` })).status).toBe(0);
    expect(
      (
        await run(
          ['verify', '--psk-file', path('key'), '--settings', file, '--passphrase-stdin', ...state('both.json')],
          { stdin: `${words}\n` },
        )
      ).status,
    ).toBe(0);
    expectError(await runJson(argv, { stdin: words }), 'key-empty', 1);
  });

  it('says when the key is needed and neither inside nor given', async () => {
    const file = await plain('keyless.json');
    const argv = ['--settings', file, '--role', 'server', ...state('keyless-pc.json')];
    expect((await runJson(['plan', ...argv])).status).toBe(2);
    const error = expectError(await runJson(['apply', '--yes', ...argv]), 'settings-key-missing', 1);
    expect(error.happened).toContain(file);
    expect((await runJson(['apply', '--yes', ...argv, ...key()])).status).toBe(0);
  });

  it('takes the side of a pair that --role names, and no other', async () => {
    const pair = await plain('pair.json');
    expectError(await runJson(['plan', '--settings', pair]), 'settings-role-missing', 1);
    const { answer } = await runJson(['plan', '--settings', pair, '--role', 'workstation']);
    expect(answer).toMatchObject({ role: 'workstation' });
    const server = await plain('server.json', documentOf(onlyServer()));
    expectError(await runJson(['plan', '--settings', server, '--role', 'workstation']), 'settings-role-absent', 1);
  });

  it.each([
    ['--port', '4532'],
    ['--peer', '192.0.2.9'],
    ['--auth', 'kerberos'],
    ['--protection', 'recommended'],
    ['--policy', 'other'],
    ['--mode', 'request'],
    ['--pfs', 'DH14'],
  ])('together with %s is refused, unless --override lets it change that alone', async (option, value) => {
    const file = await plain('override.json', documentOf(onlyServer()));
    const argv = ['plan', '--settings', file, option, value];
    expect(expectError(await runJson(argv), 'usage', 1).path).toBe(option);
    const [before, after] = [await runJson(['plan', '--settings', file]), await runJson([...argv, '--override'])];
    expect(after.status).toBe(2);
    expect(after.answer.fingerprint).not.toBe(before.answer.fingerprint);
    expect(changedBetween(before.answer, after.answer)).toEqual(changes[option]);
  });

  it('refuses a second key unless --override, and then takes it', async () => {
    const file = await sealed('key-twice.age', onlyServer());
    const argv = ['plan', '--settings', file, ...passphrase(), ...key()];
    expect(expectError(await runJson(argv), 'usage', 1).path).toBe('--psk-file');
    expect((await runJson([...argv, '--override'])).status).toBe(2);
  });

  it('overrides nothing of a policy that options cannot describe', async () => {
    const content = onlyServer();
    const [rule] = content.sides.server?.rules ?? [];
    const file = await plain('two-rules.json', {
      ...documentOf(content),
      server: { ...content.sides.server, rules: [rule, rule] },
    });
    expectError(await runJson(['plan', '--settings', file, '--port', '1', '--override']), 'usage', 1);
  });

  it.each([
    ['nothing', '', 'settings-truncated'],
    ['a photograph', Buffer.from([0xff, 0xd8, 0xff]), 'settings-not-settings'],
    ['a newer one', JSON.stringify({ ...documentOf(examplePair()), format: 9 }), 'settings-too-new'],
    [
      'a key in clear',
      JSON.stringify({ ...documentOf(examplePair()), preSharedKey: keyText }),
      'settings-key-in-clear',
    ],
  ])('with %s changes nothing, for every verb that reads it', async (_, content, code) => {
    await writeFile(path('bad.age'), content);
    for (const verb of ['plan', 'apply', 'verify', 'preflight']) {
      const ran = await runJson([
        verb,
        '--yes',
        '--settings',
        path('bad.age'),
        ...passphrase(),
        ...state('untouched.json'),
      ]);
      expectError(ran, code, 1);
      expect(ran.stdout + ran.stderr).not.toContain(keyText);
    }
    expect(await readdir(folder)).not.toContain('untouched.json');
  });

  it('leaves neither key nor passphrase anywhere but in the sealed files', async () => {
    const file = await sealed('secrecy.age', onlyServer());
    const argv = ['--settings', file, ...passphrase(), '--log', path('log.jsonl'), ...state('secrecy.json')];
    for (const verb of ['plan', 'apply', 'verify']) {
      const { stdout, stderr } = await run([verb, '--yes', ...argv]);
      for (const said of [stdout, stderr]) {
        expect(said).not.toContain(keyText);
        expect(said).not.toContain(words);
      }
    }
    const wanted = [
      keyText,
      words,
      Buffer.from(keyText).toString('base64'),
      Buffer.from(keyText, 'utf16le').toString('base64'),
    ];
    const ours = [path('words'), path('key'), path('bad.age')];
    for (const [name, content] of await everythingIn(folder)) {
      if (!ours.includes(name))
        expect({ name, holds: wanted.filter((text) => content.includes(text)) }).toEqual({ name, holds: [] });
    }
  });
});

/** Which parts of the policy in two plans differ. */
function changedBetween(before: Answer, after: Answer): readonly string[] {
  const parts = [before, after].map((answer) =>
    partsOf((answer as Answer & { readonly ipSecurityPolicy: Policy }).ipSecurityPolicy),
  );
  const [first = {}, second = {}] = parts;
  return Object.keys(first).filter((part) => JSON.stringify(first[part]) !== JSON.stringify(second[part]));
}
interface Policy {
  readonly id: string;
  readonly name: string;
  readonly keyExchange: unknown;
  readonly rules: readonly {
    readonly filterList: {
      readonly filters: readonly {
        readonly source: unknown;
        readonly destination: unknown;
        readonly destinationPort: unknown;
      }[];
    };
    readonly filterAction: Readonly<Record<string, unknown>>;
    readonly authenticationMethods: unknown;
  }[];
}
const partsOf = ({ id, name, keyExchange, rules }: Policy): Readonly<Record<string, unknown>> => ({
  id,
  name,
  keyExchange,
  sources: rules.map(({ filterList }) => filterList.filters.map(({ source }) => source)),
  destinations: rules.map(({ filterList }) => filterList.filters.map(({ destination }) => destination)),
  ports: rules.map(({ filterList }) => filterList.filters.map(({ destinationPort }) => destinationPort)),
  methods: rules.map(({ filterAction }) => filterAction['securityMethods']),
  clearText: rules.map(({ filterAction }) => [filterAction['acceptUnsecured'], filterAction['allowFallback']]),
  pfs: rules.map(({ filterAction }) => filterAction['sessionKeyPerfectForwardSecrecy']),
  authentication: rules.map(({ authenticationMethods }) => authenticationMethods),
});
const changes: Readonly<Record<string, readonly string[]>> = {
  '--port': ['ports'],
  '--peer': ['sources'],
  '--auth': ['authentication'],
  '--protection': ['keyExchange', 'methods'],
  '--policy': ['id'],
  '--mode': ['clearText'],
  '--pfs': ['pfs'],
};
