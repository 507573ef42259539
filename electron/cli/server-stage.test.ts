import { describe, expect, it } from 'vitest';
import { compile } from '#compiler/compile';
import { here } from '#contract/store-object';
import { presetPolicy } from '#policy/presets';
import type { LedgerLine } from '#settings-file/ledger-line';
import { finalCommand, serverStage } from './server-stage';

const final = presetPolicy({ role: 'server', authenticationMethods: [{ kind: 'kerberos-v5' }] });
const file = { file: 'E:\\the stick\\settings.age', sides: { server: final } };

const line = (policy: typeof final, at: string): LedgerLine => ({
  ledger: 1,
  chain: '11111111-1111-4111-8111-111111111111',
  number: 1,
  previous: '',
  key: '0'.repeat(16),
  at,
  computer: 'SERVER',
  policy: 'fbs',
  role: 'server',
  fingerprint: compile(policy, here).fingerprint,
  level: 'enforced',
  evidence: [],
  remarks: [],
  simulated: false,
  mac: 'f'.repeat(64),
});
const withRule = (change: Partial<(typeof final.rules)[number]>): typeof final => ({
  ...final,
  rules: final.rules.map((rule) => ({ ...rule, ...change })),
});
const kerberos = { kind: 'kerberos-v5' } as const;
const key = { kind: 'pre-shared-key' } as const;
const asking = presetPolicy({ role: 'server', mode: 'request', authenticationMethods: [kerberos] });

describe('how far the server is', () => {
  it.each([
    ['final', final],
    ['on-request', asking],
    ['accepts-key', withRule({ authenticationMethods: [kerberos, key] })],
    ['other-policy', withRule({ authenticationMethods: [key] })],
  ] as const)('is %s by its newest line', (stage, policy) => {
    const lines = [line(policy, '2026-02-02T00:00:00.000Z'), line(asking, '2026-01-01T00:00:00.000Z')];
    expect(serverStage(file, lines)).toBe(stage);
  });

  it('is unknown where the ledger has no line of it, or the file no side for it', () => {
    expect(serverStage(file, [])).toBe('unknown');
    expect(
      serverStage({ sides: { workstation: presetPolicy({ role: 'workstation' }) } }, [
        line(final, '2026-01-01T00:00:00.000Z'),
      ]),
    ).toBe('unknown');
  });

  it('is on Request as well where the file itself says so, and the command says Require', () => {
    const sides = { server: asking };
    expect(serverStage({ sides }, [line(asking, '2026-01-01T00:00:00.000Z')])).toBe('on-request');
    expect(finalCommand({ ...file, sides }, {}, {})).toContain('--override --mode require');
  });

  it('is ended by a command for the program that says it', () => {
    const apply = `apply --role server --settings "${file.file}"`;
    expect(finalCommand(file, {}, {})).toBe(`ipsec-backup-wizard ${apply}`);
    expect(finalCommand(file, {}, { withoutStandardInput: true })).toBe(
      `"IPsec Backup Wizard.exe" --cli ${apply} --passphrase-file FILE --yes`,
    );
    expect(
      finalCommand(file, { passphraseFile: 'my words', state: 'a b.json' }, { program: 'npm run --silent cli --' }),
    ).toBe(`npm run --silent cli -- ${apply} --passphrase-file "my words" --state "a b.json" --yes`);
  });

  it('is final where the file says Request and the server was switched to Require', () => {
    const switched = presetPolicy({ role: 'server', authenticationMethods: [kerberos] });
    expect(serverStage({ sides: { server: asking } }, [line(switched, '2026-01-01T00:00:00.000Z')])).toBe('final');
  });

  it('is taken back where its newest line says that nothing is there', () => {
    const gone = { ...line(final, '2026-02-01T00:00:00.000Z'), level: 'none' as const, fingerprint: '0'.repeat(64) };
    expect(serverStage(file, [line(final, '2026-01-01T00:00:00.000Z'), gone])).toBe('taken-back');
  });
});
