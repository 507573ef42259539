import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures';
import { RulesScreen } from '../screens/rules-screen';
import type { Wizard } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';

/** Tab, as often as a person would have to; fails where the element cannot be reached. */
async function tabTo(wizard: Wizard, target: Locator, by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await wizard.page.keyboard.press(by);
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

for (const role of ['server', 'workstation'] as const) {
  test(`the whole way for a ${role} is gone with the keyboard alone`, async ({ wizard, page }) => {
    const { keyboard } = page;
    await expect(wizard.heading('Secure the backup connection')).toBeFocused();
    await tabTo(wizard, wizard.roleCard(role));
    await keyboard.press('Enter');
    await expect(wizard.heading('IP filter list')).toBeFocused();
    await keyboard.press('Alt+n');
    await expect(wizard.heading('Filter action')).toBeFocused();
    await tabTo(wizard, page.getByRole('radio', { name: /^Article/u }));
    await keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: /^Recommended today/u })).toBeChecked();
    await keyboard.press('ArrowUp');
    await expect(page.getByRole('radio', { name: /^Article/u })).toBeChecked();
    await keyboard.press('Alt+b');
    await expect(wizard.heading('IP filter list')).toBeFocused();
    // Enter goes on wherever it has no meaning of its own.
    await keyboard.press('Enter');
    await expect(wizard.heading('Filter action')).toBeFocused();
    await keyboard.press('Enter');
    await expect(wizard.heading('Security rule')).toBeFocused();
    await tabTo(wizard, wizard.securityRule.key);
    await keyboard.type(key);
    await keyboard.press('Enter');
    await expect(wizard.securityRule.kept).toBeVisible();
    await keyboard.press('Alt+n');
    await expect(wizard.heading('Review')).toBeFocused();
    await wizard.fingerprint.waitFor();
    // A bare Enter changes no computer.
    await keyboard.press('Enter');
    await expect(wizard.heading('Review')).toBeVisible();
    await keyboard.press('Alt+n');
    await wizard.pending.panel.waitFor();
    await tabTo(wizard, wizard.pending.keep.or(wizard.pending.keepWithoutProof));
    await keyboard.press('Enter');
    if (role === 'workstation') {
      await expect(wizard.button('Go on waiting')).toBeFocused();
      await tabTo(wizard, wizard.dialog.getByRole('button', { name: 'Keep without proof' }));
      await keyboard.press('Enter');
    }
    await expect(wizard.heading('Outcome')).toBeFocused();
    await expect(page.getByText('Applied and enforced, not proved')).toBeVisible();
    await keyboard.press('Alt+n');
    await expect(wizard.heading('Secure the backup connection')).toBeFocused();
    await tabTo(wizard, wizard.button('Check FBS secure connection'));
    await keyboard.press('Space');
    await expect(wizard.heading('Check FBS secure connection')).toBeFocused();
    await keyboard.press('Escape');
    await expect(wizard.heading('Secure the backup connection')).toBeFocused();
  });
}

test('Esc asks before a change is left, and Esc again goes on editing', async ({ wizard, page }) => {
  await wizard.choose('server');
  await page.keyboard.press('Escape');
  await expect(wizard.dialog).toBeVisible();
  await expect(wizard.button('Keep the draft and leave')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(wizard.dialog).toBeHidden();
  await expect(wizard.heading('IP filter list')).toBeVisible();
  await page.keyboard.press('Alt+c');
  await expect(wizard.dialog).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(wizard.heading('Secure the backup connection')).toBeFocused();
  await expect(wizard.button('Continue the draft')).toBeVisible();
});

test('a filter is edited with the keyboard alone, and the focus comes back to where it was', async ({
  wizard,
  page,
}) => {
  const { filterList } = wizard;
  const edit = wizard.button('Edit filter 1');
  await wizard.choose('server');
  await tabTo(wizard, edit);
  await page.keyboard.press('Enter');
  await filterList.sheet.waitFor();
  // The sheet has the keyboard for itself: no page is turned behind it.
  await page.keyboard.press('Alt+n');
  await expect(
    wizard.page.getByRole('heading', { level: 1, name: 'IP filter list', includeHidden: true }),
  ).toBeVisible();
  await tabTo(
    wizard,
    filterList.sheet.getByRole('radiogroup', { name: 'Source address' }).getByRole('radio', { name: 'Any IP address' }),
  );
  await page.keyboard.press('ArrowDown');
  await tabTo(wizard, filterList.field('IP address'));
  await page.keyboard.type('192.168.10.99');
  await page.keyboard.press('Enter');
  await expect(filterList.sheet).toBeHidden();
  await expect(filterList.rows).toContainText('192.168.10.99');
  await expect(edit).toBeFocused();
  await page.keyboard.press('Enter');
  await filterList.sheet.waitFor();
  await page.keyboard.press('Escape');
  await expect(filterList.sheet).toBeHidden();
  await expect(edit).toBeFocused();
});

test('rules and doors are added, chosen and taken away with the keyboard alone, and the focus is never lost', async ({
  wizard,
  page,
}) => {
  const { keyboard } = page;
  const rules = new RulesScreen(page);
  const onBody = (): Promise<boolean> => page.evaluate(() => document.activeElement === document.body);
  await wizard.choose('server');
  await tabTo(wizard, rules.part.locator('summary').first());
  await keyboard.press('Enter');
  await tabTo(wizard, wizard.button('Add a rule that permits'));
  await keyboard.press('Enter');
  await expect(rules.shows('Permitted connections')).toBeChecked();
  await tabTo(wizard, rules.shows('Permitted connections'), 'Shift+Tab');
  await keyboard.press('ArrowUp');
  await expect(rules.shows('FBS incoming connections')).toBeChecked();
  await tabTo(wizard, wizard.button('Remove the rule Permitted connections'));
  await keyboard.press('Enter');
  await expect(rules.shows('FBS incoming connections')).toBeFocused();
  await tabTo(wizard, rules.doors.locator('summary'));
  await keyboard.press('Space');
  await tabTo(wizard, wizard.button('Secure iSCSI'));
  await keyboard.press('Enter');
  await expect(rules.door('iSCSI')).toContainText('Secured by the rule "iSCSI".');
  await expect(rules.door('iSCSI').getByRole('button').first()).toBeFocused();
  await tabTo(wizard, wizard.button('Stop securing iSCSI'));
  await keyboard.press('Enter');
  await expect(wizard.button('Secure iSCSI')).toBeFocused();
  expect(await onBody()).toBe(false);
});
