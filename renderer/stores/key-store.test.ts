import { describe, expect, it } from 'vitest';
import { appError } from '#contract/app-error';
import type { Bridge } from '#contract/derive';
import { refuse, succeed } from '#contract/result';
import { presetPolicy } from '#policy/presets';
import { createKeyStore, keyFor } from './key-store';
import { fakeBridge } from './testing/fake-bridge';

const appraised = (digit: string): { handle: string; bits: number; checkWords: null; findings: never[] } => ({
  handle: `key-${digit.repeat(32)}`,
  bits: 42,
  checkWords: null,
  findings: [],
});
const forgetKey: Bridge['forgetKey'] = () => Promise.resolve(succeed(null));

describe('the key store', () => {
  it('keeps a handle that counts for its own policy only', async () => {
    const key = createKeyStore(fakeBridge({ keepKey: () => Promise.resolve(succeed(appraised('a'))) }).bridge);
    await key.keep('secret', 'fbs');
    const policy = presetPolicy({ role: 'server' });
    expect(keyFor(key.state.getState(), policy)).toBe(appraised('a').handle);
    expect(keyFor(key.state.getState(), { ...policy, id: 'other' })).toBeNull();
  });

  it('has the vault forget a key that is replaced', async () => {
    const answers = [appraised('a'), appraised('b')];
    const fake = fakeBridge({ forgetKey, keepKey: () => Promise.resolve(succeed(answers.shift() ?? appraised('c'))) });
    const key = createKeyStore(fake.bridge);
    await key.keep('one', 'fbs');
    await key.keep('two', 'fbs');
    expect(fake.calls.filter(({ name }) => name === 'forgetKey')).toEqual([
      { name: 'forgetKey', argument: { handle: appraised('a').handle } },
    ]);
  });

  it('lets the newest key count when an older answer comes late', async () => {
    const late: ((value: ReturnType<typeof appraised>) => void)[] = [];
    const fake = fakeBridge({
      forgetKey,
      keepKey: () =>
        new Promise((resolve) =>
          late.push((value) => {
            resolve(succeed(value));
          }),
        ),
    });
    const key = createKeyStore(fake.bridge);
    const both = [key.keep('one', 'fbs'), key.keep('two', 'fbs')];
    late[1]?.(appraised('b'));
    late[0]?.(appraised('a'));
    await Promise.all(both);
    expect(key.state.getState()).toMatchObject({ appraisal: { handle: appraised('b').handle } });
    expect(fake.calls.at(-1)).toEqual({ name: 'forgetKey', argument: { handle: appraised('a').handle } });
  });

  it('says why a key was refused', async () => {
    const key = createKeyStore(
      fakeBridge({ keepKey: () => Promise.resolve(refuse(appError('key-has-pipe', {}))) }).bridge,
    );
    await key.keep('a|b', 'fbs');
    expect(key.state.getState()).toMatchObject({ kind: 'refused', error: { code: 'key-has-pipe' } });
  });

  it('gives the text of a generated key once and does not keep it', async () => {
    const generateKey: Bridge['generateKey'] = () =>
      Promise.resolve(succeed({ ...appraised('a'), text: 'made for you' }));
    const key = createKeyStore(fakeBridge({ generateKey }).bridge);
    expect(await key.generate('fbs')).toBe('made for you');
    expect(JSON.stringify(key.state.getState())).not.toContain('made for you');
  });
});
