import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runJson, temporaryFolder, type Answer, type Given, type Ran } from './testing/command-line';
import { expectError } from './testing/expectations';

/** What others see and do while a change waits to be kept. */

const [oldKey, newKey] = ['an old key of some length', 'a new key of some length'];
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

const cli = (argv: string, given: Given = {}): Promise<Ran & { readonly answer: Answer }> =>
  runJson([...argv.split(' '), '--state', file], given);
const apply = (more: string, stdin: string): ReturnType<typeof cli> =>
  cli(`apply --role server --psk-stdin --yes ${more}`, { stdin });

interface State {
  readonly stores: { readonly PersistentStore: { NetFirewallRule: unknown[] } };
}
const state = async (): Promise<State> => JSON.parse(await readFile(file, 'utf8')) as State;

describe('a pending change, seen by who has another key', () => {
  beforeEach(async () => {
    expect((await apply('--confirm-within 300', oldKey)).status).toBe(0);
  });

  it('is refused and not undone by apply', async () => {
    const before = await readFile(file, 'utf8');
    expectError(await apply('--protection transition', newKey), 'pending-change', 5);
    expect(await readFile(file, 'utf8')).toBe(before);
    expect((await cli('confirm')).status).toBe(0);
  });

  it('is still told as one that waits to be kept', async () => {
    const { answer } = await cli('status --psk-stdin', { stdin: newKey });
    expect(answer.pending).toMatchObject({ kind: 'pending', canKeep: true });
  });
});

describe('recover while another copy is at work', () => {
  it('names that copy, and does not call what it has armed left behind', async () => {
    expect((await apply('--confirm-within 300', oldKey)).status).toBe(0);
    await writeFile(join(`${file}.data`, 'changing.lock'), `${process.pid} x`);
    const ran = await cli('recover --yes');
    expectError(ran, 'second-copy', 5);
    expect(ran.stderr).not.toContain('whose journal is not here');
  });
});

describe('what a pending change has taken out of use', () => {
  const seen = async (): Promise<unknown> => {
    const [verified, { answer }] = [await cli('verify'), await cli('status')];
    return { status: verified.status, differences: verified.answer.differences, policies: answer.policies };
  };
  const inPlace = {
    status: 0,
    differences: [],
    policies: [expect.objectContaining({ level: 'enforced', differences: 0 }) as unknown],
  };

  it.each([
    ['a new key', '', newKey],
    ['other protection, and no narrowing any more', '--protection recommended', oldKey],
  ])('is no drift after %s', async (_, more, key) => {
    expect((await apply('--peer 10.0.0.0/8', oldKey)).status).toBe(0);
    expect((await apply(`${more === '' ? '--peer 10.0.0.0/8' : more} --confirm-within 300`, key)).status).toBe(0);
    expect(await seen()).toEqual(inPlace);
    expect((await cli('confirm')).status).toBe(0);
    expect(await seen()).toEqual(inPlace);
  });

  it('is drift where no change waits', async () => {
    expect((await apply('--peer 10.0.0.0/8', oldKey)).status).toBe(0);
    const was = await state();
    expect((await apply('--protection article', oldKey)).status).toBe(0);
    const now = await state();
    now.stores.PersistentStore.NetFirewallRule = was.stores.PersistentStore.NetFirewallRule;
    await writeFile(file, JSON.stringify(now));
    expect((await cli('verify')).status).toBe(2);
  });
});
