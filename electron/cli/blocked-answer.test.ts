import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, runJson, someKey, temporaryFolder, type Answer, type Ran } from './testing/command-line';
import { expectError } from './testing/expectations';

/** Scripts read `outcome`, whatever it was that refused the change. */

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

let count = 0;
const stateFile = (): string => join(folder, `${(count += 1)}.json`);
const stdin = someKey;
const apply = (file: string, ...more: readonly string[]): Promise<Ran & { readonly answer: Answer }> =>
  runJson(['apply', '--role', 'server', '--psk-stdin', '--yes', '--state', file, ...more], { stdin });

function expectBlocked(ran: Ran & { readonly answer: Answer }, code: string): void {
  expectError(ran, code, 5);
  const { answer } = ran;
  expect(answer).toMatchObject({ outcome: 'blocked', steps: [], differences: [], proof: { level: 'none' } });
  expect(answer.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
  for (const finding of answer.findings ?? []) expect(finding).toHaveProperty('happened');
  expect(answer.findings?.length).toBeGreaterThan(0);
}

describe('apply that is refused', () => {
  it('because another plan was reviewed answers as any block does', async () => {
    expectBlocked(await apply(stateFile(), '--expect', '0'.repeat(64)), 'stale-plan');
  });

  it('because a change is pending answers as any block does', async () => {
    const file = stateFile();
    expect((await apply(file, '--confirm-within', '300')).answer.outcome).toBe('pending');
    expectBlocked(await apply(file, '--port', '5000'), 'pending-change');
  });

  it('because a second copy is at work answers as any block does', async () => {
    const file = stateFile();
    await mkdir(`${file}.data`, { recursive: true });
    await writeFile(join(`${file}.data`, 'changing.lock'), `${process.pid} x`);
    expectBlocked(await apply(file), 'second-copy');
  });

  it('because of bad input is no block', async () => {
    const ran = await runJson(['apply', '--role', 'server', '--yes', '--state', stateFile()]);
    expectError(ran, 'key-missing', 1);
    expect(ran.answer).not.toHaveProperty('outcome');
  });
});

describe('verify', () => {
  it('names a rule of others in three sentences for each policy as well', async () => {
    const file = stateFile();
    await apply(file);
    const state = JSON.parse(await readFile(file, 'utf8')) as {
      stores: { PersistentStore: { NetIPsecRule: object[] } };
    };
    state.stores.PersistentStore.NetIPsecRule.push({
      ...{ Name: 'f1', DisplayName: 'other', Enabled: 'True', InboundSecurity: 'None', OutboundSecurity: 'None' },
      ...{ Protocol: 'TCP', LocalPort: ['4531'], RemoteAddress: ['192.0.2.30'] },
    });
    await writeFile(file, JSON.stringify(state));
    const { answer } = await runJson(['verify', '--state', file]);
    const [policy] = answer.policies ?? [];
    expect(policy?.['findings']).toEqual([
      {
        ...{ code: 'ipsec-rule-overlap', severity: 'block' },
        ...{ happened: expect.any(String) as string, stateNow: expect.any(String) as string },
        whatNext: expect.any(String) as string,
      },
    ]);
    expect((await run(['verify', '--state', file])).status).toBe(2);
  });
});
