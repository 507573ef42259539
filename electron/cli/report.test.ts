import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyText } from '#settings-file/testing/examples';
import { run } from './testing/command-line';
import { expectCalmWords, expectError } from './testing/expectations';
import { ask, Workshop } from './testing/sticks';

let shop: Workshop;
beforeAll(async () => {
  shop = await Workshop.open();
});
afterAll(() => shop.remove());

describe('the report', () => {
  it.each(['md', 'html'])(
    'as %s holds what is applied, how far, what is open and what to do; never a key',
    async (ending) => {
      const file = await shop.settings('report.age', { auth: 'psk' });
      const state = await shop.computer(`<b>RAPORT-Ł</b> ${ending}`);
      await shop.visit(state, await shop.stick(`report-${ending}`, file));
      const to = shop.path(`report.${ending}`);
      const { status, answer } = await ask('report', '--to', to, '--state', state);
      expect({ status, ...answer }).toMatchObject({
        status: 0,
        policies: [{ policy: 'fbs', level: 'enforced', differences: 0 }],
      });
      const text = await readFile(to, 'utf8');
      for (const part of [
        'SIMULATION',
        'If backups stop',
        'Disable-NetIPsecRule',
        'is active and in force',
        'RAPORT-Ł',
        'FTP',
        'kept',
      ])
        expect(text).toContain(part);
      // An indented line of Markdown is shown to the letter.
      expect(text.replaceAll(/^ {4}.*$/gmu, '')).not.toMatch(/(?<!\\)<b>|<script/u);
      for (const secret of [keyText, Buffer.from(keyText).toString('base64')]) expect(text).not.toContain(secret);
      expectError(await ask('report', '--to', to, '--state', state), 'file-exists', 1);
    },
  );

  it('of a computer without any policy says so', async () => {
    const { status } = await ask('report', '--to', shop.path('empty.md'), '--state', await shop.computer('EMPTY'));
    expect(status).toBe(0);
    expect(await readFile(shop.path('empty.md'), 'utf8')).toContain('No policy of this program');
    const { stderr } = await run(['report', '--state', shop.path('x.json')]);
    expectCalmWords(stderr);
  });
});
