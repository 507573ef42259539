import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { simulateSet } from '../../electron/host/simulation/commands';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import type { Wizard } from '../screens/wizard';
import type { SimulatedComputer } from '../simulated-computer';
import { looks } from '../themes';

const key = 'correct-horse-battery-staple-4531';
const pictures = join(import.meta.dirname, '..', '..', 'test-results', 'screenshots');

const tick = (page: Page): Locator => page.getByRole('checkbox', { name: /^Un-assign it;/u });
const isAssigned = ({ state }: SimulatedComputer): boolean => state.includes('"ActivePolicy"');

async function toReview(wizard: Wizard, computer: SimulatedComputer): Promise<void> {
  await simulateSet(computer.stateFile, ['legacy-policy=FBS by hand']);
  await wizard.toReview('server', key);
}

test('a policy of secpol.msc is un-assigned by a tick, and assigned again when ours is removed', async ({
  wizard,
  computer,
  page,
}) => {
  await toReview(wizard, computer);
  await expect(page.getByRole('heading', { name: 'Assigned in secpol.msc: FBS by hand' })).toBeVisible();
  await tick(page).check();
  await wizard.unfold('PowerShell');
  await expect(page.getByText(/Remove-ItemProperty/u).first()).toBeVisible();
  await expect(page.getByText(/^What you ticked about things of others is not in the script/u)).toBeVisible();
  await expect(tick(page)).toBeChecked();
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  expect(isAssigned(computer)).toBe(false);
  await wizard.pending.keep.click();
  await wizard.heading('Outcome').waitFor();
  await wizard.next.click();
  await wizard.button('Remove FBS secure connection').click();
  await expect(page.getByRole('heading', { name: 'What is in use again' })).toBeVisible();
  await expect(page.getByText('The policy of secpol.msc that comes back decides then')).toBeVisible();
  await expect(page.getByText(/^Assigns the policy FBS by hand of secpol\.msc again/u)).toBeVisible();
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, 'secpol-remove.png') });
  await expectAccessible(page, 'a removal that assigns again');
  await page.getByRole('button', { name: /^Remove FBS secure connection from/u }).click();
  await wizard.pending.panel.waitFor();
  expect(isAssigned(computer)).toBe(true);
  await wizard.pending.keep.click();
  await expect(page.getByText('FBS secure connection was removed from SRV01; that was read back.')).toBeVisible();
  expect(isAssigned(computer)).toBe(true);
});

test('without the tick it stays assigned, and a new start of the program ticks nothing', async ({
  wizard,
  computer,
  page,
  start,
}) => {
  await toReview(wizard, computer);
  await tick(page).check();
  await wizard.fingerprint.waitFor();
  await tick(page).uncheck();
  await wizard.unfold('PowerShell');
  await expect(page.getByText(/Remove-ItemProperty/u)).toHaveCount(0);
  await wizard.next.click();
  await wizard.pending.panel.waitFor();
  expect(isAssigned(computer)).toBe(true);
  await page.close();
  const again = await start();
  await again.page.getByRole('row', { name: /SRV01/u }).waitFor();
  expect(computer.state).toContain('"ActivePolicy"');
});

for (const {
  viewport,
  theme: { name: theme, colorScheme, forcedColors },
} of looks) {
  test.describe(`the tick, ${theme}, ${viewport.width}x${viewport.height}`, () => {
    test.use({ colorScheme, viewport, contextOptions: { forcedColors } });
    test('is accessible', async ({ wizard, computer, page }) => {
      await toReview(wizard, computer);
      await tick(page).check();
      await expect(page.getByText('11 calls, the key masked.')).toBeVisible();
      await tick(page).scrollIntoViewIfNeeded();
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `secpol-${theme}-${viewport.width}.png`) });
      await expectAccessible(page, 'the tick that un-assigns');
    });
  });
}
