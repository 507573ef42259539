import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingIn, run, temporaryFolder, type Ran } from './testing/command-line';

let folder = '';
let remove = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const keys: readonly (readonly [what: string, key: string])[] = [
  ['quotes and code', `O'Brien "$(Get-Date)" \`n; #> '@ %PATH% \u2018one\u2019 \u201etwo\u201d`],
  ['Polish, Spanish, emoji', 'Zażółć ¿contraseña? 😀👩‍💻'],
  ['JSON and the look of an option', '--json {"a":"\\u0041\\\\"} </script> -Force:'],
  ['nearly 10,000 letters', 'Xy7ż'.repeat(2_499)],
];

/** Base64 of the bytes wherever they begin in what is encoded: without the letters that neighbours have a part in. */
const base64Anywhere = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/u, '');
    return text.slice(before === 0 ? 0 : before + 1, -2);
  });

const asciiJson = (key: string): string =>
  JSON.stringify(key).replaceAll(/[^\x20-\x7e]/gu, (letter) =>
    Array.from({ length: letter.length }, (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );

/** Every spelling under which a key could lie somewhere, quick digests among them: they can be guessed. */
function spellings(key: string): readonly Buffer[] {
  const forms = [Buffer.from(key, 'utf8'), Buffer.from(key, 'utf16le')];
  const texts = [
    ...[
      JSON.stringify(key).slice(1, -1),
      asciiJson(key).slice(1, -1),
      encodeURIComponent(key),
      key.replaceAll("'", "''"),
    ],
    ...forms.flatMap(base64Anywhere),
    ...forms.flatMap((bytes) => [bytes.toString('hex'), bytes.toString('hex').toUpperCase()]),
    ...['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) =>
      forms.map((bytes) => createHash(name).update(bytes).digest('hex')),
    ),
  ];
  return [...forms, ...texts.map((text) => Buffer.from(text))];
}

/** Everything that a user does, succeeding and failing, once as text and once as JSON. */
function runs(state: string, log: string): readonly (readonly [argv: readonly string[], faults: string])[] {
  const policy = ['--role', 'server', '--psk-stdin'];
  const verbs: readonly (readonly [readonly string[], string])[] = [
    [['plan', ...policy], ''],
    [['plan', ...policy, '--format', 'powershell'], ''],
    [['preflight', ...policy], ''],
    [['apply', ...policy], ''],
    [['apply', ...policy, '--yes'], 'fail@1'],
    [['apply', ...policy, '--yes'], 'fail@5'],
    [['apply', ...policy, '--yes'], 'differ@1'],
    [['apply', ...policy, '--yes'], 'diskfull@2'],
    [['apply', ...policy, '--yes'], 'fail@3,fail@4,fail@5,fail@6,fail@7,fail@8,fail@9'],
    [['apply', ...policy, '--yes', '--expect', 'x'], ''],
    [['apply', ...policy, '--yes', '--port', '0'], ''],
    [['apply', ...policy, '--yes', '--bogus'], ''],
    [['apply', ...policy, '--yes'], ''],
    [['apply', ...policy, '--yes'], ''],
    [['verify', '--psk-stdin'], ''],
    [['verify', ...policy, '--protection', 'recommended'], ''],
    [['status', '--psk-stdin'], ''],
    [['simulate', 'show'], ''],
    [['remove', '--psk-stdin', '--yes'], 'fail@2'],
    [['remove', '--psk-stdin', '--yes'], ''],
  ];
  const place = ['--state', state, '--log', log];
  return verbs.flatMap(([argv, faults]) => [
    [[...argv, ...place], faults],
    [[...argv, ...place, '--json'], faults],
  ]);
}

const bytesOf = ({ stdout, stderr }: Ran): Buffer => Buffer.from(`${stdout}\n${stderr}`);

describe.each(keys)('a key of %s', (what, key) => {
  const place = (): string => join(folder, what.replaceAll(/\W/gu, '-'));

  it('is in no output, state, record, log or lock, in no spelling', async () => {
    const [state, log] = [`${place()}.json`, `${place()}.log`];
    const wanted = spellings(key.normalize('NFC'));
    const found: string[] = [];
    const look = (where: string, bytes: Buffer): void => {
      if (wanted.some((spelling) => bytes.includes(spelling))) found.push(where);
    };
    for (const [argv, faults] of runs(state, log)) {
      const ran = await run(argv, { stdin: key, environment: { IPSEC_WIZARD_SIMULATE: faults } });
      look(`${argv.join(' ')} (${faults})`, bytesOf(ran));
      // After the last change nothing would be left to be searched: so after each.
      for (const [file, bytes] of await everythingIn(folder)) look(`${file} after ${argv.join(' ')}`, bytes);
    }
    expect(found).toEqual([]);
  });
});

describe('this test', () => {
  it('finds a key in every spelling', () => {
    const key = "O'Brien ż 😀";
    const script = (offset: number): string =>
      Buffer.from(`${'#'.repeat(offset)}$k = "${key}" # end`).toString('base64');
    for (const text of [
      key,
      JSON.stringify({ key }),
      asciiJson(key),
      script(0),
      script(1),
      script(2),
      encodeURIComponent(key),
    ]) {
      expect(spellings(key).some((spelling) => Buffer.from(text).includes(spelling))).toBe(true);
    }
    expect(spellings(key).some((spelling) => Buffer.from(key, 'utf16le').includes(spelling))).toBe(true);
    expect(spellings(key).some((spelling) => Buffer.from('something else').includes(spelling))).toBe(false);
  });
});

describe('a key file', () => {
  it('stays what it is, and its content goes nowhere', async () => {
    const { folder: apart, remove: removeApart } = await temporaryFolder();
    const [file, key] = [join(apart, 'key.txt'), 'O’Brien’s ż secret'];
    await writeFile(file, `${key}\n`);
    const state = join(folder, 'from-file.json');
    const ran = await run(['apply', '--role', 'server', '--psk-file', file, '--yes', '--json', '--state', state]);
    await removeApart();
    expect(ran.status).toBe(0);
    const places = [bytesOf(ran), ...(await everythingIn(folder)).values()];
    for (const spelling of spellings(key)) expect(places.some((bytes) => bytes.includes(spelling))).toBe(false);
  });
});
