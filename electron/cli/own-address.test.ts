import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run, runJson, temporaryFolder, type Answer, type Ran } from './testing/command-line';

/** A rule for one own address protects nothing once the computer has another: seen when it is checked, not assumed. */

const key = 'a key of some length, for tests';
let folder = '';
let remove = (): Promise<void> => Promise.resolve();
let count = 0;
let file = '';
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
beforeEach(() => {
  count += 1;
  file = join(folder, `${count}.json`);
});
afterAll(() => remove());

const cli = (argv: string, stdin = ''): Promise<Ran & { readonly answer: Answer }> =>
  runJson([...argv.split(' '), '--state', file], { stdin });
const apply = (more: string): ReturnType<typeof cli> => cli(`apply --role server --psk-stdin --yes ${more}`, key);
const addresses = (list: string): Promise<Ran> => run(['simulate', 'set', `addresses=${list}`, '--state', file]);

describe('a policy for one address of this computer', () => {
  it('is enforced while the computer has that address', async () => {
    expect(await apply('--local 192.0.2.1')).toMatchObject({ status: 0, answer: { proof: { level: 'enforced' } } });
    await addresses('2001:db8::9/64,192.0.2.1/24');
    expect(await cli('verify')).toMatchObject({ status: 0, answer: { differences: [] } });
  });

  it('is drift once a lease has changed, until the address is back', async () => {
    await apply('--local 192.0.2.1');
    await addresses('192.0.2.9/24');
    const { status, answer } = await cli('verify');
    const found = 'ipsecbw-fbs-server-rule-1 is for 192.0.2.1, and this computer has 192.0.2.9';
    expect({ status, differences: answer.differences }).toMatchObject({
      status: 2,
      differences: [{ property: '(enforcement)', found }],
    });
    expect((await cli('status')).answer).toMatchObject({ policies: [{ level: 'stored', differences: 1 }] });
    await addresses('192.0.2.1/24');
    expect((await cli('verify')).status).toBe(0);
  });

  it('does not reach its level where the computer never had it, and waits to be kept without proof', async () => {
    const { status, answer } = await apply('--local 192.0.2.77 --confirm-within 300');
    expect({ status, level: answer.proof?.level }).toEqual({ status: 4, level: 'stored' });
    expect(answer.findings?.map(({ code }) => code)).toContain('local-address-elsewhere');
    expect(await cli('confirm')).toMatchObject({ status: 4, answer: { error: { code: 'not-proved' } } });
    expect((await cli('confirm --without-proof')).status).toBe(0);
  });

  it('is undone where only what protects may stay', async () => {
    expect(await apply('--local 192.0.2.77 --if-unproved undo')).toMatchObject({ status: 3 });
  });
});
