import { describe, expect, it } from 'vitest';
import { codeOf, ipcBench, key, policyOf, valueOf } from './testing/ipc-bench';

const draft = { page: 'security-rule', policy: policyOf(), past: [policyOf({ protection: 'recommended' })] };

describe('the draft', () => {
  it('is null at first, comes back as it was saved, and goes when it is no longer wanted', async () => {
    const bench = ipcBench();
    expect(valueOf(await bench.call('loadDraft', null))).toBeNull();
    expect(codeOf(await bench.call('saveDraft', { draft }))).toBe('ok');
    expect(valueOf(await bench.call('loadDraft', null))).toEqual(draft);
    await bench.call('saveDraft', { draft: null });
    expect(valueOf(await bench.call('loadDraft', null))).toBeNull();
  });

  it.each([
    'key',
    'psk',
    'PSK',
    'preSharedKey',
    'pre_shared_key',
    'pre-shared-key-text',
    'keyText',
    'secret',
    'password',
    'passphrase',
  ])('is refused with a member named %s that holds text, however deep', async (name) => {
    const bench = ipcBench();
    const answer = await bench.call('saveDraft', { draft: { pages: [{ [name]: 'a key' }] } });
    expect(codeOf(answer)).toBe('draft-refused');
    expect(valueOf(await bench.call('loadDraft', null))).toBeNull();
  });

  it('may say which handle was used, and what kind of key module', async () => {
    const harmless = { key: `key-${'0'.repeat(32)}`, secret: null, keyExchange: { keyModule: 'IKEv1' }, keyed: 'yes' };
    expect(codeOf(await ipcBench().call('saveDraft', { draft: harmless }))).toBe('ok');
  });

  it('is refused when a kept key stands in any of its texts', async () => {
    const bench = ipcBench();
    await bench.call('keepKey', { text: key, policyId: 'fbs' });
    expect(codeOf(await bench.call('saveDraft', { draft: { note: `it is ${key}` } }))).toBe('draft-refused');
    expect(codeOf(await bench.call('saveDraft', { draft }))).toBe('ok');
  });

  it('is refused above 1 MB', async () => {
    const bench = ipcBench();
    expect(codeOf(await bench.call('saveDraft', { draft: { note: 'x'.repeat(1_048_577) } }))).toBe('draft-refused');
    expect(codeOf(await bench.call('saveDraft', { draft: { note: 'ż'.repeat(600_000) } }))).toBe('draft-refused');
  });

  it.each([
    '',
    '{',
    '[]',
    '"text"',
    '{"__proto__":{}}',
    `${'['.repeat(100)}${']'.repeat(100)}`,
    `{"a":"${'x'.repeat(2_000_000)}"}`,
  ])('is refused when its file is damaged', async (text) => {
    const bench = ipcBench();
    await bench.drafts.write('draft.json', text);
    expect(codeOf(await bench.call('loadDraft', null))).toBe('draft-refused');
  });
});
