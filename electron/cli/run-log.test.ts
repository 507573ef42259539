import { link, mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '#contract/app-error';
import { Secret } from '#contract/secret';
import { openRunLog } from './run-log';
import { run, someKey } from './testing/command-line';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ipsecbw-log-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const moment = new Date('2026-03-04T05:06:07.000Z');
const open = (file: string) => openRunLog(file, () => moment);
const entriesIn = async (file: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const refusal = (file: string): string => {
  try {
    open(file);
    return 'opened';
  } catch (error) {
    return error instanceof AppFailure ? JSON.stringify(error.appError) : String(error);
  }
};

describe('the log of a run', () => {
  it('adds one line an event, with its time, to what was there', async () => {
    const file = join(folder, 'two-runs.log');
    for (const verb of ['apply', 'remove']) open(file)({ event: 'begin', verb });
    expect(await entriesIn(file)).toEqual(
      ['apply', 'remove'].flatMap((verb) => [
        { time: moment.toISOString(), event: 'log-opened' },
        { time: moment.toISOString(), event: 'begin', verb },
      ]),
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('masks a secret that is handed to it by mistake', async () => {
    const file = join(folder, 'secret.log');
    open(file)({ event: 'step', key: new Secret('key-7531'), deep: { list: [new Secret('key-7531')] } });
    expect(await readFile(file, 'utf8')).not.toContain('7531');
  });

  it('stays in bounded lines, whatever a message holds', async () => {
    const file = join(folder, 'long.log');
    open(file)({ event: 'error', happened: `a\r\nb${'x'.repeat(1_000_000)}`, list: Array(10_000).fill('y') });
    const [, entry] = await entriesIn(file);
    expect(JSON.stringify(entry).length).toBeLessThan(6_000);
  });

  it('begins a line of its own after one that was torn', async () => {
    const file = join(folder, 'torn.log');
    await writeFile(file, '{"time":"2026-');
    open(file);
    expect((await readFile(file, 'utf8')).split('\n')[1]).toContain('log-opened');
  });

  it.each(['a link', 'a link to nothing', 'a second name', 'a folder', 'too long'])(
    'is refused before anything begins where the file is %s',
    async (what) => {
      const [foreign, file] = [join(folder, `foreign of ${what}`), join(folder, what)];
      await writeFile(foreign, 'precious');
      if (what === 'a link') await symlink(foreign, file);
      if (what === 'a link to nothing') await symlink(join(folder, 'not-there'), file);
      if (what === 'a second name') await link(foreign, file);
      if (what === 'a folder') await mkdir(file);
      if (what === 'too long') {
        await writeFile(file, '');
        await truncate(file, 32 * 1024 * 1024);
      }
      expect(refusal(file)).toContain('file-unwritable');
      expect(await readFile(foreign, 'utf8')).toBe('precious');
      await expect(stat(join(folder, 'not-there'))).rejects.toThrow('ENOENT');
    },
  );

  it('does not follow a link that is put there later, and does not stop the run', async () => {
    const [file, foreign] = [join(folder, 'later.log'), join(folder, 'later foreign')];
    await writeFile(foreign, 'precious');
    const log = open(file);
    await rm(file);
    await symlink(foreign, file);
    log({ event: 'step' });
    expect(await readFile(foreign, 'utf8')).toBe('precious');
  });

  it('is nothing where none was asked for', () => {
    expect(() => { openRunLog(undefined)({ event: 'step' }); }).not.toThrow(); // prettier-ignore
  });
});

describe('a log in the place of another file of the same command', () => {
  it.each(['--state', '--settings', '--psk-file', '--passphrase-file'])('is refused for %s, and the file stays', async (option) => {
    const file = join(folder, `named${option}`);
    await writeFile(file, '{ "format": 1, "computer": {} }');
    const argv = ['apply', '--role', 'server', '--yes', option, file, '--log', join(folder, '.', `named${option}`)];
    const { status, stderr } = await run(argv);
    expect({ status, said: stderr.includes(`--log and ${option} name the same file`) }).toEqual({ status: 1, said: true });
    expect(await readFile(file, 'utf8')).toBe('{ "format": 1, "computer": {} }');
  }); // prettier-ignore
});

describe('the log of a change', () => {
  it('holds every step with its result, and how it ended, without the key', async () => {
    const [file, state] = [join(folder, 'apply.log'), join(folder, 'apply.json')];
    const argv = ['apply', '--role', 'server', '--psk-stdin', '--yes', '--state', state, '--log', file];
    await run(argv, { stdin: someKey, environment: { IPSEC_WIZARD_SIMULATE: 'fail@3' } });
    const entries = await entriesIn(file);
    const ofKind = (event: string) => entries.filter((entry) => entry['event'] === event);
    const begun = ofKind('step').map(({ id }) => id);
    const ended = new Map(ofKind('step-ended').map(({ id, state: how }) => [id, how]));
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.filter((id) => !ended.has(id))).toEqual([]);
    expect(ofKind('step').every(({ cmdlet }) => /^[A-Z][a-z]+-/u.test(String(cmdlet)))).toBe(true);
    expect([...ended.values()]).toContain('failed');
    expect(ofKind('error')).toHaveLength(1);
    expect(ofKind('end')).toMatchObject([{ verb: 'apply', status: 3 }]);
    expect(JSON.stringify(entries)).not.toContain(someKey);
  });
});
