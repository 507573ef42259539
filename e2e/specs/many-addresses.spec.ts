import { expect, test } from '../fixtures';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const addresses = Array.from({ length: 1_000 }, (_, at) => `10.1.${Math.floor(at / 250)}.${(at % 250) + 1}`);
/** The aim is 200 ms on a machine that does nothing else; the limit holds on a loaded one. */
const longestTaskMs = 2_000;

test('a thousand addresses are pasted, edited and reviewed without lag', async ({ wizard, page }) => {
  await wizard.choose('server');
  await wizard.filterList.openPaste();
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { longTasks: seen });
    new PerformanceObserver((list) => {
      seen.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ entryTypes: ['longtask'] });
  });
  const began = Date.now();
  await wizard.filterList.field('Addresses of the workstations').fill(addresses.join('\r\n'));
  await expect(wizard.filterList.sheet.getByText('1000 addresses understood')).toBeVisible();
  const understoodMs = Date.now() - began;
  await page.evaluate(() => void ((window as unknown as { longTasks: number[] }).longTasks.length = 0));
  await wizard.button('Add 1000 filters').click();
  await expect(page.getByText('1000 filters', { exact: true }).last()).toBeVisible();
  const addedMs = Date.now() - began;
  await wizard.field('Description').pressSequentially('typed');
  const typedMs = Date.now() - began - addedMs;
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
  say(
    `1,000 addresses: understood after ${understoodMs} ms, in the list after ${addedMs} ms; five letters ${typedMs} ms; longest task after the paste ${Math.round(longest)} ms`,
  );
  expect(longest).toBeLessThan(longestTaskMs);
  await wizard.next.click();
  await wizard.next.click();
  await wizard.securityRule.enterKey('correct-horse-battery-staple-4531');
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
  await wizard.meaning.headline.waitFor();
  await wizard.assignAndKeep();
  await expect(page.getByText('Applied and enforced, not proved')).toBeVisible();
});

test('what is not understood in a pasted list is named by its line, and the rest is added', async ({
  wizard,
  page,
}) => {
  await wizard.choose('server');
  await wizard.filterList.openPaste();
  await wizard.filterList
    .field('Addresses of the workstations')
    .fill('192.168.10.5\n300.1.1.1\n192.168.10.5\nhost;192.168.11.0/24');
  await expect(wizard.filterList.sheet.getByText(/Line 2: .*300\.1\.1\.1/u)).toBeVisible();
  await expect(wizard.filterList.sheet.getByText(/1 repeated/u)).toBeVisible();
  await wizard.button(/^Add \d filters?$/u).click();
  await expect(wizard.filterList.rows.first()).toContainText('192.168.10.5');
  await expect(page.getByText('Any address may try.')).toBeHidden();
});
