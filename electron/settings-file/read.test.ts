import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armor, Encrypter } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#contract/secret';
import { errorSentences } from '#texts/error-sentences.en';
import { documentOf, plainText } from './document';
import { looksSealed, mostBytes, openBytes, readSettings } from './read';
import { errorOf, examplePair, key, keyText, passphrase, quick, sealedByAge } from './testing/examples';
import { settingsText } from './write';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-settings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = examplePair();
const sealed = (): Promise<string> => settingsText(settings, { passphrase, key, workFactor: quick });
const open = (content: string | Uint8Array, by: Secret | undefined = passphrase) =>
  openBytes(Buffer.from(content), by, 'x');
const codeOf = async (content: string | Uint8Array, by: Secret | undefined = passphrase) =>
  (await errorOf(open(content, by)))?.code;

describe('a sealed file', () => {
  it('gives back what was sealed, and the key', async () => {
    const opened = await open(await sealed());
    expect(opened).toMatchObject({ ...settings, seal: { kind: 'passphrase', workFactor: quick } });
    expect(opened.key?.reveal()).toBe(keyText);
    expect(opened.ledgerSecret?.reveal()).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('has a ledger of its own: no two have the same secret for it', async () => {
    const [one, other] = [await open(await sealed()), await open(await sealed())];
    expect(one.ledgerSecret?.reveal()).not.toBe(other.ledgerSecret?.reveal());
  });

  it('holds neither key nor policy in clear, and opens without its armor and between blanks as well', async () => {
    const text = await sealed();
    expect(text).not.toContain('fbs');
    expect(text).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/u);
    for (const form of [armor.decode(text), `\ufeff\r\n${text.replaceAll('\n', '\r\n')}\n\n`]) {
      expect((await open(form)).key?.reveal()).toBe(keyText);
    }
  });

  it('opens as well where an editor or a redirection made UTF-16 of it, sealed or plain', async () => {
    const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
    const [ofSealed, ofPlain] = [utf16(await sealed()), utf16(plainText(settings))];
    for (const bytes of [ofSealed, Buffer.from(ofSealed).swap16()]) {
      expect(looksSealed(bytes)).toBe(true);
      expect((await open(bytes)).key?.reveal()).toBe(keyText);
      expect(await codeOf(bytes, new Secret('another'))).toBe('settings-passphrase-wrong');
    }
    for (const bytes of [ofPlain, Buffer.from(ofPlain).swap16()]) expect(await open(bytes)).toMatchObject(settings);
    expect(await codeOf(ofPlain.subarray(0, 1_001))).toBe('settings-damaged');
    expect(await codeOf(ofPlain.subarray(0, 1_000))).toBe('settings-truncated');
    expect(await codeOf(Buffer.from([0xff, 0xfe]))).toBe('settings-truncated');
  });

  it('opens by a passphrase in whichever composition its letters are typed', async () => {
    const text = await settingsText(settings, { passphrase: new Secret('Zażółć'), key: undefined, workFactor: quick });
    expect((await open(text, new Secret('Zażółć'.normalize('NFD')))).sides).toEqual(settings.sides);
  });

  it('of another tool, which took the letters of the passphrase as they were typed, opens', async () => {
    const typed = 'Zażółć'.normalize('NFD');
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(quick);
    encrypter.setPassphrase(typed);
    const bytes = await encrypter.encrypt(plainText(settings));
    expect((await open(bytes, new Secret(typed))).sides).toEqual(settings.sides);
    expect(await codeOf(bytes, new Secret('Zażółć'))).toBe('settings-passphrase-wrong');
  });

  it('of another tool for the same format opens', async () => {
    const opened = await open(await sealedByAge.read(), sealedByAge.passphrase);
    expect(opened.seal).toEqual({ kind: 'passphrase', workFactor: 18 });
    expect(opened.key?.reveal()).toBe(sealedByAge.keyText);
    // It is of format 1, which knew no ledger.
    expect(opened.ledgerSecret).toBeUndefined();
  });

  it('takes about half a second by default, and not next to nothing', async () => {
    const text = await settingsText(settings, { passphrase, key });
    const begun = performance.now();
    expect((await open(text)).seal).toEqual({ kind: 'passphrase', workFactor: 17 });
    expect(performance.now() - begun).toBeGreaterThan(100);
  });

  it('says each thing that can be wrong with it by its own name', async () => {
    const text = await sealed();
    const bytes = armor.decode(text);
    const edited = (from: string, to: string): string =>
      armor.encode(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'));
    const broken = Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    expect(await codeOf(text, new Secret('another one'))).toBe('settings-passphrase-wrong');
    expect((await errorOf(openBytes(Buffer.from(text), undefined, 'x')))?.code).toBe('settings-passphrase-missing');
    expect(await codeOf(armor.encode(broken))).toBe('settings-damaged');
    expect(await codeOf(text.slice(0, -40))).toBe('settings-truncated');
    expect(await codeOf(text.slice(0, 20))).toBe('settings-truncated');
    expect(await codeOf(bytes.subarray(0, 100))).toBe('settings-truncated');
    expect(await codeOf(edited('org/v1', 'org/v2'))).toBe('settings-too-new');
    expect(await codeOf(edited('-> scrypt', '-> X25519'))).toBe('settings-not-by-passphrase');
    expect(await codeOf(edited(` ${quick}\n`, ' 30\n'))).toBe('settings-work-factor');
    expect(await codeOf(text.replace(/.{4}\n-----END/u, '####\n-----END'))).toBe('settings-damaged');
  });

  it('is refused for its work factor before any work: at once, and with any passphrase', async () => {
    const text = Buffer.from(armor.decode(await sealed()))
      .toString('latin1')
      .replace(` ${quick}\n`, ' 63\n');
    const begun = performance.now();
    expect(await codeOf(Buffer.from(text, 'latin1'))).toBe('settings-work-factor');
    expect((await errorOf(openBytes(Buffer.from(text, 'latin1'), undefined, 'x')))?.code).toBe('settings-work-factor');
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('a plain file', () => {
  it('gives back what was written, and no key', async () => {
    const text = await settingsText(settings, undefined);
    expect(text).toBe(plainText(settings));
    expect(await open(text)).toMatchObject({ ...settings, key: undefined, seal: { kind: 'none' } });
    expect(await open(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toMatchObject(settings);
  });

  const text = plainText(settings);
  const json = (changed: object): string => JSON.stringify({ ...documentOf(settings), ...changed });
  const { server, workstation } = settings.sides;
  const wrong: readonly (readonly [what: string, content: string | Uint8Array, code: string])[] = [
    ['nothing in it', '', 'settings-truncated'],
    ['only blanks', ' \r\n ', 'settings-truncated'],
    ['half of it', text.slice(0, text.length / 2), 'settings-truncated'],
    ['all but the last bracket', text.trim().slice(0, -1), 'settings-truncated'],
    ['a bracket too many', `${text}}`, 'settings-damaged'],
    ['Latin-1 letters', Buffer.from(text, 'latin1'), 'settings-damaged'],
    ['a key in clear', json({ preSharedKey: keyText }), 'settings-key-in-clear'],
    ['a newer format', json({ format: 3 }), 'settings-too-new'],
    ['a ledger secret in clear', json({ ledgerSecret: 'a'.repeat(64) }), 'settings-damaged'],
    ['no format', json({ format: undefined }), 'settings-damaged'],
    ['no policy', json({ server: undefined, workstation: undefined }), 'settings-damaged'],
    ['an unknown member', json({ more: 1 }), 'settings-damaged'],
    ['a policy under the other role', json({ server: workstation }), 'settings-damaged'],
    ['a policy that is none', json({ server: { ...server, rules: 'all' } }), 'settings-damaged'],
    ['half a policy', json({ server: { id: 'fbs', role: 'server' } }), 'settings-damaged'],
    ['an impossible port', text.replaceAll('4531', '99999'), 'settings-damaged'],
    [
      'endless depth',
      json({ server: 0 })
        .replace('"server":0', `"server":${'['.repeat(100_000)}`)
        .slice(0, 100_000),
      'settings-truncated',
    ],
    [
      'too much depth',
      json({ server: 0 }).replace('"server":0', `"server":${'['.repeat(5_000)}${']'.repeat(5_000)}`),
      'settings-damaged',
    ],
    ['another kind', '{"kind":"something else"}', 'settings-not-settings'],
    ['a member of its prototype', json({}).replace('{', '{"__proto__":{"a":1},'), 'settings-damaged'],
    ['a plan', '{"schema":1,"ipSecurityPolicy":{}}', 'settings-not-settings'],
    ['a list', '[]', 'settings-not-settings'],
    ['a program', Buffer.from('MZ\x90\0\x03', 'latin1'), 'settings-not-settings'],
    ['zeros, as after a pulled stick', new Uint8Array(4_096), 'settings-not-settings'],
  ];
  it.each(wrong)('with %s is refused by its own name', async (_, content, code) => {
    expect(await codeOf(content)).toBe(code);
  });

  it('that is damaged is named with the place, as its policy is no secret', async () => {
    const error = await errorOf(open(text.replace('"mirrored": true', '"mirrored": "yes"')));
    expect(JSON.stringify(error?.context)).toContain('server.rules[0].filterList.filters[0].mirrored');
  });
});

describe('a file on a disk', () => {
  const path = (name: string): string => join(folder, name);

  it('that is too large is not read to its end', async () => {
    await writeFile(path('huge'), '{');
    await truncate(path('huge'), 40 * 1024 ** 3);
    expect(await errorOf(readSettings(path('huge'), undefined))).toMatchObject({ code: 'settings-too-large' });
    await writeFile(path('limit'), Buffer.alloc(mostBytes, 0x20));
    expect((await errorOf(readSettings(path('limit'), undefined)))?.code).toBe('settings-truncated');
  });

  it('that is none is said to be none, and holds nobody up', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    for (const name of [path('pipe'), folder, path('missing'), '/dev/zero', 'a\0b']) {
      expect((await errorOf(readSettings(name, undefined)))?.code).toBe('file-unreadable');
    }
  });
});

it('every error about it has three sentences and no key', async () => {
  const error = await errorOf(open(await sealed(), new Secret('x')));
  if (error === undefined) throw new TypeError('it opened');
  const { happened, stateNow, whatNext } = errorSentences(error);
  expect(happened).toContain('x');
  expect(stateNow).toContain('left as it is');
  expect(whatNext).toContain('Check');
});
