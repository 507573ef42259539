import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { KeyVault } from './vault';

const checked = (text: string): { key: Secret; warnings: [] } => ({ key: new Secret(text), warnings: [] });
const codeOf = (take: () => unknown): string => {
  try {
    take();
    return 'taken';
  } catch (error) {
    return error instanceof AppFailure ? error.appError.code : String(error);
  }
};

describe('the vault', () => {
  it('answers a handle that says nothing of the key, another one each time', () => {
    const vault = new KeyVault();
    const handles = [vault.keep(checked('the same key')), vault.keep(checked('the same key'))];
    for (const handle of handles) expect(handle).toMatch(/^key-[0-9a-f]{32}$/u);
    expect(handles[0]).not.toBe(handles[1]);
  });

  it('gives the key behind a handle, until it is forgotten', () => {
    const vault = new KeyVault();
    const handle = vault.keep(checked('a key of mine'));
    expect(vault.take(handle).key.reveal()).toBe('a key of mine');
    vault.forget(handle);
    vault.forget(handle);
    expect(codeOf(() => vault.take(handle))).toBe('key-handle-unknown');
  });

  it('knows no handle that it did not make', () => {
    expect(codeOf(() => new KeyVault().take(`key-${'0'.repeat(32)}`))).toBe('key-handle-unknown');
    expect(codeOf(() => new KeyVault().take('__proto__'))).toBe('key-handle-unknown');
  });

  it('forgets everything at once', () => {
    const vault = new KeyVault();
    const handles = [vault.keep(checked('one')), vault.keep(checked('two'))];
    vault.forgetAll();
    expect(handles.map((handle) => codeOf(() => vault.take(handle)))).toEqual([
      'key-handle-unknown',
      'key-handle-unknown',
    ]);
  });

  it('keeps sixteen keys and forgets the oldest', () => {
    const vault = new KeyVault();
    const handles = Array.from({ length: 17 }, (_, at) => vault.keep(checked(`key ${at}`)));
    expect(codeOf(() => vault.take(handles[0] ?? ''))).toBe('key-handle-unknown');
    expect(handles.slice(1).map((handle) => codeOf(() => vault.take(handle)))).toEqual(Array(16).fill('taken'));
  });

  it('finds a long key in a text, and no short one that may be there by chance', () => {
    const vault = new KeyVault();
    vault.keep(checked('FBS'));
    expect(vault.occursIn('FBS secure connection')).toBe(false);
    vault.keep(checked('a long enough key'));
    expect(vault.occursIn({ notes: ['note: a long enough key!'] })).toBe(true);
    expect(vault.occursIn({ 'a long enough key': 1 })).toBe(true);
  });

  it('shows no key when it is printed', () => {
    const vault = new KeyVault();
    vault.keep(checked('never to be seen'));
    expect(inspect(vault, { depth: 9, showHidden: true }) + JSON.stringify(vault)).not.toContain('never to be seen');
  });
});
