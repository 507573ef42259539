import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, temporaryFolder } from './testing/command-line';
import { expectCalmWords } from './testing/expectations';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const authority = 'DC=example, DC=corp, CN=Corp Root CA';
const options = ['--role', 'workstation', '--auth', 'certificate', '--ca', authority, '--host', 'simulated'] as const;

let files = 0;
async function computer(certificates: readonly object[]): Promise<string> {
  const file = join(folder, `computer-${(files += 1)}.json`);
  await writeFile(file, JSON.stringify({ computer: { certificates } }));
  return file;
}
const good = { Subject: 'CN=pc7', Issuer: authority };

interface Found {
  readonly code: string;
  readonly severity: string;
}
async function preflight(
  certificates: readonly object[],
  ...more: readonly string[]
): Promise<readonly [number, ...string[]]> {
  const { status, answer } = await runJson(['preflight', ...options, '--state', await computer(certificates), ...more]);
  const findings = (answer.findings ?? []) as readonly Found[];
  const own = findings.filter(({ code }) => code.startsWith('certificate-'));
  return [status, ...own.map(({ code, severity }) => `${code} ${severity}`)];
}

describe('certificates by command line', () => {
  it('an empty store is a warning, and the policy can be applied: certificates may be enrolled later', async () => {
    expect(await preflight([])).toEqual([0, 'certificate-missing warning']);
    const { status, answer } = await runJson(['apply', ...options, '--yes', '--state', await computer([])]);
    expect([status, answer.outcome]).toEqual([4, 'applied']);
  });

  it('a good certificate passes without a word', async () => {
    expect(await preflight([good])).toEqual([0]);
  });

  it('what can prove nothing blocks, by the computer’s own clock as well', async () => {
    expect(await preflight([{ ...good, HasPrivateKey: false }])).toEqual([5, 'certificate-without-key block']);
    const file = await computer([{ ...good, NotAfter: new Date(Date.now() + 3_600_000).toISOString() }]);
    const look = async (): Promise<number> => (await run(['preflight', ...options, '--state', file])).status;
    expect(await look()).toBe(0);
    await run(['simulate', 'time', '+7200', '--state', file]);
    expect(await look()).toBe(5);
  });

  it('a key beside it makes it a warning', async () => {
    expect(await preflight([{ ...good, HasPrivateKey: false }], '--auth', 'psk')).toEqual([
      0,
      'certificate-without-key warning',
    ]);
  });

  it('says in calm words what to do, and how the name is written here', async () => {
    const reversed = ['--ca', 'CN=Corp Root CA, DC=corp, DC=example'];
    const { stdout, stderr } = await run(['preflight', ...options, ...reversed, '--state', await computer([good])]);
    expect(stdout).toContain(`Write the authority as it stands in the certificate: ${authority}`);
    expectCalmWords(stdout + stderr);
  });
});
