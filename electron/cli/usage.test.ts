import { describe, expect, it } from 'vitest';
import { run, runJson } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';

const verbs = ['plan', 'apply', 'verify', 'status', 'remove', 'preflight', 'kit', 'report'];

describe('help', () => {
  it('names the verbs and options of this version, and none of a later one', async () => {
    const { status, stdout, stderr } = await run(['--help']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const verb of [...verbs, 'settings', 'ledger', 'simulate'])
      expect(stdout).toMatch(new RegExp(`^ +${verb}\\b`, 'mu'));
  });

  it.each(verbs)('%s --help shows policy, secret and place options and nothing of a later version', async (verb) => {
    const { status, stdout } = await run([verb, '--help']);
    expect(status).toBe(0);
    for (const option of ['--role', '--peer', '--psk-stdin', '--psk-file', '--state', '--json', '--quiet', '--log']) {
      expect(stdout).toContain(option);
    }
    expect(stdout).not.toMatch(/--watch|--require-proof/u);
    expect(stdout).not.toMatch(/"(?:pl|es)"/u);
    expectCalmWords(stdout);
  });
});

describe('what belongs to a later version', () => {
  const things: readonly (readonly string[])[] = [
    ['plan', '--role', 'server', '--lang', 'pl'],
    ['plan', '--role', 'server', '--lang=es'],
    ['verify', '--require-proof'],
    ['status', '--watch'],
  ];

  it.each(things.map((argv) => [argv.join(' '), argv] as const))(
    '%s is said to be not in this version',
    async (_, argv) => {
      const error = expectError(await runJson(argv), 'not-in-this-version', 1);
      expect(error.happened).toContain('not in this version');
    },
  );
});

describe('usage that makes no sense', () => {
  const wrong: readonly (readonly string[])[] = [
    [],
    ['bogus'],
    ['--bogus'],
    ['simulate'],
    ['simulate', 'bogus'],
    ['plan', 'extra', '--role', 'server'],
    ['plan', '--role', 'king'],
    ['plan', '--role', 'server', '--gpo', 'corp.example\\FBS'],
    ['plan', '--role', 'server', '--target=gpo'],
    ['plan', '--role'],
    ['plan'],
    ['apply', '--yes'],
    ['preflight'],
    ['plan', '--role', 'server', '--port', 'x'],
    ['plan', '--role', 'server', '--port', '-1'],
    ['plan', '--role', 'server', '--port', '1e3'],
    ['plan', '--role', 'server', '--auth', 'magic'],
    ['plan', '--role', 'server', '--auth', 'certificate'],
    ['plan', '--role', 'server', '--pfs', 'DH3'],
    ['plan', '--role', 'server', '--protection', 'best'],
    ['plan', '--role', 'server', '--mode', 'perhaps'],
    ['plan', '--role', 'server', '--format', 'xml'],
    ['plan', '--role', 'server', '--host', 'cloud'],
    ['plan', '--role', 'server', '--lang', 'xx'],
    ['plan', '--role', 'server', '--state', ''],
    ['plan', '--role', 'server', '--psk-file', ''],
    ['plan', '--role', 'server', '--log', ''],
    ['preflight', '--role', 'server', '--network', ''],
    ['preflight', '--role', 'server', '--network', 'no-such-folder'],
    ['simulate', 'connect', '--state', 'x', '--to', '192.0.2.1'],
    ['simulate', 'connect', '--state', 'x', '--to', '192.0.2.1', '--network', 'no-such-folder'],
    ['plan', '--role', 'server', '--psk-file', 'x', '--psk-stdin'],
    ['apply', '--role', 'server', '--if-unproved', 'perhaps'],
    ['plan', '--role', 'server', '--expect', 'x'],
    ['verify', '--port', '4531'],
    ['verify', '--main-mode', 'DES3-SHA1-DH2'],
    ['settings'],
    ['settings', 'bogus'],
    ['settings', 'new', '--role', 'server'],
    ['settings', 'new', '--out', 'x'],
    ['settings', 'new', '--out', '', '--role', 'server'],
    ['settings', 'new', '--pair', '--role', 'server', '--out', 'x'],
    ['settings', 'new', '--pair', '--peer', '192.0.2.1', '--out', 'x'],
    ['settings', 'new', '--role', 'server', '--workstation', '192.0.2.1', '--out', 'x'],
    ['settings', 'show'],
    ['settings', 'show', ''],
    ['settings', 'open', 'x'],
    ['kit'],
    ['kit', '--to', ''],
    ['kit', '--to', 'x', '--auth', 'kerberos'],
    ['kit', '--to', 'x', '--settings', 'y', '--pair'],
    ['ledger'],
    ['ledger', 'bogus'],
    ['ledger', 'show'],
    ['ledger', 'check'],
    ['ledger', 'check', 'x'],
    ['ledger', 'merge', '--out', 'x'],
    ['ledger', 'merge', 'x'],
    ['report'],
    ['report', '--to', ''],
    ['plan', '--settings', ''],
    ['plan', '--role', 'server', '--passphrase-stdin', '--passphrase-file', 'x'],
    ['simulate', 'set'],
    ['simulate', 'set', 'elevated=false'],
    ['simulate', 'show'],
    ['simulate', 'foreign-rules', 'many', '--state', 'x'],
    ['simulate', 'foreign-rules', '0', '--state', 'x'],
    ['simulate', 'foreign-rules', '--state', 'x'],
  ];

  it.each(wrong.map((argv) => [argv.join(' '), argv] as const))(
    '"%s" exits 1, as text and as JSON',
    async (_, argv) => {
      const text = await run(argv);
      expect(text.status).toBe(1);
      expect(text.stderr).toMatch(
        /^The command cannot be carried out: .+\. Nothing on this computer has been changed\./mu,
      );
      expectCalmWords(text.stderr);
      if (argv.length > 0 && !argv[0]?.startsWith('-')) expectError(await runJson(argv), 'usage', 1);
    },
  );

  it('is one JSON document also where the options come before the verb or stand alone', async () => {
    for (const argv of [
      ['--json'],
      ['--json', 'plan'],
      ['plan', '--format', 'json', '--bogus'],
      ['plan', '--format=json', 'x'],
    ]) {
      expectError(await run(argv), 'usage', 1);
    }
  });
});
