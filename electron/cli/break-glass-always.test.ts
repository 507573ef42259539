import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run, runJson, temporaryFolder, type Answer, type Ran } from './testing/command-line';

/** The page "If backups stop" is for emergencies: what is wrong with the program's own files must not hold it back. */

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

const cli = (argv: string, stdin = ''): Promise<Ran & { readonly answer: Answer & { readonly breakGlass?: string } }> =>
  runJson([...argv.split(' '), '--state', file], { stdin });
const inData = (name: string): string => join(`${file}.data`, name);
async function damage(name: string, change: (text: string) => string): Promise<void> {
  await writeFile(inData(name), change(await readFile(inData(name), 'utf8')));
}
const off = "Disable-NetIPsecRule -IPsecRuleName 'ipsecbw-fbs-server-rule-1' -PolicyStore PersistentStore";

describe('while a change waits to be kept', () => {
  beforeEach(async () => {
    expect((await cli('apply --role server --psk-stdin --yes --confirm-within 300', key)).status).toBe(0);
  });

  it.each([
    ['damaged', (text: string) => text.slice(0, 200)],
    ['of a newer version', (text: string) => text.replace('"format":1', '"format":2')],
    ['of another computer', (text: string) => text.replace(/"computer":"[^"]*"/u, '"computer":"OTHER"')],
  ])('is printed with a journal that is %s, and names the undo that is armed', async (_, change) => {
    await damage('journal.jsonl', change);
    const { status, answer } = await cli('status --break-glass');
    expect(status).toBe(0);
    expect(answer.breakGlass).toContain(off);
    expect(answer.breakGlass).toMatch(/Start-ScheduledTask -TaskName 'IPsec Backup Wizard undo [0-9a-f]{12}'/u);
    expect(answer.findings?.map(({ code }) => code)).toContain('journal-unusable');
  });

  it('is part of a report whose journal is damaged, and the report says that it is', async () => {
    await damage('journal.jsonl', () => 'nothing');
    const to = join(folder, 'report.md');
    expect((await cli(`report --to ${to}`)).status).toBe(0);
    const report = await readFile(to, 'utf8');
    expect(report).toContain(off);
    expect(report).toContain('The journal of the last change cannot be used.');
  });
});

describe('while an update waits to be kept', () => {
  it('switches nothing on again that the update has taken out of use', async () => {
    expect((await cli('apply --role server --psk-stdin --yes --peer 10.0.0.0/8', key)).status).toBe(0);
    expect((await cli('apply --role server --psk-stdin --yes --confirm-within 300', key)).status).toBe(0);
    const page = (await cli('status --break-glass')).answer.breakGlass ?? '';
    const commands = (verb: string): readonly string[] => page.split('\n').filter((line) => line.includes(verb));
    expect(commands('Disable-NetFirewallRule')).toHaveLength(1);
    expect(commands('Enable-NetIPsecRule')).toHaveLength(1);
    expect(commands('NetFirewallRule')).toHaveLength(1);
  });
});

describe('after a change was kept', () => {
  beforeEach(async () => {
    expect((await cli('apply --role server --psk-stdin --yes', key)).status).toBe(0);
  });

  it.each([
    ['damaged', 'record-damaged', () => '{'],
    ['of a newer version', 'record-too-new', (text: string) => text.replace('"format": 1', '"format": 2')],
  ])('is printed with a record that is %s, and what is wrong is said after it', async (_, code, change) => {
    await damage('applied.json', change);
    const { status, answer } = await cli('status --break-glass');
    expect({ status, code: answer.error?.code }).toEqual({ status: 1, code });
    expect(answer.breakGlass).toContain(off);
    const said = await run(['status', '--break-glass', '--state', file]);
    expect(said.stdout).toContain(off);
  });

  it('is printed where the folder cannot be used at all', async () => {
    await rm(`${file}.data`, { recursive: true });
    await symlink(folder, `${file}.data`);
    const { answer } = await cli('status --break-glass');
    expect(answer.breakGlass).toContain(off);
  });
});
