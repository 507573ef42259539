import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '#contract/app-error';
import { codeOf, errorOf, ipcBench, valueOf } from './testing/ipc-bench';

describe('saveText', () => {
  it('writes where the person says, and answers where that was', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'save-')), 'plan.ps1');
    const bench = ipcBench({ askWhereToSave: () => Promise.resolve(file) });
    expect(valueOf(await bench.call('saveText', { suggestedName: 'plan.ps1', text: 'Zażółć\r\n' }))).toEqual({ file });
    expect(await readFile(file, 'utf8')).toBe('Zażółć\r\n');
  });

  it('answers null when the person cancels', async () => {
    expect(valueOf(await ipcBench().call('saveText', { suggestedName: 'plan.ps1', text: '' }))).toBeNull();
  });

  it('says when the place cannot be written', async () => {
    const bench = ipcBench({ askWhereToSave: () => Promise.resolve('/nowhere/at/all.txt') });
    expect(codeOf(await bench.call('saveText', { suggestedName: 'plan.ps1', text: 'x' }))).toBe('file-unwritable');
  });

  it.each(['../plan.ps1', 'C:\\plan.ps1', 'a/b', '', 'x'.repeat(101), 'plan\u0000.ps1'])(
    'refuses the name %j',
    async (suggestedName) => {
      expect(codeOf(await ipcBench().call('saveText', { suggestedName, text: 'x' }))).toBe('argument-invalid');
    },
  );
});

describe('resolveName', () => {
  it('answers each address once, and 64 at most', async () => {
    const many = Array.from({ length: 100 }, (_, at) => `192.0.2.${at}`);
    const bench = ipcBench({ resolveAddresses: () => Promise.resolve(['192.0.2.1', ...many]) });
    const addresses = valueOf<readonly string[]>(await bench.call('resolveName', { dnsName: 'backup.example' }));
    expect(addresses).toHaveLength(64);
    expect(new Set(addresses).size).toBe(64);
  });

  it.each(['', '192.0.2.1', '-a.example', 'a..b', 'a b', '$(calc)', 'x'.repeat(64), '.'])(
    'refuses %j as no name, without asking',
    async (dnsName) => {
      const bench = ipcBench({ resolveAddresses: () => fail('internal', { problem: 'it was asked' }) });
      expect(codeOf(await bench.call('resolveName', { dnsName }))).toBe('name-not-resolved');
    },
  );

  it.each(['srv01', 'backup.corp.example', 'żółw.example', '_fbs.example', 'backup.example.'])(
    'asks for %j',
    async (dnsName) => {
      const bench = ipcBench({ resolveAddresses: (asked) => Promise.resolve([asked]) });
      expect(valueOf(await bench.call('resolveName', { dnsName }))).toEqual([dnsName]);
    },
  );

  it('is asked for 64 different names in a window, and for no text that holds a key', async () => {
    const bench = ipcBench({ resolveAddresses: () => Promise.resolve(['192.0.2.1']) });
    const ask = async (dnsName: string) => codeOf(await bench.call('resolveName', { dnsName }));
    await bench.call('keepKey', { text: 'correct-horse-battery', policyId: 'fbs' });
    expect(await ask('correct-horse-battery.example')).toBe('name-not-resolved');
    for (let at = 0; at < 64; at += 1) expect(await ask(`host${at}.example`)).toBe('ok');
    expect(await ask('one-more.example')).toBe('name-not-resolved');
    expect(await ask('host3.example')).toBe('ok');
  });

  it('says why a name has no address', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const bench = ipcBench({ resolveAddresses: () => Promise.reject(unknown) });
    expect(errorOf(await bench.call('resolveName', { dnsName: 'nobody.example' }))).toMatchObject({
      context: { dnsName: 'nobody.example', reason: 'ENOTFOUND' },
    });
    expect(codeOf(await ipcBench().call('resolveName', { dnsName: 'empty.example' }))).toBe('name-not-resolved');
  });
});

describe('the window', () => {
  it('answers that elevation was refused as a normal answer', async () => {
    const bench = ipcBench({ restartAsAdministrator: () => fail('elevation-refused', {}) });
    expect(codeOf(await bench.call('restartAsAdministrator', null))).toBe('elevation-refused');
    expect(codeOf(await bench.call('restartAsAdministrator', null))).toBe('elevation-refused');
  });

  it('closes when the page asks', async () => {
    let closed = 0;
    await ipcBench({ closeWindow: () => (closed += 1) }).call('closeWindow', null);
    expect(closed).toBe(1);
  });
});
