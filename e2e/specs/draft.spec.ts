import { expect, test } from '../fixtures';
import { Wizard } from '../screens/wizard';

const key = 'correct-horse-battery-staple-4531';

test('a window that is closed in the middle opens again with its draft, without the key', async ({ start }) => {
  const first = await start();
  const wizard = new Wizard(first.page);
  await wizard.toSecurityRule('server');
  await wizard.field('Policy name').fill('Half done');
  await wizard.securityRule.enterKey(key);
  await first.close();

  const again = new Wizard((await start()).page);
  await expect(again.page.getByText('"Half done" for the backup server, not assigned.')).toBeVisible();
  await again.button('Continue the draft').click();
  await expect(again.heading('Security rule')).toBeFocused();
  await expect(again.field('Policy name')).toHaveValue('Half done');
  await expect(again.securityRule.kept).toBeHidden();
  await expect(again.securityRule.key).toHaveValue('');
});

test('a draft that is discarded does not come back', async ({ start }) => {
  const first = await start();
  const wizard = new Wizard(first.page);
  await wizard.choose('server');
  await wizard.cancel.click();
  await wizard.button('Discard the draft').click();
  await expect(wizard.heading('Secure the backup connection')).toBeFocused();
  await first.close();
  const again = new Wizard((await start()).page);
  await expect(again.page.getByRole('row', { name: /SRV01/u })).toBeVisible();
  await expect(again.button('Continue the draft')).toBeHidden();
});

test('an assigned policy is no draft any more', async ({ start }) => {
  const first = await start();
  const wizard = new Wizard(first.page);
  await wizard.assign('server', key);
  await first.close();
  const again = new Wizard((await start()).page);
  await expect(again.button('Check FBS secure connection')).toBeVisible();
  await expect(again.button('Continue the draft')).toBeHidden();
});

test('edits are undone and done again, a field as a whole, by button and by key', async ({ wizard, page }) => {
  await wizard.choose('server');
  await wizard.field('Name').pressSequentially('My ');
  await wizard.button('192.168.10.0/24 (this network)').click();
  await expect(wizard.filterList.rows).toContainText('192.168.10.0');
  await wizard.undo.click();
  await expect(wizard.filterList.rows).not.toContainText('192.168.10.0');
  await wizard.undo.click();
  await expect(wizard.field('Name')).toHaveValue('FBS incoming connections');
  await wizard.title.focus();
  await page.keyboard.press('Control+y');
  await expect(wizard.field('Name')).toHaveValue('My FBS incoming connections');
  await page.keyboard.press('Control+y');
  await expect(wizard.filterList.rows).toContainText('192.168.10.0');
  await expect(wizard.redo).toBeDisabled();
  await page.keyboard.press('Control+z');
  await expect(wizard.filterList.rows).not.toContainText('192.168.10.0');
});

test('filters are added, duplicated and removed', async ({ wizard, page }) => {
  const { filterList } = wizard;
  await wizard.choose('server');
  await wizard.button('Duplicate filter 1').click();
  await expect(filterList.rows).toHaveCount(2);
  await filterList.edit(2);
  await filterList.chooseKind('Source', 'A specific IP address');
  await filterList.field('IP address').fill('192.168.10.77');
  await filterList.done.click();
  await expect(filterList.rows.nth(1)).toContainText('192.168.10.77');
  await wizard.button('Remove filter 1').click();
  await expect(filterList.rows).toHaveCount(1);
  await expect(filterList.rows).toContainText('192.168.10.77');
  await wizard.button('Add a filter').click();
  await filterList.sheet.waitFor();
  await page.keyboard.press('Escape');
  await expect(filterList.sheet).toBeHidden();
  await expect(filterList.rows).toHaveCount(1);
});
