import { describe, expect, it } from 'vitest';
import type { Answer as AnswerOf } from '#contract/derive';
import { codeOf, ipcBench, key, policyOf, valueOf } from './testing/ipc-bench';

const unknown = `key-${'0'.repeat(32)}`;

describe('a key that the page sends', () => {
  it('is answered by a handle, a strength, check words and warnings, and never comes back', async () => {
    const bench = ipcBench();
    const answer = await bench.call('keepKey', { text: key, policyId: 'fbs' });
    const appraisal = valueOf<AnswerOf<'keepKey'>>(answer);
    expect(appraisal.handle).toMatch(/^key-[0-9a-f]{32}$/u);
    expect(appraisal.bits).toBeGreaterThan(60);
    expect(appraisal.checkWords).toHaveLength(4);
    expect(appraisal.findings.map(({ code }) => code)).toEqual(['pre-shared-key-not-ascii']);
    expect(JSON.stringify(answer)).not.toContain(key);
  });

  it('gets no check words while it could be guessed', async () => {
    const weak = valueOf<AnswerOf<'keepKey'>>(
      await ipcBench().call('keepKey', { text: 'My secret password', policyId: 'fbs' }),
    );
    expect(weak.checkWords).toBeNull();
  });

  it.each([
    ['', 'key-empty'],
    ['a|b', 'key-has-pipe'],
    ['a\nb', 'key-has-line-end'],
    ['a\u0007b', 'key-has-control-character'],
    ['x'.repeat(10_000), 'key-too-long'],
  ])('is refused as %j with %s, and not kept', async (text, code) => {
    expect(codeOf(await ipcBench().call('keepKey', { text, policyId: 'fbs' }))).toBe(code);
  });

  it('sent twice makes two handles, of which each is forgotten alone', async () => {
    const bench = ipcBench();
    const keep = async () =>
      valueOf<AnswerOf<'keepKey'>>(await bench.call('keepKey', { text: key, policyId: 'fbs' })).handle;
    const [first, second] = [await keep(), await keep()];
    expect(first).not.toBe(second);
    await bench.call('forgetKey', { handle: first });
    expect(codeOf(await bench.call('preview', { policy: policyOf(), key: first }))).toBe('key-handle-unknown');
    expect(codeOf(await bench.call('preview', { policy: policyOf(), key: second }))).toBe('ok');
  });
});

describe('a generated key', () => {
  it('is strong, is shown once and can be used at once', async () => {
    const bench = ipcBench();
    const generated = valueOf<AnswerOf<'generateKey'>>(await bench.call('generateKey', { policyId: 'fbs' }));
    expect(generated.text).toMatch(/^[a-z]{5}(?:-[a-z]{5}){5}$/u);
    expect(generated).toMatchObject({ bits: 135, findings: [] });
    const kept = valueOf<AnswerOf<'keepKey'>>(await bench.call('keepKey', { text: generated.text, policyId: 'fbs' }));
    expect(kept.checkWords).toEqual(generated.checkWords);
    expect(codeOf(await bench.call('preview', { policy: policyOf(), key: generated.handle }))).toBe('ok');
  });
});

describe('a handle that the vault did not make', () => {
  it('is refused wherever a key is used', async () => {
    const bench = ipcBench();
    const answers = [
      await bench.call('preview', { policy: policyOf(), key: unknown }),
      await bench.call('apply', {
        policy: policyOf(),
        key: unknown,
        fingerprint: 'a'.repeat(64),
        undoAfterSeconds: 60,
      }),
      await bench.call('verify', { policyId: 'fbs', role: 'server', key: unknown }),
    ];
    expect(answers.map(codeOf)).toEqual(Array(3).fill('key-handle-unknown'));
  });

  it('is forgotten without complaint', async () => {
    expect(codeOf(await ipcBench().call('forgetKey', { handle: unknown }))).toBe('ok');
  });
});
