import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileTexts } from '#host/testing/hostile-text';
import { run, runJson, someKey, storesIn, temporaryFolder } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';

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

describe('a policy that cannot be', () => {
  /** What is wrong, how it is written, and which finding of the policy says so. */
  const cases: readonly (readonly [what: string, options: readonly string[], path: string])[] = [
    ['port 0', ['--port', '0'], 'rules[0].filterList.filters[0].destinationPort'],
    ['port 65536', ['--port', '65536'], 'rules[0].filterList.filters[0].destinationPort'],
    ['a name as an address', ['--peer', 'backup.example.com'], '--peer'],
    ['an empty address', ['--peer', ''], '--peer'],
    ['an octet above 255', ['--peer', '192.0.2.256'], '--peer'],
    ['an octal address', ['--peer', '010.0.0.1'], '--peer'],
    ['a short address', ['--peer', '10.1'], '--peer'],
    ['a prefix of 33', ['--peer', '192.0.2.0/33'], '--peer'],
    ['a prefix of 129', ['--peer', '2001:db8::/129'], '--peer'],
    ['a mask with a hole', ['--peer', '192.0.2.0/255.0.255.0'], '--peer'],
    ['a reversed range', ['--peer', '192.0.2.9-192.0.2.1'], '--peer'],
    ['a mixed range', ['--peer', '192.0.2.1-2001:db8::1'], '--peer'],
    ['multicast', ['--peer', '224.0.0.1'], ''],
    ['loopback', ['--peer', '127.0.0.1'], ''],
    ['IPv4 here and IPv6 there', ['--local', '192.0.2.1', '--peer', '2001:db8::1'], ''],
    ['an id with capitals', ['--policy', 'FBS'], 'id'],
    ['an empty id', ['--policy', ''], 'id'],
    ['an id with a wildcard', ['--policy', 'fbs*'], 'id'],
    ['an id of a path', ['--policy', '../fbs'], 'id'],
    ['an id that is too long', ['--policy', 'a'.repeat(41)], 'id'],
    ['two groups in main mode', ['--main-mode', 'AES256-SHA384-DH20,DES3-SHA1-DH2'], ''],
    ['no such cipher', ['--main-mode', 'ROT13-SHA1-DH2'], '--main-mode'],
    ['an empty list', ['--main-mode', ''], '--main-mode'],
    ['GCM without its GMAC', ['--quick-mode', 'ESP:AESGCM256-SHA1'], ''],
    ['encryption alone', ['--quick-mode', 'ESP:DES3-None'], ''],
    ['the same method twice', ['--auth', 'psk', '--auth', 'psk'], ''],
    ['an authority that is no name', ['--auth', 'certificate', '--ca', 'not a DN'], ''],
  ];

  it.each(cases)('%s is refused with its own path, and nothing is touched', async (what, options, path) => {
    const file = stateFile(`policy-${what.replaceAll(/\W/gu, '-')}.json`);
    const error = expectError(await runJson(applyTo(file, ...options), { stdin }), 'policy-invalid', 1);
    expect(error.stateNow).toBe('Nothing on this computer has been changed.');
    expect(error.path).toBeDefined();
    if (path !== '') expect(error.path).toBe(path);
    await expect(storesIn(file)).rejects.toThrow('ENOENT');
  });

  it('gets a sentence of its own for each thing that can be wrong', async () => {
    const errors = await Promise.all(
      cases.map(
        async ([, options]) => (await runJson(['plan', '--role', 'server', ...options])).answer.error?.happened,
      ),
    );
    expect(new Set(errors).size).toBe(cases.length);
  });

  it('with a thousand and more addresses is refused, not tried', async () => {
    const peers = Array.from({ length: 1_100 }, (_, at) => [
      '--peer',
      `10.0.${Math.floor(at / 250)}.${at % 250}`,
    ]).flat();
    expectError(await runJson(['plan', '--role', 'server', ...peers]), 'policy-invalid', 1);
  });
});

describe('hostile text in an option', () => {
  const texts = [
    ...hostileTexts.filter((text) => !text.includes('\0')),
    '\u001b[31mred',
    '\u202egnp',
    '__proto__',
    '*',
  ];
  const options = ['--policy', '--port', '--peer', '--local', '--auth', '--main-mode', '--quick-mode', '--pfs'];
  const choices = ['--role', '--protection', '--mode', '--host', '--target', '--lang', '--format', '--ca-type', '--ca'];

  it.each([...options, ...choices])('%s is refused in calm words or taken as what it says', async (option) => {
    for (const text of texts) {
      const more = option === '--ca' || option === '--ca-type' ? ['--auth', 'certificate'] : [];
      const { status, answer, stderr } = await runJson(['plan', '--role', 'server', ...more, option, text]);
      expect([1, 2]).toContain(status);
      if (status === 1) expect(['usage', 'policy-invalid', 'not-in-this-version']).toContain(answer.error?.code);
      expectCalmWords(stderr.replaceAll('undefined', ''));
    }
  });

  it('in the name of an authority goes into the plan to the letter', async () => {
    const authority = `CN=O'Brien \u2018$(x)\u2019 \u201eż\u201d \`n, O="Ñ 😀"`;
    const argv = ['plan', '--role', 'server', '--auth', 'certificate', '--ca', authority];
    const { stdout } = await runJson(argv);
    expect(stdout).toContain(JSON.stringify(authority).slice(1, -1));
  });

  it('as a verb is named and refused', async () => {
    for (const text of ['\u001b[31mred', '$(x)', '😀']) {
      expectError(await runJson([text]), 'usage', 1);
    }
  });

  it('in the name of somebody else’s rule does not reach the terminal', async () => {
    const file = stateFile('hostile-rule.json');
    const rule = {
      Name: 'x',
      DisplayName: '\u001b[2J\rApplied.\u202e',
      InboundSecurity: 'Require',
      OutboundSecurity: 'Require',
    };
    await writeFile(file, JSON.stringify({ format: 1, stores: { PersistentStore: { NetIPsecRule: [rule] } } }));
    const { stdout, stderr } = await run(['preflight', ...server, '--state', file], { stdin });
    expect(stdout).toContain('\\u001b[2J\\u000dApplied.\\u202e');
    expectCalmWords(stdout + stderr);
  });

  it('as a name of a file is a name of a file', async () => {
    const file = stateFile("o'b $(x) `n ż 😀 -Name.json");
    const { status } = await run(applyTo(file), { stdin });
    expect(status).toBe(0);
    await expect(storesIn(file)).resolves.toBeDefined();
  });
});

describe('IPSEC_WIZARD_SIMULATE', () => {
  it.each([
    'fail',
    'fail@0',
    'fail@-1',
    'fail@x',
    'explode@1',
    'delay=',
    'delay=-1',
    'fail@1;fail@2',
    'fail@1,,',
    '$(x)',
    '😀',
  ])('"%s" is refused with what would do', async (text) => {
    const error = expectError(
      await runJson(['plan', ...server], { stdin, environment: { IPSEC_WIZARD_SIMULATE: text } }),
      'fault-list-invalid',
      1,
    );
    expect(error.whatNext).toContain('fail@k');
  });

  it('that is empty is none', async () => {
    expect((await run(['plan', ...server], { stdin, environment: { IPSEC_WIZARD_SIMULATE: ' ' } })).status).toBe(2);
  });
});

describe('an authority that no method uses', () => {
  it.each([
    ['--ca', ['--ca', 'CN=Corp Root CA'], '--ca'],
    ['--ca-type', ['--ca-type', 'root'], '--ca-type'],
  ])('given by %s is refused rather than ignored', async (_, options, path) => {
    const { status, answer } = await runJson(['plan', '--role', 'server', ...options]);
    expect({ status, code: answer.error?.code, path: answer.error?.path }).toEqual({ status: 1, code: 'usage', path });
  });
});
