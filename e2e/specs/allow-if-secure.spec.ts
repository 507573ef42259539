import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import type { Wizard } from '../screens/wizard';
import type { SimulatedComputer } from '../simulated-computer';
import { looks } from '../themes';

const key = 'correct-horse-battery-staple-4531';
const pictures = join(import.meta.dirname, '..', '..', 'test-results', 'screenshots');

const onlySecure = (page: Page): Locator =>
  page.getByRole('checkbox', { name: 'Allow the connection only if it is secure' });
const agree = (page: Page): Locator => page.getByRole('checkbox', { name: /^Switch these off/u });

/** Whether the rule of the backup's own installer lets the port in. */
function installersRule({ stores }: SimulatedComputer): string {
  const rules = stores.split('\n').filter((line) => line.startsWith('PersistentStore NetFirewallRule '));
  const rule = rules.find((line) => line.includes('"FBS-Server-In-TCP"')) ?? '';
  return /"Enabled":"(True|False)"/u.exec(rule)?.[1] ?? 'absent';
}

async function toReview(wizard: Wizard): Promise<void> {
  await wizard.choose('server');
  await onlySecure(wizard.page).check();
  await wizard.next.click();
  await wizard.next.click();
  await wizard.securityRule.enterKey(key);
  await wizard.next.click();
  await wizard.fingerprint.waitFor();
}

test('a server lets in only what is secured; the rule of others goes by a tick and comes back with the removal', async ({
  wizard,
  computer,
  page,
}) => {
  await toReview(wizard);
  await expect(page.getByRole('heading', { name: 'Other rules that let TCP 4531 in' })).toBeVisible();
  await expect(page.getByText(/the port is not closed/u)).toBeVisible();
  await agree(page).check();
  await expect(page.getByText('Then no other rule of Windows Firewall lets the port in.')).toBeVisible();
  await expect(agree(page)).toBeChecked();
  await wizard.unfold('PowerShell');
  await expect(page.getByText(/Disable-NetFirewallRule -Name 'FBS-Server-In-TCP'/u).first()).toBeVisible();
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  expect(installersRule(computer)).toBe('False');
  await wizard.pending.keep.click();
  await wizard.heading('Outcome').waitFor();
  await wizard.railLine('Start').click();
  await expect(page.getByText(/^Off for it, and on again when it is removed: .*FBS-Server-In-TCP/u)).toBeVisible();
  await expectAccessible(page, 'Start, with something put aside');
  await wizard.button('Remove FBS secure connection').click();
  await wizard.heading(/^Remove/u).waitFor();
  await expect(page.getByText(/Switches the firewall rule Ferro Backup System Server .* on again/u)).toBeVisible();
  await wizard.button('Remove FBS secure connection from SRV01').click();
  await wizard.pending.keep.click();
  await expect(page.getByText('FBS secure connection was removed from SRV01; that was read back.')).toBeVisible();
  expect(installersRule(computer)).toBe('True');
});

test('a tick that is taken back leaves the rules of others alone, and is in no file', async ({
  wizard,
  computer,
  page,
}) => {
  await toReview(wizard);
  await agree(page).focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('Then no other rule of Windows Firewall lets the port in.')).toBeVisible();
  await expect(agree(page)).toBeFocused();
  expect(computer.filesWritten().filter(({ text }) => text.includes('allowRules'))).toEqual([]);
  await page.keyboard.press('Space');
  await expect(page.getByText(/the port is not closed/u)).toBeVisible();
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  expect(installersRule(computer)).toBe('True');
});

test('clear text and letting in only what is secured contradict each other, and the page says so', async ({
  wizard,
  page,
}) => {
  await wizard.choose('server');
  await onlySecure(page).check();
  await wizard.next.click();
  await page.getByRole('checkbox', { name: /^Accept unsecured/u }).check();
  await page.getByRole('checkbox', { name: /^Allow fallback/u }).check();
  await wizard.back.click();
  await expect(page.getByText(/but unsecured communication is allowed/u)).toBeVisible();
});

test('a workstation has no such choice', async ({ wizard, page }) => {
  await wizard.choose('workstation');
  await expect(page.getByRole('checkbox', { name: /^Block the port for every other/u })).toBeVisible();
  await expect(onlySecure(page)).toHaveCount(0);
});

for (const { viewport, theme } of looks) {
  const size = `${viewport.width}x${viewport.height}`;
  test.describe(`at ${size}, ${theme.name}`, () => {
    test.use({
      viewport,
      contextOptions: { colorScheme: theme.colorScheme, forcedColors: theme.forcedColors, reducedMotion: 'reduce' },
    });
    test('the switch and the list of other rules are accessible and fit the window', async ({ wizard, page }) => {
      const take = async (name: string, shown: Locator): Promise<void> => {
        await shown.scrollIntoViewIfNeeded();
        await expectAccessible(page, name);
        const folder = join(pictures, size, theme.name);
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide).toBeLessThanOrEqual(0);
      };
      await wizard.choose('server');
      await onlySecure(page).check();
      await take('a-filter-list-secure', onlySecure(page));
      await wizard.next.click();
      await wizard.next.click();
      await wizard.securityRule.enterKey(key);
      await wizard.next.click();
      await wizard.fingerprint.waitFor();
      await take('a-review-other-rules', agree(page));
      await agree(page).check();
      await expect(page.getByText('Then no other rule of Windows Firewall lets the port in.')).toBeVisible();
      await take('a-review-agreed', agree(page));
    });
  });
}
